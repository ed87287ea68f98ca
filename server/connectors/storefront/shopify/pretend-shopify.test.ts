import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNodeIo, readPages } from '#kit';
import { ConnectorError } from '#ports/connector';
import { startSimulator, type Simulator } from '../../../../simulator/index.ts';
import { shopify } from './index.ts';
import { apiVersions, ShopifySettings } from './settings.ts';
import type { ShopifyApi } from './shopify-api.ts';

/** The whole connector against a pretend shop over HTTP: its schema refuses every field and argument that it does not know. */

let simulator: Simulator;
const hookUrl = 'https://m.example/hooks/cn_1';

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

function connect(changes: Partial<ShopifySettings> = {}): ShopifyApi {
  const settings = ShopifySettings.parse({
    shop: 'aurora',
    clientId: 'aurora-marchante-app',
    clientSecret: 'shpss_aurora_pretend_secret',
    currency: 'ARS',
    adminBaseUrl: `${simulator.url}/shopify/aurora`,
    storefrontUrl: `${simulator.url}/shop/aurora`,
    ...changes,
  });
  return shopify.connect(settings, createNodeIo({ userAgent: 'marchante-test', now: () => new Date(simulator.world.now()) }));
}

/** Asks again after the time that the connector names when the shop's points are used up. */
async function patiently<Value>(run: () => Promise<Value> | undefined): Promise<Value> {
  for (;;) {
    try {
      return (await run()) as Value;
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind !== 'rate_limited' || error.retryAfterMs === null) throw error;
      simulator.world.schedule.advance(error.retryAfterMs);
    }
  }
}

describe.each(apiVersions)('API %s', (apiVersion) => {
  test('every document of ours is one that this version understands', async () => {
    const api = connect({ apiVersion });
    expect(await patiently(() => shopify.catalog?.(api).page(null))).toBeDefined();
    expect(await patiently(() => shopify.carts?.(api).changedSince(new Date(0), null))).toBeDefined();
    expect(await patiently(() => shopify.orders?.(api).changedSince(new Date(0), null))).toBeDefined();
    expect(await patiently(() => shopify.customers?.(api).page(null))).toBeDefined();
    expect(await patiently(() => shopify.orders?.(api).get('1'))).toBeNull();
    expect(await patiently(() => shopify.carts?.(api).get(['1']))).toBeNull();
  });
});

test('reads the whole catalogue and then the live price of what it found', async () => {
  const api = connect();
  const products = [];
  for await (const items of readPages((cursor) => patiently(() => shopify.catalog?.(api).page(cursor)))) products.push(...items);
  expect(products.length).toBeGreaterThan(20);
  const variant = products[0]?.variants[0];
  if (!variant) throw new Error('The pretend shop sells nothing.');
  const [live] = await patiently(() => shopify.catalog?.(api).availability([variant.variantKey, '999999']));
  expect(live).toMatchObject({ variantKey: variant.variantKey, priceMinor: variant.priceMinor, currency: 'ARS' });
});

test('creates a code once; the same code again is taken', async () => {
  const api = connect();
  const request = { code: 'VUELVE7F3K', title: 'Vuelve', kind: { percent: 10 }, startsAt: new Date(simulator.world.now()), endsAt: new Date(simulator.world.now() + 86_400_000) };
  expect(await patiently(() => shopify.discounts?.(api).create(request))).toMatchObject({ kind: 'created' });
  expect(await patiently(() => shopify.discounts?.(api).create(request))).toEqual({ kind: 'taken' });
  expect(await patiently(() => shopify.discounts?.(api).create({ ...request, code: 'ENVIO99XYZ', kind: { freeShipping: true } }))).toMatchObject({ kind: 'created' });
});

test('subscribes, repeats without change, is checked, and leaves', async () => {
  simulator.world.schedule.advance(60_000); // lets the points of the shop come back
  const api = connect();
  const before = await shopify.check(api, hookUrl);
  expect(before.steps.find(({ step }) => step === 'webhooks')?.state).toBe('failed');
  const first = await shopify.subscribe?.(api, hookUrl);
  expect(first?.topics).toContain('checkouts/update');
  expect(await shopify.subscribe?.(api, hookUrl)).toEqual(first);
  const after = await shopify.check(api, hookUrl);
  expect(after.steps.filter(({ state }) => state !== 'ok')).toEqual([]);
  expect(after).toMatchObject({ accountName: 'Aurora', accountKey: 'aurora.myshopify.com', facts: { currency: 'ARS', country: 'AR', timezone: 'America/Argentina/Buenos_Aires' } });
  await shopify.unsubscribe?.(api, hookUrl);
  expect((await shopify.check(api, hookUrl)).steps.find(({ step }) => step === 'webhooks')?.state).toBe('failed');
});

test('wrong credentials are said plainly, without the secret', async () => {
  const { steps } = await shopify.check(connect({ clientSecret: 'shpss_wrong_secret_9' }), hookUrl);
  expect(steps).toEqual([{ step: 'credentials', state: 'failed', detail: expect.stringMatching(/authentication failed/i) }]);
  expect(JSON.stringify(steps)).not.toContain('shpss_wrong');
});
