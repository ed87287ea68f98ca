import { buildInventoryLevelBody } from '../bodies/build-product-body.ts';
import { emitWebhook } from '../emit-webhook.ts';
import { productBody } from '../facts-of.ts';
import { nowIn, ShopRefusal, type ShopContext } from '../shop-context.ts';
import type { Product, Variant } from '../shop-state.ts';

export function findVariant({ shop }: ShopContext, variantId: number): Variant {
  const variant = shop.variants.get(variantId);
  if (!variant) throw new ShopRefusal(`There is no variant ${variantId}.`, 404);
  return variant;
}

export function findProduct({ shop }: ShopContext, productId: number): Product {
  const product = shop.products.get(productId);
  if (!product) throw new ShopRefusal(`There is no product ${productId}.`, 404);
  return product;
}

/** Sets the pieces on the shelf. Emptying or refilling it has topics of its own besides the level's. */
export function setStock(context: ShopContext, variant: Variant, stock: number): void {
  const before = variant.stock;
  variant.stock = stock;
  emitWebhook(context, 'inventory_levels/update', buildInventoryLevelBody(variant, nowIn(context), context.shop.profile));
  const product = findProduct(context, variant.productId);
  announceProduct(context, product);
  if (before > 0 === stock > 0) return;
  emitWebhook(context, stock > 0 ? 'variants/in_stock' : 'variants/out_of_stock', {
    id: variant.id,
    admin_graphql_api_id: `gid://shopify/ProductVariant/${variant.id}`,
    product_id: product.id,
    title: variant.title,
    sku: variant.sku,
    inventory_item_id: variant.inventoryItemId,
    inventory_quantity: stock,
  });
}

export function takeFromShelf(context: ShopContext, variantId: number, quantity: number): void {
  const variant = context.shop.variants.get(variantId);
  if (variant) setStock(context, variant, variant.sellsWhenEmpty ? variant.stock - quantity : Math.max(0, variant.stock - quantity));
}

/** A new price in minor units. `compareAtMinor` is the struck-out one; null removes it, undefined keeps it. */
export function setPrice(context: ShopContext, variant: Variant, priceMinor: number, compareAtMinor?: number | null): void {
  variant.priceMinor = priceMinor;
  if (compareAtMinor !== undefined) variant.compareAtMinor = compareAtMinor;
  announceProduct(context, findProduct(context, variant.productId));
}

export function setProductStatus(context: ShopContext, product: Product, status: Product['status']): void {
  product.status = status;
  announceProduct(context, product);
}

export function deleteProduct(context: ShopContext, product: Product): void {
  context.shop.products.delete(product.id);
  for (const variant of product.variants) context.shop.variants.delete(variant.id);
  emitWebhook(context, 'products/delete', { id: product.id });
}

function announceProduct(context: ShopContext, product: Product): void {
  product.updatedAt = nowIn(context);
  emitWebhook(context, 'products/update', productBody(context, product));
}
