import { describe, expect, test } from 'vitest';
import type { InboundEvent, InboundEventType } from '#contract/inbound-event';
import { ConnectorError } from '#ports/connector';
import { readFixture, settings, webhook } from './testing.ts';
import { shopifyHooks, subscribedTopics } from './webhooks.ts';

const { verify, translate } = shopifyHooks;

function translateOne<Type extends InboundEventType>(topic: string, body: unknown, type: Type, headers = {}): Extract<InboundEvent, { type: Type }> {
  const { events } = translate(webhook({ topic, body, ...headers }), settings);
  const found = events.find(({ event }) => event.type === type)?.event;
  if (!found) throw new Error(`No ${type} in ${JSON.stringify(events)}`);
  return found as Extract<InboundEvent, { type: Type }>;
}

describe('verification', () => {
  const vector = {
    body: Buffer.from('{"id":7001,"token":"chk_tok_1","email":"ana@example.com","phone":"+5491155550123"}'),
    signature: '01FJUqDjLZFKlTGpWpN706wU/vIdoGYa/nRqMs0e1FM=',
    settings: { ...settings, clientSecret: 'shpss_example_secret' },
  };
  const request = (header: string, signature: string, body = vector.body) => ({ ...webhook({ topic: 'checkouts/update', body: {} }), body, headers: { [header]: signature } });

  test('accepts the published vector under the headers of both families', () => {
    expect(verify(request('x-shopify-hmac-sha256', vector.signature), vector.settings)).toBe('genuine');
    expect(verify(request('shopify-hmac-sha256', vector.signature), vector.settings)).toBe('genuine');
  });

  test('refuses a body that differs by one byte', () => {
    const body = Buffer.from(vector.body.toString().replace('7001', '7002'));
    expect(verify(request('x-shopify-hmac-sha256', vector.signature, body), vector.settings)).toBe('forged');
  });

  test('trusts nothing without a secret', () => {
    expect(verify(request('x-shopify-hmac-sha256', vector.signature), { ...vector.settings, clientSecret: null })).toBe('no_secret');
  });
});

describe('checkouts', () => {
  const checkout = readFixture('checkout-update');

  test('brings the cart, its keys, the amounts and the way back', () => {
    const event = translateOne('checkouts/update', checkout, 'cart.changed');
    expect(event).toMatchObject({
      cartKey: 'crt_rio_7',
      aliases: ['chk_rio_7', '512004410'],
      currency: 'ARS',
      totalMinor: 5_325_050,
      checkoutReached: true,
      state: 'open',
      checkoutUrl: 'https://rio.example/88/checkouts/ac/chk_rio_7/recover?key=k7',
      activityAt: '2026-11-18T12:34:12.000Z',
      discountCodes: ['HOLA5'],
      attributes: { envoltorio: 'true', landing_site: '/?utm_source=ig' },
    });
    expect(event.lines).toEqual([
      { variantKey: '3107', productKey: '31', title: 'Remera Brisa', variantTitle: 'M', sku: 'BRI-M', quantity: 2, unitPriceMinor: 2_490_000 },
    ]);
  });

  test('reads a guest’s phone from the address with the country of that address', () => {
    expect(translateOne('checkouts/update', checkout, 'cart.changed').person).toMatchObject({
      phone: '11 4444-0177', phoneCountry: 'AR', email: 'lucia@example.com', firstName: 'Lucía', name: 'Lucía Ferro', shopCustomerKey: '6001', visitorKey: 'vis_81',
    });
  });

  test('prefers the phone given for this checkout', () => {
    const { person } = translateOne('checkouts/update', { ...checkout, phone: '+5491144440177' }, 'cart.changed');
    expect(person.phone).toBe('+5491144440177');
  });

  test('takes a ticked box as consent of the checkout’s beginning, an empty one as nothing', () => {
    expect(translateOne('checkouts/update', checkout, 'cart.changed').consents).toEqual([
      expect.objectContaining({ channel: 'email', state: 'granted', source: 'checkout', occurredAt: '2026-11-18T12:30:00.000Z' }),
    ]);
  });

  test('is also known by our reference when it was opened by a link of ours', () => {
    const noted = { ...checkout, note_attributes: [{ name: '_marchante_ref', value: 'cart:01' }] };
    expect(translateOne('checkouts/update', noted, 'cart.changed').aliases.at(-1)).toBe('cart:01');
  });

  test('is completed once the shop says so, and deleted when the shop drops it', () => {
    expect(translateOne('checkouts/update', { ...checkout, completed_at: '2026-11-18T10:00:00-03:00' }, 'cart.changed').state).toBe('completed');
    const deleted = translateOne('checkouts/delete', { id: 512004410, cart_token: 'crt_rio_7', presentment_currency: 'ARS', total_price: '0.00' }, 'cart.changed');
    expect(deleted).toMatchObject({ state: 'deleted', cartKey: 'crt_rio_7', aliases: ['512004410'], lines: [] });
  });

  test('keeps the first 500 lines of a longer cart and says how many are missing', () => {
    const line = (checkout['line_items'] as object[])[0];
    const event = translateOne('checkouts/update', { ...checkout, line_items: Array.from({ length: 10_000 }, () => line) }, 'cart.changed');
    expect(event.lines).toHaveLength(500);
    expect(event.attributes['lines_left_out']).toBe('9500');
    expect(event.totalMinor).toBe(5_325_050);
  });

  test.each([
    ['a negative total', { total_price: '-1.00' }, /totalMinor/],
    ['an enormous total', { total_price: '99999999999.00' }, /totalMinor/],
    ['a total that is no number', { total_price: 'lots' }, /total_price/],
    ['a currency that is none', { presentment_currency: 'pesos' }, /currency/],
    ['no token at all', { token: null, cart_token: null, id: null }, /token/],
  ])('refuses %s by name', (_what, change, message) => {
    const call = () => translate(webhook({ topic: 'checkouts/update', body: { ...checkout, ...change } }), settings);
    expect(call).toThrow(ConnectorError);
    expect(call).toThrow(message);
  });

  test('keeps every digit of an id that a double cannot hold', () => {
    const body = JSON.stringify({ ...checkout, cart_token: null, token: null }).replace('512004410', '981820079255243537');
    expect(translateOne('checkouts/update', body, 'cart.changed').cartKey).toBe('981820079255243537');
  });
});

