import { expect, test } from 'vitest';
import Stripe from 'stripe';
import { replayExchanges } from '#kit';
import type { Exchange } from '#kit';
import { ConnectorError } from '#ports/connector';
import type { LinkRequest } from '#ports/payment';
import { stripe } from './index.ts';
import { StripeSettings } from './settings.ts';
import { readFixture, secret, settings, webhook } from './testing.ts';
import { signStripe } from './webhooks.ts';

const now = new Date(1_795_000_000_000);
const reference = 'mch_0198c0de000070008000000000000001';
const api = 'https://api.stripe.com/v1';
const at = (exchanges: Exchange[]) => {
  const { io, calls, unused } = replayExchanges(exchanges, () => now);
  const client = stripe.connect(settings, io);
  return { link: stripe.link(client), lookup: stripe.lookup(client), refund: stripe.refund?.(client), client, calls, unused };
};

const request: LinkRequest = {
  reference,
  idempotencyKey: 'link-1',
  amountMinor: 129_900,
  currency: 'MXN',
  lines: [{ title: 'Campera azul M', quantity: 1, unitMinor: 129_900, imageUrl: 'https://shop.example.test/i/az.jpg' }],
  payer: { name: 'Ana', email: 'ana@example.test', phone: null },
  language: 'es',
  expiresAt: new Date(1_795_003_600_000),
  returnUrl: 'https://chat.example.test/pay/1',
  hookUrl: 'https://chat.example.test/hooks/1',
};

test('the signature of the documented example is right, and the official SDK signs the same', () => {
  const body = '{"id":"evt_test_0001","type":"checkout.session.completed"}';
  expect(signStripe(body, secret, 1_795_000_000)).toBe('t=1795000000,v1=d544195882b6e57232b85554cb751b902b717617750948dcd0bbb5b260c527c3');
  const sdk = new Stripe('sk_test_x').webhooks.generateTestHeaderString({ payload: body, secret, timestamp: 1_795_000_000 });
  expect(stripe.hooks.verify({ ...webhook(body), headers: { 'stripe-signature': sdk } }, settings)).toBe('genuine');
});

test('a stale stamp, a scheme of tests and a foreign secret are forged; while a secret is rolled either passes', () => {
  const body = Buffer.from('{}');
  const verify = (header: string, receivedAt = now) => stripe.hooks.verify({ method: 'POST', headers: { 'stripe-signature': header }, query: {}, body, receivedAt }, settings);
  const good = signStripe(body, secret, 1_795_000_000);
  expect(verify(good, new Date(now.getTime() + 301_000))).toBe('forged');
  expect(verify(good, new Date(now.getTime() - 301_000))).toBe('forged');
  expect(verify(good.replace('v1=', 'v0='))).toBe('forged');
  expect(verify(signStripe(body, 'whsec_other', 1_795_000_000))).toBe('forged');
  expect(verify(`${signStripe(body, 'whsec_other', 1_795_000_000)},${good.split(',')[1]}`)).toBe('genuine');
});

test('makes a session for the exact amount, through our own door and with our key', async () => {
  const { link, calls } = at([{ call: `POST ${api}/checkout/sessions`, bodyHas: ['client_reference_id=mch_', 'unit_amount]=129900', 'adaptive_pricing[enabled]=false', 'payment_intent_data[metadata][marchante_reference]=mch_', 'locale=es-419'].map((part) => part), answer: readFixture('session-open') }]);
  expect(await link.create(request)).toEqual({ providerKey: 'cs_test_a1Example', url: 'https://checkout.stripe.com/c/pay/cs_test_a1Example', amountMinor: 129_900, currency: 'MXN', expiresAt: new Date(1_795_003_600_000) });
  expect(calls[0]?.request.headers).toMatchObject({ authorization: 'Bearer sk_test_example0001', 'idempotency-key': 'link-1' });
  expect(String(calls[0]?.request.body)).toContain('expires_at=1795003600');
});

