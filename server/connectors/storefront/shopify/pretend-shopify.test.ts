import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { InboundEvent } from '#contract/inbound-event';
import { createNodeIo, normaliseHeaders, readPages } from '#kit';
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

test.each<[string, object, { percent: number | null; amountMinor: number | null }]>([
  ['for everything', { value: { percentage: 0.15 }, items: { all: true } }, { percent: 15, amountMinor: null }],
  ['for everything, in money', { value: { discountAmount: { amount: '500.00', appliesOnEachItem: false } }, items: { all: true } }, { percent: null, amountMinor: 50_000 }],
  ['for some products', { value: { percentage: 0.3 }, items: { products: { productsToAdd: ['gid://shopify/Product/88'] } } }, { percent: null, amountMinor: null }],
  ['for some products, in money', { value: { discountAmount: { amount: '500.00', appliesOnEachItem: false } }, items: { products: { productsToAdd: ['gid://shopify/Product/88'] } } }, { percent: null, amountMinor: null }],
  ['for each thing', { value: { discountAmount: { amount: '500.00', appliesOnEachItem: true } }, items: { all: true } }, { percent: null, amountMinor: null }],
])('a code %s is only worth something off a whole cart when it counts for a whole cart', async (name, customerGets, worth) => {
  simulator.world.schedule.advance(60_000);
  const api = connect();
  const code = name.replaceAll(/[^a-z]/g, '').toUpperCase();
  const mutation = 'mutation Code($d: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $d) { userErrors { message } } }';
  await api.query(mutation, { d: { title: name, code, startsAt: new Date(simulator.world.now()).toISOString(), customerGets } }, z.object({}).loose());
  expect(await patiently(() => shopify.discounts?.(api).find?.(code))).toMatchObject({ code, state: 'active', isFreeShipping: false, ...worth });
});

test.each<[string, object, boolean]>([
  ['everywhere', { destination: { all: true } }, true],
  ['to some countries', { destination: { countries: { add: ['AR'] } } }, false],
  ['up to a price', { destination: { all: true }, maximumShippingPrice: '900.00' }, false],
])('a code for free delivery %s is told as one only when it frees every delivery', async (name, limits, isFreeShipping) => {
  simulator.world.schedule.advance(60_000);
  const api = connect();
  const code = `FREE${name.replaceAll(/[^a-z]/g, '').toUpperCase()}`;
  const mutation = 'mutation Code($d: DiscountCodeFreeShippingInput!) { discountCodeFreeShippingCreate(freeShippingCodeDiscount: $d) { userErrors { message } } }';
  await api.query(mutation, { d: { title: name, code, startsAt: new Date(simulator.world.now()).toISOString(), ...limits } }, z.object({}).loose());
  expect(await patiently(() => shopify.discounts?.(api).find?.(code))).toMatchObject({ code, state: 'active', percent: null, amountMinor: null, isFreeShipping });
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

test('a whole purchase arrives as genuine webhooks that name one and the same cart', async () => {
  simulator.world.schedule.advance(60_000);
  const api = connect();
  const events: InboundEvent[] = [];
  const verdicts = new Set<string>();
  const receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const hook = { method: 'POST' as const, headers: normaliseHeaders(request.headers), query: {}, body: Buffer.concat(chunks), receivedAt: new Date() };
      verdicts.add(shopify.hooks.verify(hook, api.settings));
      events.push(...shopify.hooks.translate(hook, api.settings).events.map(({ event }) => event));
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks/cn_1`;
  await patiently(() => shopify.subscribe?.(api, url));

  const act = async (path: string, body: object) => {
    const reply = await fetch(`${simulator.url}/sim/shopify/aurora/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!reply.ok) throw new Error(await reply.text());
    return (await reply.json()) as { token: string };
  };
  const ofType = <Type extends InboundEvent['type']>(type: Type) => events.filter((event) => event.type === type) as Extract<InboundEvent, { type: Type }>[];
  const { token: cartToken } = await act('carts', {});
  const { token } = await act('checkouts', { cartToken, contact: { firstName: 'Ana', email: 'ana@example.com', phone: '11 5555-0199', acceptsEmail: true } });
  await act(`checkouts/${token}/complete`, {});
  await vi.waitFor(() => expect(ofType('order.changed').some(({ paymentState }) => paymentState === 'paid')).toBe(true), 5000);
  await vi.waitFor(() => expect(ofType('cart.changed').some(({ state }) => state === 'completed')).toBe(true), 5000);
  receiver.close();

  expect([...verdicts]).toEqual(['genuine']);
  expect(new Set(ofType('cart.changed').map(({ cartKey }) => cartKey))).toEqual(new Set([cartToken]));
  expect(ofType('order.changed')[0]?.cartKeys).toEqual(expect.arrayContaining([cartToken, token]));
  expect(ofType('cart.changed').find(({ checkoutReached }) => checkoutReached)?.person).toMatchObject({ firstName: 'Ana' });

  const orderKey = ofType('order.changed')[0]?.orderKey ?? '';
  const polled = await patiently(() => shopify.orders?.(api).get(orderKey));
  const told = ofType('order.changed').at(-1);
  expect(polled).toMatchObject({ orderKey, totalMinor: told?.totalMinor, paymentState: 'paid', currency: 'ARS' });
  const carts = await patiently(() => shopify.carts?.(api).changedSince(new Date(0), null));
  expect(carts.items.find(({ cartKey }) => cartKey === token)).toMatchObject({ state: 'completed', checkoutReached: true });
});

