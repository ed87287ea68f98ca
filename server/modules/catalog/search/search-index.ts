import type { PriceOrder, SearchFilters } from '#contract/catalog-search';
import { askFacet } from './ask-facet.ts';
import { makeProductFilter } from './filter-products.ts';
import type { FilterOptions, ProductFilter } from './filter-products.ts';
import { isFootwear } from './footwear.ts';
import { planQuery } from './plan-query.ts';
import type { QueryPlan } from './plan-query.ts';
import type { ProductIndex } from './product-index.ts';
import { coverageToFit, leastCoverage, rankDocuments } from './rank-documents.ts';
import type { Ranked, Ranking } from './rank-documents.ts';
import { colourKeys, maskOfKeys, whomKeys, wishMaskOfKeys } from './read-facets.ts';
import { readWords } from './read-words.ts';
import { rankingSettings } from './settings.ts';
import { readSaidSize } from './sizes.ts';
import { inTitle } from './places.ts';
import { topOf } from './top-of.ts';

export interface IndexQuery extends FilterOptions {
  query: string;
  /** Null or left out: the best answer first. */
  order?: PriceOrder | null;
  /** How many hits are given at most. */
  count: number;
  /** How many of them the shopper will see. */
  shown: number;
}

export interface Hit {
  productId: string;
  documentNo: number;
  /** Positions of the variants that fit best, best first. */
  positions: number[];
  score: number;
}

export interface IndexAnswer {
  hits: Hit[];
  /** How many products fit in all. */
  total: number;
  /** The filter that was given up, or most of the words; null: none. */
  relaxed: keyof SearchFilters | 'query' | null;
  ask: ReturnType<typeof askFacet>;
  /** Documents of what fits, best first, at most 300: to count their facets. */
  relevant: readonly number[];
  plan: QueryPlan;
  /** With what was read out of the words. */
  filters: SearchFilters;
}

/** A hit far below the best only looks like an answer. */
const leastOfBest = 0.4;
/** Filters in the order in which they are given up when nothing fits. */
const givenUpFirst = ['use', 'colour', 'brand', 'maxMinor', 'minMinor', 'forWhom', 'size', 'category'] as const;
const maxVariants = 8;
/** So many of the best are put in order; their facets are counted. */
const rankedCount = 300;
/** A shopper's question has a few hundred letters at most; of a longer one the beginning counts. */
const maxQueryLength = 500;

/** Products that answer a question, best first or by price. When nothing meets all filters, the one that costs least is given up, and said. */
export function searchIndex(index: ProductIndex, request: IndexQuery): IndexAnswer {
  const { query, filters } = readRequest(request);
  const plan = planQuery(index.words, query, rankingSettings);
  const asked = { ...request, filters };
  const isReadable = plan.concepts.length > 0 || query.trim() === '' || readWords(query, 50).length > 0;
  let answer = isReadable ? find(index, plan, asked) : { hits: [], total: 0, relevant: [] };
  let relaxed: IndexAnswer['relaxed'] = null;
  if (answer.total === 0 && isReadable) {
    for (const name of givenUpFirst) {
      if (filters[name] === null || filters[name] === undefined) continue;
      answer = find(index, plan, { ...asked, filters: without(filters, name) });
      if (answer.total === 0) continue;
      relaxed = name;
      break;
    }
  }
  if (answer.total === 0 && isReadable && plan.concepts.length > 1) {
    answer = findByName(index, plan, asked);
    if (answer.total > 0) relaxed = 'query';
  }
  const ask = relaxed === null ? askFacet(index, { documents: answer.relevant, plan, filters, shown: request.shown }) : null;
  return { hits: answer.hits, total: answer.total, relevant: answer.relevant, relaxed, ask, plan, filters };
}

/** Every product that has anything of the question, best first: what `searchIndex` shows the best of, for measurements of the ranking. */
export function rankIndex(index: ProductIndex, request: IndexQuery): string[] {
  const { query, filters } = readRequest(request);
  const asked = { ...request, filters };
  const plan = planQuery(index.words, query, rankingSettings);
  return rank(index, plan, makeProductFilter(index, asked), asked).ranked.slice(0, request.count).map(({ documentNo }) => index.productIds[documentNo]!);
}

