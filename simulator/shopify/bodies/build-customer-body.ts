import type { Consent, Customer, Order, Shop } from '../shop-state.ts';
import { bodyTime, type BodyShop } from './body-parts.ts';

/** The body of `customers/create` and `customers/update`. */
export function buildCustomerBody(customer: Customer, shop: BodyShop): Record<string, unknown> {
  return {
    id: customer.id,
    admin_graphql_api_id: `gid://shopify/Customer/${customer.id}`,
    created_at: bodyTime(customer.createdAt, shop),
    updated_at: bodyTime(customer.updatedAt, shop),
    first_name: customer.firstName,
    last_name: customer.lastName,
    email: customer.email,
    phone: customer.phone,
    state: 'disabled',
    note: null,
    verified_email: true,
    tags: customer.tags.join(', '),
    currency: shop.currency,
    addresses: [],
    default_address: null,
    email_marketing_consent: emailConsentPart(customer.emailConsent, shop),
    sms_marketing_consent: customer.phone === null ? null : smsConsentPart(customer.sms, shop),
  };
}

/** The body of `customers_whats_app_marketing_consent/update`. */
export function buildWhatsAppConsentBody(customer: Customer, shop: BodyShop): Record<string, unknown> {
  const { state, optInLevel, updatedAt, collectedFrom } = customer.whatsApp;
  return {
    customer_id: customer.id,
    phone_number: customer.phone,
    whats_app_marketing_consent: {
      state: state.toLowerCase(),
      opt_in_level: optInLevel.toLowerCase(),
      updated_at: bodyTime(updatedAt, shop),
      collected_from: collectedFrom.toLowerCase(),
    },
  };
}

/** The body of `customers_marketing_consent/update`, which is about SMS. */
export function buildSmsConsentBody(customer: Customer, shop: BodyShop): Record<string, unknown> {
  return { id: customer.id, phone: customer.phone, sms_marketing_consent: smsConsentPart(customer.sms, shop) };
}

/** The body of `customers_email_marketing_consent/update`. */
export function buildEmailConsentBody(customer: Customer, shop: BodyShop): Record<string, unknown> {
  return { customer_id: customer.id, email_address: customer.email, email_marketing_consent: emailConsentPart(customer.emailConsent, shop) };
}

/** The webhooks' word for a state: the Admin API says `NEVER_SUBSCRIBED`, the SMS and e-mail bodies `not_subscribed`. */
export function stateWord(consent: Consent): string {
  return consent.state === 'NEVER_SUBSCRIBED' ? 'not_subscribed' : consent.state.toLowerCase();
}

function smsConsentPart(consent: Consent, shop: BodyShop): Record<string, unknown> {
  return { ...emailConsentPart(consent, shop), consent_collected_from: consent.collectedFrom };
}

function emailConsentPart(consent: Consent, shop: BodyShop): Record<string, unknown> {
  return {
    state: stateWord(consent),
    opt_in_level: consent.optInLevel.toLowerCase(),
    consent_updated_at: bodyTime(consent.updatedAt, shop),
  };
}

interface Person {
  id: number;
  email: string | null;
  phone: string | null;
}

/** The bodies of the two privacy topics about one person; `orders` are those of that person. */
export function buildPrivacyBody(topic: 'customers/data_request' | 'customers/redact', shop: Shop, person: Person, orders: Order[]) {
  const { id, email, phone } = person;
  const base = { shop_id: shop.id, shop_domain: shop.profile.domain, customer: { id, email, phone } };
  const orderIds = orders.map((order) => order.id);
  return topic === 'customers/redact'
    ? { ...base, orders_to_redact: orderIds }
    : { ...base, orders_requested: orderIds, data_request: { id: shop.nextId + 1 } };
}
