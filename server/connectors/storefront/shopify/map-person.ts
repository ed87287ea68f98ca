import type { z } from 'zod';
import type { ConsentSignal, Person } from '#contract/inbound-event';
import { clip, textOrNull, toInstant } from '#kit';
import type { Address, Consent, Customer } from './webhook-shapes.ts';

type SignalInput = z.input<typeof ConsentSignal>;

/** What a checkout or an order says about its shopper. */
interface ShopperFacts {
  email?: string | null | undefined;
  phone?: string | null | undefined;
  customer_locale?: string | null | undefined;
  customer?: Customer | null | undefined;
  shipping_address?: Address;
  billing_address?: Address;
}

/**
 * Guests often leave a phone only in an address, as they would dial it: then the address's country tells how to read it.
 * `visitorKey` is our own cart attribute, when the storefront script set it.
 */
export function mapShopper(facts: ShopperFacts, visitorKey: string | null): Person {
  const { customer, shipping_address: shipping, billing_address: billing } = facts;
  const addressCountry = countryOf(shipping) ?? countryOf(billing);
  const phone = firstPhone([
    [facts.phone, addressCountry],
    [customer?.phone, addressCountry],
    [shipping?.phone, countryOf(shipping)],
    [billing?.phone, countryOf(billing)],
    [customer?.default_address?.phone, countryOf(customer?.default_address)],
  ]);
  return {
    ...phone,
    shopCustomerKey: customer?.id ?? null,
    email: readEmail(facts.email) ?? readEmail(customer?.email),
    ...readName(customer ?? null, shipping ?? billing),
    locale: clip(textOrNull(facts.customer_locale), 20),
    country: addressCountry,
    visitorKey,
  };
}

export function mapCustomer(customer: Customer): Person {
  const country = countryOf(customer.default_address);
  const phone = firstPhone([
    [customer.phone, country],
    [customer.default_address?.phone, country],
  ]);
  return { ...phone, shopCustomerKey: customer.id, email: readEmail(customer.email), ...readName(customer, null), country };
}

function firstPhone(candidates: [string | null | undefined, string | null][]): Pick<Person, 'phone' | 'phoneCountry'> {
  for (const [text, phoneCountry] of candidates) {
    const phone = textOrNull(text);
    if (phone) return { phone: clip(phone, 40), phoneCountry };
  }
  return { phone: null, phoneCountry: null };
}

export function countryOf(address: Address): string | null {
  const code = textOrNull(address?.country_code)?.toUpperCase() ?? null;
  return code && /^[A-Z]{2}$/.test(code) ? code : null;
}

export function readEmail(text: string | null | undefined): string | null {
  const email = textOrNull(text);
  return email && email.length <= 254 ? email : null;
}

function readName(customer: Customer | null, address: Address): Pick<Person, 'firstName' | 'name'> {
  const source = textOrNull(customer?.first_name) ? customer : (address ?? customer);
  const firstName = textOrNull(source?.first_name);
  const name = [firstName, textOrNull(source?.last_name)].filter(Boolean).join(' ');
  return { firstName: clip(firstName, 100), name: clip(textOrNull(name), 200) };
}

const channels = [
  ['whatsapp', 'whats_app_marketing_consent'],
  ['sms', 'sms_marketing_consent'],
  ['email', 'email_marketing_consent'],
] as const;

type ConsentFields = { [Field in (typeof channels)[number][1]]?: Consent };

/** A customer's word on each channel. "Not subscribed", "pending" and "redacted" are no statements. */
export function mapConsents(fields: ConsentFields, fallbackAt: string | null): SignalInput[] {
  return channels.flatMap(([channel, field]) => {
    const consent = fields[field];
    const state = readState(consent?.state);
    const occurredAt = toInstant(consent?.consent_updated_at ?? consent?.updated_at) ?? fallbackAt;
    if (!state || !occurredAt) return [];
    const level = textOrNull(consent?.opt_in_level)?.toLowerCase();
    return [{ channel, state, occurredAt, source: 'shop', doubleOptIn: level === 'confirmed_opt_in', evidence: { shop_state: consent?.state ?? '' } }];
  });
}

function readState(state: string | null | undefined): 'granted' | 'withdrawn' | null {
  const word = state?.toLowerCase();
  if (word === 'subscribed') return 'granted';
  return word === 'unsubscribed' ? 'withdrawn' : null;
}

interface Boxes {
  buyer_accepts_marketing?: boolean | null | undefined;
  buyer_accepts_sms_marketing?: boolean | null | undefined;
  created_at?: string | null | undefined;
}

/**
 * The boxes ticked at a checkout. Their time is that of the checkout's beginning: a later update repeats them, and must
 * not outrank an opt-out said in between. An empty box withdraws nothing.
 */
export function mapCheckoutConsents(boxes: Boxes): SignalInput[] {
  const occurredAt = toInstant(boxes.created_at);
  if (!occurredAt) return [];
  const ticked = [
    ...(boxes.buyer_accepts_marketing ? (['email'] as const) : []),
    ...(boxes.buyer_accepts_sms_marketing ? (['sms'] as const) : []),
  ];
  return ticked.map((channel) => ({ channel, state: 'granted', occurredAt, source: 'checkout' }));
}
