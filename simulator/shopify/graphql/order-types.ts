import { statusPageUrl } from '../facts-of.ts';
import type { Fulfillment, FulfillmentEvent, Order, OrderLine, Refund, Return } from '../shop-state.ts';
import { bag, connection, gid, leaf, object, plain, sameLeaves, type Schema } from './schema-kit.ts';

/** A part of a parcel, with the order line that it came from. */
interface SentLine {
  id: number;
  quantity: number;
  line: OrderLine | null;
}

function sentLines(fulfillment: Fulfillment, order: Order | undefined): SentLine[] {
  return fulfillment.lines.map(({ id, lineId, quantity }) => ({ id, quantity, line: order?.lines.find((line) => line.id === lineId) ?? null }));
}

export const orderTypes: Schema = {
  Order: {
    id: leaf<Order>((order) => gid('Order', order.id)),
    legacyResourceId: leaf<Order>((order) => String(order.id)),
    ...sameLeaves<Order>('name', 'createdAt', 'updatedAt', 'cancelledAt', 'cancelReason', 'phone', 'email', 'note', 'tags', 'sourceName'),
    processedAt: leaf<Order>((order) => plain(order.createdAt)),
    customerLocale: leaf<Order>((order) => order.locale),
    displayFinancialStatus: leaf<Order>((order) => order.financialStatus),
    displayFulfillmentStatus: leaf<Order>((order) => order.fulfillmentStatus),
    statusPageUrl: leaf<Order>((order, context) => statusPageUrl(context, order)),
    checkoutToken: leaf<Order>((order) => order.checkoutToken),
    cartToken: leaf<Order>((order) => order.cartToken),
    currencyCode: leaf<Order>((_order, { shop }) => shop.profile.currency),
    discountCodes: leaf<Order>((order) => order.discountCodes.map(({ code }) => code)),
    customAttributes: object<Order>('Attribute', (order) => Object.entries(order.attributes).map(([key, value]) => ({ key, value }))),
    customer: object<Order>('Customer', (order, _args, { shop }) => (order.customerId === null ? null : (shop.customers.get(order.customerId) ?? null))),
    shippingAddress: object<Order>('MailingAddress', (order) => order.shippingAddress),
    billingAddress: object<Order>('MailingAddress', (order) => order.shippingAddress),
    totalPriceSet: object<Order>('MoneyBag', (order) => bag(order.totalMinor)),
    subtotalPriceSet: object<Order>('MoneyBag', (order) => bag(order.subtotalMinor)),
    totalDiscountsSet: object<Order>('MoneyBag', (order) => bag(order.discountMinor)),
    totalShippingPriceSet: object<Order>('MoneyBag', (order) => bag(order.shippingMinor)),
    currentTotalPriceSet: object<Order>('MoneyBag', (order) => bag(order.totalMinor - order.refunds.reduce((sum, refund) => sum + refund.amountMinor, 0))),
    lineItems: connection<Order>('LineItem', (order) => order.lines),
    fulfillments: object<Order>('Fulfillment', (order, { first }) => order.fulfillments.slice(0, typeof first === 'number' ? first : undefined), ['first', 'query']),
    returns: connection<Order>('Return', (order) => order.returns),
    refunds: object<Order>('Refund', (order, { first }) => order.refunds.slice(0, typeof first === 'number' ? first : undefined), ['first']),
  },
  LineItem: {
    id: leaf<OrderLine>((line) => gid('LineItem', line.id)),
    ...sameLeaves<OrderLine>('title', 'variantTitle', 'sku', 'quantity'),
    name: leaf<OrderLine>((line) => (line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title)),
    variant: object<OrderLine>('ProductVariant', (line, _args, { shop }) => shop.variants.get(line.variantId) ?? null),
    product: object<OrderLine>('Product', (line, _args, { shop }) => shop.products.get(line.productId) ?? null),
    originalUnitPriceSet: object<OrderLine>('MoneyBag', (line) => bag(line.priceMinor)),
    discountedUnitPriceSet: object<OrderLine>('MoneyBag', (line) => bag(line.priceMinor)),
  },
  Fulfillment: {
    id: leaf<Fulfillment>((fulfillment) => gid('Fulfillment', fulfillment.id)),
    ...sameLeaves<Fulfillment>('status', 'createdAt', 'updatedAt', 'estimatedDeliveryAt'),
    displayStatus: leaf<Fulfillment>((fulfillment) => fulfillment.events.at(-1)?.status ?? 'FULFILLED'),
    deliveredAt: leaf<Fulfillment>((fulfillment) => plain(fulfillment.events.find((event) => event.status === 'DELIVERED')?.happenedAt ?? null)),
    trackingInfo: object<Fulfillment>(
      'FulfillmentTrackingInfo',
      (fulfillment) => [{ company: fulfillment.company, number: fulfillment.trackingNumber, url: fulfillment.trackingUrl }],
      ['first'],
    ),
    events: connection<Fulfillment>('FulfillmentEvent', (fulfillment) => fulfillment.events),
    fulfillmentLineItems: connection<Fulfillment>('FulfillmentLineItem', (fulfillment, _args, { shop }) => sentLines(fulfillment, shop.orders.get(fulfillment.orderId))),
  },
  FulfillmentTrackingInfo: sameLeaves<{ company: string; number: string; url: string }>('company', 'number', 'url'),
  FulfillmentEvent: {
    id: leaf<FulfillmentEvent>((event) => gid('FulfillmentEvent', event.id)),
    ...sameLeaves<FulfillmentEvent>('status', 'happenedAt', 'message', 'city'),
  },
  FulfillmentLineItem: {
    id: leaf<SentLine>((part) => gid('FulfillmentLineItem', part.id)),
    quantity: leaf<SentLine>((part) => part.quantity),
    lineItem: object<SentLine>('LineItem', (part) => part.line),
  },
  Return: {
    id: leaf<Return>((one) => gid('Return', one.id)),
    ...sameLeaves<Return>('name', 'status', 'createdAt'),
    totalQuantity: leaf<Return>((one) => one.lines.reduce((total, line) => total + line.quantity, 0)),
  },
  Refund: {
    id: leaf<Refund>((refund) => gid('Refund', refund.id)),
    ...sameLeaves<Refund>('createdAt', 'note'),
    totalRefundedSet: object<Refund>('MoneyBag', (refund) => bag(refund.amountMinor)),
  },
};