test.each([
  ['CLP', 19_990, '19990'],
  ['PYG', 150_000, '150000'],
  ['COP', 8_990_000, '8990000'],
  ['KWD', 1_250, '1250'],
  ['ARS', 4_150_050, '4150050'],
])('counts %s as Stripe does', async (currency, amountMinor, units) => {
  const answer = { ...readFixture('session-open'), currency: currency.toLowerCase(), amount_total: Number(units) };
  const { link, calls } = at([{ call: `POST ${api}/checkout/sessions`, answer }]);
  const made = await link.create({ ...request, currency, amountMinor, lines: [{ title: 'Uno', quantity: 1, unitMinor: amountMinor, imageUrl: null }] });
  expect(made.amountMinor).toBe(amountMinor);
  expect(decodeURIComponent(String(calls[0]?.request.body))).toContain(`[unit_amount]=${units}`);
});

test('an open session that was closed for us is expired; one that was paid meanwhile says so', async () => {
  expect(await at([{ call: `POST ${api}/checkout/sessions/cs_1/expire`, answer: { ...readFixture('session-open'), status: 'expired' } }]).link.expire('cs_1')).toBe('expired');
  const paid = { ...readFixture('session-open'), status: 'complete', payment_status: 'paid', payment_intent: readFixture('intent-paid') };
  const refusal = { status: 400, answer: { error: { type: 'invalid_request_error', message: 'Only Checkout Sessions with a status in ["open"] can be expired.' } } };
  const { link } = at([{ call: `POST ${api}/checkout/sessions/cs_1/expire`, ...refusal }, { call: sessionCall('cs_1'), answer: paid }]);
  expect(await link.expire('cs_1')).toBe('paid');
});

const expandOfSession = 'expand[0]=payment_intent&expand[1]=payment_intent.latest_charge.refunds';
const sessionCall = (id: string) => `GET ${api}/checkout/sessions/${id}?${expandOfSession}`;

test.each([
  ['nobody tried yet', { payment_intent: null }, 'created', null],
  ['a declined card', { payment_intent: readFixture('intent-declined') }, 'failed', 'insufficient_funds'],
  ['a voucher that waits', { status: 'complete', payment_intent: readFixture('intent-oxxo') }, 'pending', null],
  ['paid', { status: 'complete', payment_status: 'paid', payment_intent: readFixture('intent-paid') }, 'paid', null],
  ['run out', { status: 'expired', payment_intent: null }, 'expired', null],
  ['given back in part', { status: 'complete', payment_status: 'paid', payment_intent: chargeOf({ amount_refunded: 500 }) }, 'partly_refunded', null],
  ['given back', { status: 'complete', payment_status: 'paid', payment_intent: chargeOf({ amount_refunded: 129_900, refunded: true }) }, 'refunded', null],
])('reads a session: %s', async (_what, change, status, reason) => {
  const { lookup } = at([{ call: sessionCall('cs_1'), answer: { ...readFixture('session-open'), ...change } }]);
  expect(await lookup.find({ linkKey: 'cs_1' })).toMatchObject({ status, reason, reference, amountMinor: 129_900, currency: 'MXN' });
});

function chargeOf(change: object) {
  const intent = readFixture('intent-paid');
  return { ...intent, latest_charge: { ...(intent['latest_charge'] as object), ...change } };
}

test('tells the slip to pay with, as long as it waits', async () => {
  const { lookup } = at([{ call: sessionCall('cs_1'), answer: { ...readFixture('session-open'), status: 'complete', payment_intent: readFixture('intent-oxxo') } }]);
  expect((await lookup.find({ linkKey: 'cs_1' }))?.voucher).toEqual({ kind: 'cash', url: 'https://payments.stripe.com/oxxo/voucher/example', code: '12345678901234657890123456789012', expiresAt: new Date(1_795_259_200_000) });
});

test.each([
  ['needs_response', 'disputed', 0],
  ['lost', 'charged_back', 0],
  // A dispute won is newer news than its beginning.
  ['won', 'paid', 1000],
])('a dispute that is %s is %s', async (dispute, status, laterMs) => {
  const { lookup } = at([
    { call: `GET ${api}/payment_intents/pi_3Example?expand[0]=latest_charge.refunds`, answer: chargeOf({ disputed: true }) },
    { call: `GET ${api}/disputes?payment_intent=pi_3Example&limit=1`, answer: { object: 'list', data: [{ id: 'dp_1', status: dispute, created: 1_795_100_000 }] } },
  ]);
  expect(await lookup.find({ paymentKey: 'pi_3Example' })).toMatchObject({ status, at: new Date(1_795_100_000_000 + laterMs) });
});

