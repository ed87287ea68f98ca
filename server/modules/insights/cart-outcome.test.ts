import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cartReasons, cartStandings } from '#contract/cart';
import { cartOutcomes } from '#contract/flow';
import { judgeCart } from './cart-outcome.ts';
import type { CartFacts } from './cart-outcome.ts';

const left: CartFacts = { state: 'open', isEmpty: false, isBot: false, hasContact: true, isIdle: true, order: 'none', flows: 'on', run: null };
const ended = { state: 'ended' as const, hasWoken: true, isMessaged: true, outcome: null, reason: null, waitsFor: null, hasPendingSend: false, isAtGoal: false };

describe('every abandoned cart has one explained outcome', () => {
  test('whatever the facts', () => {
    const run = fc.record({
      state: fc.constantFrom('armed' as const, 'running' as const, 'ended' as const),
      hasWoken: fc.boolean(),
      isMessaged: fc.boolean(),
      outcome: fc.option(fc.constantFrom(...cartOutcomes)),
      reason: fc.option(fc.constantFrom('no_consent', 'held_out', 'unreachable', 'a_reason_of_an_older_release')),
      waitsFor: fc.option(fc.constantFrom('quiet_hours', 'channel_week')),
      hasPendingSend: fc.boolean(),
      isAtGoal: fc.boolean(),
    });
    const facts = fc.record<CartFacts>({
      state: fc.constantFrom('open', 'completed', 'deleted'),
      isEmpty: fc.boolean(),
      isBot: fc.boolean(),
      hasContact: fc.boolean(),
      isIdle: fc.boolean(),
      order: fc.constantFrom('none', 'unknown', 'stands', 'cancelled'),
      flows: fc.constantFrom('none', 'later', 'on'),
      run: fc.option(run),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const standing = judgeCart(given);
        expect(cartStandings).toContain(standing.outcome);
        if (standing.reason !== null) expect(cartReasons).toContain(standing.reason);
        if (standing.outcome === 'not_messaged') expect(standing.reason).not.toBeNull();
        if (standing.outcome === 'in_progress') expect(standing.reason).not.toBeNull();
        if (standing.outcome === 'recovered') expect(given.order).not.toBe('cancelled');
      }),
      { numRuns: 2000 },
    );
  });
});

test.each<[string, Partial<CartFacts>, object]>([
  ['a cart still being filled', { isIdle: false }, { outcome: 'shopping', isAbandoned: false }],
  ['a cart bought within the hour', { isIdle: false, state: 'completed', order: 'stands' }, { outcome: 'bought_alone', isAbandoned: false, hasBought: true }],
  ['a cart bought days later', { state: 'completed', order: 'stands' }, { outcome: 'bought_alone', isAbandoned: true }],
  ['a cart bought by word of the shop alone', { state: 'completed', order: 'unknown' }, { outcome: 'bought_alone', hasBought: true }],
  ['a cart of a robot', { isBot: true }, { outcome: 'not_messaged', reason: 'bot' }],
  ['a cart of nobody', { hasContact: false }, { outcome: 'not_messaged', reason: 'no_address' }],
  ['a cart that no flow lets in', {}, { outcome: 'not_messaged', reason: 'no_flow_fits', isAbandoned: true }],
  ['a cart without any flow', { flows: 'none' }, { outcome: 'not_messaged', reason: 'flow_off' }],
  ['a cart emptied early', { isEmpty: true }, { outcome: 'not_messaged', reason: 'cart_emptied', isAbandoned: false }],
  ['a cart whose timer runs', { isIdle: false, run: { ...ended, state: 'armed', hasWoken: false, isMessaged: false } }, { outcome: 'shopping', isAbandoned: false }],
  ['a message that waits for the morning', { run: { ...ended, state: 'running', isMessaged: false, waitsFor: 'quiet_hours', hasPendingSend: true } }, { outcome: 'in_progress', reason: 'quiet_hours' }],
  ['a messaged cart whose time runs', { run: { ...ended, state: 'running', isAtGoal: true } }, { outcome: 'in_progress', reason: 'awaiting_order', isAbandoned: true }],
  ['a recovered cart', { state: 'completed', order: 'stands', isIdle: false, run: { ...ended, outcome: 'recovered' } }, { outcome: 'recovered', reason: null, isAbandoned: true }],
  ['a recovered cart whose order was cancelled', { state: 'completed', order: 'cancelled', run: { ...ended, outcome: 'recovered' } }, { outcome: 'messaged_no_sale', reason: 'order_cancelled', hasBought: false }],
  ['a held-out person who bought', { state: 'completed', order: 'stands', run: { ...ended, isMessaged: false, outcome: 'held_out' } }, { outcome: 'held_out', hasBought: true }],
  ['an order after the window', { state: 'completed', order: 'stands', run: { ...ended, outcome: 'messaged_no_sale' } }, { outcome: 'messaged_no_sale', reason: 'bought_later' }],
  ['a message that nobody could get', { run: { ...ended, isMessaged: false, outcome: 'not_messaged', reason: 'unreachable' } }, { outcome: 'not_messaged', reason: 'unreachable' }],
])('%s', (_name, change, standing) => {
  expect(judgeCart({ ...left, ...change })).toMatchObject(standing);
});