describe('carts', () => {
  const line = { variant_id: 3107, product_id: 31, quantity: 2, title: 'Remera Brisa', price: '24900.00', line_price: '49800.00', sku: 'BRI-M', properties: null };
  const cart = { id: 'crt_rio_7', token: 'crt_rio_7', line_items: [line], note: null, created_at: '2026-11-18T12:00:00.000Z', updated_at: '2026-11-18T12:00:05.120Z' };

  test('shares its key with the checkout that follows, and names nobody', () => {
    const event = translateOne('carts/update', cart, 'cart.changed');
    expect(event).toMatchObject({ cartKey: 'crt_rio_7', currency: 'ARS', totalMinor: 4_980_000, checkoutReached: false, version: '2026-11-18T12:00:05.120Z' });
    expect(event.person.phone).toBeUndefined();
  });

  test('prefers the currency that the shopper saw', () => {
    const set = { shop_money: { amount: '24900.00', currency_code: 'ARS' }, presentment_money: { amount: '4200', currency_code: 'CLP' } };
    const event = translateOne('carts/update', { ...cart, line_items: [{ ...line, price_set: set }] }, 'cart.changed');
    expect(event).toMatchObject({ currency: 'CLP', totalMinor: 8_400 });
  });

  test('an emptied cart has no lines and no total', () => {
    const event = translateOne('carts/update', { ...cart, line_items: [{ ...line, quantity: 0 }] }, 'cart.changed');
    expect(event).toMatchObject({ lines: [], totalMinor: 0, state: 'open' });
  });
});

