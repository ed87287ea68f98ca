import type { z } from 'zod';
import type { ProductChanged, ProductVariant, StockChanged } from '#contract/inbound-event';
import { clip, textOrNull } from '#kit';
import { toMinor } from './amounts.ts';
import { readUrl } from './map-cart.ts';
import type { ShopifySettings } from './settings.ts';
import { storefrontUrl } from './settings.ts';
import { readVersion } from './version-of.ts';
import type { InventoryLevel, Product, Variant } from './webhook-shapes.ts';

type ProductInput = z.input<typeof ProductChanged>;

/** `products/create` and `products/update`; prices are in the shop's currency, which the body does not name. */
export function mapProduct(product: Product, seenAt: string | null, settings: ShopifySettings): ProductInput {
  const isShown = product.status === 'active' && Boolean(product.published_at);
  return {
    type: 'product.changed',
    productKey: product.id,
    version: readVersion(product.updated_at, seenAt),
    state: isShown ? 'active' : 'hidden',
    title: clip(product.title ?? '', 500),
    description: readDescription(product.body_html),
    vendor: clip(textOrNull(product.vendor), 200),
    category: clip(textOrNull(product.product_type), 300),
    tags: readTags(product.tags),
    url: product.handle ? `${storefrontUrl(settings)}/products/${encodeURIComponent(product.handle)}`.slice(0, 2000) : null,
    imageUrl: readUrl(product.image?.src ?? product.images?.[0]?.src),
    currency: settings.currency,
    variants: (product.variants ?? []).slice(0, 2000).map((variant, index) => mapVariant(variant, product, settings.currency, index)),
  };
}

/** `products/delete` brings the id alone, without a time: the header's must serve. */
export function mapDeletedProduct(productKey: string, seenAt: string | null, currency: string): ProductInput {
  return { type: 'product.changed', productKey, version: readVersion(null, seenAt), state: 'deleted', title: '', currency, variants: [] };
}

/** `inventory_levels/update`: the units at one place. An item that is not counted there reports null, and tells nothing. */
export function mapInventoryLevel(level: InventoryLevel, seenAt: string | null): z.input<typeof StockChanged> | null {
  if (level.available === null || level.available === undefined) return null;
  return {
    type: 'stock.changed',
    inventoryKey: level.inventory_item_id,
    locationKey: level.location_id,
    stock: level.available,
    version: readVersion(level.updated_at, seenAt),
  };
}

/** Words of a description that was written in HTML, for search and for the assistant. */
export function readDescription(html: string | null | undefined): string | null {
  const text = (html ?? '')
    .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<(br|\/p|\/div|\/li|\/h\d)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n');
  return clip(textOrNull(text), 50_000);
}

/** "verano, oferta" or a list. */
export function readTags(tags: string | readonly string[] | null | undefined): string[] {
  const list = typeof tags === 'string' ? tags.split(',') : (tags ?? []);
  return list.map((tag) => clip(tag.trim(), 100)).filter(Boolean);
}

function mapVariant(variant: Variant, product: Product, currency: string, index: number): z.input<typeof ProductVariant> {
  const field = `variants.${index}`;
  const isCounted = variant.inventory_management !== null && variant.inventory_management !== '';
  return {
    variantKey: variant.id,
    title: clip(variant.title ?? '', 300),
    sku: clip(textOrNull(variant.sku), 120),
    priceMinor: toMinor(variant.price ?? '0', currency, `${field}.price`),
    compareAtMinor: variant.compare_at_price ? toMinor(variant.compare_at_price, currency, `${field}.compare_at_price`) : null,
    stock: isCounted ? (variant.inventory_quantity ?? null) : null,
    sellsWhenEmpty: variant.inventory_policy === 'continue',
    inventoryKey: variant.inventory_item_id ?? null,
    barcode: clip(textOrNull(variant.barcode), 60),
    options: readOptions(variant, product),
    imageUrl: readUrl(product.images?.find(({ id }) => id === variant.image_id)?.src),
  };
}

function readOptions(variant: Variant, { options }: Product): Record<string, string> {
  const values = [variant.option1, variant.option2, variant.option3];
  return Object.fromEntries((options ?? []).flatMap(({ name }, index) => (values[index] ? [[name, clip(values[index], 200)]] : [])));
}
