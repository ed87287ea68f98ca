import { z } from 'zod';
import { ConnectorError } from '#ports/connector';
import type { StorefrontDefinition } from '#ports/storefront';
import type { InboundEventOf } from '#contract/inbound-event';
import { CartChanged, CustomerChanged, OrderChanged } from '#contract/inbound-event';
import { readWith } from '#kit';
import { checkoutFields, CheckoutNode, customerFields, CustomerNode, orderFields, OrderNode, toWebhookCheckout, toWebhookCustomer, toWebhookOrder } from './admin-nodes.ts';
import { mapCheckout } from './map-cart.ts';
import { mapCustomerNews } from './map-customer.ts';
import { mapOrder } from './map-order.ts';
import type { ShopifyApi } from './shopify-api.ts';
import { toGlobalId } from './shopify-api.ts';

type Capabilities = StorefrontDefinition<unknown, ShopifyApi>;

/** `updated_at` is written before its row can be seen: each poll reads five minutes twice. */
const overlapMs = 5 * 60_000;

const PageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });

function connectionOf<Node>(node: z.ZodType<Node>) {
  return z.object({ pageInfo: PageInfo, nodes: z.array(node) });
}

export const readCarts: NonNullable<Capabilities['carts']> = (api) => ({
  async get(keys) {
    const id = keys.find((key) => /^\d+$/.test(key));
    if (!id) throw new ConnectorError('rejected', 'Shopify finds a cart by the id of its checkout only.');
    const { nodes } = await readCheckouts(api, `id:${id}`, null);
    return nodes[0] ? toCart(api, nodes[0]) : null;
  },
  async changedSince(since, cursor) {
    const page = await readCheckouts(api, changedSince(since), cursor);
    return { items: page.nodes.map((node) => toCart(api, node)), nextCursor: nextCursor(page.pageInfo) };
  },
});

export const readOrders: NonNullable<Capabilities['orders']> = (api) => ({
  async get(orderKey) {
    const document = `query OrderView($id: ID!) { order(id: $id) { ${orderFields} } }`;
    const { order } = await api.query(document, { id: toGlobalId('Order', orderKey) }, z.object({ order: OrderNode.nullable() }));
    return order && toOrder(api, order);
  },
  async changedSince(since, cursor) {
    const document = `query OrdersChanged($q: String, $after: String) {
      orders(first: 10, after: $after, sortKey: ID, query: $q) { pageInfo { hasNextPage endCursor } nodes { ${orderFields} } }
    }`;
    const { orders } = await api.query(document, { q: changedSince(since), after: cursor }, z.object({ orders: connectionOf(OrderNode) }));
    return { items: orders.nodes.map((node) => toOrder(api, node)), nextCursor: nextCursor(orders.pageInfo) };
  },
});

export const readCustomers: NonNullable<Capabilities['customers']> = (api) => ({
  async page(cursor) {
    const document = `query Customers($after: String) {
      customers(first: 50, after: $after, sortKey: ID) {
        pageInfo { hasNextPage endCursor }
        nodes {
          ${customerFields(api.settings.apiVersion)} createdAt updatedAt tags numberOfOrders amountSpent { amount currencyCode }
          defaultAddress { phone countryCodeV2 firstName lastName }
        }
      }
    }`;
    const { customers } = await api.query(document, { after: cursor }, z.object({ customers: connectionOf(CustomerNode) }));
    return { items: customers.nodes.map((node) => toCustomer(api, node)), nextCursor: nextCursor(customers.pageInfo) };
  },
});

async function readCheckouts(api: ShopifyApi, q: string, after: string | null) {
  const document = `query Abandoned($q: String, $after: String) {
    abandonedCheckouts(first: 10, after: $after, sortKey: CREATED_AT, query: $q) {
      pageInfo { hasNextPage endCursor }
      nodes { ${checkoutFields(api.settings.apiVersion)} }
    }
  }`;
  const reply = await api.query(document, { q, after }, z.object({ abandonedCheckouts: connectionOf(CheckoutNode) }));
  return reply.abandonedCheckouts;
}

function toCart(api: ShopifyApi, node: CheckoutNode): InboundEventOf<'cart.changed'> {
  return readWith(CartChanged, mapCheckout(toWebhookCheckout(node), api.now().toISOString(), api.settings.currency));
}

function toOrder(api: ShopifyApi, node: OrderNode): InboundEventOf<'order.changed'> {
  return readWith(OrderChanged, mapOrder(toWebhookOrder(node), api.now().toISOString()));
}

function toCustomer(api: ShopifyApi, node: CustomerNode): InboundEventOf<'customer.changed'> {
  return readWith(CustomerChanged, mapCustomerNews(toWebhookCustomer(node), api.now().toISOString()));
}

function changedSince(since: Date): string {
  return `updated_at:>='${new Date(since.getTime() - overlapMs).toISOString()}'`;
}

function nextCursor({ hasNextPage, endCursor }: z.infer<typeof PageInfo>): string | null {
  return hasNextPage ? (endCursor ?? null) : null;
}
