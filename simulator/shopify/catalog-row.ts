import type { SizeGuideName } from './shop-state.ts';

/** One product as the seed files tell it; its variants are every colour in every size. */
export interface CatalogRow {
  title: string;
  category: string;
  /** The drawing in `pictures.ts`. */
  shape: string;
  colours: string[];
  sizes: string[];
  sizeGuide?: SizeGuideName;
  /** In whole units of the currency, as a merchant types it: `89999.5`. */
  price: number;
  /** The price before, when it is reduced. */
  before?: number;
  code: string;
  description: string;
  tags?: string[];
  /** Who makes it, when it is not the shop itself. */
  brand?: string;
  /** Sold although the shelf is empty: made to order. */
  madeToOrder?: boolean;
}

export const tops = ['S', 'M', 'L', 'XL'];
export const bottoms = ['38', '40', '42', '44'];
export const shoes = ['38', '39', '40', '41', '42', '43', '44'];
export const womenShoes = ['35', '36', '37', '38', '39', '40'];
export const childShoes = ['28', '30', '32', '34'];
export const oneSize = ['Único'];
