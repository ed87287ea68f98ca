import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aurora, signShopify } from './index.ts';
import { startTestShop, type TestShop } from './test-shop.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await startTestShop();
});
afterEach(() => shop.close());

const ana = { firstName: 'Ana', phone: '+5491155550199', email: 'ana@example.com', acceptsWhatsApp: true };

test('signs the documented example as the platform does', () => {
  const body = '{"id":7001,"token":"chk_tok_1","email":"ana@example.com","phone":"+5491155550123"}';
  expect(signShopify(body, 'shpss_example_secret')).toBe('01FJUqDjLZFKlTGpWpN706wU/vIdoGYa/nRqMs0e1FM=');
});

test('tells a whole purchase in signed webhooks', async () => {
  const { token: cartToken } = await shop.control('/carts', { attributes: { _cc_ref: 'att_9x' }, landingSite: '/?utm_source=ig' });
  const { token } = await shop.control('/checkouts', { cartToken });
  expect(await shop.topics()).toEqual(['carts/create']);
  await shop.control(`/checkouts/${String(token)}/contact`, ana);
  const { id } = await shop.control(`/checkouts/${String(token)}/complete`);

  const topics = await shop.topics();
  expect(topics.toSorted()).toEqual(
    [
      'carts/create', 'checkouts/create', 'checkouts/update', 'customers/create', 'customers_whats_app_marketing_consent/update',
      'inventory_levels/update', 'orders/create', 'orders/paid', 'products/update',
    ].toSorted(),
  );
  for (const { headers, rawBody } of shop.received) {
    expect(headers['x-shopify-hmac-sha256']).toBe(signShopify(rawBody, aurora.clientSecret));
    expect(headers['x-shopify-shop-domain']).toBe('aurora.myshopify.com');
  }
  const order = shop.received.find((one) => one.topic === 'orders/create')?.body;
  expect(order).toMatchObject({
    id,
    checkout_token: token,
    cart_token: cartToken,
    note_attributes: [{ name: '_cc_ref', value: 'att_9x' }],
    landing_site: '/?utm_source=ig',
    total_price: '89999.50',
    financial_status: 'paid',
  });
});

test('never says in a cart event whose cart it is', async () => {
  await shop.control('/checkouts', { contact: ana });
  await shop.topics();
  const cart = shop.received.find((one) => one.topic === 'carts/create');
  expect(cart?.rawBody).not.toMatch(/ana|5550199/i);
  expect(cart?.body).toMatchObject({ line_items: [{ variant_id: 4455, quantity: 1, price: '89999.50' }] });
});

test('records consent only for the box that was ticked', async () => {
  const { customerId } = await shop.control('/checkouts', { contact: { ...ana, acceptsWhatsApp: false, acceptsEmail: true } });
  const topics = await shop.topics();
  expect(topics).toContain('customers_email_marketing_consent/update');
  expect(topics).not.toContain('customers_whats_app_marketing_consent/update');
  const answer = await shop.graphql(
    `query($id: ID!) { customer(id: $id) { defaultPhoneNumber { phoneNumber whatsAppMarketingConsent { state } } } }`,
    { id: `gid://shopify/Customer/${String(customerId)}` },
  );
  expect(answer.data).toEqual({ customer: { defaultPhoneNumber: { phoneNumber: '+5491155550199', whatsAppMarketingConsent: { state: 'NEVER_SUBSCRIBED' } } } });
});

test('sends the same bytes and ids again until they are accepted', async () => {
  shop.answers.push(500, 503);
  await shop.control('/webhooks', { topic: 'shop/update', body: { id: 1 } });
  await expect.poll(() => shop.received.length).toBe(3);
  expect(new Set(shop.received.map((one) => one.headers['x-shopify-webhook-id'])).size).toBe(1);
  expect(new Set(shop.received.map((one) => one.rawBody)).size).toBe(1);
});

test('gives one event to two subscriptions under one event id', async () => {
  await shop.control('/subscriptions', { uri: `${shop.hookUrl}/second`, topics: ['shop/update'] });
  await shop.control('/webhooks', { topic: 'shop/update', body: { id: 1 } });
  await shop.topics();
  expect(new Set(shop.received.map((one) => one.headers['x-shopify-event-id'])).size).toBe(1);
  expect(new Set(shop.received.map((one) => one.headers['x-shopify-webhook-id'])).size).toBe(2);
});

test('sends a body that is not JSON byte for byte', async () => {
  await shop.control('/webhooks', { topic: 'orders/create', body: '{"id": 12' });
  await shop.topics();
  expect(shop.received[0]?.rawBody).toBe('{"id": 12');
  expect(shop.received[0]?.headers['x-shopify-hmac-sha256']).toBe(signShopify('{"id": 12', aurora.clientSecret));
});

describe('after the app is removed', () => {
  test('forgets tokens and subscriptions, and asks to redact the shop 48 hours later', async () => {
    await shop.signIn();
    await shop.control('/uninstall');
    expect(await shop.topics()).toEqual(['app/uninstalled']);
    const refused = await shop.graphql('{ shop { name } }');
    expect(refused.errors).toMatch(/Invalid API key/);
    shop.world.schedule.advance(47 * 3_600_000);
    expect(await shop.topics()).not.toContain('shop/redact');
    shop.world.schedule.advance(3_600_000);
    expect(await shop.topics()).toContain('shop/redact');
  });
});
