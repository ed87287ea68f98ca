import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FoundDiscount } from '#ports/storefront';
import type { PaymentStatus } from '#ports/payment';
import { paymentStatuses } from '#ports/payment';
import { minorToDecimal, shiftMinor } from '#kit';
import { parseDecimalToMinor } from '#contract/money';
import { findFaults } from './check-lines.ts';
import { judgeMoney } from './judge-money.ts';
import { isNewer, refundableOf } from './payment-rank.ts';
import type { PaymentState } from './payment-rank.ts';
import { reduce } from './price-cart.ts';
import { contentKeyOf, quoteCart } from './quote-cart.ts';
import { nextCheckAt } from './reconcile.ts';

const at = (seconds: number) => new Date(1_795_000_000_000 + seconds * 1000);
const state = (status: PaymentStatus, seconds: number, refundedMinor = 0): PaymentState => ({ status, at: at(seconds), refundedMinor });

describe('which news of a payment is newer', () => {
  test.each<[string, PaymentState, PaymentState]>([
    ['money outranks an attempt, however late it is told', state('paid', 1), state('pending', 9)],
    ['a refusal comes after the look at the page', state('failed', 5), state('pending', 5)],
    ['a slip taken after a refusal', state('pending', 6), state('failed', 5)],
    ['money after a refusal', state('paid', 6), state('failed', 5)],
    ['money after the slip ran out', state('paid', 4), state('expired', 5)],
    ['given back after paid', state('refunded', 7, 500), state('paid', 6)],
    ['more given back', state('partly_refunded', 7, 500), state('partly_refunded', 7, 300)],
    ['a dispute', state('disputed', 8), state('paid', 6)],
    ['a dispute won', state('paid', 9), state('disputed', 8)],
    ['a dispute lost in the same second', state('charged_back', 8), state('disputed', 8)],
  ])('%s', (_what, newer, older) => {
    expect(isNewer(newer, older)).toBe(true);
    expect(isNewer(older, newer)).toBe(false);
  });

  test('P2: whatever the order, however often, and however late: the same news leave the same state', () => {
    const news = fc.record({ status: fc.constantFrom(...paymentStatuses), seconds: fc.integer({ min: 0, max: 6 }), refundedMinor: fc.integer({ min: 0, max: 3 }) }).map((one) => state(one.status, one.seconds, one.refundedMinor));
    const apply = (all: PaymentState[]) => all.reduce<PaymentState | null>((kept, one) => (kept === null || isNewer(one, kept) ? one : kept), null);
    fc.assert(
      fc.property(fc.array(news, { minLength: 1, maxLength: 8 }).chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }))), ([list, shuffled]) => {
        expect(apply(shuffled)).toEqual(apply(list));
      }),
      { numRuns: 2000 },
    );
  });
});

test('only what was paid and not disputed can be given back', () => {
  const payment = { amountMinor: 1000, refundedMinor: 300 };
  expect(refundableOf({ ...payment, status: 'partly_refunded' })).toBe(700);
  for (const status of ['pending', 'failed', 'refunded', 'disputed', 'charged_back'] as const) expect(refundableOf({ ...payment, status })).toBe(0);
});

describe('what a till is shown', () => {
  const line = (title: string, quantity: number, unitPriceMinor: number) => ({ title, quantity, unitPriceMinor, variantKey: title });

  test('the lines always sum to the exact amount', () => {
    const cart = fc.record({ lines: fc.array(fc.record({ title: fc.string({ minLength: 1, maxLength: 30 }), quantity: fc.integer({ min: 1, max: 20 }), unitPriceMinor: fc.integer({ min: 0, max: 5_000_000 }) }), { minLength: 1, maxLength: 60 }), totalMinor: fc.integer({ min: 1, max: 1_000_000_000 }) });
    fc.assert(
      fc.property(cart, ({ lines, totalMinor }) => {
        const quote = quoteCart({ lines, totalMinor, currency: 'ARS' }, 'es');
        expect(quote.lines.reduce((sum, { unitMinor, quantity }) => sum + unitMinor * quantity, 0)).toBe(totalMinor);
        expect(quote.lines.every(({ unitMinor, quantity, title }) => unitMinor > 0 && quantity > 0 && title !== '')).toBe(true);
        const goodsMinor = lines.reduce((sum, one) => sum + one.unitPriceMinor * one.quantity, 0);
        expect(goodsMinor - quote.discountMinor + quote.extraMinor).toBe(totalMinor);
      }),
    );
  });

  test('goods by name, delivery as a line of its own, and a reduced order as one', () => {
    const lines = [line('Zapatilla', 2, 1000), line('Media', 1, 500)];
    expect(quoteCart({ lines, totalMinor: 2500, currency: 'ARS' }, 'es').lines.map(({ title }) => title)).toEqual(['Zapatilla', 'Media']);
    expect(quoteCart({ lines, totalMinor: 2900, currency: 'ARS' }, 'pt').lines.at(-1)).toMatchObject({ title: 'Frete e outras taxas', unitMinor: 400 });
    expect(quoteCart({ lines, totalMinor: 2000, currency: 'ARS' }, 'en').lines).toEqual([expect.objectContaining({ title: 'Order of 3 items', unitMinor: 2000 })]);
  });

  test('the same goods for the same money are the same version, in any order; anything else is another', () => {
    const cart = { lines: [line('a', 1, 100), line('b', 2, 50)], totalMinor: 200, currency: 'ARS' };
    expect(contentKeyOf({ ...cart, lines: cart.lines.toReversed() })).toBe(contentKeyOf(cart));
    const others = [{ ...cart, totalMinor: 201 }, { ...cart, currency: 'BRL' }, { ...cart, lines: [line('a', 2, 100), line('b', 2, 50)] }, { ...cart, openCode: 'AHORRO10' }];
    for (const other of others) expect(contentKeyOf(other)).not.toBe(contentKeyOf(cart));
  });
});

