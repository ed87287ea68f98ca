import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ConnectorError } from '#ports/connector';
import { replayExchanges } from '#kit';
import type { Exchange } from '#kit';
import { shopify } from './index.ts';
import { settings } from './testing.ts';

const tokenUrl = 'POST https://rio-test.myshopify.com/admin/oauth/access_token';
const apiUrl = 'POST https://rio-test.myshopify.com/admin/api/2026-10/graphql.json';
const Anything = z.object({}).loose();

let nowMs = Date.parse('2026-11-20T12:00:00Z');
const token = (name: string): Exchange => ({ call: tokenUrl, bodyHas: 'grant_type=client_credentials', answer: { access_token: name, scope: 'read_orders,write_products', expires_in: 86_399 } });
const ok = (data: object): Exchange => ({ call: apiUrl, answer: { data } });

function connect(exchanges: Exchange[], changes: Partial<typeof settings> = {}) {
  const replay = replayExchanges(exchanges, () => new Date(nowMs));
  return { api: shopify.connect({ ...settings, ...changes }, replay.io), ...replay };
}

async function failureOf(run: Promise<unknown>): Promise<ConnectorError> {
  return run.then(
    () => Promise.reject(new Error('It did not fail.')),
    (error: unknown) => error as ConnectorError,
  );
}

describe('tokens', () => {
  test('one token serves calls made at once, and until a sixth of its day is left', async () => {
    const { api, calls } = connect([token('t1'), ok({}), ok({}), ok({}), token('t2'), ok({})]);
    await Promise.all([api.query('query A { a }', {}, Anything), api.query('query B { b }', {}, Anything)]);
    nowMs += 19.9 * 3_600_000;
    await api.query('query A { a }', {}, Anything);
    nowMs += 0.2 * 3_600_000;
    await api.query('query A { a }', {}, Anything);
    expect(calls.filter(({ url }) => url.endsWith('access_token'))).toHaveLength(2);
    expect(calls.at(-1)?.request.headers?.['x-shopify-access-token']).toBe('t2');
  });

  test('calls refused together share one renewal, and are then repeated once', async () => {
    const refused: Exchange = { call: apiUrl, status: 401, answer: { errors: '[API] Invalid API key or access token' } };
    const { api, calls, unused } = connect([token('t1'), refused, refused, token('t2'), ok({}), ok({})]);
    await Promise.all([api.query('query A { a }', {}, Anything), api.query('query B { b }', {}, Anything)]);
    expect(calls.filter(({ url }) => url.endsWith('access_token'))).toHaveLength(2);
    expect(unused()).toEqual([]);
  });

  test('a token refused twice is a matter of credentials', async () => {
    const refused: Exchange = { call: apiUrl, status: 401, answer: 'no' };
    const { api } = connect([token('t1'), refused, token('t2'), refused]);
    expect(await failureOf(api.query('query A { a }', {}, Anything))).toMatchObject({ kind: 'credentials', isCertain: true });
  });

  test('a fixed token is used as it is', async () => {
    const { api, calls } = connect([ok({})], { accessToken: 'shpat_fixed_1' });
    await api.query('query A { a }', {}, Anything);
    expect(calls[0]?.request.headers?.['x-shopify-access-token']).toBe('shpat_fixed_1');
  });
});

describe('refusals', () => {
  const throttleStatus = { maximumAvailable: 2000, currentlyAvailable: 120, restoreRate: 100 };

  test.each([200, 429])('a throttled answer with status %i says how long to wait', async (status) => {
    const answer = { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }], extensions: { cost: { requestedQueryCost: 640, actualQueryCost: null, throttleStatus } } };
    const { api } = connect([token('t'), { call: apiUrl, status, answer }]);
    expect(await failureOf(api.query('query Big { a }', {}, Anything))).toMatchObject({ kind: 'rate_limited', code: 'THROTTLED', retryAfterMs: 5200, isCertain: true });
  });

  test('a call that the remaining points cannot pay is not made until they can', async () => {
    const costly = (available: number): Exchange => ({ call: apiUrl, answer: { data: {}, extensions: { cost: { requestedQueryCost: 640, throttleStatus: { ...throttleStatus, currentlyAvailable: available } } } } });
    const { api, calls } = connect([token('t'), costly(120), costly(0)]);
    await api.query('query Big { a }', {}, Anything);
    const failure = await failureOf(api.query('query Big { a }', {}, Anything));
    expect(failure).toMatchObject({ kind: 'rate_limited', retryAfterMs: 5200 });
    expect(calls).toHaveLength(2);
    nowMs += failure.retryAfterMs ?? 0;
    await api.query('query Big { a }', {}, Anything);
    expect(calls).toHaveLength(3);
  });

  test('a gateway’s page instead of an answer leaves open whether the shop acted', async () => {
    const { api } = connect([token('t'), { call: apiUrl, status: 502, answer: '<html>Bad Gateway</html>' }]);
    expect(await failureOf(api.query('mutation M { a }', {}, Anything))).toMatchObject({ kind: 'unavailable', isCertain: false });
  });

  test('so does a connection that breaks', async () => {
    const broken = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
    const { api } = connect([token('t'), { call: apiUrl, answer: broken }]);
    expect(await failureOf(api.query('mutation M { a }', {}, Anything))).toMatchObject({ kind: 'unavailable', isCertain: false });
  });

  test('no message repeats the secret', async () => {
    const { api } = connect([{ call: tokenUrl, status: 400, answer: { error: 'invalid_client', error_description: `bad secret ${settings.clientSecret}` } }]);
    const failure = await failureOf(api.query('query A { a }', {}, Anything));
    expect(failure).toMatchObject({ kind: 'credentials', code: 'invalid_client' });
    expect(failure.message).not.toContain(settings.clientSecret);
  });
});

