import { z } from 'zod';
import type { NewOrder, StorefrontDefinition } from '#ports/storefront';
import type { InboundEventOf } from '#contract/inbound-event';
import { OrderChanged } from '#contract/inbound-event';
import { minorToDecimal, readWith } from '#kit';
import { ConnectorError } from '#ports/connector';
import { orderFields, OrderNode, toWebhookOrder } from './admin-nodes.ts';
import { cartAttribute, paymentAttribute } from './map-lines.ts';
import { mapOrder } from './map-order.ts';
import type { ShopifyApi } from './shopify-api.ts';
import { refuseUserErrors, toGlobalId, UserError } from './shopify-api.ts';

const findDocument = `query OrderByReference($q: String) {
  orders(first: 1, sortKey: ID, query: $q) { nodes { ${orderFields} } }
}`;

const createDocument = `mutation CreateOrder($order: OrderCreateOrderInput!, $options: OrderCreateOptionsInput) {
  made: orderCreate(order: $order, options: $options) { order { ${orderFields} } userErrors { field message code } }
}`;

const Found = z.object({ orders: z.object({ nodes: z.array(OrderNode) }) });
const Made = z.object({ made: z.object({ order: OrderNode.nullable(), userErrors: z.array(UserError) }) });

/** Orders paid in the chat. The reference is a tag, because tags can be searched, and an attribute, because webhooks carry those. */
export const makeOrders: NonNullable<StorefrontDefinition<unknown, ShopifyApi>['createOrder']> = (api) => ({
  async find(reference) {
    const { orders } = await api.query(findDocument, { q: `tag:'${reference.replaceAll(/[^\w-]/g, '')}'` }, Found);
    const [node] = orders.nodes;
    return node ? toEvent(api, node) : null;
  },
  async create(order) {
    const variables = { order: toInput(order), options: { inventoryBehaviour: 'DECREMENT_OBEYING_POLICY', sendReceipt: false, sendFulfillmentReceipt: false } };
    const { made } = await api.query(createDocument, variables, Made);
    if (made.userErrors.some(isOutOfStock)) throw new ConnectorError('rejected', 'Shopify has not enough of these goods in stock.', { code: 'out_of_stock' });
    refuseUserErrors(made.userErrors);
    if (!made.order) throw new ConnectorError('unexpected', 'Shopify neither made the order nor said why.', { isCertain: false });
    return toEvent(api, made.order);
  },
});

const isOutOfStock = ({ code, message }: UserError) => /inventory|stock/i.test(code ?? '') || /inventory|not enough|out of stock/i.test(message);

function toEvent(api: ShopifyApi, node: z.infer<typeof OrderNode>): InboundEventOf<'order.changed'> {
  return readWith(OrderChanged, mapOrder(toWebhookOrder(node), api.now().toISOString()));
}

/** https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderCreate */
function toInput(order: NewOrder) {
  const money = (amountMinor: number) => ({ shopMoney: { amount: minorToDecimal(amountMinor, order.currency), currencyCode: order.currency } });
  const { person, payment, reference } = order;
  const [code] = order.discountCodes;
  return {
    currency: order.currency,
    lineItems: order.lines.map((line) => ({
      quantity: line.quantity,
      title: line.title,
      priceSet: money(line.unitMinor),
      ...(line.variantKey ? { variantId: toGlobalId('ProductVariant', line.variantKey) } : {}),
    })),
    ...(order.discountMinor > 0 ? { discountCode: { itemFixedDiscountCode: { code: code ?? 'CHAT', amountSet: money(order.discountMinor) } } } : {}),
    ...(order.extraMinor > 0 ? { shippingLines: [{ title: 'Shipping', priceSet: money(order.extraMinor) }] } : {}),
    ...(person.email ? { email: person.email } : {}),
    ...(person.phone ? { phone: person.phone } : {}),
    ...(person.email || person.phone ? { customer: { toUpsert: customerOf(person) } } : {}),
    transactions: [{ kind: 'SALE', status: 'SUCCESS', gateway: payment.vendorName, amountSet: money(order.totalMinor), processedAt: payment.paidAt.toISOString() }],
    financialStatus: 'PAID',
    tags: [reference, 'marchante'],
    note: `${payment.vendorName} ${payment.paymentKey}`,
    customAttributes: [{ key: paymentAttribute, value: reference }, ...(order.cartKey ? [{ key: cartAttribute, value: order.cartKey }] : [])],
  };
}

function customerOf({ name, email, phone }: NewOrder['person']) {
  const [firstName, ...rest] = (name ?? '').trim().split(/\s+/);
  return { ...(email ? { email } : {}), ...(phone ? { phone } : {}), ...(firstName ? { firstName } : {}), ...(rest.length > 0 ? { lastName: rest.join(' ') } : {}) };
}
