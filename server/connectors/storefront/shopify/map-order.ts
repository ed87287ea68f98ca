import type { z } from 'zod';
import type { OrderChanged } from '#contract/inbound-event';
import { clip } from '#kit';
import { paymentReferenceAttribute } from '#ports/storefront';
import { pairToMinor } from './amounts.ts';
import { readUrl } from './map-cart.ts';
import { cartAttribute, mapAttributes, mapLines, paymentAttribute, referenceOf, visitorOf } from './map-lines.ts';
import { mapCheckoutConsents, mapShopper } from './map-person.ts';
import { versionOf } from './version-of.ts';
import type { Order } from './webhook-shapes.ts';

type OrderInput = z.input<typeof OrderChanged>;

/** `orders/*`. Amounts are those that the shopper saw; the shop's own currency is kept among the attributes. */
export function mapOrder(order: Order, seenAt: string | null): OrderInput {
  const currency = order.total_price_set?.presentment_money.currency_code ?? order.currency;
  const { lines, attributes: notes } = mapLines(order.line_items, currency);
  const attributes = describeOrder(order, currency);
  return {
    type: 'order.changed',
    orderKey: order.id,
    number: clip(order.name ?? order.order_number ?? order.id, 60),
    version: versionOf(order.updated_at, seenAt),
    cartKeys: orderCartKeys(order, [referenceOf(attributes), clip(attributes[cartAttribute], 200)]),
    person: mapShopper(order, visitorOf(attributes)),
    currency,
    totalMinor: pairToMinor(order.total_price_set, order.total_price, currency, 'total_price'),
    discountMinor: pairToMinor(order.total_discounts_set, order.total_discounts, currency, 'total_discounts'),
    lines,
    placedAt: order.created_at,
    state: order.cancelled_at ? 'cancelled' : order.closed_at ? 'closed' : 'open',
    paymentState: readPaymentState(order.financial_status),
    fulfilmentState: readFulfilmentState(order.fulfillment_status),
    discountCodes: (order.discount_codes ?? []).map(({ code }) => clip(code, 100)),
    statusUrl: readUrl(order.order_status_url),
    attributes: { ...attributes, ...notes, ...(attributes[paymentAttribute] && { [paymentReferenceAttribute]: attributes[paymentAttribute] }) },
    consents: mapCheckoutConsents(order),
  };
}

/** @param ours references of ours to the cart; an order that was paid in the chat has no checkout of its own. */
function orderCartKeys({ cart_token, checkout_token, checkout_id }: Order, ours: (string | null)[]): string[] {
  return [...new Set([cart_token, checkout_token, checkout_id, ...ours].filter((key): key is string => Boolean(key)))];
}

type PaymentState = NonNullable<OrderInput['paymentState']>;

const paymentStates: Record<string, PaymentState> = {
  pending: 'pending',
  authorized: 'authorized',
  partially_paid: 'pending',
  paid: 'paid',
  partially_refunded: 'partly_refunded',
  refunded: 'refunded',
  voided: 'voided',
  expired: 'failed',
};

/** Webhooks say "partially_refunded", the Admin API "PARTIALLY_REFUNDED"; a word we do not know counts as pending. */
export function readPaymentState(status: string | null | undefined): PaymentState {
  return paymentStates[status?.toLowerCase() ?? 'pending'] ?? 'pending';
}

/** Webhooks say "partial" or "fulfilled", the Admin API "PARTIALLY_FULFILLED" or "FULFILLED". */
export function readFulfilmentState(status: string | null | undefined): NonNullable<OrderInput['fulfilmentState']> {
  const word = status?.toLowerCase();
  if (word === 'fulfilled') return 'fulfilled';
  return word === 'partial' || word === 'partially_fulfilled' ? 'partial' : 'none';
}

function describeOrder(order: Order, currency: string): Record<string, string> {
  return mapAttributes([
    ...(order.note_attributes ?? []).map(({ name, value }) => [name, value] as const),
    ['source_name', order.source_name],
    ['landing_site', order.landing_site],
    ['referring_site', order.referring_site],
    ['tags', order.tags],
    ...(currency === order.currency
      ? []
      : ([['shop_currency', order.currency], ['shop_total', order.total_price_set?.shop_money.amount]] as const)),
  ]);
}
