import type { Facet, SearchFilters } from '#contract/catalog-search';
import type { QueryPlan } from './plan-query.ts';
import type { ProductIndex } from './product-index.ts';
import { namesOf } from './facet-values.ts';

export interface AskContext {
  /** The products that fit, best first. */
  documents: readonly number[];
  plan: QueryPlan;
  filters: SearchFilters;
  /** How many will be shown. */
  shown: number;
}

const maxValues = 5;
/** A facet worth asking is known of at least this share of the finds. */
const knownShare = 0.6;
/** A size is asked when the finds are sized alike: shoes and belts together are not. */
const sharedShare = 0.4;

/** The facet that would split what fits best, with its commonest values; null when there is little to choose among or none would split it. */
export function askFacet(index: ProductIndex, { documents, plan, filters, shown }: AskContext): { facet: Facet; values: string[] } | null {
  if (documents.length <= Math.max(3, shown)) return null;
  const candidates = facetsNotSaid(plan, filters).map((facet) => ({ facet, ...split(documents.map((documentNo) => namesOf(index, documentNo, facet)), facet === 'size' ? sharedShare : 0) }));
  const best = candidates.filter(({ values, known }) => values.length > 1 && known >= knownShare).toSorted((left, right) => right.gain - left.gain)[0];
  if (!best) return null;
  const values = best.values.slice(0, maxValues);
  return { facet: best.facet, values: best.facet === 'size' ? values.toSorted((left, right) => left.localeCompare(right, undefined, { numeric: true })) : values };
}

function facetsNotSaid({ keys }: QueryPlan, filters: SearchFilters): Facet[] {
  const saidOf = (prefix: string) => [...keys].some((key) => key.startsWith(prefix));
  const isOpen: [Facet, boolean][] = [
    ['size', !filters.size],
    ['forWhom', !filters.forWhom && !saidOf('whom.')],
    ['use', !filters.use && !saidOf('use.')],
    ['colour', !filters.colour && !saidOf('colour.')],
    ['category', !filters.category],
    ['brand', !filters.brand],
  ];
  return isOpen.filter(([, open]) => open).map(([facet]) => facet);
}

/**
 * How well a facet tells the finds apart: 0 when all have the same value, or when nobody knows it. A size splits even what comes in every
 * size, for only one of them can be worn.
 */
function split(lists: readonly string[][], least: number): { gain: number; known: number; values: string[] } {
  const counts = new Map<string, number>();
  for (const list of lists) for (const value of list) counts.set(value, (counts.get(value) ?? 0) + 1);
  const known = lists.filter((list) => list.length > 0).length / Math.max(1, lists.length);
  const ordered = [...counts].filter(([, count]) => count >= least * lists.length).toSorted((left, right) => right[1] - left[1] || left[0].localeCompare(right[0]));
  const whole = ordered.reduce((sum, [, count]) => sum + count, 0);
  const entropy = ordered.reduce((sum, [, count]) => sum - (count / whole) * Math.log2(count / whole), 0);
  return { gain: known * Math.min(3, entropy), known, values: ordered.map(([value]) => value) };
}
