import { readFileSync } from 'node:fs';
import type { HookRequest } from '#ports/connector';
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
