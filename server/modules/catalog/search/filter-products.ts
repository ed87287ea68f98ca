import type { SearchFilters, SizeSystem } from '#contract/catalog-search';
import { planQuery } from './plan-query.ts';
import type { Concept } from './plan-query.ts';
import type { ProductIndex } from './product-index.ts';
import { colourKeys, useKeys, whomMask, wishMask } from './read-facets.ts';
import { rankingSettings } from './settings.ts';
import { matchSize } from './sizes.ts';

export interface FilterOptions {
  filters: SearchFilters;
  onlyAvailable: boolean;
  excludeProductIds: ReadonlySet<string>;
  home: SizeSystem;
}

export interface ProductFilter {
  allows(documentNo: number): boolean;
  /** How well a variant meets the wishes that variants differ by, 0 (not) to 1. */
  fit(documentNo: number, variant: number): number;
}

const titleOrFacts = 0x1c7;
const anyName = 0x1ff;
const brandOrTitle = 0xf;

/** A filter of this request. Answers are kept for its life: it is asked of one document many times. */
export function makeProductFilter(index: ProductIndex, options: FilterOptions): ProductFilter {
  const { filters, onlyAvailable, excludeProductIds } = options;
  const isNamed = [named(index, filters.category, anyName), named(index, filters.brand, brandOrTitle), useFilter(index, filters.use)].filter((check) => check !== null);
  const whom = filters.forWhom && filters.forWhom !== 'unisex' ? whomMask(filters.forWhom) | whomMask('unisex') : 0;
  const colour = colourFilter(index, filters.colour);
  const sizeFit = makeSizeFit(index, options);
  const [least, most] = [filters.minMinor ?? null, filters.maxMinor ?? null];

  const fit = (documentNo: number, variant: number) => {
    if (onlyAvailable && index.variantAvailable.values[variant] !== 1) return 0;
    const price = index.variantPrices.values[variant]!;
    // A price that is not known meets no limit.
    if ((least !== null && !(price >= least)) || (most !== null && !(price <= most))) return 0;
    if (!colour(documentNo, variant)) return 0;
    return sizeFit(documentNo, variant);
  };
  const judge = (documentNo: number) => {
    if (excludeProductIds.size > 0 && excludeProductIds.has(index.productIds[documentNo]!)) return false;
    const worn = index.whom.values[documentNo]!;
    if (whom !== 0 && worn !== 0 && (worn & whom) === 0) return false;
    if (!isNamed.every((check) => check(documentNo))) return false;
    for (let variant = index.variantStart(documentNo); variant < index.variantEnd(documentNo); variant += 1) if (fit(documentNo, variant) > 0) return true;
    return false;
  };
  const answers = new Uint8Array(index.words.postings.length);
  return {
    fit,
    allows: (documentNo) => {
      if (answers[documentNo] === 0) answers[documentNo] = judge(documentNo) ? 1 : 2;
      return answers[documentNo] === 1;
    },
  };
}

/** Documents that say all of these words in these places. Null: no words were given. */
function named(index: ProductIndex, text: string | null | undefined, places: number): ((documentNo: number) => boolean) | null {
  if (!text) return null;
  const concepts = planQuery(index.words, text, rankingSettings).concepts.filter(({ isDenied }) => !isDenied);
  if (concepts.length === 0) return null;
  const sets = concepts.map((concept) => documentsWith(index, concept, places));
  return (documentNo) => sets.every((set) => set.has(documentNo));
}

function documentsWith(index: ProductIndex, concept: Concept, mask: number): Set<number> {
  const found = new Set<number>();
  for (const [term, nearness] of concept.terms) {
    if (nearness < 0.45) continue;
    index.words.postings.each(term, (documentNo, places) => {
      if ((places & mask) !== 0) found.add(documentNo);
    });
  }
  for (const { parts, nearness } of concept.compounds) {
    if (nearness < 0.45) continue;
    const sets = parts.map((terms) => documentsWith(index, { ...concept, terms: new Map(terms.map((term) => [term, 1])), compounds: [] }, mask));
    for (const documentNo of sets[0] ?? []) if (sets.every((set) => set.has(documentNo))) found.add(documentNo);
  }
  return found;
}

function useFilter(index: ProductIndex, use: string | null | undefined): ((documentNo: number) => boolean) | null {
  if (!use) return null;
  const mask = wishMask(use, useKeys);
  return mask === 0 ? named(index, use, titleOrFacts | 0x3e00) : (documentNo) => (index.uses.values[documentNo]! & mask) !== 0;
}

function colourFilter(index: ProductIndex, colour: string | null | undefined): (documentNo: number, variant: number) => boolean {
  if (!colour) return () => true;
  const mask = wishMask(colour, colourKeys);
  if (mask === 0) return named(index, colour, titleOrFacts) ?? (() => true);
  return (documentNo, variant) => {
    const own = index.variantColours.values[variant]!;
    return ((own === 0 ? index.colours.values[documentNo]! : own) & mask) !== 0;
  };
}

/** Each label of the catalogue is judged once for the request. */
function makeSizeFit(index: ProductIndex, { filters, home }: FilterOptions): (documentNo: number, variant: number) => number {
  const { size } = filters;
  if (!size) return () => 1;
  const wish = { size, system: filters.sizeSystem ?? null, forWhom: filters.forWhom ?? null, home };
  const known = { shoe: new Map<number, number>(), clothes: new Map<number, number>() };
  return (documentNo, variant) => {
    const thing = index.thing(documentNo);
    const id = index.sizeOf(variant);
    let fit = known[thing].get(id);
    if (fit === undefined) {
      const isPrinted = (index.sizeLabels[id] ?? '').trim().toLowerCase() === size.trim().toLowerCase() && wish.system === null;
      fit = isPrinted ? 1 : matchSize(index.sizes[id] ?? [], wish, thing);
      known[thing].set(id, fit);
    }
    return fit;
  };
}
