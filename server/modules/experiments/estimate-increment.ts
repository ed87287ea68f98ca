import { differenceInterval, fixedZ, joinGroups, orderSpread, shareInterval, spendInterval } from './intervals.ts';
import type { GroupSums, Interval } from './intervals.ts';

/** People who were dealt with the same chance of being held out. Only inside such a group are both sides alike. */
export interface Stratum {
  /** Chance of being held out, above 0. */
  share: number;
  treated: GroupSums;
  heldOut: GroupSums;
}

export interface Increment {
  /** `not_enough`: the groups are too small to say anything; figures and intervals are null. */
  status: 'ready' | 'not_enough';
  treated: { people: number; buyers: number };
  heldOut: { people: number; buyers: number };
  /** What the messages brought over all treated people together, in minor units. */
  revenueMinor: Estimated | null;
  /** Orders that would not have come without the messages. */
  orders: Estimated | null;
  sampleRatio: SampleRatio;
}

export interface Estimated {
  value: number;
  interval: Interval;
}

/** Whether as many were held out as should have been: if not, the two sides are not comparable and no figure is to be trusted. */
export interface SampleRatio {
  expectedHeldOut: number;
  observedHeldOut: number;
  /** Chance of a deviation this large when the draw is fair; null without people. */
  pValue: number | null;
  isSuspicious: boolean;
}

/** Below these nothing is said. Fifty people are what 500 carts with the default holdout give. */
const leastPeople = 30;
const leastBuyers = 10;
/** Looked at every day, a fair draw must not look suspicious: one day in two thousand. */
const suspiciousBelow = 0.0005;

/**
 * The difference that messages made: what a treated person spent on average less what a held-out one did, times the treated people.
 * `fixed`: a 95 % interval for a look planned beforehand, such as the past week. `always`: one that holds at every look, however often
 * (see `alwaysZ`), for figures that are watched while they grow.
 */
export function estimateIncrement(strata: readonly Stratum[], kind: 'fixed' | 'always'): Increment {
  const told = strata.filter(({ treated, heldOut }) => treated.people > 0 && heldOut.people > 0);
  const treated = joinGroups(told.map((stratum) => stratum.treated));
  const heldOut = joinGroups(told.map((stratum) => stratum.heldOut));
  const isEnough = Math.min(treated.people, heldOut.people) >= leastPeople && treated.buyers + heldOut.buyers >= leastBuyers;
  const z = kind === 'fixed' ? fixedZ : alwaysZ(treated.people + heldOut.people);
  return {
    status: isEnough ? 'ready' : 'not_enough',
    treated: { people: treated.people, buyers: treated.buyers },
    heldOut: { people: heldOut.people, buyers: heldOut.buyers },
    revenueMinor: isEnough ? sumStrata(told.map((stratum) => compareSpending(stratum, z))) : null,
    orders: isEnough ? sumStrata(told.map((stratum) => compareBuying(stratum, z))) : null,
    sampleRatio: checkSampleRatio(strata),
  };
}

function compareSpending({ treated, heldOut }: Stratum, z: number): Estimated {
  const both = joinGroups([treated, heldOut]);
  const spread = orderSpread(both);
  const usualOrder = both.buyers > 0 ? both.sum / both.buyers : 0;
  const side = (group: GroupSums) => ({ value: group.sum / group.people, interval: spendInterval(group, spread, usualOrder, z) });
  return scale(difference(side(treated), side(heldOut)), treated.people);
}

function compareBuying({ treated, heldOut }: Stratum, z: number): Estimated {
  const side = (group: GroupSums) => ({ value: group.buyers / group.people, interval: shareInterval(group.buyers, group.people, z) });
  return scale(difference(side(treated), side(heldOut)), treated.people);
}

const difference = (left: Estimated, right: Estimated): Estimated => ({ value: left.value - right.value, interval: differenceInterval(left, right) });
const scale = ({ value, interval }: Estimated, by: number): Estimated => ({ value: value * by, interval: { low: interval.low * by, high: interval.high * by } });

/** Independent figures added up: the distances to the ends add like standard deviations. */
function sumStrata(parts: readonly Estimated[]): Estimated {
  const value = parts.reduce((sum, part) => sum + part.value, 0);
  const below = Math.hypot(...parts.map((part) => part.value - part.interval.low));
  const above = Math.hypot(...parts.map((part) => part.interval.high - part.value));
  return { value, interval: { low: value - below, high: value + above } };
}

/** The number of people at which `alwaysZ` is tightest. */
const tunedForPeople = 2000;

/**
 * How many standard errors an interval needs so that it holds at every number of people at once: the asymptotic confidence sequence with a
 * normal mixture of Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2024), "Time-uniform central limit theory and asymptotic confidence
 * sequences", Annals of Statistics 52(6), their equation for the two-sided boundary with its tuning of rho.
 */
export function alwaysZ(people: number, alpha = 0.05): number {
  const rhoSquared = (-2 * Math.log(alpha) + Math.log(-2 * Math.log(alpha) + 1)) / tunedForPeople;
  const scaled = people * rhoSquared + 1;
  return Math.sqrt(((2 * scaled) / (people * rhoSquared)) * Math.log(Math.sqrt(scaled) / alpha));
}

function checkSampleRatio(strata: readonly Stratum[]): SampleRatio {
  const peopleOf = ({ treated, heldOut }: Stratum) => treated.people + heldOut.people;
  const expected = strata.reduce((sum, stratum) => sum + peopleOf(stratum) * stratum.share, 0);
  const variance = strata.reduce((sum, stratum) => sum + peopleOf(stratum) * stratum.share * (1 - stratum.share), 0);
  const observed = strata.reduce((sum, stratum) => sum + stratum.heldOut.people, 0);
  if (variance === 0) return { expectedHeldOut: expected, observedHeldOut: observed, pValue: null, isSuspicious: false };
  const pValue = twoSided((observed - expected) / Math.sqrt(variance));
  return { expectedHeldOut: expected, observedHeldOut: observed, pValue, isSuspicious: pValue < suspiciousBelow };
}

/** Chance of a standard normal at least this far from 0 (Abramowitz & Stegun 26.2.17; error below 1e-7). */
function twoSided(score: number): number {
  const x = Math.abs(score);
  const t = 1 / (1 + 0.2316419 * x);
  const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return Math.min(1, 2 * tail * Math.exp((-x * x) / 2) * Math.sqrt(1 / (2 * Math.PI)));
}
