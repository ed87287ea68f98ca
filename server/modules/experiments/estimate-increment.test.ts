import { describe, expect, test } from 'vitest';
import { makeChance } from '#test/chance';
import { alwaysZ, estimateIncrement } from './estimate-increment.ts';
import { addPeople, makeStratum, measureCoverage, measureFalseAlarms } from './testing.ts';
import type { PretendShop } from './testing.ts';

const shop: PretendShop = { holdoutShare: 0.1, buyChance: 0.08, lift: 0.04, meanOrderMinor: 60_000_00, logSpread: 0.9 };

describe('the interval for one planned look', () => {
  test.each([500, 2000, 10_000])('holds the truth 94 to 96 times in a hundred for %i carts with a tenth held out', (people) => {
    // The share of few trials scatters: the long measurement is in bench/estimator.ts.
    const trials = people === 10_000 ? 600 : 2500;
    const scatter = 2.6 * Math.sqrt((0.95 * 0.05) / trials);
    const coverage = measureCoverage(shop, people, trials, 11);
    expect(coverage).toBeGreaterThan(0.94 - scatter);
    expect(coverage).toBeLessThan(0.96 + scatter);
  });

  test('is too sure of itself for somebody who looks every day', () => {
    expect(measureFalseAlarms({ ...shop, lift: 0 }, { count: 60, peopleEach: 50 }, 200, 5, 'fixed')).toBeGreaterThan(0.15);
  });
});

describe('the interval that may be watched', () => {
  test.each([20, 100])('cries wolf for at most one shop in twenty over sixty days of %i carts', (peopleEach) => {
    expect(measureFalseAlarms({ ...shop, lift: 0 }, { count: 60, peopleEach }, 400, 3, 'always')).toBeLessThanOrEqual(0.05);
  });

  test('is wider than the planned one, and finds a real difference in time', () => {
    expect(alwaysZ(2000)).toBeGreaterThan(2.5);
    expect(alwaysZ(2000)).toBeLessThan(alwaysZ(200));
    const stratum = makeStratum(0.1);
    addPeople(stratum, { ...shop, lift: 0.08 }, 20_000, makeChance(1));
    expect(estimateIncrement([stratum], 'always').revenueMinor?.interval.low).toBeGreaterThan(0);
  });
});

test('says nothing while too few people were held out or bought', () => {
  const stratum = makeStratum(0.1);
  addPeople(stratum, shop, 120, makeChance(2));
  expect(estimateIncrement([stratum], 'fixed')).toMatchObject({ status: 'not_enough', revenueMinor: null, orders: null });
  expect(estimateIncrement([], 'fixed')).toMatchObject({ status: 'not_enough', sampleRatio: { pValue: null, isSuspicious: false } });
});

test('speaks from 500 carts on, also when no held-out person bought', () => {
  const increment = estimateIncrement([{ share: 0.1, treated: { people: 450, buyers: 40, sum: 4000, sumOfSquares: 480_000 }, heldOut: { people: 50, buyers: 0, sum: 0, sumOfSquares: 0 } }], 'fixed');
  expect(increment.status).toBe('ready');
  expect(increment.revenueMinor?.value).toBe(4000);
  // Nobody of fifty bought, but somebody might have: the low end is well below the middle and not below nothing by much.
  expect(increment.revenueMinor?.interval.low).toBeLessThan(3000);
  expect(increment.orders?.value).toBeCloseTo(40);
});

test('compares only people who were dealt with the same chance', () => {
  // Held out 1 in 2 on a good day and 1 in 10 on a bad one: thrown together, the held-out people would look like better buyers.
  const good = { share: 0.5, treated: { people: 500, buyers: 100, sum: 100_000, sumOfSquares: 120_000_000 }, heldOut: { people: 500, buyers: 100, sum: 100_000, sumOfSquares: 120_000_000 } };
  const bad = { share: 0.1, treated: { people: 900, buyers: 18, sum: 18_000, sumOfSquares: 21_600_000 }, heldOut: { people: 100, buyers: 2, sum: 2000, sumOfSquares: 2_400_000 } };
  expect(estimateIncrement([good, bad], 'fixed').revenueMinor?.value).toBeCloseTo(0);
});

test('notices that the draw was not kept', () => {
  const sums = (people: number) => ({ people, buyers: 50, sum: 5000, sumOfSquares: 600_000 });
  const broken = estimateIncrement([{ share: 0.1, treated: sums(960), heldOut: sums(40) }], 'fixed').sampleRatio;
  expect(broken).toMatchObject({ expectedHeldOut: 100, observedHeldOut: 40, isSuspicious: true });
  const fair = estimateIncrement([{ share: 0.1, treated: sums(895), heldOut: sums(105) }], 'fixed').sampleRatio;
  expect(fair.isSuspicious).toBe(false);
  // 105 of 1,000 with one in ten is 0.527 standard deviations off.
  expect(fair.pValue).toBeCloseTo(0.598, 3);
});
