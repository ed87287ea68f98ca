import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAction, parseAction } from './actions.ts';
import type { Action } from './actions.ts';

const key = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text.isWellFormed());
const ref = fc.record({ connectionId: key, variantKey: key });
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constantFrom('add' as const, 'pick' as const, 'restock' as const), ref }),
  fc.record({ kind: fc.constant('quantity' as const), ref, quantity: fc.integer({ min: 0, max: 99 }) }),
  fc.record({ kind: fc.constant('show' as const), productId: key }),
  fc.record({ kind: fc.constantFrom('size' as const, 'colour' as const), productId: key, value: key }),
  fc.record({ kind: fc.constant('facet' as const), facet: fc.constantFrom('use' as const, 'brand' as const), value: key }),
  fc.record({ kind: fc.constant('order' as const), number: key }),
  fc.record({ kind: fc.constant('postal' as const), code: key }),
  fc.record({ kind: fc.constant('return' as const), returnKind: fc.constantFrom('return' as const, 'exchange' as const) }),
  fc.record({ kind: fc.constant('pay' as const), vendor: key }),
  fc.record({ kind: fc.constantFrom('confirm' as const, 'cancel' as const, 'human' as const, 'checkout' as const, 'more' as const) }),
);

test('an action comes back as it was written, colons and all', () => {
  fc.assert(fc.property(action, (one) => {
    const text = formatAction(one);
    if (text !== null) expect(parseAction(text)).toEqual(one);
  }));
});

test.each(['', 'add', 'add:1', 'add:1:2:3', 'add::x', 'size:1', 'quantity:a:b:1000', 'quantity:a:b:-1', 'topic:world', 'facet:mood:x', 'human:now', 'constructor', '__proto__', 'toString:1', 'add:%E0%A4%A:1', 'pay:', ' human'])('"%s" is no action', (text) => {
  expect(parseAction(text)).toBeNull();
});

test('the buttons of a rescue message mean their topics', () => {
  expect([parseAction('shipping'), parseAction('topic:returns'), parseAction('sizing')]).toEqual([{ kind: 'topic', topic: 'shipping_cost' }, { kind: 'topic', topic: 'return_policy' }, { kind: 'topic', topic: 'size_help' }]);
});

test('what is too long for a button is left out', () => {
  expect(formatAction({ kind: 'add', ref: { connectionId: 'c', variantKey: 'x'.repeat(200) } })).toBeNull();
});
