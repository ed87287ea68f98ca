import type { PriceOrder, ProductSearchQuery, ProductSearchResult, SearchFilters, SearchResult } from '#contract/catalog-search';
import type { App } from '#context';
import { readWorkspaceFacts } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { explainFit } from './explain-fit.ts';
import { openIndex } from './live-index.ts';
import { countFacets } from './search/facet-values.ts';
import type { ProductIndex } from './search/product-index.ts';
import { searchIndex } from './search/search-index.ts';
import type { Hit, IndexAnswer } from './search/search-index.ts';
import { homeSystem } from './search/sizes.ts';
import { readToldVariantsAt, toFound } from './variant-rows.ts';
import type { ToldVariantRow } from './variant-rows.ts';

export interface ProductSearch {
  /** As the shopper wrote it; of a very long text the beginning counts. Empty: everything that meets the filters. */
  query: string;
  filters: SearchFilters;
  onlyAvailable: boolean;
  excludeProductIds: readonly string[];
  /** Null or left out: the best answer first. */
  order?: PriceOrder | null;
  limit: number;
}

/**
 * Products of the live catalogue that answer a question, best first or by price, one variant each: the one that fits best, or of those that fit the
 * cheapest or dearest. Words choose from memory; price and
 * stock are read from the database in this call, so what is shown is what stands there now.
 */
export async function searchProducts(app: App, workspaceId: string, request: ProductSearch): Promise<SearchResult> {
  const { answer, index } = await askIndex(app, workspaceId, request);
  return answerWith(app, workspaceId, request, { answer, index });
}

/** The same for a member, with what was understood and how the finds divide. */
export async function searchCatalog(app: App, actor: Actor, { q, available, limit, order, ...filters }: ProductSearchQuery): Promise<ProductSearchResult> {
  const request: ProductSearch = { query: q, filters, onlyAvailable: available, excludeProductIds: [], limit, order };
  const found = await askIndex(app, actor.workspaceId, request);
  const result = await answerWith(app, actor.workspaceId, request, found);
  return { ...result, understood: found.answer.filters, facets: countFacets(found.index, found.answer.relevant) };
}

async function askIndex(app: App, workspaceId: string, request: ProductSearch) {
  const [index, workspaces] = await Promise.all([openIndex(app, workspaceId), readWorkspaceFacts(app.db, [workspaceId])]);
  const answer = searchIndex(index, {
    ...request,
    excludeProductIds: new Set(request.excludeProductIds),
    home: homeSystem(workspaces.get(workspaceId)?.country ?? ''),
    // Some may have sold out a moment ago.
    count: request.limit * 3 + 10,
    shown: request.limit,
  });
  return { index, answer };
}

async function answerWith(app: App, workspaceId: string, request: ProductSearch, { index, answer }: { index: ProductIndex; answer: IndexAnswer }): Promise<SearchResult> {
  const language = index.words.mainLanguage();
  const items: SearchResult['items'] = [];
  const batch = request.limit * 2 + 4;
  for (let start = 0; start < answer.hits.length && items.length < request.limit; start += batch) {
    const hits = answer.hits.slice(start, start + batch);
    const rows = Map.groupBy(await readToldVariantsAt(app.db, workspaceId, hits), ({ productId }) => productId);
    for (const hit of hits) {
      const row = chooseVariant(rows.get(hit.productId) ?? [], hit, answer, request);
      if (row && items.length < request.limit) items.push(toFound(row, explainFit(row, answer, language)));
    }
  }
  // Fewer than asked for are all there are.
  const total = items.length < request.limit ? items.length : Math.max(items.length, answer.total);
  // A price may have changed since the index read it.
  const byPrice = request.order ? items.toSorted((left, right) => comparePrices(left, right, request.order ?? null)) : items;
  return { items: byPrice, total, relaxed: answer.relaxed, ask: answer.ask };
}

/** The best of the variants that the words chose which still holds true now; null when none does. */
function chooseVariant(rows: readonly ToldVariantRow[], hit: Hit, { filters, relaxed }: IndexAnswer, { onlyAvailable, order = null }: Pick<ProductSearch, 'onlyAvailable' | 'order'>): ToldVariantRow | null {
  const most = relaxed === 'maxMinor' ? null : (filters.maxMinor ?? null);
  const least = relaxed === 'minMinor' ? null : (filters.minMinor ?? null);
  const byPosition = new Map(rows.map((row) => [row.position, row]));
  const ordered = hit.positions.flatMap((position) => byPosition.get(position) ?? []).toSorted((left, right) => comparePrices(left, right, order));
  const fitting = ordered.filter(({ priceMinor, isAvailable }) => (isAvailable || !onlyAvailable) && (most === null || priceMinor <= most) && (least === null || priceMinor >= least));
  return fitting.find(({ isAvailable }) => isAvailable) ?? fitting[0] ?? null;
}

const comparePrices = (left: { priceMinor: number }, right: { priceMinor: number }, order: PriceOrder | null) => (order === null ? 0 : order === 'cheapest' ? left.priceMinor - right.priceMinor : right.priceMinor - left.priceMinor);