describe('orders', () => {
  const order = readFixture('order-paid');

  test('names every key that leads from the cart, and what the shopper saw', () => {
    const event = translateOne('orders/paid', order, 'order.changed');
    expect(event).toMatchObject({
      orderKey: '90210', number: '#1042', cartKeys: ['crt_rio_7', 'chk_rio_7', '512004410', 'snd_4'], currency: 'USD', totalMinor: 3_804,
      paymentState: 'paid', fulfilmentState: 'none', state: 'open', attributes: { shop_currency: 'ARS', shop_total: '53250.50', _marchante_ref: 'snd_4' },
    });
    expect(event.lines[0]?.unitPriceMinor).toBe(1_779);
  });

  test('brings its parcels along', () => {
    expect(translateOne('orders/updated', order, 'shipment.changed')).toMatchObject({ shipmentKey: '7001', orderKey: '90210', status: 'out_for_delivery', carrier: 'Andreani' });
  });

  test.each([
    [{ cancelled_at: '2026-11-18T11:00:00-03:00' }, { state: 'cancelled' }],
    [{ closed_at: '2026-11-18T11:00:00-03:00' }, { state: 'closed' }],
    [{ financial_status: 'partially_refunded' }, { paymentState: 'partly_refunded' }],
    [{ fulfillment_status: 'partial' }, { fulfilmentState: 'partial' }],
    [{ cart_token: null, checkout_token: null, checkout_id: null, note_attributes: [] }, { cartKeys: [] }],
  ])('%o reads as %o', (change, expected) => {
    expect(translateOne('orders/updated', { ...order, ...change }, 'order.changed')).toMatchObject(expected);
  });
});

describe('parcels, products, stock', () => {
  test('a scan of the carrier moves the parcel', () => {
    const scan = { id: 5, fulfillment_id: 7001, order_id: 90210, status: 'delivered', happened_at: '2026-11-19T10:00:00-03:00', created_at: '2026-11-19T10:05:00-03:00', updated_at: '2026-11-19T10:05:00-03:00' };
    expect(translateOne('fulfillment_events/create', scan, 'shipment.changed')).toMatchObject({ shipmentKey: '7001', status: 'delivered' });
    expect(translateOne('fulfillment_events/create', { ...scan, status: 'teleported' }, 'ignored').reason).toMatch(/do not know/);
  });

  const product = {
    id: 31, title: 'Remera Brisa', handle: 'remera-brisa', status: 'active', published_at: '2026-01-01T00:00:00Z', body_html: '<p>Seca <b>rápido</b> &amp; fácil.</p><script>x()</script>', tags: 'verano, running',
    updated_at: '2026-11-18T09:00:00-03:00', options: [{ name: 'Talle' }], images: [{ id: 1, src: 'https://img.example/1.jpg' }],
    variants: [{ id: 3107, title: 'M', price: '24900.00', compare_at_price: null, inventory_policy: 'continue', inventory_quantity: -2, inventory_item_id: 88, option1: 'M', image_id: 1 }],
  };

  test('a product is priced in the shop’s currency and described in plain words', () => {
    expect(translateOne('products/update', product, 'product.changed')).toMatchObject({
      productKey: '31', state: 'active', currency: 'ARS', description: 'Seca rápido & fácil.', tags: ['verano', 'running'], url: 'https://rio-test.myshopify.com/products/remera-brisa',
      variants: [{ variantKey: '3107', priceMinor: 2_490_000, stock: -2, sellsWhenEmpty: true, inventoryKey: '88', options: { Talle: 'M' }, imageUrl: 'https://img.example/1.jpg' }],
    });
  });

  test('a draft is hidden, a deleted product gone', () => {
    expect(translateOne('products/update', { ...product, status: 'draft' }, 'product.changed').state).toBe('hidden');
    expect(translateOne('products/delete', { id: 31 }, 'product.changed')).toMatchObject({ state: 'deleted', version: '2026-11-18T12:34:12.500Z' });
  });

  test('stock is told for each place, or for the variant', () => {
    const level = { inventory_item_id: 88, location_id: 2, available: 4, updated_at: '2026-11-18T09:00:00-03:00' };
    expect(translateOne('inventory_levels/update', level, 'stock.changed')).toMatchObject({ inventoryKey: '88', locationKey: '2', stock: 4 });
    expect(translateOne('variants/out_of_stock', { id: 3107 }, 'stock.changed')).toMatchObject({ variantKey: '3107', stock: 0 });
  });
});

