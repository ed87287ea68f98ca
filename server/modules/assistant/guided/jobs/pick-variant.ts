import type { FoundVariant, ProductFacts } from '#contract/catalog-search';
import { foldWords } from '../features/fold-text.ts';
import { shorten } from '../plain-words.ts';
import { ask } from '../turn.ts';
import type { Script } from '../turn.ts';

export type Picked =
  | { kind: 'one'; variant: FoundVariant }
  /** Several fit; `values` can be had now. */
  | { kind: 'ask'; slot: 'size' | 'colour'; values: string[] }
  /** `variant`: it exists and is sold out; null: there is none such. `values`: sizes (or colours) that can be had; `said`: the one that was asked for. */
  | { kind: 'gone'; variant: FoundVariant | null; slot: 'size' | 'colour'; values: string[]; said?: string };

export interface Wanted {
  size: { value: string; system: string | null } | null;
  colour: string | null;
  /** What they usually take: used when it fits, never a reason to say no. */
  usualSize: string | null;
}

/** The variant that was meant. A size of another system is converted by the shop's own guide. */
export function* pickVariant(product: ProductFacts, wanted: Wanted): Script<Picked> {
  const direct = choose(product, wanted);
  if (direct.kind !== 'gone' || direct.variant !== null || !wanted.size || !hasOption(product, 'size')) return direct;
  const guide = yield* ask('size_guide', { productId: product.productId, query: [wanted.size.value, wanted.size.system].filter(Boolean).join(' ') });
  if (guide.kind !== 'done') return direct;
  for (const { size } of guide.output.conversions) {
    const converted = choose(product, { ...wanted, size: { value: size, system: null } });
    if (converted.kind !== 'gone' || converted.variant !== null) return converted;
  }
  return direct;
}

function choose(product: ProductFacts, { size, colour, usualSize }: Wanted): Picked {
  let left = product.variants;
  const narrow = (kind: 'size' | 'colour', value: string) => left.filter((variant) => isSame(valueOf(variant, kind), value));
  if (colour && hasOption(product, 'colour')) {
    const coloured = narrow('colour', colour);
    if (coloured.length === 0) return { kind: 'gone', variant: null, slot: 'colour', values: valuesOf(left, 'colour'), said: colour };
    left = coloured;
  }
  if (size && hasOption(product, 'size')) {
    const sized = narrow('size', size.value);
    if (sized.length === 0) return { kind: 'gone', variant: null, slot: 'size', values: valuesOf(left, 'size'), said: size.value };
    left = sized;
  } else if (usualSize) {
    const usual = narrow('size', usualSize).filter(({ isAvailable }) => isAvailable);
    if (usual.length > 0) left = usual;
  }
  return decide(product, left);
}

function decide(product: ProductFacts, left: FoundVariant[]): Picked {
  const available = left.filter(({ isAvailable }) => isAvailable);
  const slot = hasOption(product, 'size') ? 'size' : 'colour';
  if (available.length === 0) return { kind: 'gone', variant: left[0] ?? null, slot, values: valuesOf(product.variants, slot) };
  if (available.length === 1 && available[0]) return { kind: 'one', variant: available[0] };
  for (const open of ['size', 'colour'] as const) {
    const values = valuesOf(available, open);
    if (values.length > 1) return { kind: 'ask', slot: open, values };
  }
  const first = available[0];
  return first ? { kind: 'one', variant: first } : { kind: 'gone', variant: null, slot, values: [] };
}

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

const hasOption = (product: ProductFacts, kind: 'size' | 'colour') => product.variants.some((variant) => valueOf(variant, kind) !== null);

/** Values that can be had now, in the shop's order. */
export function valuesOf(variants: readonly FoundVariant[], kind: 'size' | 'colour'): string[] {
  return [...new Set(variants.filter(({ isAvailable }) => isAvailable).map((variant) => valueOf(variant, kind)).filter((value) => value !== null))];
}

/** Whether a shop's value is what a shopper said: "42 AR" and "42", "Preto" and "preta". */
export function isSame(value: string | null, said: string): boolean {
  if (value === null) return false;
  const [shop, shopper] = [tidy(value), tidy(said)];
  if (shop === shopper) return true;
  return shop.split(' ')[0] === shopper.split(' ')[0] && /^\d/.test(shop) ? true : shopper.length > 2 && !/\d/.test(shop) && shop.slice(0, -1) === shopper.slice(0, -1);
}

const tidy = (value: string) => foldWords(value).replace(',', '.');

/** "Zapatilla Norte (42, negro)". */
export function labelOf({ title, variantTitle }: { title: string; variantTitle: string | null }): string {
  return variantTitle ? `${shorten(title, 60)} (${shorten(variantTitle, 30)})` : shorten(title, 60);
}