/** A size that was said is a filter, unless one was given; without a filter of theirs the other words stand as they are. */
function readRequest({ query, filters }: IndexQuery): { query: string; filters: SearchFilters } {
  const text = query.slice(0, maxQueryLength);
  const said = filters.size ? null : readSaidSize(text);
  return said && (!said.mayBeMeasure || isFootwear(text)) ? { query: said.rest, filters: { ...filters, size: said.size, sizeSystem: said.system ?? filters.sizeSystem ?? null } } : { query: text, filters };
}

/** So many titles at most share a word that is a name. */
const mostNamesakes = 3;

/** "If it rains, will the Summit keep my feet dry": of a question that fits nothing as a whole, the things that one of its words calls by their title. */
function findByName(index: ProductIndex, plan: QueryPlan, request: IndexQuery): { hits: Hit[]; total: number; relevant: number[] } {
  const filter = makeProductFilter(index, request);
  const named = plan.concepts
    .filter(({ isDenied }) => !isDenied)
    .map(({ terms }) => {
      const documents = new Set<number>();
      for (const [term, nearness] of terms) {
        if (nearness >= 0.8) index.words.postings.each(term, (documentNo, places) => void (inTitle(places) > 0 && documents.add(documentNo)));
      }
      return documents;
    })
    .filter(({ size }) => size > 0 && size <= mostNamesakes)
    .toSorted((left, right) => left.size - right.size)[0];
  const relevant = [...(named ?? [])].filter((documentNo) => filter.allows(documentNo)).toSorted((left, right) => (index.isOlder(left, right) ? 1 : -1));
  const hits = relevant.slice(0, request.count).map((documentNo): Hit => ({ productId: index.productIds[documentNo]!, documentNo, positions: choosePositions(index, documentNo, { filter, plan, order: request.order ?? null }), score: 0 }));
  return { hits, total: relevant.length, relevant };
}

const without = (filters: SearchFilters, name: keyof SearchFilters): SearchFilters => ({ ...filters, [name]: null, ...(name === 'size' ? { sizeSystem: null } : {}) });

function find(index: ProductIndex, plan: QueryPlan, request: IndexQuery): { hits: Hit[]; total: number; relevant: number[] } {
  const filter = makeProductFilter(index, request);
  const { ranked, fitting } = plan.concepts.some(({ isDenied }) => !isDenied) ? rank(index, plan, filter, request) : browse(index, filter, request);
  const best = Math.max(0, ...ranked.map(({ coverage }) => coverage));
  const relevant = ranked.filter(({ coverage }) => coverage >= coverageToFit(best));
  const kept = ranked.filter(({ coverage, score }) => coverage >= leastCoverage && score >= leastOfBest * (ranked[0]?.score ?? 0));
  const isOther = makeKindJudge(index, plan);
  const ordered = request.order ? orderByPrice(index, kept.filter(({ coverage, documentNo }) => coverage >= coverageToFit(best) && !isOther(documentNo)), filter, request.order) : kept;
  const hits = ordered.slice(0, request.count).map((each): Hit => ({
    productId: index.productIds[each.documentNo]!,
    documentNo: each.documentNo,
    positions: choosePositions(index, each.documentNo, { filter, plan, order: request.order ?? null }),
    score: each.score,
  }));
  return { hits, total: fitting, relevant: relevant.slice(0, rankedCount).map(({ documentNo }) => documentNo) };
}

/** By the price of the variant that will be shown; what has no known price comes last. Of equals the better answer comes first. */
function orderByPrice(index: ProductIndex, ranked: readonly Ranked[], filter: ProductFilter, order: PriceOrder): Ranked[] {
  const priced = ranked.map((one) => {
    const prices: number[] = [];
    for (let variant = index.variantStart(one.documentNo); variant < index.variantEnd(one.documentNo); variant += 1) {
      const price = index.variantPrices.values[variant]!;
      if (filter.fit(one.documentNo, variant) > 0) prices.push(rankOfPrice(price, order));
    }
    return { one, price: prices.reduce((least, price) => Math.min(least, price), Infinity) };
  });
  return priced.toSorted((left, right) => compareNumbers(left.price, right.price)).map(({ one }) => one);
}

/** The least comes first; what has no known price, last. */
const rankOfPrice = (price: number, order: PriceOrder) => (Number.isNaN(price) ? Infinity : order === 'cheapest' ? price : -price);

const compareNumbers = (left: number, right: number) => (left < right ? -1 : left > right ? 1 : 0);

function rank(index: ProductIndex, plan: QueryPlan, filter: ProductFilter, request: IndexQuery): Ranking {
  return rankDocuments(index.words, index.categories, plan, { settings: rankingSettings, count: countToRank(index, request), isAllowed: filter.allows, isOlder: (left, right) => index.isOlder(left, right), bonus: makeBonus(index, plan, request, filter) });
}

