import type { SearchFilters, SearchResult } from '#contract/catalog-search';
import type { App } from '#context';
import { readWorkspaceFacts } from '#modules/workspaces';
import { explainFit } from './explain-fit.ts';
import { openIndex } from './live-index.ts';
import { searchIndex } from './search/search-index.ts';
import type { Hit, IndexAnswer } from './search/search-index.ts';
import { homeSystem } from './search/sizes.ts';
import { readVariantsAt, toFound } from './variant-rows.ts';
import type { VariantRow } from './variant-rows.ts';

export interface ProductSearch {
  /** As the shopper wrote it; of a very long text the beginning counts. Empty: everything that meets the filters. */
  query: string;
  filters: SearchFilters;
  onlyAvailable: boolean;
  excludeProductIds: readonly string[];
  limit: number;
}

/**
 * Products of the live catalogue that answer a question, best first, one variant each: the one that fits best. Words choose from memory; price and
 * stock are read from the database in this call, so what is shown is what stands there now.
 */
export async function searchProducts(app: App, workspaceId: string, request: ProductSearch): Promise<SearchResult> {
  const [index, workspaces] = await Promise.all([openIndex(app, workspaceId), readWorkspaceFacts(app.db, [workspaceId])]);
  const answer = searchIndex(index, {
    ...request,
    excludeProductIds: new Set(request.excludeProductIds),
    home: homeSystem(workspaces.get(workspaceId)?.country ?? ''),
    // Some may have sold out a moment ago.
    count: request.limit * 3 + 10,
    shown: request.limit,
  });
  const language = index.words.languages()[0] ?? 'es';
  const items: SearchResult['items'] = [];
  const batch = request.limit * 2 + 4;
  for (let start = 0; start < answer.hits.length && items.length < request.limit; start += batch) {
    const hits = answer.hits.slice(start, start + batch);
    const rows = Map.groupBy(await readVariantsAt(app.db, workspaceId, hits), ({ productId }) => productId);
    for (const hit of hits) {
      const row = chooseVariant(rows.get(hit.productId) ?? [], hit, answer, request.onlyAvailable);
      if (row && items.length < request.limit) items.push(toFound(row, explainFit(row, answer, language)));
    }
  }
  return { items, total: Math.max(items.length, items.length < request.limit ? items.length : answer.total), relaxed: answer.relaxed, ask: answer.ask };
}

/** The best of the variants that the words chose which still holds true now; null when none does. */
function chooseVariant(rows: readonly VariantRow[], hit: Hit, { filters, relaxed }: IndexAnswer, onlyAvailable: boolean): VariantRow | null {
  const most = relaxed === 'maxMinor' ? null : (filters.maxMinor ?? null);
  const least = relaxed === 'minMinor' ? null : (filters.minMinor ?? null);
  const byPosition = new Map(rows.map((row) => [row.position, row]));
  const ordered = hit.positions.flatMap((position) => byPosition.get(position) ?? []);
  const fitting = ordered.filter(({ priceMinor, isAvailable }) => (isAvailable || !onlyAvailable) && (most === null || priceMinor <= most) && (least === null || priceMinor >= least));
  return fitting.find(({ isAvailable }) => isAvailable) ?? fitting[0] ?? null;
}
