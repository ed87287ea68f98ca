import { buildFulfillmentBody, buildFulfillmentEventBody, buildRefundBody } from '../bodies/build-fulfillment-body.ts';
import { emitWebhook } from '../emit-webhook.ts';
import { orderBody } from '../facts-of.ts';
import { nowIn, ShopRefusal, type ShopContext } from '../shop-context.ts';
import { takeId, type Fulfillment, type FulfillmentEventStatus, type Order, type Refund, type Return } from '../shop-state.ts';
import { setStock } from './change-catalog.ts';

const DAY_MS = 86_400_000;

export function findOrder({ shop }: ShopContext, orderId: number): Order {
  const order = shop.orders.get(orderId);
  if (!order) throw new ShopRefusal(`There is no order ${orderId}.`, 404);
  return order;
}

export function markPaid(context: ShopContext, order: Order): void {
  if (order.financialStatus !== 'PENDING' && order.financialStatus !== 'AUTHORIZED') throw new ShopRefusal('This order does not wait for money.');
  order.financialStatus = 'PAID';
  announceOrder(context, order, 'orders/paid');
}

/** Sends everything that was not sent yet. The tracking number is made up unless one is given. */
export function fulfillOrder(context: ShopContext, order: Order, tracking: { company?: string; number?: string; url?: string } = {}): Fulfillment {
  if (order.cancelledAt !== null) throw new ShopRefusal('This order was cancelled.');
  if (order.fulfillmentStatus === 'FULFILLED') throw new ShopRefusal('This order was already sent.');
  const { shop, world } = context;
  const now = nowIn(context);
  const trackingNumber = tracking.number ?? `${shop.profile.countryCode}${world.random.text(10, '0123456789')}`;
  const fulfillment: Fulfillment = {
    id: takeId(shop),
    orderId: order.id,
    status: 'SUCCESS',
    company: tracking.company ?? (shop.profile.countryCode === 'BR' ? 'Correios' : 'Andreani'),
    trackingNumber,
    trackingUrl: tracking.url ?? `https://carrier.example/${trackingNumber}`,
    estimatedDeliveryAt: new Date(world.now() + 3 * DAY_MS),
    lines: order.lines.map((line) => ({ id: takeId(shop), lineId: line.id, quantity: line.quantity })),
    events: [],
    createdAt: now,
    updatedAt: now,
  };
  order.fulfillments.push(fulfillment);
  order.fulfillmentStatus = 'FULFILLED';
  emitWebhook(context, 'fulfillments/create', buildFulfillmentBody(fulfillment, order, shop.profile));
  announceOrder(context, order, 'orders/fulfilled');
  return fulfillment;
}

/** News of a parcel: `fulfillment_events/create`, then the changed fulfillment. */
export function addFulfillmentEvent(
  context: ShopContext,
  order: Order,
  status: FulfillmentEventStatus,
  { message = null, city = null }: { message?: string | null; city?: string | null } = {},
): void {
  const fulfillment = order.fulfillments.at(-1);
  if (!fulfillment) throw new ShopRefusal('Nothing of this order was sent yet.');
  const event = { id: takeId(context.shop), status, happenedAt: nowIn(context), message, city };
  fulfillment.events.push(event);
  fulfillment.updatedAt = event.happenedAt;
  emitWebhook(context, 'fulfillment_events/create', buildFulfillmentEventBody(event, fulfillment, context.shop));
  emitWebhook(context, 'fulfillments/update', buildFulfillmentBody(fulfillment, order, context.shop.profile));
}

/** Cancels what was not sent; money that came in is given back when `refund`, goods return to the shelf when `restock`. */
export function cancelOrder(context: ShopContext, order: Order, reason: string, { restock = true, refund = true } = {}): void {
  if (order.cancelledAt !== null) throw new ShopRefusal('This order was already cancelled.');
  if (order.fulfillmentStatus !== 'UNFULFILLED') throw new ShopRefusal('This order was already sent.');
  order.cancelledAt = nowIn(context);
  order.cancelReason = reason;
  if (order.financialStatus === 'PAID' && refund) refundOrder(context, order, order.totalMinor, null);
  else if (order.financialStatus === 'PENDING') order.financialStatus = 'VOIDED';
  if (restock) for (const line of order.lines) returnToShelf(context, line.variantId, line.quantity);
  announceOrder(context, order, 'orders/cancelled');
}

/** Gives money back, in minor units, at most what is left of it. */
export function refundOrder(context: ShopContext, order: Order, amountMinor: number, note: string | null): Refund {
  const given = order.refunds.reduce((total, refund) => total + refund.amountMinor, 0);
  if (order.financialStatus !== 'PAID' && order.financialStatus !== 'PARTIALLY_REFUNDED') throw new ShopRefusal('There is no money to give back.');
  if (amountMinor <= 0 || given + amountMinor > order.totalMinor) throw new ShopRefusal('That is more than was paid.');
  const refund: Refund = { id: takeId(context.shop), orderId: order.id, amountMinor, note, createdAt: nowIn(context) };
  order.refunds.push(refund);
  order.financialStatus = given + amountMinor === order.totalMinor ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
  emitWebhook(context, 'refunds/create', buildRefundBody(refund, order, context.shop.profile));
  announceOrder(context, order, null);
  return refund;
}

/** The shopper asks to send something back; the merchant decides later. */
export function requestReturn(context: ShopContext, order: Order, lines: Return['lines']): Return {
  const request: Return = {
    id: takeId(context.shop),
    orderId: order.id,
    name: `${order.name}-R${order.returns.length + 1}`,
    status: 'REQUESTED',
    lines,
    createdAt: nowIn(context),
  };
  order.returns.push(request);
  emitWebhook(context, 'returns/request', {
    id: request.id,
    admin_graphql_api_id: `gid://shopify/Return/${request.id}`,
    order: { id: order.id, admin_graphql_api_id: `gid://shopify/Order/${order.id}` },
    status: 'requested',
    name: request.name,
    total_return_line_items: lines.length,
  });
  announceOrder(context, order, null);
  return request;
}

/** `orders/updated` goes with every other order topic, and may overtake it on the way. */
function announceOrder(context: ShopContext, order: Order, topic: string | null): void {
  order.updatedAt = nowIn(context);
  if (topic !== null) emitWebhook(context, topic, orderBody(context, order));
  emitWebhook(context, 'orders/updated', orderBody(context, order));
}

function returnToShelf(context: ShopContext, variantId: number, quantity: number): void {
  const variant = context.shop.variants.get(variantId);
  if (variant) setStock(context, variant, variant.stock + quantity);
}