test('what Stripe does not have is null', async () => {
  const { lookup } = at([{ call: `GET ${api}/payment_intents/pi_0?expand[0]=latest_charge.refunds`, status: 404, answer: { error: { type: 'invalid_request_error', code: 'resource_missing', message: 'No such payment_intent' } } }]);
  expect(await lookup.find({ paymentKey: 'pi_0' })).toBeNull();
});

test.each([
  [401, { error: { type: 'invalid_request_error', message: 'Invalid API Key provided: sk_test_example0001' } }, 'credentials', true],
  [429, { error: { type: 'invalid_request_error', message: 'Too many requests' } }, 'rate_limited', true],
  [400, { error: { type: 'idempotency_error', message: 'Keys for idempotent requests can only be used with the same parameters' } }, 'rejected', true],
  [500, { error: { type: 'api_error', message: 'An error occurred' } }, 'unavailable', false],
  [200, '{"id":"cs_', 'unexpected', false],
])('a %s becomes an error of ours that says whether it may have been done', async (status, answer, kind, isCertain) => {
  const { link } = at([{ call: `POST ${api}/checkout/sessions`, status, answer }]);
  const error = await link.create(request).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConnectorError);
  expect(error).toMatchObject({ kind: status === 200 ? 'unavailable' : kind, isCertain });
  expect(String(error)).not.toContain('sk_test_example0001');
});

test('a connection that broke leaves open whether a session was made', async () => {
  const broken = new ConnectorError('unavailable', 'api.stripe.com did not answer.', { isCertain: false, code: 'timeout' });
  const error = await at([{ call: `POST ${api}/checkout/sessions`, answer: broken }]).link.create(request).catch((thrown: unknown) => thrown);
  expect(error).toBe(broken);
});

test('the webhook is made once, and its secret is handed over', async () => {
  const list = `GET ${api}/webhook_endpoints?limit=100`;
  const { io } = replayExchanges([{ call: list, answer: { object: 'list', data: [] } }, { call: `POST ${api}/webhook_endpoints`, bodyHas: 'checkout.session.completed', answer: { id: 'we_1', secret: 'whsec_new' } }], () => now);
  const bare = StripeSettings.parse({ secretKey: 'sk_test_example0001' });
  expect((await stripe.subscribe?.(stripe.connect(bare, io), request.hookUrl))?.secrets).toEqual({ webhookSecret: 'whsec_new' });
  const known = { id: 'we_1', url: request.hookUrl, status: 'enabled', enabled_events: ['*'] };
  const again = at([{ call: list, answer: { object: 'list', data: [known] } }]);
  expect((await stripe.subscribe?.(again.client, request.hookUrl))?.secrets).toBeUndefined();
  expect(again.calls).toHaveLength(1);
});

test('the check walks from the key to the webhook', async () => {
  const account = { id: 'acct_1', charges_enabled: true, country: 'MX', default_currency: 'mxn', settings: { dashboard: { display_name: 'Tienda Aurora' } } };
  const { client } = at([
    { call: `GET ${api}/account`, answer: account },
    { call: `GET ${api}/checkout/sessions?limit=1`, answer: { object: 'list', data: [] } },
    { call: `GET ${api}/webhook_endpoints?limit=100`, answer: { object: 'list', data: [] } },
  ]);
  const result = await stripe.check(client, request.hookUrl);
  expect(result.steps.map(({ step, state }) => [step, state])).toEqual([['credentials', 'ok'], ['account', 'ok'], ['payments', 'ok'], ['webhooks', 'failed'], ['signature', 'ok'], ['mode', 'warning']]);
  expect(result).toMatchObject({ accountName: 'Tienda Aurora', accountKey: 'acct_1', facts: { country: 'MX', currency: 'MXN', mode: 'test' } });
});

test('gives money back with our key', async () => {
  const { refund, calls } = at([{ call: `POST ${api}/refunds`, bodyHas: 'amount=500', answer: { id: 're_1' } }]);
  expect(await refund?.create({ paymentKey: 'pi_1', amountMinor: 500, currency: 'MXN', idempotencyKey: 'refund-1' })).toEqual({ refundKey: 're_1' });
  expect(calls[0]?.request.headers).toMatchObject({ 'idempotency-key': 'refund-1' });
});
