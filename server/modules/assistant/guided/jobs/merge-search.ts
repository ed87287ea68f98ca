import type { SearchFilters } from '#contract/catalog-search';
import type { Search } from '../dialogue-memory.ts';
import { pointAt } from './pick-target.ts';
import { stems } from '../plain-words.ts';
import { readPriceOrder } from '../reading/read-price-order.ts';
import { ask, minorOf } from '../turn.ts';
import type { Script, Turn, Wish } from '../turn.ts';

const nothingSearched: Search = { query: '', filters: {}, order: null, seen: [], asked: [] };

/** The search that these words begin, or how they change the one before. */
export function* mergeSearch(turn: Turn, wish: Wish): Script<Search> {
  const { memory } = turn;
  const before = wish.refines ? (memory.search ?? { ...nothingSearched, query: memory.focus?.title ?? '' }) : nothingSearched;
  if (wish.action?.kind === 'more') return before;
  if (wish.action?.kind === 'cheaper') return yield* cheaper(turn, wish, before);
  const filters = { ...before.filters, ...filtersOf(turn, wish) };
  const isFacet = memory.asked?.slot === 'facet' && wish.refines;
  return { query: joinQuery(before.query, wish, isFacet), filters, order: readPriceOrder(wish.text)?.order ?? before.order, seen: [], asked: before.asked };
}

/** The filters that the words state; those left out do not change what was said before. */
export function filtersOf(turn: Turn, { slots }: Wish): SearchFilters {
  const stated: SearchFilters = {
    colour: slots.colour, use: slots.use, forWhom: slots.forWhom, minMinor: minorOf(turn, slots.minPrice), maxMinor: minorOf(turn, slots.maxPrice),
  };
  const filters = Object.fromEntries(Object.entries(stated).filter(([, value]) => value != null));
  // A new size brings its own system, or none: "42" after "9 US" is no American one.
  return slots.size ? { ...filters, size: slots.size.value, sizeSystem: slots.size.system } : filters;
}

/** What a facet's answer has no slot for is looked for as words. */
function joinQuery(before: string, { slots, text, action }: Wish, isFacet: boolean): string {
  const hasSlot = slots.colour ?? slots.size ?? slots.use ?? slots.forWhom ?? slots.maxPrice ?? slots.minPrice;
  const isAnswer = action?.kind === 'facet' ? action.facet === 'category' || action.facet === 'brand' : isFacet && hasSlot === null;
  const added = isAnswer ? text : slots.product;
  const known = new Set(stems(before));
  const isNew = added !== null && stems(added).some((stem) => !known.has(stem));
  return [before, isNew ? added : ''].filter(Boolean).join(' ').slice(0, 300);
}

/** Below the price of what is talked about: read now, because it may have changed. */
function* cheaper(turn: Turn, wish: Wish, before: Search): Script<Search> {
  // "Más barato" compares with what is talked about; it does not point at the cheapest.
  const target = turn.memory.focus ?? pointAt(turn, { ...wish, slots: { ...wish.slots, reference: null } }) ?? turn.memory.shown.toSorted((left, right) => left.rank - right.rank)[0];
  if (!target) return { ...before, filters: { ...before.filters, ...filtersOf(turn, wish) } };
  const stock = yield* ask('check_stock', { items: [{ connectionId: target.connectionId, variantKey: target.variantKey }] });
  const item = stock.kind === 'done' ? stock.output.items[0] : undefined;
  const price = item?.priceMinor;
  // By its own name only the thing itself would be found: others of its kind are meant.
  const isItsName = stems(before.query || target.title).every((stem) => stems(target.title).includes(stem));
  const query = (isItsName ? item?.category : null) ?? (before.query || target.title);
  const filters = { ...before.filters, ...filtersOf(turn, wish) };
  // A newer bound in so many words replaces an older one; "cheaper" lowers whichever holds and never lifts it.
  return { query, filters: price === undefined ? filters : { ...filters, maxMinor: Math.min(filters.maxMinor ?? price - 1, price - 1) }, order: before.order, seen: [], asked: before.asked };
}

export function forWhomOf({ words }: Turn, forWhom: string): string {
  return words.forWhom[forWhom as keyof typeof words.forWhom] ?? forWhom;
}

/** The need in a few of the shopper's words, to say that it was heard; '' when it is long or missing. */
export function needOf({ filters }: Search): string {
  return filters.use && filters.use.length <= 30 ? filters.use : '';
}