describe('orders paid in the chat', () => {
  const order = (reference: string, change: object = {}) => ({
    reference,
    cartKey: 'cart-of-the-chat',
    currency: 'ARS',
    totalMinor: 18_500_000,
    lines: [{ variantKey: '4455', title: 'Zapatilla Norte', quantity: 2, unitMinor: 9_000_000 }],
    discountMinor: 100_000,
    extraMinor: 600_000,
    discountCodes: ['AHORRO'],
    person: { name: 'Lucía Paz Gómez', email: 'lucia@example.test', phone: '+5491155550199' },
    payment: { vendorName: 'Stripe', paymentKey: 'pi_1', paidAt: new Date('2026-11-21T12:00:00Z') },
    ...change,
  });
  const stock = (units: number) => fetch(`${simulator.url}/sim/shopify/aurora/products/88/stock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ variantId: 4455, stock: units }) });

  test.each(apiVersions)('are made with what was paid, and found again by our reference (API %s)', async (apiVersion) => {
    await stock(10);
    const orders = shopify.createOrder?.(connect({ apiVersion }));
    const reference = `mch_${apiVersion.replace('-', '')}`;
    expect(await patiently(() => orders?.find(reference))).toBeNull();
    const made = await patiently(() => orders?.create(order(reference)));
    expect(made).toMatchObject({ type: 'order.changed', totalMinor: 18_500_000, discountMinor: 100_000, currency: 'ARS', paymentState: 'paid', cartKeys: ['cart-of-the-chat'], attributes: { _marchante_payment: reference }, person: { email: 'lucia@example.test' } });
    expect(await patiently(() => orders?.find(reference))).toMatchObject({ orderKey: made.orderKey, number: made.number });
  });

  test('are refused by the word for goods that ran out, and plainly for anything else', async () => {
    await stock(1);
    const orders = shopify.createOrder?.(connect());
    await expect(patiently(() => orders?.create(order('mch_gone')))).rejects.toMatchObject({ kind: 'rejected', code: 'out_of_stock' });
    await expect(patiently(() => orders?.create(order('mch_money', { currency: 'BRL' })))).rejects.toMatchObject({ kind: 'rejected' });
    expect(await patiently(() => orders?.find('mch_gone'))).toBeNull();
  });
});
