import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CostQuestion } from '#contract/cost-estimate';
import { estimateMonthlyCost } from './cost-estimate.ts';

const novemberMs = Date.parse('2026-11-15T00:00:00Z');
const ask = (changes: Partial<CostQuestion> = {}) =>
  estimateMonthlyCost(
    CostQuestion.parse({ country: 'AR', carts: 10_000, contactableShare: 0.4, messagesPerCart: 1, repliesPerCart: 0.5, fixedMinor: 5_000, ...changes }),
    novemberMs,
  );

test('adds fixed cost, templates and the answers beyond the free allowance', () => {
  // 4,000 contacted: 4,000 × 0.0618 = 247.20; (2,000 − 1,000) × 0.0260 = 26.00; fixed 50.00.
  expect(ask()).toMatchObject({ expectedMicros: 323_200_000, perCartMicros: 80_800, market: 'Argentina', isEstimate: true });
});

test('spans from a quiet month with the allowance to a busy one without it', () => {
  // Low: 3,000 × 0.0618 + 500 × 0.0260 + 50; high: 5,000 × 0.0618 + 2,500 × 0.0260 + 50.
  expect(ask()).toMatchObject({ lowMicros: 248_400_000, highMicros: 424_000_000 });
});

test('names the drivers, dearest first, with shares that add up to the whole', () => {
  const drivers = ask({ updatesPerCart: 3 })?.drivers ?? [];
  expect(drivers.map(({ driver }) => driver)).toEqual(['updates', 'marketing', 'fixed', 'replies']);
  expect(drivers.reduce((total, { share }) => total + share, 0)).toBeCloseTo(1);
});

test('counts fixed cost in the currency’s own minor units', () => {
  const question = { country: 'IN', currency: 'INR', carts: 0, fixedMinor: 12_345, implementationMinor: 100 };
  expect(ask(question)).toMatchObject({ expectedMicros: 123_450_000, implementationMicros: 1_000_000, perCartMicros: null });
});

test('gives no estimate in a currency that the card leaves out', () => {
  expect(ask({ currency: 'ARS' })).toBeNull();
});

test('keeps low, expected and high in order and never costs less for more carts', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.nat(1_000_000), share, share, fc.nat(50_000), (carts, contactableShare, variation, freeRepliesPerMonth) => {
      const question = { carts, contactableShare, variation, freeRepliesPerMonth };
      const estimate = ask(question);
      const larger = ask({ ...question, carts: carts + 1_000 });
      if (!estimate || !larger) throw new Error('There is a card for this month.');
      expect(estimate.lowMicros).toBeLessThanOrEqual(estimate.expectedMicros);
      expect(estimate.expectedMicros).toBeLessThanOrEqual(estimate.highMicros);
      expect(larger.expectedMicros).toBeGreaterThanOrEqual(estimate.expectedMicros);
    }),
  );
});
