import { z } from 'zod';
import { Currency } from './money.ts';
import { Instant, PageQuery, pageOf, WorkspaceParams } from './page.ts';

/** What the shops sell, as their connections tell it. Prices are minor units of the product's currency. */

export const Variant = z.object({
  variantKey: z.string(),
  title: z.string(),
  sku: z.string().nullable(),
  priceMinor: z.int(),
  compareAtMinor: z.int().nullable(),
  /** Units for sale; null when the shop does not count. */
  stock: z.int().nullable(),
  isAvailable: z.boolean(),
  options: z.record(z.string(), z.string()),
  imageUrl: z.string().nullable(),
});
export type Variant = z.infer<typeof Variant>;

export const Product = z.object({
  id: z.uuid(),
  connectionId: z.uuid(),
  productKey: z.string(),
  state: z.enum(['active', 'hidden', 'deleted']),
  title: z.string(),
  vendor: z.string().nullable(),
  category: z.string().nullable(),
  tags: z.array(z.string()),
  url: z.string().nullable(),
  imageUrl: z.string().nullable(),
  currency: Currency,
  /** Cheapest variant; null without variants. */
  fromMinor: z.int().nullable(),
  variantCount: z.int(),
  isAvailable: z.boolean(),
  updatedAt: Instant,
});
export type Product = z.infer<typeof Product>;

export const ProductDetail = Product.extend({ description: z.string().nullable(), attributes: z.record(z.string(), z.string()), variants: z.array(Variant) });
export type ProductDetail = z.infer<typeof ProductDetail>;

export const ProductParams = WorkspaceParams.extend({ productId: z.uuid() });
export const ProductQuery = PageQuery.extend({
  /** Every word must be in title, tags, vendor, category or a variant's title or code. */
  search: z.string().trim().max(200).optional(),
  connectionId: z.uuid().optional(),
  state: z.enum(['active', 'hidden', 'deleted']).optional(),
  category: z.string().max(300).optional(),
  /** Only what can be bought now. */
  available: z.stringbool().optional(),
});
export type ProductQuery = z.infer<typeof ProductQuery>;
export const ProductPage = pageOf(Product);

export const SyncCatalogBody = z.object({ connectionId: z.uuid() });
