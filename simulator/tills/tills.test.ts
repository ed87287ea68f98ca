import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulator, type Simulator } from '../index.ts';
import { auroraMercadoPago } from './mercadopago/index.ts';
import { auroraStripe } from './stripe/index.ts';

interface Heard {
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

let simulator: Simulator;
let stripe: Stripe;
let secret = '';
const heard: Heard[] = [];
const receiver = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (part: string) => (body += part));
  request.on('end', () => {
    heard.push({ url: request.url ?? '', headers: request.headers, body });
    response.writeHead(200).end();
  });
});

beforeAll(async () => {
  simulator = await startSimulator({ seed: 9 });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  // The official SDK reaches the pretend service through a fetch that puts its prefix in front of the path.
  const toPretend: typeof fetch = (url, init) => fetch(String(url).replace('https://api.stripe.com', `${simulator.url}/stripe`), init);
  stripe = new Stripe(auroraStripe.secretKey, { httpClient: Stripe.createFetchHttpClient(toPretend), maxNetworkRetries: 0, telemetry: false });
  secret = (await stripe.webhookEndpoints.create({ url: `${hookUrl()}/stripe`, enabled_events: ['*'] })).secret ?? '';
});
afterAll(async () => {
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
  await simulator.close();
});

const hookUrl = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
const idle = () => simulator.world.webhooks.idle();
const session = (key: string, amount = 4_150_050) =>
  stripe.checkout.sessions.create(
    { mode: 'payment', client_reference_id: 'A-1001', metadata: { cart: 'A-1001' }, success_url: 'https://shop.example.test/ok', line_items: [{ quantity: 1, price_data: { currency: 'ars', unit_amount: amount, product_data: { name: 'Campera <b>azul</b>' } } }] },
    { idempotencyKey: key },
  );

async function choose(address: string, way: string): Promise<Response> {
  return fetch(address, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `way=${way}` });
}

test('a session is made once for a key, and refuses the key with another order', async () => {
  const [first, again] = [await session('k-1'), await session('k-1')];
  expect(again.id).toBe(first.id);
  await expect(session('k-1', 1)).rejects.toMatchObject({ type: 'StripeIdempotencyError' });
  await expect(stripe.checkout.sessions.retrieve('cs_nobody')).rejects.toMatchObject({ statusCode: 404 });
  await expect(new Stripe('sk_test_wrong', { httpClient: Stripe.createFetchHttpClient((url, init) => fetch(String(url).replace('https://api.stripe.com', `${simulator.url}/stripe`), init)) }).balance.retrieve()).rejects.toMatchObject({ statusCode: 404 });
});

test('a shopper is refused, tries again and pays; the signed events are genuine for the official SDK', async () => {
  const made = await session('k-2');
  const page = made.url ?? '';
  heard.length = 0;
  const text = await (await fetch(page)).text();
  expect(text).toContain('Campera &lt;b&gt;azul&lt;/b&gt;');
  await choose(page, 'declined');
  expect(await (await fetch(page)).text()).toContain('role="alert"');
  const back = await choose(page, 'card');
  expect([back.status, back.headers.get('location')]).toEqual([303, 'https://shop.example.test/ok']);
  await idle();
  const events = heard.filter(({ url }) => url === '/stripe').map(({ body, headers }) => stripe.webhooks.constructEvent(body, String(headers['stripe-signature']), secret, 300, undefined, simulator.world.now()));
  expect(events.map(({ type }) => type)).toEqual(['payment_intent.payment_failed', 'checkout.session.completed']);
  const paid = await stripe.checkout.sessions.retrieve(made.id, { expand: ['payment_intent'] });
  expect(paid).toMatchObject({ status: 'complete', payment_status: 'paid', amount_total: 4_150_050, payment_intent: { status: 'succeeded' } });
  await expect(stripe.checkout.sessions.expire(made.id)).rejects.toMatchObject({ statusCode: 400 });
  const refund = await stripe.refunds.create({ payment_intent: (paid.payment_intent as Stripe.PaymentIntent).id, amount: 50 }, { idempotencyKey: 'r-1' });
  expect((await stripe.refunds.create({ payment_intent: (paid.payment_intent as Stripe.PaymentIntent).id, amount: 50 }, { idempotencyKey: 'r-1' })).id).toBe(refund.id);
});