/** The cheapest may be far from the best answer: for an order by price all are looked at. */
const countToRank = (index: ProductIndex, { order, count }: Pick<IndexQuery, 'order' | 'count'>) => (order ? index.words.postings.length : Math.max(rankedCount, count));

/** Without words: what fits the filters, newest first, what can be bought before the rest. */
function browse(index: ProductIndex, filter: ProductFilter, request: IndexQuery): Ranking {
  // What was put in last is mostly the newest: looked at first, it turns nearly all of the others away at once.
  const allowed = index.documents().toReversed().filter((documentNo) => filter.allows(documentNo));
  const scores = new Uint8Array(index.words.postings.length);
  for (const documentNo of allowed) if (index.isAvailable(documentNo)) scores[documentNo] = 1;
  const top = topOf(allowed, allowed.length, countToRank(index, request), { scores, isOlder: (left, right) => index.isOlder(left, right) });
  return { ranked: top.map((documentNo) => ({ documentNo, score: scores[documentNo]!, coverage: 1 })), fitting: allowed.length };
}

/** What the words cannot tell: can it be bought, is it for those who were named, is there one in the colour that was named. */
function makeBonus(index: ProductIndex, plan: QueryPlan, { onlyAvailable }: Pick<IndexQuery, 'onlyAvailable'>, filter: ProductFilter): (documentNo: number) => number {
  const whom = wishMaskOfKeys(plan.keys, whomKeys);
  const colours = wishMaskOfKeys(plan.keys, colourKeys);
  const unisex = maskOfKeys(['whom.unisex'], whomKeys);
  const isOther = makeKindJudge(index, plan);
  return (documentNo) => {
    let bonus = 0;
    const worn = index.whom.values[documentNo]!;
    if (whom !== 0 && worn !== 0 && (worn & (whom | unisex)) === 0) bonus -= rankingSettings.audienceMismatch;
    if (colours !== 0 && !comesIn(index, documentNo, colours, filter)) bonus -= rankingSettings.colourMismatch;
    if (isOther(documentNo)) bonus -= rankingSettings.kindMismatch;
    if (!onlyAvailable && index.isAvailable(documentNo)) bonus += rankingSettings.buyable;
    return bonus;
  };
}

/** Whether a title names kinds of things, and none of them is what was asked for. */
function makeKindJudge(index: ProductIndex, { kinds }: QueryPlan): (documentNo: number) => boolean {
  const isOther = index.kindSets.map((own) => kinds.size > 0 && own.size > 0 && kinds.isDisjointFrom(own));
  return (documentNo) => isOther[index.kindsOf.values[documentNo]!]!;
}

/** True when a variant that fits has one of the colours, or when nobody tells its colour. */
function comesIn(index: ProductIndex, documentNo: number, colours: number, filter: ProductFilter): boolean {
  const shades = index.colours.values[documentNo]!;
  if (shades === 0) return true;
  if ((shades & colours) === 0) return false;
  for (let variant = index.variantStart(documentNo); variant < index.variantEnd(documentNo); variant += 1) {
    const own = index.variantColours.values[variant]!;
    if ((own === 0 || (own & colours) !== 0) && filter.fit(documentNo, variant) > 0) return true;
  }
  return false;
}

function choosePositions(index: ProductIndex, documentNo: number, { filter, plan, order }: { filter: ProductFilter; plan: QueryPlan; order: PriceOrder | null }): number[] {
  const colours = wishMaskOfKeys(plan.keys, colourKeys);
  const scored: { position: number; score: number; price: number }[] = [];
  for (let variant = index.variantStart(documentNo); variant < index.variantEnd(documentNo); variant += 1) {
    const fit = filter.fit(documentNo, variant);
    if (fit === 0) continue;
    const isAvailable = index.variantAvailable.values[variant] === 1;
    const hasColour = (index.variantColours.values[variant]! & colours) !== 0;
    scored.push({ position: index.variantPositions.values[variant]!, score: fit + (isAvailable ? 2 : 0) + (hasColour ? 0.5 : 0), price: order === null ? 0 : rankOfPrice(index.variantPrices.values[variant]!, order) });
  }
  return scored.toSorted((left, right) => compareNumbers(left.price, right.price) || right.score - left.score || left.position - right.position).slice(0, maxVariants).map(({ position }) => position);
}
