import type { FoundVariant, ProductFacts } from '#contract/catalog-search';
import { foldWords } from '../features/fold-text.ts';
import { shorten } from '../plain-words.ts';
import type { Turn } from '../turn.ts';
import { fittingLabels, writeSize } from './fit-size.ts';
import type { SaidSize } from './fit-size.ts';
import { valueOf, valuesOf } from './variant-values.ts';

export type Picked =
  | { kind: 'one'; variant: FoundVariant }
  /** Several fit; `values` can be had now. */
  | { kind: 'ask'; slot: 'size' | 'colour'; values: string[] }
  /** `variant`: it exists and is sold out; null: there is none such. `values`: sizes (or colours) that can be had; `said`: the one that was asked for. */
  | { kind: 'gone'; variant: FoundVariant | null; slot: 'size' | 'colour'; values: string[]; said?: string };

export interface Wanted {
  size: SaidSize | null;
  colour: string | null;
  /** What they usually take: used when it fits, never a reason to say no. */
  usualSize: SaidSize | null;
}

/** The variant that was meant; a size of another system is the label that it converts to. */
export function pickVariant(turn: Turn, product: ProductFacts, { size, colour, usualSize }: Wanted): Picked {
  let left = product.variants;
  const ofSize = (said: SaidSize) => {
    const labels = fittingLabels(turn, product, left, said);
    return left.filter((variant) => labels.has(valueOf(variant, 'size') ?? ''));
  };
  if (colour && hasOption(product, 'colour')) {
    const coloured = left.filter((variant) => isSameColour(valueOf(variant, 'colour'), colour));
    if (coloured.length === 0) return { kind: 'gone', variant: null, slot: 'colour', values: valuesOf(left, 'colour'), said: colour };
    left = coloured;
  }
  if (size && hasOption(product, 'size')) {
    const sized = ofSize(size);
    if (sized.length === 0) return { kind: 'gone', variant: null, slot: 'size', values: valuesOf(left, 'size'), said: writeSize(size) };
    left = sized;
  } else if (usualSize) {
    const usual = ofSize(usualSize).filter(({ isAvailable }) => isAvailable);
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

const hasOption = (product: ProductFacts, kind: 'size' | 'colour') => product.variants.some((variant) => valueOf(variant, kind) !== null);

/** "Preto" and "preta" are one colour. */
function isSameColour(value: string | null, said: string): boolean {
  if (value === null) return false;
  const [shop, shopper] = [foldWords(value), foldWords(said)];
  return shop === shopper || (shopper.length > 2 && shop.slice(0, -1) === shopper.slice(0, -1));
}

/** "Zapatilla Norte (42, negro)". */
export function labelOf({ title, variantTitle }: { title: string; variantTitle: string | null }): string {
  return variantTitle ? `${shorten(title, 60)} (${shorten(variantTitle, 30)})` : shorten(title, 60);
}
