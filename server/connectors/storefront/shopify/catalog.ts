import { z } from 'zod';
import type { StorefrontDefinition } from '#ports/storefront';
import type { InboundEventOf } from '#contract/inbound-event';
import { ProductChanged } from '#contract/inbound-event';
import { clip, readWith, textOrNull } from '#kit';
import { Amount, toMinor } from './amounts.ts';
import { readUrl } from './map-cart.ts';
import { lastPart } from './map-customer.ts';
import { readDescription, readTags } from './map-product.ts';
import type { ShopifyApi } from './shopify-api.ts';
import { toGlobalId } from './shopify-api.ts';
import { versionOf } from './version-of.ts';

type Catalog = NonNullable<StorefrontDefinition<unknown, ShopifyApi>['catalog']>;

const Text = z.string().nullish();
const GlobalId = z.string().transform(lastPart);
const PageInfo = z.object({ hasNextPage: z.boolean(), endCursor: Text });
const Picture = z.object({ image: z.object({ url: Text }).nullish() }).nullish();

const VariantNode = z.object({
  id: GlobalId,
  title: Text,
  sku: Text,
  price: Amount,
  compareAtPrice: Amount.nullish(),
  barcode: Text,
  inventoryQuantity: z.int().nullish(),
  inventoryPolicy: Text,
  inventoryItem: z.object({ id: GlobalId, tracked: z.boolean() }).nullish(),
  selectedOptions: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
});
type VariantNode = z.infer<typeof VariantNode>;

const VariantPage = z.object({ pageInfo: PageInfo, nodes: z.array(VariantNode) });

const ProductNode = z.object({
  id: GlobalId,
  title: z.string(),
  status: z.string(),
  updatedAt: z.string(),
  onlineStoreUrl: Text,
  descriptionHtml: Text,
  vendor: Text,
  productType: Text,
  tags: z.array(z.string()),
  featuredMedia: Picture,
  variants: VariantPage,
});
type ProductNode = z.infer<typeof ProductNode>;

const variantFields = `id title sku price compareAtPrice barcode inventoryQuantity inventoryPolicy
  inventoryItem { id tracked } selectedOptions { name value }`;

// Ten products of forty variants stay under the thousand points that one document may cost.
const pageDocument = `query Products($after: String) {
  products(first: 10, after: $after, sortKey: ID) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id title status updatedAt onlineStoreUrl descriptionHtml vendor productType tags
      featuredMedia { ... on MediaImage { image { url } } }
      variants(first: 40) { pageInfo { hasNextPage endCursor } nodes { ${variantFields} } }
    }
  }
}`;

const variantsDocument = `query MoreVariants($id: ID!, $after: String) {
  product(id: $id) { variants(first: 200, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${variantFields} } } }
}`;

const liveDocument = `query Live($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on ProductVariant { id availableForSale sellableOnlineQuantity inventoryPolicy price inventoryItem { tracked } }
  }
}`;

const LiveNode = z.object({
  id: GlobalId,
  availableForSale: z.boolean(),
  sellableOnlineQuantity: z.int(),
  price: Amount,
  inventoryItem: z.object({ tracked: z.boolean() }).nullish(),
});

/** The Admin API takes up to 250 ids in one call. */
const idsPerCall = 100;

export const readCatalog: Catalog = (api) => ({
  async page(cursor) {
    const { products } = await api.query(pageDocument, { after: cursor }, z.object({ products: z.object({ pageInfo: PageInfo, nodes: z.array(ProductNode) }) }));
    const items = [];
    for (const product of products.nodes) items.push(mapNode(api, product, await readAllVariants(api, product)));
    return { items, nextCursor: products.pageInfo.hasNextPage ? (products.pageInfo.endCursor ?? null) : null };
  },
  async availability(variantKeys) {
    const found = [];
    for (let start = 0; start < variantKeys.length; start += idsPerCall) {
      const ids = variantKeys.slice(start, start + idsPerCall).map((key) => toGlobalId('ProductVariant', key));
      const { nodes } = await api.query(liveDocument, { ids }, z.object({ nodes: z.array(z.unknown()) }));
      found.push(...nodes.flatMap((node) => readLive(api, node)));
    }
    return found;
  },
});

async function readAllVariants(api: ShopifyApi, { id, variants }: ProductNode): Promise<VariantNode[]> {
  const all = [...variants.nodes];
  let { pageInfo } = variants;
  while (pageInfo.hasNextPage && all.length < 2000) {
    const variables = { id: toGlobalId('Product', id), after: pageInfo.endCursor };
    const { product } = await api.query(variantsDocument, variables, z.object({ product: z.object({ variants: VariantPage }).nullable() }));
    if (!product) break; // deleted while we read
    all.push(...product.variants.nodes);
    ({ pageInfo } = product.variants);
  }
  return all.slice(0, 2000);
}

function mapNode({ settings, now }: ShopifyApi, product: ProductNode, variants: VariantNode[]): InboundEventOf<'product.changed'> {
  const { currency } = settings;
  return readWith(ProductChanged, {
    type: 'product.changed',
    productKey: product.id,
    version: versionOf(product.updatedAt, now().toISOString()),
    // A product without an address in the online shop cannot be linked to.
    state: product.status === 'ACTIVE' && product.onlineStoreUrl ? 'active' : 'hidden',
    title: clip(product.title, 500),
    description: readDescription(product.descriptionHtml),
    vendor: clip(textOrNull(product.vendor), 200),
    category: clip(textOrNull(product.productType), 300),
    tags: readTags(product.tags),
    url: readUrl(product.onlineStoreUrl),
    imageUrl: readUrl(product.featuredMedia?.image?.url),
    currency,
    variants: variants.map((variant) => mapVariantNode(variant, currency)),
  });
}

function mapVariantNode(variant: VariantNode, currency: string) {
  return {
    variantKey: variant.id,
    title: clip(variant.title ?? '', 300),
    sku: clip(textOrNull(variant.sku), 120),
    priceMinor: toMinor(variant.price, currency, 'price'),
    compareAtMinor: variant.compareAtPrice ? toMinor(variant.compareAtPrice, currency, 'compareAtPrice') : null,
    stock: variant.inventoryItem?.tracked === false ? null : (variant.inventoryQuantity ?? null),
    sellsWhenEmpty: variant.inventoryPolicy === 'CONTINUE',
    inventoryKey: variant.inventoryItem?.id ?? null,
    barcode: clip(textOrNull(variant.barcode), 60),
    options: Object.fromEntries((variant.selectedOptions ?? []).map(({ name, value }) => [name, clip(value, 200)])),
  };
}

/** Nothing for an id that the shop does not know, or that is no variant. */
function readLive({ settings }: ShopifyApi, node: unknown) {
  const { data } = LiveNode.safeParse(node);
  if (!data) return [];
  const isCounted = data.inventoryItem?.tracked !== false;
  return [
    {
      variantKey: data.id,
      isAvailable: data.availableForSale,
      stock: isCounted ? data.sellableOnlineQuantity : null,
      priceMinor: toMinor(data.price, settings.currency, 'price'),
      currency: settings.currency,
    },
  ];
}
