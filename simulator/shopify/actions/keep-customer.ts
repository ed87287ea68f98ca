import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import { buildCustomerBody, buildEmailConsentBody, buildSmsConsentBody, buildWhatsAppConsentBody } from '../bodies/build-customer-body.ts';
import { emitWebhook } from '../emit-webhook.ts';
import { nowIn, type ShopContext } from '../shop-context.ts';
import { takeId, type Consent, type ConsentState, type Customer, type OptInLevel } from '../shop-state.ts';

export interface Person {
  firstName?: string;
  lastName?: string;
  email?: string | null;
  /** As typed; kept on the customer only when it is a possible number of the shop's country or has a `+`. */
  phone?: string | null;
  locale?: string;
}

export type ConsentChannel = 'whatsApp' | 'sms' | 'email';

const CONSENT_TOPICS = {
  whatsApp: { topic: 'customers_whats_app_marketing_consent/update', build: buildWhatsAppConsentBody },
  sms: { topic: 'customers_marketing_consent/update', build: buildSmsConsentBody },
  email: { topic: 'customers_email_marketing_consent/update', build: buildEmailConsentBody },
};

/** `11 5555-0199` typed in an Argentine shop becomes `+541155550199`, as a generic library reads it; null when it is no number. */
export function toE164(typed: string | null | undefined, countryCode: string): string | null {
  if (!typed) return null;
  const parsed = parsePhoneNumberFromString(typed, countryCode as CountryCode);
  return parsed?.isPossible() ? parsed.number : null;
}

/** The customer with this phone or e-mail, made or brought up to date. A phone belongs to one customer of the shop only. */
export function keepCustomer(context: ShopContext, person: Person): Customer {
  const { shop } = context;
  const phone = toE164(person.phone, shop.profile.countryCode);
  const email = person.email?.trim().toLowerCase() || null;
  const known = findCustomer(context, { phone, email });
  if (!known) return createCustomer(context, { ...person, phone, email });
  const before = JSON.stringify(known);
  known.firstName = person.firstName || known.firstName;
  known.lastName = person.lastName || known.lastName;
  known.email = known.email ?? email;
  known.phone = known.phone ?? phone;
  if (JSON.stringify(known) !== before) {
    known.updatedAt = nowIn(context);
    emitWebhook(context, 'customers/update', buildCustomerBody(known, shop.profile));
  }
  return known;
}

export function findCustomer({ shop }: ShopContext, { phone, email }: { phone: string | null; email: string | null }): Customer | null {
  const all = [...shop.customers.values()];
  const byPhone = phone === null ? undefined : all.find((one) => one.phone === phone);
  return byPhone ?? (email === null ? undefined : all.find((one) => one.email === email)) ?? null;
}

/** Sets one channel's consent and tells subscribers; nothing happens when it is already so. */
export function setConsent(
  context: ShopContext,
  customer: Customer,
  channel: ConsentChannel,
  state: ConsentState,
  { optInLevel = 'SINGLE_OPT_IN', at = nowIn(context), collectedFrom = 'SHOPIFY' }: { optInLevel?: OptInLevel; at?: Date; collectedFrom?: Consent['collectedFrom'] } = {},
): void {
  const field = channel === 'email' ? 'emailConsent' : channel;
  if (customer[field].state === state && customer[field].optInLevel === optInLevel) return;
  customer[field] = { state, optInLevel, updatedAt: at, collectedFrom };
  customer.updatedAt = nowIn(context);
  const { topic, build } = CONSENT_TOPICS[channel];
  emitWebhook(context, topic, build(customer, context.shop.profile));
}

function createCustomer(context: ShopContext, person: Person & { phone: string | null; email: string | null }): Customer {
  const { shop } = context;
  const now = nowIn(context);
  const customer: Customer = {
    id: takeId(shop),
    firstName: person.firstName ?? '',
    lastName: person.lastName ?? '',
    email: person.email,
    phone: person.phone,
    locale: person.locale ?? shop.profile.language,
    tags: [],
    whatsApp: neverAsked(),
    sms: neverAsked(),
    emailConsent: neverAsked(),
    createdAt: now,
    updatedAt: now,
  };
  shop.customers.set(customer.id, customer);
  emitWebhook(context, 'customers/create', buildCustomerBody(customer, shop.profile));
  return customer;
}

function neverAsked(): Consent {
  return { state: 'NEVER_SUBSCRIBED', optInLevel: 'UNKNOWN', updatedAt: null, collectedFrom: 'OTHER' };
}
