import { readFileSync } from 'node:fs';
import type { HookRequest } from '#ports/connector';
import type { ContractCase } from '#kit';
import { signDelivery } from './delivery.ts';
import type { ShopifySettings } from './settings.ts';

/** Builders for tests: settings, signed webhooks and the recorded bodies. */

export const secret = 'shpss_test_secret_1';

export const settings: ShopifySettings = {
  shop: 'rio-test.myshopify.com',
  clientId: 'client-1',
  clientSecret: secret,
  currency: 'ARS',
  apiVersion: '2026-10',
  allowedOrigins: [],
};

export function readFixture(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as Record<string, unknown>;
}

interface Options {
  topic: string;
  body: unknown;
  eventId?: string | null;
  webhookId?: string;
  triggeredAt?: string | null;
  /** True gives the header names of next-generation events. */
  isNextGeneration?: boolean;
}

/** A webhook signed as the shop would; text bodies go out byte for byte. */
export function webhook({ topic, body, eventId = 'evt-1', webhookId = 'wh-1', triggeredAt = '2026-11-18T12:34:12.500Z', isNextGeneration = false }: Options): HookRequest {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const named = { topic, 'hmac-sha256': signDelivery(bytes, secret), 'event-id': eventId, 'webhook-id': webhookId, 'triggered-at': triggeredAt, 'shop-domain': settings.shop };
  const prefix = isNextGeneration ? 'shopify-' : 'x-shopify-';
  const headers = Object.fromEntries(Object.entries(named).flatMap(([name, value]) => (value === null ? [] : [[prefix + name, value]])));
  return { method: 'POST', headers, query: {}, body: bytes, receivedAt: new Date('2026-11-18T12:34:13Z') };
}

const checkout = readFixture('checkout-update');
const product = { id: 31, title: 'Remera Brisa', handle: 'remera-brisa', status: 'active', published_at: '2026-01-01T00:00:00Z', updated_at: '2026-11-18T09:00:00-03:00', variants: [] };

export const contractCase: ContractCase<ShopifySettings> = {
  id: 'shopify',
  settings,
  settingsWithoutSecret: { ...settings, clientSecret: null, accessToken: 'shpat_fixed' },
  sign: (body) => webhook({ topic: 'checkouts/update', body }),
  forge(request, how) {
    const header = 'shopify-hmac-sha256' in request.headers ? 'shopify-hmac-sha256' : 'x-shopify-hmac-sha256';
    const { [header]: _signature, ...headers } = request.headers;
    if (how === 'missing') return { ...request, headers };
    return { ...request, headers: { ...headers, [header]: how === 'empty' ? '' : signDelivery('something else', secret) } };
  },
  samples: [
    webhook({ topic: 'checkouts/update', body: checkout }),
    webhook({ topic: 'checkouts/create', body: checkout, isNextGeneration: true }),
    webhook({ topic: 'orders/paid', body: readFixture('order-paid') }),
    webhook({ topic: 'products/update', body: product }),
    webhook({ topic: 'products/delete', body: { id: 31 } }),
    webhook({ topic: 'app/uninstalled', body: {} }),
    webhook({ topic: 'themes/publish', body: {} }),
  ],
  versions: [
    webhook({ topic: 'checkouts/create', body: { ...checkout, updated_at: '2026-11-18T09:34:11-03:00' }, triggeredAt: '2026-11-18T12:35:40Z' }),
    webhook({ topic: 'checkouts/update', body: checkout, triggeredAt: '2026-11-18T12:34:12.100Z' }),
    webhook({ topic: 'checkouts/update', body: checkout, triggeredAt: '2026-11-18T12:34:12.900Z' }),
    webhook({ topic: 'checkouts/update', body: checkout, triggeredAt: '2026-11-18T12:34:14Z' }),
    webhook({ topic: 'checkouts/update', body: { ...checkout, updated_at: '2026-11-18T09:34:13-03:00' }, triggeredAt: '2026-11-18T12:34:13Z' }),
  ],
};
