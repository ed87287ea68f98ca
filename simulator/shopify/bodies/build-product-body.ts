import { toDecimal } from '../money.ts';
import type { Product, Variant } from '../shop-state.ts';
import { bodyTime, type BodyShop } from './body-parts.ts';

/** The body of `products/create` and `products/update`. `pictureUrl` is the address of its first picture. */
export function buildProductBody(product: Product, shop: BodyShop, pictureUrl: string): Record<string, unknown> {
  const image = { id: product.id * 10 + 1, product_id: product.id, position: 1, alt: product.title, src: pictureUrl, variant_ids: [] };
  return {
    id: product.id,
    admin_graphql_api_id: `gid://shopify/Product/${product.id}`,
    title: product.title,
    handle: product.handle,
    body_html: `<p>${product.description}</p>`,
    vendor: product.vendor,
    product_type: product.category,
    tags: product.tags.join(', '),
    status: product.status.toLowerCase(),
    created_at: bodyTime(product.createdAt, shop),
    updated_at: bodyTime(product.updatedAt, shop),
    published_at: product.status === 'ACTIVE' ? bodyTime(product.createdAt, shop) : null,
    variants: product.variants.map((variant, index) => variantBody(variant, index, product, shop)),
    options: optionBodies(product),
    images: [image],
    image,
  };
}

function variantBody(variant: Variant, index: number, product: Product, shop: BodyShop): Record<string, unknown> {
  return {
    id: variant.id,
    admin_graphql_api_id: `gid://shopify/ProductVariant/${variant.id}`,
    product_id: product.id,
    title: variant.title,
    sku: variant.sku,
    barcode: variant.barcode,
    position: index + 1,
    price: toDecimal(variant.priceMinor, shop.currency),
    compare_at_price: variant.compareAtMinor === null ? null : toDecimal(variant.compareAtMinor, shop.currency),
    option1: variant.options[0]?.value ?? null,
    option2: variant.options[1]?.value ?? null,
    option3: variant.options[2]?.value ?? null,
    inventory_item_id: variant.inventoryItemId,
    inventory_quantity: variant.stock,
    inventory_policy: variant.sellsWhenEmpty ? 'continue' : 'deny',
    created_at: bodyTime(product.createdAt, shop),
    updated_at: bodyTime(product.updatedAt, shop),
  };
}

function optionBodies(product: Product): Record<string, unknown>[] {
  return (product.variants[0]?.options ?? []).map(({ name }, index) => ({
    name,
    position: index + 1,
    product_id: product.id,
    values: [...new Set(product.variants.map((variant) => variant.options[index]?.value))],
  }));
}

/** The body of `inventory_levels/update`: it names the inventory item, never the variant. */
export function buildInventoryLevelBody(variant: Variant, at: Date, shop: BodyShop): Record<string, unknown> {
  return {
    inventory_item_id: variant.inventoryItemId,
    location_id: 77001,
    available: variant.stock,
    updated_at: bodyTime(at, shop),
    admin_graphql_api_id: `gid://shopify/InventoryLevel/77001?inventory_item_id=${variant.inventoryItemId}`,
  };
}
