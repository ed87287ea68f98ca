import type { FoundVariant } from '#contract/catalog-search';
import { foldWords } from '../features/fold-text.ts';

const names = { size: /tall|taman|size|numer|^nro|medida|calce/, colour: /colou?r|^cor(es)?$/ };
const looksLikeSize = /^(\d{1,3}([.,]5)?|x{0,4}[sml]|[pmg]{1,3}|\d?xl|u|unic[oa]|talle unico)( |$)/;

/** A variant's size or colour as the shop writes it; null: it has none. */
export function valueOf(variant: FoundVariant, kind: 'size' | 'colour'): string | null {
  const options = Object.entries(variant.options);
  const named = options.find(([name]) => names[kind].test(foldWords(name)));
  if (named) return named[1];
  if (kind === 'colour') return null;
  const only = options.length === 1 ? options[0]?.[1] : options.length === 0 ? variant.variantTitle : null;
  return only && looksLikeSize.test(foldWords(only)) ? only : null;
}

/** What a shop writes on the variant, as a size that was said. */
export const asSize = (value: string | null) => (value === null ? null : { value, system: null });

/** Values that can be had now, in the shop's order. */
export function valuesOf(variants: readonly FoundVariant[], kind: 'size' | 'colour'): string[] {
  return [...new Set(variants.filter(({ isAvailable }) => isAvailable).map((variant) => valueOf(variant, kind)).filter((value) => value !== null))];
}
