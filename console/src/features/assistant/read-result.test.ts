import { expect, test } from 'vitest';
import { readAsked, readResult } from './read-result.ts';

test('a call is told by the words that it was asked with, and by nothing when it had only references', () => {
  expect(readAsked({ query: 'zapatillas 42', filters: { size: '42' } })).toBe('zapatillas 42');
  expect(readAsked({ postalCode: '1425', place: null })).toBe('1425');
  expect(readAsked({ items: [{ connectionId: 'c', variantKey: 'v' }] })).toBe('');
  expect(readAsked(null)).toBe('');
});

test('what was found is listed with price and stock', () => {
  const variant = { productId: 'p', title: 'Norte', variantTitle: '42', priceMinor: 8_999_900, currency: 'ARS', stock: 3, url: 'https://aurora.example/norte' };
  expect(readResult({ items: [variant], total: 1 }).lines).toEqual([
    { title: 'Norte (42)', facts: [{ kind: 'money', minor: 8_999_900, currency: 'ARS', name: 'price' }, { kind: 'stock', stock: 3 }, { kind: 'link', url: 'https://aurora.example/norte' }] },
  ]);
});

test('lines of a cart take its currency, and its total stands at the end', () => {
  const cart = { cartId: 'k', lines: [{ title: 'Gorra', variantTitle: null, quantity: 2, priceMinor: 100 }], totalMinor: 200, currency: 'ARS', itemCount: 2 };
  expect(readResult({ cart }).lines).toEqual([
    { title: 'Gorra', facts: [{ kind: 'quantity', quantity: 2 }, { kind: 'money', minor: 100, currency: 'ARS', name: 'price' }] },
    { title: '', facts: [{ kind: 'money', minor: 200, currency: 'ARS', name: 'total' }] },
  ]);
});

test('an address that is not of the web is no link, and an empty result has no lines', () => {
  expect(readResult({ items: [{ title: 'A', url: 'javascript:alert(1)' }] }).lines).toEqual([{ title: 'A', facts: [] }]);
  expect(readResult({ cart: null })).toEqual({ lines: [], more: 0 });
  expect(readResult('x')).toEqual({ lines: [], more: 0 });
});

test('a long result says how much is left out', () => {
  const { lines, more } = readResult({ items: Array.from({ length: 9 }, (_, place) => ({ title: `P${place}` })) });
  expect([lines.length, more]).toEqual([6, 3]);
});
