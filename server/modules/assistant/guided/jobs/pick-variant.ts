import type { FoundVariant, ProductFacts } from '#contract/catalog-search';
import { foldWords } from '../features/fold-text.ts';
import { shorten } from '../plain-words.ts';
import { colourFamilyOf } from '../slots/read-colour.ts';
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
  /** In their own words, where a shade may stand that `colour` only calls by its family. */
  text: string;
  /** What they usually take: used when it fits, never a reason to say no. */
  usualSize: SaidSize | null;
}

/** The variant that was meant; a size of another system is the label that it converts to. */
export function pickVariant(turn: Turn, product: ProductFacts, { size, colour, text, usualSize }: Wanted): Picked {
  let left = product.variants;
  const ofSize = (said: SaidSize) => {
    const labels = fittingLabels(turn, product, left, said);
    return left.filter((variant) => labels.has(valueOf(variant, 'size') ?? ''));
  };
  if (colour && hasOption(product, 'colour')) {
    const coloured = ofColour(left, colour, text);
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

/** Those in the shade that was named ("verde oliva"), else in the colour itself ("preto" and "preta" are one), else in one of its family ("beige" for "Arena"). */
function ofColour(variants: FoundVariant[], colour: string, text: string): FoundVariant[] {
  const values = [...new Set(variants.map((variant) => valueOf(variant, 'colour')).filter((value) => value !== null))];
  const family = colourFamilyOf(colour);
  const same = values.filter((value) => isSameWord(foldWords(value), foldWords(colour)));
  const kin = values.filter((value) => same.includes(value) || (family !== null && colourFamilyOf(value) === family));
  const said = ` ${foldWords(text)} `;
  const [named] = kin.filter((value) => said.includes(` ${foldWords(value)} `)).toSorted((left, right) => right.length - left.length);
  const meant = new Set(named ? [named] : same.length > 0 ? same : kin);
  return variants.filter((variant) => meant.has(valueOf(variant, 'colour') ?? ''));
}

const isSameWord = (left: string, right: string) => left === right || (right.length > 2 && left.slice(0, -1) === right.slice(0, -1));

/** "Zapatilla Norte (42, negro)". */
export function labelOf({ title, variantTitle }: { title: string; variantTitle: string | null }): string {
  return variantTitle ? `${shorten(title, 60)} (${shorten(variantTitle, 30)})` : shorten(title, 60);
}
