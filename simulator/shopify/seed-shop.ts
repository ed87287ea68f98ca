import { createRing } from '../kit/index.ts';
import type { CatalogRow } from './catalog-row.ts';
import type { Product, Shop, ShopProfile, Variant } from './shop-state.ts';

interface Preset {
  profile: ShopProfile;
  catalog: CatalogRow[];
  firstProductId: number;
  firstVariantId: number;
}

const INVENTORY_ITEM_OFFSET = 900_000;
const DAY_MS = 86_400_000;

/** A shop as it stands before anyone has visited it; the same preset and moment give the same shop. */
export function seedShop(preset: Preset, nowMs: number): Shop {
  const shop: Shop = {
    profile: preset.profile,
    id: preset.firstProductId * 1000 + 7,
    nextId: 700_100_000_000 + preset.firstProductId * 1_000_000,
    nextOrderNumber: 1001,
    products: new Map(),
    variants: new Map(),
    carts: new Map(),
    checkouts: new Map(),
    customers: new Map(),
    orders: new Map(),
    discounts: new Map(),
    drafts: new Map(),
    subscriptions: new Map(),
    bulkOperations: new Map(),
    tokens: new Map(),
    privacyUri: null,
    scripts: [],
    deliveries: createRing(500),
    installed: true,
  };
  let variantId = preset.firstVariantId;
  preset.catalog.forEach((row, index) => {
    const product = seedProduct(preset.profile, row, preset.firstProductId + index, variantId, new Date(nowMs - (90 - index) * DAY_MS));
    variantId += product.variants.length;
    shop.products.set(product.id, product);
    for (const variant of product.variants) shop.variants.set(variant.id, variant);
  });
  return shop;
}

function seedProduct(profile: ShopProfile, row: CatalogRow, id: number, firstVariantId: number, at: Date): Product {
  const names = profile.language === 'pt' ? { colour: 'Cor', size: 'Tamanho' } : { colour: 'Color', size: 'Talle' };
  const choices = row.colours.flatMap((colour) => row.sizes.map((size) => ({ colour, size })));
  const variants = choices.map(({ colour, size }, index): Variant => {
    const variantId = firstVariantId + index;
    const options = [
      ...(row.colours.length > 1 ? [{ name: names.colour, value: sayColour(colour, profile) }] : []),
      ...(row.sizes.length > 1 ? [{ name: names.size, value: size }] : []),
    ];
    return {
      id: variantId,
      productId: id,
      inventoryItemId: INVENTORY_ITEM_OFFSET + variantId,
      title: options.map((option) => option.value).join(' / ') || 'Default Title',
      sku: skuOf(row, colour, size),
      options: options.length > 0 ? options : [{ name: 'Title', value: 'Default Title' }],
      priceMinor: Math.round(row.price * 100),
      compareAtMinor: row.before === undefined ? null : Math.round(row.before * 100),
      stock: row.madeToOrder ? 0 : seedStock(variantId),
      sellsWhenEmpty: row.madeToOrder ?? false,
      barcode: `779${String(variantId).padStart(9, '0')}`,
    };
  });
  return {
    id,
    handle: slug(row.title),
    title: row.title,
    description: row.description,
    category: row.category,
    vendor: row.brand ?? profile.vendor,
    tags: row.tags ?? [],
    status: 'ACTIVE',
    picture: { shape: row.shape, colour: row.colours[0] ?? 'Gris' },
    sizeGuide: row.sizeGuide ?? null,
    variants,
    createdAt: at,
    updatedAt: at,
  };
}

/** `ZAP-42` when there is one colour, `BRI-CEL-M` when there are several. */
function skuOf(row: CatalogRow, colour: string, size: string): string {
  const parts = [row.code];
  if (row.colours.length > 1) parts.push(slug(colour).slice(0, 3).toUpperCase());
  if (row.sizes.length > 1) parts.push(slug(size).toUpperCase());
  return parts.join('-');
}

/** A believable shelf: mostly a handful, some plenty, one in nine sold out. */
function seedStock(variantId: number): number {
  if (variantId === 4455) return 3;
  if (variantId % 9 === 4) return 0;
  return 1 + ((variantId * 7) % 17);
}

const PORTUGUESE_COLOURS: Record<string, string> = {
  Crudo: 'Cru', Gris: 'Cinza', Mostaza: 'Mostarda', 'Verde pino': 'Verde', Negro: 'Preto', Marrón: 'Madeira', Arena: 'Areia',
};

function sayColour(colour: string, profile: ShopProfile): string {
  return profile.language === 'pt' ? (PORTUGUESE_COLOURS[colour] ?? colour) : colour;
}

export function slug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
