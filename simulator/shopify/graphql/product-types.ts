import { toDecimal } from '../money.ts';
import { pictureUrl, productUrl } from '../facts-of.ts';
import type { ShopContext } from '../shop-context.ts';
import type { Product, Variant } from '../shop-state.ts';
import { connection, gid, leaf, object, sameLeaves, Typed, type Schema } from './schema-kit.ts';

export interface Picture {
  id: number;
  url: string;
  altText: string;
}

export function pictureOf(context: ShopContext, product: Product): Picture {
  return { id: product.id * 10 + 1, url: pictureUrl(context, product), altText: product.title };
}

function productOf(variant: Variant, { shop }: ShopContext): Product | null {
  return shop.products.get(variant.productId) ?? null;
}

function isForSale(variant: Variant, context: ShopContext): boolean {
  return productOf(variant, context)?.status === 'ACTIVE' && (variant.stock > 0 || variant.sellsWhenEmpty);
}

function money(minor: number | null, { shop }: ShopContext): string | null {
  return minor === null ? null : toDecimal(minor, shop.profile.currency);
}

export const productTypes: Schema = {
  Product: {
    id: leaf<Product>((product) => gid('Product', product.id)),
    legacyResourceId: leaf<Product>((product) => String(product.id)),
    ...sameLeaves<Product>('title', 'handle', 'status', 'createdAt', 'updatedAt', 'vendor', 'tags', 'description'),
    descriptionHtml: leaf<Product>((product) => `<p>${product.description}</p>`),
    productType: leaf<Product>((product) => product.category),
    publishedAt: leaf<Product>((product) => (product.status === 'ACTIVE' ? product.createdAt.toISOString() : null)),
    onlineStoreUrl: leaf<Product>((product, context) => (product.status === 'ACTIVE' ? productUrl(context, product) : null)),
    totalInventory: leaf<Product>((product) => product.variants.reduce((total, variant) => total + variant.stock, 0)),
    featuredMedia: object<Product>('Media', (product, _args, context) => new Typed('MediaImage', pictureOf(context, product))),
    media: connection<Product>('Media', (product, _args, context) => [new Typed('MediaImage', pictureOf(context, product))]),
    variants: connection<Product>('ProductVariant', (product) => product.variants),
    options: object<Product>('ProductOption', (product) =>
      (product.variants[0]?.options ?? []).map(({ name }, index) => ({
        name,
        values: [...new Set(product.variants.map((variant) => variant.options[index]?.value))],
      })),
    ),
  },
  ProductOption: {
    name: leaf<{ name: string }>((option) => option.name),
    values: leaf<{ values: string[] }>((option) => option.values),
  },
  ProductVariant: {
    id: leaf<Variant>((variant) => gid('ProductVariant', variant.id)),
    legacyResourceId: leaf<Variant>((variant) => String(variant.id)),
    ...sameLeaves<Variant>('title', 'sku', 'barcode'),
    displayName: leaf<Variant>((variant, context) => `${productOf(variant, context)?.title ?? ''} - ${variant.title}`),
    price: leaf<Variant>((variant, context) => money(variant.priceMinor, context)),
    compareAtPrice: leaf<Variant>((variant, context) => money(variant.compareAtMinor, context)),
    inventoryQuantity: leaf<Variant>((variant) => variant.stock),
    sellableOnlineQuantity: leaf<Variant>((variant) => Math.max(0, variant.stock)),
    inventoryPolicy: leaf<Variant>((variant) => (variant.sellsWhenEmpty ? 'CONTINUE' : 'DENY')),
    availableForSale: leaf<Variant>(isForSale),
    updatedAt: leaf<Variant>((variant, context) => productOf(variant, context)?.updatedAt.toISOString() ?? null),
    selectedOptions: object<Variant>('SelectedOption', (variant) => variant.options),
    inventoryItem: object<Variant>('InventoryItem', (variant) => variant),
    product: object<Variant>('Product', (variant, _args, context) => productOf(variant, context)),
    media: connection<Variant>('Media', () => []),
  },
  SelectedOption: sameLeaves<{ name: string; value: string }>('name', 'value'),
  InventoryItem: {
    id: leaf<Variant>((variant) => gid('InventoryItem', variant.inventoryItemId)),
    legacyResourceId: leaf<Variant>((variant) => String(variant.inventoryItemId)),
    sku: leaf<Variant>((variant) => variant.sku),
    tracked: leaf<Variant>(() => true),
    requiresShipping: leaf<Variant>(() => true),
    variant: object<Variant>('ProductVariant', (variant) => variant),
  },
  Media: {},
  MediaImage: {
    id: leaf<Picture>((picture) => gid('MediaImage', picture.id)),
    alt: leaf<Picture>((picture) => picture.altText),
    image: object<Picture>('Image', (picture) => picture),
  },
  Image: sameLeaves<Picture>('url', 'altText'),
};
