import { storeUrl, type ShopContext } from '../shop-context.ts';
import type { Checkout, Customer, Order, Product, Shop, Subscription, Variant } from '../shop-state.ts';
import { toE164 } from '../actions/keep-customer.ts';
import { GraphqlFailure } from './graphql-failure.ts';
import { connection, gid, idOf, leaf, object, PAGING_ARGS, readGid, Typed, type Args, type FieldDef, type Schema } from './schema-kit.ts';
import { filterBySearch, type SearchFields } from './search-filter.ts';

const productSearch: SearchFields<Product> = {
  id: (product) => product.id,
  title: (product) => product.title,
  handle: (product) => product.handle,
  status: (product) => product.status,
  tag: (product) => product.tags,
  product_type: (product) => product.category,
  vendor: (product) => product.vendor,
  updated_at: (product) => product.updatedAt,
  created_at: (product) => product.createdAt,
  sku: (product) => product.variants.map((variant) => variant.sku),
  default: (product) => [product.title, product.category, ...product.tags],
};

const orderSearch: SearchFields<Order> = {
  id: (order) => order.id,
  name: (order) => [order.name, String(order.number)],
  email: (order) => order.email,
  checkout_token: (order) => order.checkoutToken,
  cart_token: (order) => order.cartToken,
  customer_id: (order) => order.customerId,
  financial_status: (order) => order.financialStatus,
  fulfillment_status: (order) => order.fulfillmentStatus,
  status: (order) => (order.cancelledAt ? 'cancelled' : 'open'),
  tag: (order) => order.tags,
  updated_at: (order) => order.updatedAt,
  created_at: (order) => order.createdAt,
  processed_at: (order) => order.createdAt,
  default: (order) => [order.name, order.email],
};

const customerSearch: SearchFields<Customer> = {
  id: (customer) => customer.id,
  email: (customer) => customer.email,
  phone: (customer) => customer.phone,
  tag: (customer) => customer.tags,
  updated_at: (customer) => customer.updatedAt,
  customer_date: (customer) => customer.createdAt,
  default: (customer) => [customer.firstName, customer.lastName, customer.email, customer.phone],
};

const checkoutSearch: SearchFields<Checkout> = {
  id: (checkout) => checkout.id,
  created_at: (checkout) => checkout.createdAt,
  updated_at: (checkout) => checkout.updatedAt,
  status: (checkout) => (checkout.completedAt === null ? 'open' : 'closed'),
  recovery_state: (checkout) => (checkout.recovered && checkout.completedAt !== null ? 'recovered' : 'not_recovered'),
  email_state: () => 'not_sent',
  default: (checkout) => checkout.email,
};

/** Sort keys that these shops know; anything else keeps the order by id. */
function sortBy<Item extends { createdAt: Date; updatedAt: Date }>(items: Item[], sortKey: unknown): Item[] {
  if (sortKey === 'UPDATED_AT') return items.toSorted((left, right) => Number(left.updatedAt) - Number(right.updatedAt));
  if (sortKey === 'CREATED_AT') return items.toSorted((left, right) => Number(left.createdAt) - Number(right.createdAt));
  return items;
}

function list<Item extends { createdAt: Date; updatedAt: Date }>(type: string, read: (shop: Shop) => Iterable<Item>, fields: SearchFields<Item>): FieldDef<null> {
  return connection<null>(type, (_root, args, { shop }) => sortBy(filterBySearch([...read(shop)], args.query, fields), args.sortKey));
}

/** What a gid stands for, with its type, or null. */
function findNode({ shop }: ShopContext, id: unknown): Typed | null {
  const parts = readGid(id);
  if (!parts) throw new GraphqlFailure(`Invalid global id '${String(id)}'`, 'argumentLiteralsIncompatible');
  const finders: Record<string, () => object | null | undefined> = {
    Product: () => shop.products.get(parts.id),
    ProductVariant: () => shop.variants.get(parts.id),
    InventoryItem: () => findByInventoryItem(shop, parts.id),
    Customer: () => shop.customers.get(parts.id),
    Order: () => shop.orders.get(parts.id),
    BulkOperation: () => shop.bulkOperations.get(parts.id),
    DraftOrder: () => shop.drafts.get(parts.id),
    WebhookSubscription: () => shop.subscriptions.get(parts.id),
  };
  const found = finders[parts.type]?.();
  return found ? new Typed(parts.type, found) : null;
}

function findByInventoryItem(shop: Shop, id: number): Variant | null {
  for (const variant of shop.variants.values()) if (variant.inventoryItemId === id) return variant;
  return null;
}

function findByIdentifier({ shop }: ShopContext, identifier: unknown): Customer | null {
  const { id, emailAddress, phoneNumber } = identifier as Args;
  const phone = typeof phoneNumber === 'string' ? toE164(phoneNumber, shop.profile.countryCode) : null;
  for (const customer of shop.customers.values()) {
    if (id !== undefined && customer.id === idOf('Customer', id)) return customer;
    if (typeof emailAddress === 'string' && customer.email === emailAddress.toLowerCase()) return customer;
    if (phone !== null && customer.phone === phone) return customer;
  }
  return null;
}

function latestBulk({ shop }: ShopContext) {
  return [...shop.bulkOperations.values()].at(-1) ?? null;
}

