import type { ForWhom } from '#contract/catalog-search';
import { foldText } from './fold-text.ts';
import { readWords } from './read-words.ts';
import { readSizeLabel } from './sizes.ts';
import type { Size } from './sizes.ts';
import { findKeys, keysUnder, narrowerKeys } from './word-table.ts';

/** One bit each: colours with their shades, uses, and the people something is for. */
export const colourKeys = keysUnder('colour.');
export const useKeys = keysUnder('use.');
export const whomKeys = keysUnder('whom.');
if (colourKeys.length > 31 || useKeys.length > 31) throw new Error('More colours or uses than bits of a number.');

/** What a text says of a facet, as bits; a shade has its family's bit too. */
export function readMask(text: string, keys: readonly string[]): number {
  return maskOfKeys(findKeys(plainWords(text)).map(({ key }) => key), keys);
}

export function maskOfKeys(found: Iterable<string>, keys: readonly string[]): number {
  let mask = 0;
  for (const key of found) {
    const at = keys.indexOf(key);
    if (at < 0) continue;
    mask |= 1 << at;
    const parent = keys.indexOf(key.slice(0, key.lastIndexOf('.')));
    if (parent >= 0) mask |= 1 << parent;
  }
  return mask;
}

/** Bits that satisfy a wish: the key itself and, for a wide one, what it takes in. Navy is blue, but who asks for navy wants no other. */
export function wishMask(wish: string, keys: readonly string[]): number {
  return wishMaskOfKeys(findKeys(plainWords(wish)).map(({ key }) => key), keys);
}

export function wishMaskOfKeys(wished: Iterable<string>, keys: readonly string[]): number {
  let mask = 0;
  for (const key of wished) {
    for (const wanted of [key, ...narrowerKeys(key)]) {
      const at = keys.indexOf(wanted);
      if (at >= 0) mask |= 1 << at;
    }
  }
  return mask;
}

export const whomMask = (whom: ForWhom): number => (1 << whomKeys.indexOf(`whom.${whom}`)) | (whom === 'kids' ? whomMask('girls') | whomMask('boys') : 0);

/** Keys of the bits that are set. */
export const keysOfMask = (mask: number, keys: readonly string[]): string[] => keys.filter((_, at) => (mask & (1 << at)) !== 0);

const plainWords = (text: string) => readWords(text, 400).filter((word, at, all) => !word.isDenied && word.position !== all[at - 1]?.position).map(({ text: word }) => word);

const colourNames = /^(colou?r|cor|cores|colores|tono|tom)$/;
const sizeNames = /^(talle|talla|talles|size|tamanho|tamano|numero|tam|numeracao|medida)$/;
const folded = (name: string) => foldText(name).trim();

export interface VariantFacets {
  colours: number;
  /** As printed; null: it has none. */
  size: string | null;
}

/** Colour and size of one variant, by the names of the shop's options; an option of another name counts when its value can be nothing else. */
export function readVariantFacets(options: Readonly<Record<string, string>>): VariantFacets {
  let colours = 0;
  let size: string | null = null;
  for (const [name, value] of Object.entries(options)) {
    const plain = folded(name);
    if (colourNames.test(plain)) colours |= readMask(value, colourKeys);
    else if (sizeNames.test(plain)) size ??= value;
    else if (size === null && isCertainlySize(readSizeLabel(value))) size = value;
  }
  return { colours, size };
}

const isCertainlySize = (sizes: readonly Size[]) => sizes.some((size) => size.kind === 'letter' || size.system !== null || (size.from >= 33 && size.from <= 50));
