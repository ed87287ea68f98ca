import { expect, test } from 'vitest';
import type { Search } from '../dialogue-memory.ts';
import { emptyMemory } from '../dialogue-memory.ts';
import { openDialogue } from '../testing.ts';
import { emptySlots, makeTurn } from '../turn.ts';
import type { Wish } from '../turn.ts';
import { understand } from '../understand.ts';
import { mergeSearch } from './merge-search.ts';

/** The upper bound after these words, with a thing of 75,000 talked about and the bound that was stated before, in major units. */
function boundAfter(text: string, before: number | null): number | null {
  const understanding = understand(text, { language: 'es', country: 'AR', expects: null });
  const focus = { connectionId: 'c', variantKey: 'v', productId: 'p', title: 'Zapatilla Brisa', rank: 1 };
  const search: Search = { query: 'zapatillas', filters: before === null ? {} : { maxMinor: before * 100 }, order: null, seen: [], asked: [] };
  const turn = makeTurn(openDialogue({}).view(text), { ...emptyMemory, focus, search }, understanding, 'es', 0);
  const isCheaper = /más barat/.test(text);
  const wish: Wish = { job: 'find_product', slots: { ...emptySlots, maxPrice: understanding.slots.maxPrice }, text, action: isCheaper ? { kind: 'cheaper' } : null, refines: true };
  const script = mergeSearch(turn, wish);
  const first = script.next();
  const last = first.done ? first : script.next({ kind: 'done', output: { items: [{ priceMinor: 7_500_000, category: 'Zapatillas' }] } });
  return last.done ? (last.value.filters.maxMinor ?? null) && (last.value.filters.maxMinor ?? 0) / 100 : null;
}

test.each<[string, number | null, number]>([
  ['algo más barato', null, 74_999.99],
  ['algo más barato', 90_000, 74_999.99],
  ['algo más barato', 60_000, 60_000],
  ['algo más barato, hasta $50.000', 60_000, 50_000],
  ['algo más barato, hasta $70.000', 60_000, 70_000],
  ['algo más barato, hasta $90.000', 60_000, 74_999.99],
  ['hasta $80.000', 60_000, 80_000],
])('"%s" after a bound of %s asks for at most %s: cheaper never lifts a bound, a newer one replaces an older', (text, before, after) => {
  expect(boundAfter(text, before)).toBe(after);
});
