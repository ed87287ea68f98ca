import { z } from 'zod';
import type { CheckResult, CheckStep } from '#ports/connector';
import { ConnectorError } from '#ports/connector';
import type { ShopifyApi } from './shopify-api.ts';
import { storefrontUrl } from './settings.ts';
import { listSubscriptions, wantedTopics } from './subscriptions.ts';

/** What each part of the product needs; `write_` includes reading. */
export const neededScopes = ['read_orders', 'read_customers', 'write_customers', 'read_products', 'read_inventory', 'write_discounts', 'write_orders', 'read_fulfillments'];

const ShopReply = z.object({
  shop: z.object({
    name: z.string(),
    myshopifyDomain: z.string(),
    currencyCode: z.string(),
    ianaTimezone: z.string(),
    contactEmail: z.string().nullish(),
    primaryDomain: z.object({ url: z.string() }).nullish(),
    billingAddress: z.object({ countryCodeV2: z.string().nullish() }).nullish(),
  }),
});

const shopDocument = `query ShopFacts {
  shop { name myshopifyDomain currencyCode ianaTimezone contactEmail primaryDomain { url } billingAddress { countryCodeV2 } }
}`;

const ScopesReply = z.object({ currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }).nullish() });
const scopesDocument = 'query Scopes { currentAppInstallation { accessScopes { handle } } }';

const PeopleReply = z.object({
  customers: z.object({
    nodes: z.array(
      z.object({
        firstName: z.string().nullish(),
        defaultEmailAddress: z.object({ emailAddress: z.string().nullish() }).nullish(),
        defaultPhoneNumber: z.object({ phoneNumber: z.string().nullish() }).nullish(),
      }),
    ),
  }),
});
const peopleDocument = `query SomePeople {
  customers(first: 10) { nodes { firstName defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } } }
}`;

/** Walks through what can be wrong with a connection, from the key to the webhooks. */
export async function checkShopify(api: ShopifyApi, hookUrl: string): Promise<CheckResult> {
  const steps: CheckStep[] = [];
  const shop = await tryStep(steps, 'credentials', async () => (await api.query(shopDocument, {}, ShopReply)).shop);
  if (!shop) return { steps, accountName: null, accountKey: api.settings.shop, facts: {} };
  steps.push(checkCurrency(api, shop.currencyCode));
  for (const [step, run] of [
    ['permissions', () => checkScopes(api)],
    ['protected_data', () => checkPeople(api)],
    ['webhooks', () => checkWebhooks(api, hookUrl)],
  ] as const) {
    const result = await tryStep(steps, step, run, true);
    if (result) steps.push(result);
  }
  steps.push(checkSecret(api));
  return {
    steps,
    accountName: shop.name,
    accountKey: shop.myshopifyDomain,
    facts: {
      currency: shop.currencyCode,
      timezone: shop.ianaTimezone,
      country: shop.billingAddress?.countryCodeV2 ?? null,
      email: shop.contactEmail ?? null,
      url: shop.primaryDomain?.url ?? storefrontUrl(api.settings),
      apiVersion: api.settings.apiVersion,
    },
  };
}

/** Runs one step; a refusal becomes a failed line instead of an error. Lines that write themselves set `isSilent`. */
async function tryStep<Value>(steps: CheckStep[], step: string, run: () => Promise<Value>, isSilent = false): Promise<Value | null> {
  try {
    const value = await run();
    if (!isSilent) steps.push({ step, state: 'ok', detail: null });
    return value;
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    steps.push({ step, state: 'failed', detail: error.message });
    return null;
  }
}

function checkCurrency({ settings }: ShopifyApi, currency: string): CheckStep {
  if (currency === settings.currency) return { step: 'currency', state: 'ok', detail: null };
  return { step: 'currency', state: 'failed', detail: `The shop sells in ${currency}, the settings say ${settings.currency}: prices would be wrong.` };
}

async function checkScopes(api: ShopifyApi): Promise<CheckStep> {
  const granted = (await api.grantedScopes()) ?? (await readScopes(api));
  const missing = neededScopes.filter((scope) => !granted.includes(scope) && !granted.includes(scope.replace('read_', 'write_')));
  if (missing.length === 0) return { step: 'permissions', state: 'ok', detail: null };
  return { step: 'permissions', state: missing.includes('read_orders') ? 'failed' : 'warning', detail: `Missing scopes: ${missing.join(', ')}.` };
}

async function readScopes(api: ShopifyApi): Promise<string[]> {
  const { currentAppInstallation } = await api.query(scopesDocument, {}, ScopesReply);
  return (currentAppInstallation?.accessScopes ?? []).map(({ handle }) => handle);
}

/** Shopify withholds personal data without an error: several customers without any of it are the sign. */
async function checkPeople(api: ShopifyApi): Promise<CheckStep> {
  const { nodes } = (await api.query(peopleDocument, {}, PeopleReply)).customers;
  const isWithheld = nodes.length > 0 && nodes.every((one) => !one.firstName && !one.defaultEmailAddress?.emailAddress && !one.defaultPhoneNumber?.phoneNumber);
  if (!isWithheld) return { step: 'protected_data', state: 'ok', detail: null };
  return { step: 'protected_data', state: 'warning', detail: null };
}

async function checkWebhooks(api: ShopifyApi, hookUrl: string): Promise<CheckStep> {
  const present = new Set((await listSubscriptions(api, hookUrl)).map(({ topic }) => topic));
  const missing = [...wantedTopics(api)].filter(([name]) => !present.has(name)).map(([, topic]) => topic);
  if (missing.length === 0) return { step: 'webhooks', state: 'ok', detail: null };
  const detail = present.size === 0 ? 'No webhooks point here yet.' : `Missing topics: ${missing.join(', ')}.`;
  return { step: 'webhooks', state: present.size === 0 ? 'failed' : 'warning', detail };
}

function checkSecret({ settings }: ShopifyApi): CheckStep {
  if (settings.clientSecret) return { step: 'signature', state: 'ok', detail: null };
  return { step: 'signature', state: 'failed', detail: null };
}
