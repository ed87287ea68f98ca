import { sizeSystems } from '#contract/catalog-search';
import type { FoundVariant, ProductFacts } from '#contract/catalog-search';
import { homeSystem, matchSize, readSizeLabel } from '#modules/catalog';
import { sizedThing } from '../../sized-thing.ts';
import { foldWords } from '../features/fold-text.ts';
import type { Turn } from '../turn.ts';
import type { Slots } from '../understanding.ts';
import { valueOf } from './variant-values.ts';

export type SaidSize = NonNullable<Slots['size']>;

/** "42 BR": a size in one piece, as memory, filters and preferences keep it. */
export const writeSize = ({ value, system }: { value: string; system?: string | null | undefined }): string => [value, system].filter(Boolean).join(' ');

export function parseSize(text: string): SaidSize {
  const [value = '', last, ...rest] = text.trim().split(/\s+/);
  const system = rest.length === 0 ? (sizeSystems.find((one) => one === last) ?? null) : null;
  return system ? { value, system } : { value: text.trim(), system: null };
}

/** The labels among these variants that meet a said size best: what is printed before what is converted. Empty: none does. */
export function fittingLabels(turn: Turn, product: Pick<ProductFacts, 'title' | 'category'>, variants: readonly FoundVariant[], size: SaidSize): ReadonlySet<string> {
  const labels = [...new Set(variants.map((variant) => valueOf(variant, 'size')).filter((label) => label !== null))];
  const fits = labels.map((label) => ({ label, fit: fitOf(turn, product, label, size) }));
  const best = Math.max(0, ...fits.map(({ fit }) => fit));
  return new Set(best === 0 ? [] : fits.filter(({ fit }) => fit === best).map(({ label }) => label));
}

/** The same measure as the search's: 1 for what is printed, less for what had to be converted into the label's system, 0 for neither. */
function fitOf({ view, memory, understanding }: Turn, { title, category }: Pick<ProductFacts, 'title' | 'category'>, label: string, { value, system }: SaidSize): number {
  if (system === null && isPrinted(label, value)) return 1;
  const forWhom = understanding.slots.forWhom ?? memory.search?.filters.forWhom ?? null;
  return matchSize(readSizeLabel(label), { size: value, system, forWhom, home: homeSystem(view.shop.country) }, sizedThing([title, category].filter(Boolean).join(' '), value));
}

/** "42 AR" is printed where a bare "42" was said, whatever the country. */
function isPrinted(label: string, said: string): boolean {
  const [shop, shopper] = [label, said].map((text) => foldWords(text).replace(',', '.'));
  return shop === shopper || (/^\d/.test(shop ?? '') && shop?.split(' ')[0] === shopper);
}
