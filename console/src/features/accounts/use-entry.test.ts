import { expect, test } from 'vitest';
import { safeNext } from './use-entry.ts';

test('returns to the page that asked for the sign-in', () => {
  expect(safeNext('/w/w1/carts?q=mate')).toBe('/w/w1/carts?q=mate');
});

test.each(['https://elsewhere.example', '//elsewhere.example', '/sign-in', 'javascript:alert(1)', ''])('never leads to %s', (next) => {
  expect(safeNext(next)).toBe('/');
});