describe('a code that was promised', () => {
  const cart = { totalMinor: 2_000, currency: 'ARS', itemCount: 2, lines: [{ title: 'a', quantity: 2, unitPriceMinor: 999 }] };
  const code: FoundDiscount = { code: 'X', state: 'active', percent: null, amountMinor: null, currency: 'ARS', isFreeShipping: false, endsAt: null, minimumMinor: null, minimumQuantity: null };

  test.each<[string, Partial<FoundDiscount>, number | null]>([
    ['a share, rounded by whole numbers', { percent: 12.5 }, 1_750],
    ['money', { amountMinor: 500 }, 1_500],
    ['never below nothing', { amountMinor: 5_000 }, 0],
    ['free delivery', { isFreeShipping: true }, 1_998],
    ['money of another currency', { amountMinor: 500, currency: 'BRL' }, null],
    ['expired', { percent: 10, state: 'expired' }, null],
    ['a minimum that is not reached', { percent: 10, minimumMinor: 5_000 }, null],
    ['too few things', { percent: 10, minimumQuantity: 3 }, null],
    ['an advantage of another kind', {}, null],
  ])('%s', (_what, change, expected) => {
    expect(reduce(cart, { ...code, ...change })).toBe(expected);
  });
});

describe('whether the goods can still be sold', () => {
  const line = { variantKey: 'v1', title: 'Norte', quantity: 2, unitPriceMinor: 1000 };
  const goods = (change: object) => new Map([['v1', { isAvailable: true, stock: 5, priceMinor: 1000, ...change }]]);

  test.each<[string, object, number, number]>([
    ['plenty', {}, 0, 0],
    ['not counted', { stock: null }, 0, 0],
    ['too few', { stock: 1 }, 1, 0],
    ['taken out of sale', { isAvailable: false }, 1, 0],
    ['dearer', { priceMinor: 1100 }, 0, 1],
    ['cheaper', { priceMinor: 900 }, 0, 1],
  ])('%s', (_what, change, gone, repriced) => {
    const faults = findFaults([line], goods(change));
    expect([faults.gone.length, faults.repriced.length]).toEqual([gone, repriced]);
  });

  test('two lines of one variant need both their units; what nobody knows passes', () => {
    expect(findFaults([line, line], goods({ stock: 3 })).gone).toHaveLength(2);
    expect(findFaults([{ ...line, variantKey: 'v9' }, { ...line, variantKey: null }], goods({ stock: 0 }))).toEqual({ gone: [], repriced: [] });
  });
});

test('money is judged by what a person would have to settle first', () => {
  const fine = { isPaidAlready: false, wanted: { amountMinor: 1000, currency: 'ARS' }, paid: { amountMinor: 1000, currency: 'ARS' }, isCartBought: false, isCartSame: true, isGone: false };
  expect(judgeMoney(fine)).toBeNull();
  expect(judgeMoney({ ...fine, paid: { amountMinor: 1000, currency: 'USD' } })).toBe('amount_differs');
  expect(judgeMoney({ ...fine, paid: { amountMinor: 1001, currency: 'ARS' } })).toBe('amount_differs');
  expect(judgeMoney({ ...fine, isPaidAlready: true, isGone: true, paid: { amountMinor: 1, currency: 'ARS' } })).toBe('paid_twice');
  expect(judgeMoney({ ...fine, isCartBought: true, isGone: true })).toBe('bought_elsewhere');
  expect(judgeMoney({ ...fine, isCartSame: false })).toBe('cart_changed');
  expect(judgeMoney({ ...fine, isGone: true })).toBe('out_of_stock');
});

test('looks for lost webhooks come further and further apart, and once just after the end', () => {
  const minutes = (checks: number, now: number, end: number) => nextCheckAt(checks, now * 60_000, end * 60_000) / 60_000 - now;
  expect([0, 1, 2, 3, 4, 9].map((checks) => minutes(checks, 0, 100_000))).toEqual([15, 30, 60, 120, 240, 360]);
  expect(minutes(3, 0, 60)).toBe(70);
  expect(minutes(3, 100, 60)).toBe(120);
});

describe('amounts of vendors', () => {
  test('decimal text and back, for every exponent', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), fc.constantFrom('ARS', 'BRL', 'CLP', 'PYG', 'COP', 'KWD'), (amountMinor, currency) => parseDecimalToMinor(minorToDecimal(amountMinor, currency), currency) === amountMinor));
    expect([minorToDecimal(5, 'ARS'), minorToDecimal(4_150_050, 'ARS'), minorToDecimal(19_990, 'CLP')]).toEqual(['0.05', '41500.50', '19990']);
  });

  test('an amount that would not be exact is refused', () => {
    expect(shiftMinor(199, 0, 2)).toBe(19_900);
    expect(shiftMinor(19_900, 2, 0)).toBe(199);
    expect(() => shiftMinor(19_901, 2, 0)).toThrow('decimals');
  });
});
