import { inCategory, inTitle } from './places.ts';
import { planQuery } from './plan-query.ts';
import type { ProductIndex } from './product-index.ts';
import { whomKeys, maskOfKeys } from './read-facets.ts';
import { rankDocuments } from './rank-documents.ts';
import { rankingSettings } from './settings.ts';
import { findKeys, nameOfKey, partnersOf } from './word-table.ts';

export interface PartnerRequest {
  productId: string;
  /** Found in orders, best first. */
  boughtWith: readonly string[];
  count: number;
}

export interface Partner {
  productId: string;
  /** Variants that could be bought, in the order to offer them. */
  positions: number[];
}

/** Products that go with one: first those bought with it, then one of each kind that goes with its kind, nearest in use, colour and people. */
export function listPartners(index: ProductIndex, { productId, boughtWith, count }: PartnerRequest): Partner[] {
  const documentNo = index.documentOf(productId);
  const chosen: number[] = [];
  const take = (other: number | undefined) => {
    if (other !== undefined && other !== documentNo && !chosen.includes(other) && index.isAvailable(other) && areForSamePeople(index, documentNo, other)) chosen.push(other);
  };
  for (const id of boughtWith) take(index.documentOf(id));
  if (documentNo !== undefined) for (const kind of kindsOf(index, documentNo)) take(bestOfKind(index, documentNo, kind, chosen));
  return chosen.slice(0, count).map((other) => ({ productId: index.productIds[other]!, positions: availablePositions(index, other) }));
}

/** Kinds that go with this product, likeliest first. */
function kindsOf(index: ProductIndex, documentNo: number): string[] {
  const title = [...index.words.title(documentNo)].map((term) => index.words.terms[term] ?? '');
  const categoryNames = index.categories.of(documentNo);
  const own = [...findKeys(title), ...findKeys(categoryNames === null ? [] : (index.categories.names[categoryNames] ?? '').toLowerCase().split(/[^\p{L}]+/u))].map(({ key }) => key);
  const kinds = own.flatMap((key) => partnersOf(key));
  return [...new Set(kinds)].filter((kind) => !own.includes(kind));
}

function bestOfKind(index: ProductIndex, documentNo: number, kind: string, taken: readonly number[]): number | undefined {
  const language = index.words.mainLanguage();
  const plan = planQuery(index.words, nameOfKey(kind, language), rankingSettings);
  const terms = plan.concepts.flatMap((concept) => [...concept.terms].filter(([, nearness]) => nearness >= 0.5).map(([term]) => term));
  const isOfKind = new Set<number>();
  for (const term of terms) index.words.postings.each(term, (other, places) => (inTitle(places) > 0 || inCategory(places) > 0) && isOfKind.add(other));
  const [uses, colours] = [index.uses.values[documentNo]!, index.colours.values[documentNo]!];
  const { ranked } = rankDocuments(index.words, index.categories, plan, {
    settings: rankingSettings,
    count: 1,
    isOlder: (left, right) => index.isOlder(left, right),
    isAllowed: (other) => isOfKind.has(other) && other !== documentNo && !taken.includes(other) && index.isAvailable(other) && areForSamePeople(index, documentNo, other),
    bonus: (other) => ((index.uses.values[other]! & uses) !== 0 ? 0.6 : 0) + ((index.colours.values[other]! & colours) !== 0 ? 0.2 : 0),
  });
  return ranked[0]?.documentNo;
}

function areForSamePeople(index: ProductIndex, documentNo: number | undefined, other: number): boolean {
  if (documentNo === undefined) return true;
  const unisex = maskOfKeys(['whom.unisex'], whomKeys);
  const [own, its] = [index.whom.values[documentNo]!, index.whom.values[other]!];
  return own === 0 || its === 0 || (own & its) !== 0 || ((own | its) & unisex) !== 0;
}

function availablePositions(index: ProductIndex, documentNo: number): number[] {
  const positions: number[] = [];
  for (let at = index.variantStart(documentNo); at < index.variantEnd(documentNo) && positions.length < 8; at += 1) if (index.variantAvailable.values[at] === 1) positions.push(index.variantPositions.values[at]!);
  return positions;
}