const subscriptions: FieldDef<null> = {
  ...connection<null>('WebhookSubscription', (_root, args, { shop }) => {
    const topics = args.topics as string[] | undefined;
    const all = [...shop.subscriptions.values()].filter((one) => args.uri === undefined || one.uri === args.uri);
    return topics ? all.filter((one) => topics.includes(topicEnum(one.topic))) : all;
  }),
  args: [...PAGING_ARGS, 'topics', 'uri', 'format'],
};

export function topicEnum(topic: string): string {
  return topic.replaceAll('/', '_').toUpperCase();
}

export const queryTypes: Schema = {
  QueryRoot: {
    shop: object<null>('Shop', (_root, _args, { shop }) => shop),
    products: list('Product', (shop) => shop.products.values(), productSearch),
    productVariants: connection<null>('ProductVariant', (_root, args, { shop }) =>
      filterBySearch([...shop.variants.values()], args.query, {
        id: (variant) => variant.id,
        sku: (variant) => variant.sku,
        product_id: (variant) => variant.productId,
        updated_at: (variant) => shop.products.get(variant.productId)?.updatedAt ?? null,
        default: (variant) => [variant.title, variant.sku],
      }),
    ),
    product: object<null>('Product', (_root, { id }, { shop }) => shop.products.get(idOf('Product', id) ?? 0) ?? null, ['id']),
    productVariant: object<null>('ProductVariant', (_root, { id }, { shop }) => shop.variants.get(idOf('ProductVariant', id) ?? 0) ?? null, ['id']),
    inventoryItem: object<null>('InventoryItem', (_root, { id }, { shop }) => findByInventoryItem(shop, idOf('InventoryItem', id) ?? 0), ['id']),
    codeDiscountNodeByCode: object<null>('DiscountCodeNode', (_root, { code }, { shop }) => shop.discounts.get(String(code).toUpperCase()) ?? null, ['code']),
    node: object<null>('Node', (_root, { id }, context) => findNode(context, id), ['id']),
    nodes: object<null>('Node', (_root, { ids }, context) => (ids as unknown[]).map((id) => findNode(context, id)), ['ids']),
    abandonedCheckouts: list('AbandonedCheckout', (shop) => [...shop.checkouts.values()].filter((one) => one.announced), checkoutSearch),
    orders: list('Order', (shop) => shop.orders.values(), orderSearch),
    order: object<null>('Order', (_root, { id }, { shop }) => shop.orders.get(idOf('Order', id) ?? 0) ?? null, ['id']),
    customers: list('Customer', (shop) => shop.customers.values(), customerSearch),
    customer: object<null>('Customer', (_root, { id }, { shop }) => shop.customers.get(idOf('Customer', id) ?? 0) ?? null, ['id']),
    customerByIdentifier: object<null>('Customer', (_root, { identifier }, context) => findByIdentifier(context, identifier), ['identifier']),
    draftOrder: object<null>('DraftOrder', (_root, { id }, { shop }) => shop.drafts.get(idOf('DraftOrder', id) ?? 0) ?? null, ['id']),
    bulkOperation: object<null>('BulkOperation', (_root, { id }, { shop }) => shop.bulkOperations.get(idOf('BulkOperation', id) ?? 0) ?? null, ['id']),
    currentBulkOperation: object<null>('BulkOperation', (_root, _args, context) => latestBulk(context), ['type']),
    webhookSubscriptions: subscriptions,
  },
  Node: { id: leaf<never>(() => null) },
  Shop: {
    id: leaf<Shop>((shop) => gid('Shop', shop.id)),
    name: leaf<Shop>((shop) => shop.profile.name),
    myshopifyDomain: leaf<Shop>((shop) => shop.profile.domain),
    currencyCode: leaf<Shop>((shop) => shop.profile.currency),
    ianaTimezone: leaf<Shop>((shop) => shop.profile.timezone),
    contactEmail: leaf<Shop>((shop) => shop.profile.contactEmail),
    email: leaf<Shop>((shop) => shop.profile.contactEmail),
    url: leaf<Shop>((_shop, context) => storeUrl(context)),
    primaryDomain: object<Shop>('Domain', (_shop, _args, context) => ({ url: storeUrl(context), host: new URL(storeUrl(context)).host })),
    billingAddress: object<Shop>('ShopAddress', (shop) => ({ countryCodeV2: shop.profile.countryCode })),
  },
  Domain: {
    url: leaf<{ url: string }>((domain) => domain.url),
    host: leaf<{ host: string }>((domain) => domain.host),
  },
  ShopAddress: { countryCodeV2: leaf<{ countryCodeV2: string }>((address) => address.countryCodeV2) },
  WebhookSubscription: {
    id: leaf<Subscription>((one) => gid('WebhookSubscription', one.id)),
    topic: leaf<Subscription>((one) => topicEnum(one.topic)),
    uri: leaf<Subscription>((one) => one.uri),
    callbackUrl: leaf<Subscription>((one) => one.uri),
    filter: leaf<Subscription>((one) => one.filter),
    format: leaf<Subscription>(() => 'JSON'),
    includeFields: leaf<Subscription>((one) => one.includeFields),
    createdAt: leaf<Subscription>((one) => one.createdAt.toISOString()),
    updatedAt: leaf<Subscription>((one) => one.createdAt.toISOString()),
  },
};