describe('links', () => {
  const link = (cart: object, code: string | null = 'VUELVE7F') =>
    shopify.checkoutLink?.(connect([]).api).build({ cartKey: 'c', checkoutUrl: null, lines: [], ...cart }, { code, reference: 'snd_4' });

  test('the recovery link keeps its own key and gets the code', () => {
    expect(link({ checkoutUrl: 'https://rio.example/88/checkouts/ac/t/recover?key=k7' })).toBe('https://rio.example/88/checkouts/ac/t/recover?key=k7&discount=VUELVE7F');
    expect(link({ checkoutUrl: 'https://rio.example/recover' })).toBe('https://rio.example/recover?discount=VUELVE7F');
  });

  test('a cart without one gets a permalink with our reference', () => {
    const url = new URL(link({ lines: [{ variantKey: '3107', quantity: 2 }, { variantKey: '3108', quantity: 1 }] }) ?? '');
    expect(url.pathname).toBe('/cart/3107:2,3108:1');
    expect(url.searchParams.get('attributes[_marchante_ref]')).toBe('snd_4');
  });

  test('a line without a variant cannot be linked', () => {
    expect(link({ lines: [{ variantKey: null, quantity: 1 }] })).toBeNull();
    expect(link({})).toBeNull();
  });
});

describe('consent', () => {
  const signal = { channel: 'whatsapp', purpose: 'marketing', state: 'withdrawn', occurredAt: '2026-11-20T10:05:00-03:00', source: 'keyword', evidence: {}, doubleOptIn: false } as const;
  const known = ok({ customer: { id: 'gid://shopify/Customer/991', defaultPhoneNumber: { phoneNumber: '+5491155550199' } } });

  test('an opt-out is written back to the customer with that phone', async () => {
    const { api, calls } = connect([token('t'), known, { call: apiUrl, bodyHas: ['customerWhatsAppMarketingConsentUpdate', '"UNSUBSCRIBED"', '2026-11-20T13:05:00.000Z'], answer: { data: { written: { userErrors: [] } } } }]);
    expect(await shopify.consent?.(api).write({ phone: '+5491155550199' }, signal)).toBe(true);
    expect(calls[1]?.request.body).toContain('customerByIdentifier');
  });

  test('unknown people, other channels and older versions are answered with false', async () => {
    const { api } = connect([token('t'), ok({ customer: null })]);
    expect(await shopify.consent?.(api).write({ shopCustomerKey: '7' }, signal)).toBe(false);
    expect(await shopify.consent?.(api).write({ shopCustomerKey: '7' }, { ...signal, channel: 'sms' })).toBe(false);
    expect(await shopify.consent?.(connect([], { apiVersion: '2026-04' }).api).write({ shopCustomerKey: '7' }, signal)).toBe(false);
  });
});

test('a poll speaks of a cart under the same keys as the webhooks', async () => {
  const money = { presentmentMoney: { amount: '53250.50', currencyCode: 'ARS' }, shopMoney: { amount: '53250.50', currencyCode: 'ARS' } };
  const node = {
    id: 'gid://shopify/AbandonedCheckout/512004410', abandonedCheckoutUrl: 'https://rio.example/88/checkouts/ac/chk_rio_7/recover?key=k7', createdAt: '2026-11-18T12:30:00Z', updatedAt: '2026-11-18T12:34:12Z', completedAt: null,
    customer: null, shippingAddress: { phone: '11 4444-0177', countryCodeV2: 'AR' }, totalPriceSet: money, lineItems: { nodes: [{ title: 'Remera', quantity: 2, variant: { id: 'gid://shopify/ProductVariant/3107' }, originalUnitPriceSet: money }] },
  };
  const { api, calls } = connect([token('t'), ok({ abandonedCheckouts: { pageInfo: { hasNextPage: false }, nodes: [node] } })]);
  const page = await shopify.carts?.(api).changedSince(new Date('2026-11-18T12:00:00Z'), null);
  expect(page?.items[0]).toMatchObject({ cartKey: 'chk_rio_7', aliases: ['512004410'], totalMinor: 5_325_050, person: { phone: '11 4444-0177', phoneCountry: 'AR' }, lines: [{ variantKey: '3107' }] });
  expect(calls[1]?.request.body).toContain('2026-11-18T11:55:00.000Z');
});
