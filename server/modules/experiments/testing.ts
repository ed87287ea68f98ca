/** Proof by simulation, for tests and `bench/estimator.ts`. */
import { makeChance } from '#test/chance';
import type { GroupSums } from './intervals.ts';
import { estimateIncrement } from './estimate-increment.ts';
import type { Stratum } from './estimate-increment.ts';

/** A pretend shop, to prove the estimator on: what is true of it is known. */
export interface PretendShop {
  holdoutShare: number;
  /** Chance that a held-out person buys, and how much messages add to it. */
  buyChance: number;
  lift: number;
  /** Mean order in minor units, and the standard deviation of its logarithm. */
  meanOrderMinor: number;
  logSpread: number;
}

/** Adds people to a stratum: some held out, most buy nothing, orders lognormal. */
export function addPeople(stratum: Stratum, shop: PretendShop, people: number, chance: () => number): void {
  const logMean = Math.log(shop.meanOrderMinor) - shop.logSpread ** 2 / 2;
  for (let person = 0; person < people; person += 1) {
    const isHeldOut = chance() < shop.holdoutShare;
    const group = isHeldOut ? stratum.heldOut : stratum.treated;
    group.people += 1;
    if (chance() >= shop.buyChance + (isHeldOut ? 0 : shop.lift)) continue;
    addOrder(group, Math.exp(logMean + shop.logSpread * drawNormal(chance)));
  }
}

function addOrder(group: GroupSums, minor: number): void {
  group.buyers += 1;
  group.sum += minor;
  group.sumOfSquares += minor * minor;
}

const drawNormal = (chance: () => number) => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());

export function makeStratum(share: number): Stratum {
  return { share, treated: { people: 0, buyers: 0, sum: 0, sumOfSquares: 0 }, heldOut: { people: 0, buyers: 0, sum: 0, sumOfSquares: 0 } };
}

/** The true difference that messages make to the treated people of a stratum, in minor units. */
const truthOf = (shop: PretendShop, stratum: Stratum) => shop.lift * shop.meanOrderMinor * stratum.treated.people;

/** How often the interval for one planned look holds the truth, of the trials with enough people to give one. */
export function measureCoverage(shop: PretendShop, people: number, trials: number, seed: number): number {
  const chance = makeChance(seed);
  let told = 0;
  let held = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const stratum = makeStratum(shop.holdoutShare);
    addPeople(stratum, shop, people, chance);
    const { revenueMinor } = estimateIncrement([stratum], 'fixed');
    if (!revenueMinor) continue;
    told += 1;
    const truth = truthOf(shop, stratum);
    if (revenueMinor.interval.low <= truth && truth <= revenueMinor.interval.high) held += 1;
  }
  return held / told;
}

/** How often a merchant who looks every day sees, on any day, an interval that leaves the truth out. */
export function measureFalseAlarms(shop: PretendShop, days: { count: number; peopleEach: number }, trials: number, seed: number, kind: 'fixed' | 'always'): number {
  const chance = makeChance(seed);
  let alarmed = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const stratum = makeStratum(shop.holdoutShare);
    for (let day = 0; day < days.count; day += 1) {
      addPeople(stratum, shop, days.peopleEach, chance);
      const { revenueMinor } = estimateIncrement([stratum], kind);
      const truth = truthOf(shop, stratum);
      if (!revenueMinor || (revenueMinor.interval.low <= truth && truth <= revenueMinor.interval.high)) continue;
      alarmed += 1;
      break;
    }
  }
  return alarmed / trials;
}
