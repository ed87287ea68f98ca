import { toDecimal } from '../money.ts';
import type { Address } from '../shop-state.ts';
import {
  addressBody, argentina, bodyTime, customerPart, lineBody, moneySet, noteAttributes, sumLines,
  type BodyShop, type CustomerFacts, type LineFacts,
} from './body-parts.ts';

/** What an order body is made from. Amounts in minor units; what is left out takes the value of a plain paid order. */
export interface OrderFacts {
  shop?: BodyShop;
  id: number;
  number?: number;
  token?: string;
  /** Null for an order that no checkout led to, such as a draft order. */
  checkoutToken: string | null;
  cartToken: string | null;
  checkoutId?: number | null;
  lines: LineFacts[];
  email?: string | null;
  phone?: string | null;
  acceptsEmail?: boolean;
  customer?: CustomerFacts | null;
  shippingAddress?: Partial<Address> | null;
  shippingMinor?: number;
  shippingTitle?: string;
  discountMinor?: number;
  discountCodes?: { code: string; amountMinor: number; type: string }[];
  attributes?: Record<string, string>;
  note?: string | null;
  tags?: string[];
  financialStatus?: string;
  fulfillmentStatus?: string | null;
  fulfillments?: Record<string, unknown>[];
  refunds?: Record<string, unknown>[];
  locale?: string;
  landingSite?: string;
  referringSite?: string;
  sourceName?: string;
  statusUrl?: string;
  createdAt: Date | number;
  updatedAt?: Date | number;
  cancelledAt?: Date | number | null;
  cancelReason?: string | null;
}

/** The body of every `orders/...` topic. */
export function buildOrderBody(order: OrderFacts): Record<string, unknown> {
  const shop = order.shop ?? argentina;
  return {
    ...identityPart(order),
    ...moneyPart(order, shop),
    created_at: bodyTime(order.createdAt, shop),
    processed_at: bodyTime(order.createdAt, shop),
    updated_at: bodyTime(order.updatedAt ?? order.createdAt, shop),
    cancelled_at: bodyTime(order.cancelledAt, shop),
    cancel_reason: order.cancelReason ?? null,
    closed_at: null,
    financial_status: order.financialStatus ?? 'paid',
    fulfillment_status: order.fulfillmentStatus ?? null,
    line_items: order.lines.map((line, index) => lineBody(line, index, shop)),
    note: order.note ?? null,
    note_attributes: noteAttributes(order.attributes),
    tags: (order.tags ?? []).join(', '),
    shipping_address: addressBody(order.shippingAddress),
    billing_address: addressBody(order.shippingAddress),
    customer: customerPart(order.customer),
    fulfillments: order.fulfillments ?? [],
    refunds: order.refunds ?? [],
  };
}

function identityPart(order: OrderFacts): Record<string, unknown> {
  const number = order.number ?? order.id % 100_000;
  return {
    id: order.id,
    admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
    name: `#${number}`,
    number,
    order_number: number,
    token: order.token ?? `ord_tok_${order.id}`,
    checkout_id: order.checkoutId ?? null,
    checkout_token: order.checkoutToken,
    cart_token: order.cartToken,
    email: order.email ?? null,
    contact_email: order.email ?? null,
    phone: order.phone ?? null,
    buyer_accepts_marketing: order.acceptsEmail ?? false,
    customer_locale: order.locale ?? 'es-AR',
    landing_site: order.landingSite ?? '/',
    referring_site: order.referringSite ?? '',
    source_name: order.sourceName ?? 'web',
    order_status_url: order.statusUrl ?? `https://tienda.example/1234567/orders/ord_tok_${order.id}/authenticate?key=k1`,
    confirmed: true,
    test: false,
  };
}

function moneyPart(order: OrderFacts, shop: BodyShop): Record<string, unknown> {
  const discountMinor = order.discountMinor ?? 0;
  const shippingMinor = order.shippingMinor ?? 0;
  const subtotalMinor = sumLines(order.lines) - discountMinor;
  const amount = (minor: number) => toDecimal(minor, shop.currency);
  return {
    currency: shop.currency,
    presentment_currency: shop.currency,
    subtotal_price: amount(subtotalMinor),
    total_discounts: amount(discountMinor),
    total_tax: amount(0),
    total_line_items_price: amount(sumLines(order.lines)),
    total_price: amount(subtotalMinor + shippingMinor),
    current_total_price: amount(subtotalMinor + shippingMinor),
    total_price_set: moneySet(subtotalMinor + shippingMinor, shop),
    total_shipping_price_set: moneySet(shippingMinor, shop),
    shipping_lines: shippingMinor > 0 || order.shippingTitle ? [{ title: order.shippingTitle ?? 'Envío', price: amount(shippingMinor) }] : [],
    discount_codes: (order.discountCodes ?? []).map(({ code, amountMinor, type }) => ({ code, amount: amount(amountMinor), type })),
  };
}
