import { z } from 'zod';
import type { Person } from '#contract/inbound-event';
import type { StorefrontDefinition } from '#ports/storefront';
import type { ShopifyApi } from './shopify-api.ts';
import { refuseUserErrors, toGlobalId, UserError } from './shopify-api.ts';

const Known = z.object({ customer: z.object({ id: z.string(), defaultPhoneNumber: z.object({ phoneNumber: z.string() }).nullish() }).nullish() });

const byIdDocument = 'query CustomerById($id: ID!) { customer(id: $id) { id defaultPhoneNumber { phoneNumber } } }';
const byPhoneDocument = `query CustomerByPhone($phone: String!) {
  customer: customerByIdentifier(identifier: { phoneNumber: $phone }) { id defaultPhoneNumber { phoneNumber } }
}`;

const writeDocument = `mutation WhatsAppConsent($i: CustomerWhatsAppMarketingConsentUpdateInput!) {
  written: customerWhatsAppMarketingConsentUpdate(input: $i) { userErrors { field message } }
}`;

/**
 * Writes WhatsApp consent back to the shop (API 2026-07 and later): false when the API is older, the channel another, or
 * the shop has no customer with that phone. Safe to repeat.
 */
export const writeConsent: NonNullable<StorefrontDefinition<unknown, ShopifyApi>['consent']> = (api) => ({
  async write(person, signal) {
    if (signal.channel !== 'whatsapp' || signal.purpose !== 'marketing' || api.settings.apiVersion < '2026-07') return false;
    const customer = await findCustomer(api, person);
    if (!customer?.defaultPhoneNumber) return false;
    const consent = {
      state: signal.state === 'granted' ? 'SUBSCRIBED' : 'UNSUBSCRIBED',
      optInLevel: signal.doubleOptIn ? 'CONFIRMED_OPT_IN' : 'SINGLE_OPT_IN',
      updatedAt: new Date(signal.occurredAt).toISOString(),
    };
    const variables = { i: { customerId: customer.id, whatsAppMarketingConsent: consent } };
    const { written } = await api.query(writeDocument, variables, z.object({ written: z.object({ userErrors: z.array(UserError) }) }));
    refuseUserErrors(written.userErrors);
    return true;
  },
});

async function findCustomer(api: ShopifyApi, { shopCustomerKey, phone }: Person) {
  if (shopCustomerKey) return (await api.query(byIdDocument, { id: toGlobalId('Customer', shopCustomerKey) }, Known)).customer;
  if (!phone?.startsWith('+')) return null;
  return (await api.query(byPhoneDocument, { phone }, Known)).customer;
}
