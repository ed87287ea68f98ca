import { DateTime } from 'luxon';
import { toDecimal } from '../money.ts';
import type { Address } from '../shop-state.ts';

/** The shop whose voice a body speaks in: its currency and its clock. */
export interface BodyShop {
  currency: string;
  timezone: string;
}

export interface LineFacts {
  productId: number;
  variantId: number;
  title: string;
  /** Null for a product without choices. */
  variantTitle?: string | null;
  sku?: string;
  quantity?: number;
  /** Minor units, for one piece. */
  priceMinor: number;
  /** Of the order line; only orders have one. */
  id?: number;
  properties?: Record<string, string>;
}

export interface CustomerFacts {
  id: number;
  firstName?: string;
  lastName?: string;
  email?: string | null;
  /** E.164. */
  phone?: string | null;
  smsState?: string;
  tags?: string[];
}

export const argentina: BodyShop = { currency: 'ARS', timezone: 'America/Argentina/Buenos_Aires' };

/** `2026-11-20T10:04:10-03:00`: webhooks tell time in the shop's zone, in whole seconds; null stays null. */
export function bodyTime(at: Date | number, shop: BodyShop): string;
export function bodyTime(at: Date | number | null | undefined, shop: BodyShop): string | null;
export function bodyTime(at: Date | number | null | undefined, shop: BodyShop): string | null {
  if (at === null || at === undefined) return null;
  return DateTime.fromMillis(Number(at), { zone: shop.timezone }).toISO({ precision: 'second' });
}

export function sumLines(lines: LineFacts[]): number {
  return lines.reduce((total, line) => total + line.priceMinor * (line.quantity ?? 1), 0);
}

export function lineBody(line: LineFacts, index: number, shop: BodyShop): Record<string, unknown> {
  const quantity = line.quantity ?? 1;
  const price = toDecimal(line.priceMinor, shop.currency);
  return {
    ...(line.id === undefined ? {} : { id: line.id, admin_graphql_api_id: `gid://shopify/LineItem/${line.id}` }),
    key: `l${index + 1}`,
    product_id: line.productId,
    variant_id: line.variantId,
    title: line.title,
    variant_title: line.variantTitle ?? null,
    sku: line.sku ?? '',
    quantity,
    price,
    line_price: toDecimal(line.priceMinor * quantity, shop.currency),
    properties: Object.entries(line.properties ?? {}).map(([name, value]) => ({ name, value })),
    requires_shipping: true,
    gift_card: false,
  };
}

export function noteAttributes(attributes: Record<string, string> = {}): { name: string; value: string }[] {
  return Object.entries(attributes).map(([name, value]) => ({ name, value }));
}

export function addressBody(address: Partial<Address> | null | undefined): Record<string, unknown> | null {
  if (!address) return null;
  const { firstName = '', lastName = '', address1 = '', city = '', province = '', zip = '', countryCode = null, phone = null } = address;
  return {
    first_name: firstName,
    last_name: lastName,
    name: `${firstName} ${lastName}`.trim(),
    address1,
    address2: null,
    city,
    province,
    zip,
    country_code: countryCode,
    phone,
  };
}

/** The customer as a checkout or an order carries it. */
export function customerPart(customer: CustomerFacts | null | undefined): Record<string, unknown> | null {
  if (!customer) return null;
  return {
    id: customer.id,
    admin_graphql_api_id: `gid://shopify/Customer/${customer.id}`,
    first_name: customer.firstName ?? null,
    last_name: customer.lastName ?? null,
    email: customer.email ?? null,
    phone: customer.phone ?? null,
    tags: (customer.tags ?? []).join(', '),
    sms_marketing_consent: {
      state: customer.smsState ?? 'not_subscribed',
      opt_in_level: 'single_opt_in',
      consent_updated_at: null,
      consent_collected_from: 'OTHER',
    },
  };
}

/** A pair of equal amounts: these shops show the currency that they keep their books in. */
export function moneySet(minor: number, shop: BodyShop): Record<string, unknown> {
  const money = { amount: toDecimal(minor, shop.currency), currency_code: shop.currency };
  return { shop_money: money, presentment_money: money };
}
