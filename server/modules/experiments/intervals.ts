/** One group of people: how many, how many of them bought, what they spent together, in minor units. */
export interface GroupSums {
  people: number;
  buyers: number;
  /** Sum of what each person spent, and of its square. */
  sum: number;
  sumOfSquares: number;
}

export interface Interval {
  low: number;
  high: number;
}

/** Two-sided 95 %. */
export const fixedZ = 1.959964;

/** Groups taken together. */
export function joinGroups(groups: readonly GroupSums[]): GroupSums {
  const total = (pick: (group: GroupSums) => number) => groups.reduce((sum, group) => sum + pick(group), 0);
  return { people: total((group) => group.people), buyers: total((group) => group.buyers), sum: total((group) => group.sum), sumOfSquares: total((group) => group.sumOfSquares) };
}

/** Wilson's interval of a share: honest for small groups and for nobody at all (Wilson 1927; Newcombe 1998). */
export function shareInterval(successes: number, people: number, z: number): Interval {
  const share = successes / people;
  const scale = 1 + (z * z) / people;
  const middle = (share + (z * z) / (2 * people)) / scale;
  const radius = (z / scale) * Math.sqrt((share * (1 - share)) / people + (z * z) / (4 * people * people));
  return { low: Math.max(0, middle - radius), high: Math.min(1, middle + radius) };
}

/**
 * Interval of what a group spends per person. Revenue per person is mostly zeros and a few orders of very unequal size, where a t interval of
 * some fifty people misses far more often than it says. So it is taken apart: the share who buy (Wilson) times what a buyer spends (on the log
 * scale, where the skew goes), put together again by the recovered variances of both (Zou, Taleb & Huo 2009, "Confidence interval
 * estimation for lognormal data with application to health economics"; the method of variance estimates recovery of Zou & Donner 2008).
 * @param spread of order values, as their standard deviation over their mean, taken from both groups: a handful of buyers cannot tell it.
 * @param usualOrder stands in for the mean order when the group has no buyer.
 */
export function spendInterval(group: GroupSums, spread: number, usualOrder: number, z: number): Interval {
  const share = shareInterval(group.buyers, group.people, z);
  if (group.buyers === 0) return { low: 0, high: share.high * usualOrder };
  const mean = group.sum / group.people;
  // By the delta method, the logarithm of a mean of k orders has the standard deviation spread / √k.
  const logOrder = (z * spread) / Math.sqrt(group.buyers);
  const logLow = Math.hypot(Math.log(group.buyers / group.people / share.low), logOrder);
  const logHigh = Math.hypot(Math.log(share.high / (group.buyers / group.people)), logOrder);
  return { low: mean * Math.exp(-logLow), high: mean * Math.exp(logHigh) };
}

/** The difference of two independent figures, from the interval of each (Zou & Donner 2008). */
export function differenceInterval(left: { value: number; interval: Interval }, right: { value: number; interval: Interval }): Interval {
  const difference = left.value - right.value;
  return {
    low: difference - Math.hypot(left.value - left.interval.low, right.interval.high - right.value),
    high: difference + Math.hypot(left.interval.high - left.value, right.value - right.interval.low),
  };
}

/** How unequal orders are: standard deviation over mean of what buyers spent; 1 when fewer than five tell. */
export function orderSpread({ buyers, sum, sumOfSquares }: GroupSums): number {
  if (buyers < 5) return 1;
  const mean = sum / buyers;
  return Math.sqrt(Math.max(0, sumOfSquares / buyers - mean * mean) * (buyers / (buyers - 1))) / mean;
}
