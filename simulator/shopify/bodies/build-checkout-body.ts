import { toDecimal } from '../money.ts';
import type { Address } from '../shop-state.ts';
import {
  addressBody, argentina, bodyTime, customerPart, lineBody, noteAttributes, sumLines,
  type BodyShop, type CustomerFacts, type LineFacts,
} from './body-parts.ts';

/** What a checkout body is made from. Amounts in minor units; what is left out takes the value of a plain checkout. */
export interface CheckoutFacts {
  shop?: BodyShop;
  id: number;
  token: string;
  cartToken: string;
  lines: LineFacts[];
  email?: string | null;
  phone?: string | null;
  acceptsEmail?: boolean;
  acceptsSms?: boolean;
  customer?: CustomerFacts | null;
  shippingAddress?: Partial<Address> | null;
  shippingMinor?: number;
  discountMinor?: number;
  discountCodes?: { code: string; amountMinor: number; type: string }[];
  attributes?: Record<string, string>;
  recoveryUrl?: string;
  locale?: string;
  landingSite?: string;
  referringSite?: string;
  createdAt: Date | number;
  updatedAt?: Date | number;
  completedAt?: Date | number | null;
}

/** The body of `checkouts/create` and `checkouts/update`. */
export function buildCheckoutBody(checkout: CheckoutFacts): Record<string, unknown> {
  const shop = checkout.shop ?? argentina;
  const subtotalMinor = sumLines(checkout.lines) - (checkout.discountMinor ?? 0);
  const amount = (minor: number) => toDecimal(minor, shop.currency);
  return {
    id: checkout.id,
    token: checkout.token,
    cart_token: checkout.cartToken,
    email: checkout.email ?? null,
    phone: checkout.phone ?? null,
    buyer_accepts_marketing: checkout.acceptsEmail ?? false,
    buyer_accepts_sms_marketing: checkout.acceptsSms ?? false,
    sms_marketing_phone: checkout.acceptsSms ? (checkout.phone ?? null) : null,
    created_at: bodyTime(checkout.createdAt, shop),
    updated_at: bodyTime(checkout.updatedAt ?? checkout.createdAt, shop),
    completed_at: bodyTime(checkout.completedAt, shop),
    closed_at: null,
    abandoned_checkout_url: checkout.recoveryUrl ?? `https://tienda.example/1234567/checkouts/ac/${checkout.token}/recover?key=k1`,
    currency: shop.currency,
    presentment_currency: shop.currency,
    customer_locale: checkout.locale ?? 'es-AR',
    subtotal_price: amount(subtotalMinor),
    total_price: amount(subtotalMinor + (checkout.shippingMinor ?? 0)),
    total_discounts: amount(checkout.discountMinor ?? 0),
    total_tax: amount(0),
    total_line_items_price: amount(sumLines(checkout.lines)),
    discount_codes: (checkout.discountCodes ?? []).map(({ code, amountMinor, type }) => ({ code, amount: amount(amountMinor), type })),
    note_attributes: noteAttributes(checkout.attributes),
    line_items: checkout.lines.map((line, index) => lineBody(line, index, shop)),
    shipping_address: addressBody(checkout.shippingAddress),
    billing_address: null,
    customer: customerPart(checkout.customer),
    source_name: 'web',
    landing_site: checkout.landingSite ?? '/',
    referring_site: checkout.referringSite ?? '',
  };
}