describe('customers and their will', () => {
  test('consent of each channel is its own', () => {
    const consent = { state: 'subscribed', opt_in_level: 'confirmed_opt_in', updated_at: '2026-11-18T09:00:00-03:00', collected_from: 'other' };
    const event = translateOne('customers_whats_app_marketing_consent/update', { customer_id: 6001, phone_number: '+5491144440177', whats_app_marketing_consent: consent }, 'consent.changed');
    expect(event).toMatchObject({ person: { shopCustomerKey: '6001', phone: '+5491144440177' }, signal: { channel: 'whatsapp', state: 'granted', doubleOptIn: true, occurredAt: '2026-11-18T12:00:00.000Z' } });
    const sms = { state: 'unsubscribed', consent_updated_at: '2026-11-18T09:00:00-03:00' };
    expect(translateOne('customers_marketing_consent/update', { id: 6001, phone: null, sms_marketing_consent: sms }, 'consent.changed').signal).toMatchObject({ channel: 'sms', state: 'withdrawn' });
  });

  test('"not subscribed" is no statement', () => {
    expect(translateOne('customers_email_marketing_consent/update', { customer_id: 1, email_marketing_consent: { state: 'not_subscribed' } }, 'ignored')).toBeDefined();
  });

  test('a merge names who stays; a failed one changes nothing', () => {
    const merge = { admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/1', admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/2', status: 'completed' };
    expect(translateOne('customers/merge', merge, 'customers.merged')).toMatchObject({ keptShopCustomerKey: '1', mergedShopCustomerKeys: ['2'] });
    expect(translateOne('customers/merge', { ...merge, status: 'failed' }, 'ignored')).toBeDefined();
  });

  test('privacy topics and the goodbye are read', () => {
    const news = { shop_id: 1, shop_domain: 'rio-test.myshopify.com', customer: { id: 6001, email: 'lucia@example.com', phone: '11 4444-0177' } };
    expect(translateOne('customers/redact', news, 'privacy.requested')).toMatchObject({ request: 'erase_person', person: { shopCustomerKey: '6001' } });
    expect(translateOne('customers/data_request', news, 'privacy.requested').request).toBe('export_person');
    expect(translateOne('shop/redact', { shop_id: 1 }, 'privacy.requested')).toMatchObject({ request: 'erase_shop', person: {} });
    expect(translateOne('app/uninstalled', {}, 'connection.closed').at).toBe('2026-11-18T12:34:12.500Z');
  });
});

describe('keys and versions', () => {
  const checkout = readFixture('checkout-update');
  const keyOf = (options: object) => translate(webhook({ topic: 'checkouts/update', body: checkout, ...options }), settings).events[0]?.key;

  test('a retry and a second subscription repeat the key', () => {
    expect(keyOf({ webhookId: 'wh-2' })).toBe(keyOf({}));
  });

  test('two objects changed by one action have two keys', () => {
    expect(keyOf({ body: { ...checkout, cart_token: 'other' } })).not.toBe(keyOf({}));
  });

  test('without an event id the webhook’s own serves, without both the body', () => {
    expect(keyOf({ eventId: null })).toContain('wh-1');
    expect(keyOf({ eventId: null, webhookId: null })).toBe(keyOf({ eventId: null, webhookId: null }));
  });

  test('the state in the body decides, not the moment it was sent', () => {
    const older = translateOne('checkouts/update', checkout, 'cart.changed', { triggeredAt: '2026-11-18T12:34:59Z' });
    const newer = translateOne('checkouts/update', { ...checkout, updated_at: '2026-11-18T09:34:13-03:00' }, 'cart.changed', { triggeredAt: '2026-11-18T12:34:13Z' });
    expect(newer.version > older.version).toBe(true);
  });

  test('changes within one second keep the order in which they were noticed', () => {
    const versions = ['12.100', '12.900', '14.000', '59.000'].map((at) => translateOne('checkouts/update', checkout, 'cart.changed', { triggeredAt: `2026-11-18T12:34:${at}Z` }).version);
    expect(versions).toEqual([...new Set(versions)].toSorted());
  });

  test('next-generation headers carry the same facts', () => {
    expect(keyOf({ isNextGeneration: true })).toBe(keyOf({}));
  });
});

test('an unknown topic is remembered, not applied', () => {
  expect(translate(webhook({ topic: 'themes/publish', body: {} }), settings).events[0]?.event).toMatchObject({ type: 'ignored', topic: 'themes/publish' });
});

test('privacy topics are not asked for through the API', () => {
  expect(subscribedTopics).toContain('checkouts/update');
  expect(subscribedTopics).not.toContain('shop/redact');
});