test('a page runs out by the world’s clock, and a slip waits until somebody pays it', async () => {
  const [left, slip] = [await session('k-3'), await session('k-4')];
  await choose(slip.url ?? '', 'cash');
  expect(await (await fetch(slip.url ?? '')).text()).toContain('33350088');
  simulator.world.advance(25 * 3_600_000);
  expect((await stripe.checkout.sessions.retrieve(left.id)).status).toBe('expired');
  expect(await stripe.checkout.sessions.retrieve(slip.id)).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
  await fetch(`${simulator.url}/stripe/pay/${slip.id}`);
  await choose(`${simulator.url}/stripe/pay/${slip.id}`, 'settle');
  expect(await stripe.checkout.sessions.retrieve(slip.id)).toMatchObject({ payment_status: 'paid' });
});

test('an answer can be lost after the work was done, and a webhook be repeated', async () => {
  await fetch(`${simulator.url}/sim/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify([{ place: 'stripe.sessions', kind: 'drop_after', count: 1 }, { place: 'webhook.stripe', kind: 'repeat', times: 2, count: 1 }]) });
  await expect(session('k-5')).rejects.toMatchObject({ type: 'StripeConnectionError' });
  const made = await session('k-5');
  heard.length = 0;
  await choose(made.url ?? '', 'card');
  await idle();
  expect(new Set(heard.map(({ body }) => (JSON.parse(body) as { id: string }).id)).size).toBe(1);
  expect(heard).toHaveLength(3);
});

test('MercadoPago: a preference, its payments, and notices that only say what to look up', async () => {
  const call = async (path: string, body?: object) => {
    const reply = await fetch(`${simulator.url}/mercadopago${path}`, { method: body ? 'POST' : 'GET', headers: { authorization: `Bearer ${auroraMercadoPago.accessToken}`, 'content-type': 'application/json', 'x-idempotency-key': 'key' }, ...(body && { body: JSON.stringify(body) }) });
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
  };
  const wish = { items: [{ title: 'Campera', quantity: 2, currency_id: 'ARS', unit_price: 41_500.5 }], external_reference: 'A-2', notification_url: `${hookUrl()}/mp?source_news=webhooks&reference=A-2`, back_urls: { success: 'https://shop.example.test/ok' }, auto_return: 'approved' };
  expect((await call('/checkout/preferences', { ...wish, items: [{ ...wish.items[0], currency_id: 'BRL' }] })).status).toBe(400);
  const { status, body } = await call('/checkout/preferences', wish);
  expect(status).toBe(201);
  heard.length = 0;
  await choose(String(body['init_point']), 'declined');
  await choose(String(body['init_point']), 'card');
  await idle();
  expect(heard.map(({ url }) => url.replace(/\d{12}/, 'N'))).toEqual(Array(2).fill('/mp?source_news=webhooks&reference=A-2&data.id=N&type=payment'));
  expect(heard[1]?.headers['x-signature']).toMatch(/^ts=\d{13},v1=[0-9a-f]{64}$/);
  const found = (await call('/v1/payments/search?external_reference=A-2')).body as { results: { status: string; transaction_amount: number; id: number }[] };
  expect(found.results.map(({ status: one, transaction_amount }) => [one, transaction_amount])).toEqual([['approved', 83_001], ['rejected', 83_001]]);
  expect((await call(`/v1/payments/${found.results[0]?.id}/refunds`, { amount: 1.5 })).body).toMatchObject({ amount: 1.5 });
  expect((await call(`/v1/payments/${found.results[0]?.id}`)).body).toMatchObject({ status: 'approved', transaction_amount_refunded: 1.5 });
  expect((await call('/v1/payments/1')).status).toBe(404);
});
