import type { Facet, FacetCounts } from '#contract/catalog-search';
import type { ProductIndex } from './product-index.ts';
import { colourKeys, keysOfMask, useKeys, whomKeys } from './read-facets.ts';
import { nameOfKey } from './word-table.ts';

/** A product's values of a facet, in the catalogue's language. Of sizes only those that can be bought. */
export function namesOf(index: ProductIndex, documentNo: number, facet: Facet): string[] {
  const language = index.words.mainLanguage();
  const names = (mask: number, keys: readonly string[], isAsked: (key: string) => boolean = () => true) => keysOfMask(mask, keys).filter(isAsked).map((key) => nameOfKey(key, language));
  if (facet === 'use') return names(index.uses.values[documentNo]!, useKeys);
  if (facet === 'forWhom') return names(index.whom.values[documentNo]!, whomKeys);
  if (facet === 'colour') return names(index.colours.values[documentNo]!, colourKeys, (key) => key.split('.').length === 2);
  if (facet === 'brand') return [index.brands[index.brandOf.values[documentNo]!] ?? ''].filter((brand) => brand !== '');
  if (facet === 'category') {
    const category = index.categories.of(documentNo);
    return category === null ? [] : [(index.categories.names[category] ?? '').split(' > ').at(-1) ?? ''];
  }
  const sizes = new Set<string>();
  for (let variant = index.variantStart(documentNo); variant < index.variantEnd(documentNo); variant += 1) {
    const label = index.sizeLabels[index.sizeOf(variant)];
    if (label && index.variantAvailable.values[variant] === 1) sizes.add(label);
  }
  return [...sizes];
}

const countedFacets = ['category', 'brand', 'colour', 'size', 'use', 'forWhom'] as const;
const maxCounted = 12;

/** How many of these products have each value of each facet; facets of one value or none are left out. */
export function countFacets(index: ProductIndex, documents: readonly number[]): FacetCounts[] {
  return countedFacets.flatMap((facet) => {
    const counts = new Map<string, number>();
    for (const documentNo of documents) {
      // Whom something is for is a closed list, named by the reader's own texts.
      const values = facet === 'forWhom' ? keysOfMask(index.whom.values[documentNo]!, whomKeys).map((key) => key.slice('whom.'.length)) : namesOf(index, documentNo, facet);
      for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    if (counts.size < 2) return [];
    const values = [...counts].map(([value, count]) => ({ value, count })).toSorted((left, right) => right.count - left.count || left.value.localeCompare(right.value));
    return [{ facet, values: values.slice(0, maxCounted) }];
  });
}
