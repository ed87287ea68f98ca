import type { Fulfillment, FulfillmentEvent, Order, Refund, Shop } from '../shop-state.ts';
import { toDecimal } from '../money.ts';
import { bodyTime, lineBody, type BodyShop } from './body-parts.ts';

/** The body of `fulfillments/create` and `fulfillments/update`, also inside an order. */
export function buildFulfillmentBody(fulfillment: Fulfillment, order: Order, shop: BodyShop): Record<string, unknown> {
  const lines = order.lines.filter((line) => fulfillment.lines.some((part) => part.lineId === line.id));
  return {
    id: fulfillment.id,
    admin_graphql_api_id: `gid://shopify/Fulfillment/${fulfillment.id}`,
    order_id: order.id,
    name: `${order.name}.${order.fulfillments.indexOf(fulfillment) + 1}`,
    status: fulfillment.status.toLowerCase(),
    shipment_status: fulfillment.events.at(-1)?.status.toLowerCase() ?? null,
    created_at: bodyTime(fulfillment.createdAt, shop),
    updated_at: bodyTime(fulfillment.updatedAt, shop),
    tracking_company: fulfillment.company,
    tracking_number: fulfillment.trackingNumber,
    tracking_numbers: [fulfillment.trackingNumber],
    tracking_url: fulfillment.trackingUrl,
    tracking_urls: [fulfillment.trackingUrl],
    email: order.email,
    line_items: lines.map((line, index) => lineBody(line, index, shop)),
  };
}

/** The body of `fulfillment_events/create`. */
export function buildFulfillmentEventBody(event: FulfillmentEvent, fulfillment: Fulfillment, shop: Shop): Record<string, unknown> {
  return {
    id: event.id,
    admin_graphql_api_id: `gid://shopify/FulfillmentEvent/${event.id}`,
    fulfillment_id: fulfillment.id,
    order_id: fulfillment.orderId,
    shop_id: shop.id,
    status: event.status.toLowerCase(),
    message: event.message,
    city: event.city,
    country: shop.profile.countryCode,
    happened_at: bodyTime(event.happenedAt, shop.profile),
    estimated_delivery_at: bodyTime(fulfillment.estimatedDeliveryAt, shop.profile),
    created_at: bodyTime(event.happenedAt, shop.profile),
    updated_at: bodyTime(event.happenedAt, shop.profile),
  };
}

/** The body of `refunds/create`, also inside an order. */
export function buildRefundBody(refund: Refund, order: Order, shop: BodyShop): Record<string, unknown> {
  return {
    id: refund.id,
    admin_graphql_api_id: `gid://shopify/Refund/${refund.id}`,
    order_id: order.id,
    created_at: bodyTime(refund.createdAt, shop),
    processed_at: bodyTime(refund.createdAt, shop),
    note: refund.note,
    restock: true,
    refund_line_items: [],
    transactions: [
      { order_id: order.id, kind: 'refund', status: 'success', amount: toDecimal(refund.amountMinor, shop.currency), currency: shop.currency },
    ],
  };
}
