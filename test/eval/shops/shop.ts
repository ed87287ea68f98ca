import type { PageContent } from '#contract/knowledge';
import type { Language } from '#contract/language';

/** One thing of an evaluation shop. Keys of its variants are `<id>-<size>-<colour>`, as far as it has them. */
export interface Goods {
  id: string;
  title: string;
  category: string;
  priceMinor: number;
  compareAtMinor?: number;
  /** Units by size; one size: under ''. */
  sizes: Record<string, number>;
  colours?: string[];
  attributes?: Record<string, string>;
  description: string;
  tags?: string[];
}

/** A shop that scenarios in one language are played in. */
export interface EvaluationShop {
  language: Language;
  name: string;
  country: string;
  currency: string;
  optionNames: { size: string; colour: string };
  goods: Goods[];
  pages: PageContent[];
  /** A cart from this total on goes to a person. */
  highValueMinor: number;
}

export interface SeededVariant {
  key: string;
  title: string;
  size: string | null;
  colour: string | null;
  stock: number;
}

const fold = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

export function variantsOf({ id, sizes, colours }: Goods): SeededVariant[] {
  return Object.entries(sizes).flatMap(([size, stock]) =>
    (colours ?? ['']).map((colour) => ({
      key: [id, size && fold(size), colour && fold(colour)].filter(Boolean).join('-'),
      title: [size, colour].filter(Boolean).join(' / ') || 'Default',
      size: size || null,
      colour: colour || null,
      stock,
    })),
  );
}
