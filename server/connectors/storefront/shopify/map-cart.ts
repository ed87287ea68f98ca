import type { z } from 'zod';
import { ConnectorError } from '#ports/connector';
import type { CartChanged } from '#contract/inbound-event';
import { clip, textOrNull } from '#kit';
import { toMinor } from './amounts.ts';
import { currencyOfLines, mapAttributes, mapLines, referenceOf, visitorOf } from './map-lines.ts';
import { mapCheckoutConsents, mapShopper } from './map-person.ts';
import { readChangedAt, versionOf } from './version-of.ts';
import type { Cart, Checkout } from './webhook-shapes.ts';

type CartInput = z.input<typeof CartChanged>;

/** `carts/*`: what is in it and nothing about whose it is. A checkout of the same cart adds the person. */
export function mapCart(cart: Cart, seenAt: string | null, shopCurrency: string): CartInput {
  const currency = cart.currency ?? currencyOfLines(cart.line_items) ?? shopCurrency;
  const { lines, attributes: notes } = mapLines(cart.line_items, currency);
  const attributes = mapAttributes(Object.entries(cart.attributes ?? {}));
  const updatedAt = readChangedAt(cart.updated_at, seenAt);
  return {
    type: 'cart.changed',
    cartKey: needKey([cart.token, cart.id]),
    aliases: listOf(referenceOf(attributes)),
    version: versionOf(updatedAt, seenAt),
    person: { visitorKey: visitorOf(attributes) },
    currency,
    totalMinor: lines.reduce((sum, { unitPriceMinor, quantity }) => sum + unitPriceMinor * quantity, 0),
    lines,
    activityAt: updatedAt,
    attributes: { ...attributes, ...notes },
  };
}

/** `checkouts/*`. Cart, checkout token and checkout id name the same cart: a poll knows only the last two. */
export function mapCheckout(checkout: Checkout, seenAt: string | null, shopCurrency: string): CartInput {
  const lineItems = checkout.line_items ?? [];
  const currency = checkout.presentment_currency ?? checkout.currency ?? shopCurrency;
  const { lines, attributes: notes } = mapLines(lineItems, currency);
  const keys = checkoutKeys(checkout);
  const updatedAt = readChangedAt(checkout.updated_at, seenAt);
  const attributes = describeCheckout(checkout);
  return {
    type: 'cart.changed',
    cartKey: needKey(keys),
    aliases: [...keys.slice(1), ...listOf(referenceOf(attributes))],
    version: versionOf(updatedAt, seenAt),
    person: mapShopper(checkout, visitorOf(attributes)),
    state: checkout.completed_at ? 'completed' : 'open',
    currency,
    totalMinor: toMinor(checkout.total_price ?? '0', currency, 'total_price'),
    lines,
    checkoutReached: true,
    checkoutUrl: readUrl(checkout.abandoned_checkout_url),
    activityAt: updatedAt,
    discountCodes: (checkout.discount_codes ?? []).map(({ code }) => clip(code, 100)),
    attributes: { ...attributes, ...notes },
    consents: mapCheckoutConsents(checkout),
  };
}

/** `checkouts/delete` brings hardly more than the keys. */
export function mapDeletedCheckout(checkout: Checkout, seenAt: string | null, shopCurrency: string): CartInput {
  return { ...mapCheckout({ ...checkout, completed_at: null }, seenAt, shopCurrency), state: 'deleted', activityAt: null };
}

export function checkoutKeys({ cart_token, token, id }: Pick<Checkout, 'cart_token' | 'token' | 'id'>): string[] {
  return [...new Set([cart_token, token, id].filter((key) => key !== null && key !== undefined))];
}

/** An address we can send people to; anything else is dropped. */
export function readUrl(text: string | null | undefined): string | null {
  const url = textOrNull(text);
  return url && url.length <= 2000 && /^https?:\/\//i.test(url) ? url : null;
}

function describeCheckout(checkout: Checkout): Record<string, string> {
  const { currency, presentment_currency: seen } = checkout;
  return mapAttributes([
    ...(checkout.note_attributes ?? []).map(({ name, value }) => [name, value] as const),
    ['source_name', checkout.source_name],
    ['landing_site', checkout.landing_site],
    ['referring_site', checkout.referring_site],
    ...(currency && seen && currency !== seen ? [['shop_currency', currency] as const] : []),
  ]);
}

function needKey(keys: readonly (string | null | undefined)[]): string {
  const key = keys.find(Boolean);
  if (!key) throw new ConnectorError('unexpected', 'The body names no token.');
  return key;
}

const listOf = (key: string | null) => (key === null ? [] : [key]);
