import { expect, test } from 'vitest';
import { replayExchanges } from '#kit';
import type { Exchange } from '#kit';
import { ConnectorError } from '#ports/connector';
import type { LinkRequest } from '#ports/payment';
import { mercadopago } from './index.ts';
import { notice, readFixture, requestId, secret, settings } from './testing.ts';
import { signMercadoPago } from './webhooks.ts';

const now = new Date('2026-11-21T12:00:00Z');
const reference = 'mch_0198c0de000070008000000000000001';
const api = 'https://api.mercadopago.com';
const at = (exchanges: Exchange[]) => {
  const { io, calls } = replayExchanges(exchanges, () => now);
  const client = mercadopago.connect(settings, io);
  return { link: mercadopago.link(client), lookup: mercadopago.lookup(client), refund: mercadopago.refund?.(client), client, calls };
};

const request: LinkRequest = {
  reference,
  idempotencyKey: 'link-1',
  amountMinor: 4_150_050,
  currency: 'ARS',
  lines: [{ title: 'Campera azul M', quantity: 1, unitMinor: 4_150_050, imageUrl: 'https://shop.example.test/i/az.jpg' }],
  payer: { name: 'Ana', email: 'ana@example.test', phone: null },
  language: 'es',
  expiresAt: new Date('2026-11-22T12:00:00Z'),
  returnUrl: 'https://chat.example.test/pay/1',
  hookUrl: 'https://chat.example.test/hooks/1',
};
const search = { call: `GET ${api}/checkout/preferences/search?external_reference=${reference}`, answer: { elements: [], total: 0 } };
const payments = `GET ${api}/v1/payments/search?external_reference=${reference}&sort=date_created&criteria=desc`;

test.each([
  ['a number', '123456789012', '1795000000000', '1e4db3f3af64e64284ce29626ef0667d7fe24316f0b47b5ac53e2705171da50e'],
  ['an id of letters as received', 'ORD01EXAMPLE7XYZ', '1795000000', '5bed9c66765d3378462753462777af199d2b1efc8678d45a32cf750b123384cc'],
  ['an id of letters in lower case', 'ord01example7xyz', '1795000000', 'e66076d07e9c38e8ce89c6c260a6c2ff4a131a6ee13b33c1159d1057e5c86cc4'],
])('the signature of the documented example is right: %s', (_what, dataId, stamp, expected) => {
  expect(signMercadoPago(secret, { dataId, requestId, stamp })).toBe(`ts=${stamp},v1=${expected}`);
  const hook = { ...notice('{}', { 'data.id': dataId.toUpperCase(), type: 'payment' }), headers: { 'x-signature': `ts=${stamp},v1=${expected}`, 'x-request-id': requestId }, receivedAt: new Date(1_795_000_000_000) };
  expect(mercadopago.hooks.verify(hook, settings)).toBe('genuine');
});

test('a stale stamp, a wrong id and a foreign secret are forged', () => {
  const hook = notice('{}');
  expect(mercadopago.hooks.verify({ ...hook, receivedAt: new Date(hook.receivedAt.getTime() + 16 * 60_000) }, settings)).toBe('forged');
  expect(mercadopago.hooks.verify({ ...hook, query: { ...hook.query, 'data.id': '1' } }, settings)).toBe('forged');
  expect(mercadopago.hooks.verify(hook, { ...settings, webhookSecret: 'other' })).toBe('forged');
});

test('a notice only names what to look up, and whose it is', () => {
  const [told] = mercadopago.hooks.translate(notice(readFixture('notice-payment')), settings).events;
  expect(told?.event).toEqual({ type: 'payment.changed', paymentKey: '123456789012', reference, at: '2026-11-21T12:00:00.000Z' });
});

test('makes a link for the exact amount that says where to report', async () => {
  const { link, calls } = at([search, { call: `POST ${api}/checkout/preferences`, bodyHas: ['"unit_price":41500.5', `"external_reference":"${reference}"`, '"auto_return":"approved"'], answer: readFixture('preference') }]);
  expect(await link.create(request)).toEqual({ providerKey: '100200300-example-0001', url: 'https://www.mercadopago.com.ar/checkout/v1/redirect?pref_id=100200300-example-0001', amountMinor: 4_150_050, currency: 'ARS', expiresAt: new Date('2026-11-22T12:00:00Z') });
  expect(calls[1]?.request.headers).toMatchObject({ authorization: 'Bearer APP_USR-example-0001' });
  expect(JSON.parse(String(calls[1]?.request.body))).toMatchObject({ notification_url: `https://chat.example.test/hooks/1?source_news=webhooks&reference=${reference}` });
});

test('what an earlier call made whose answer was lost is found, not made again', async () => {
  const { link, calls } = at([{ ...search, answer: { elements: [{ id: '100200300-example-0001', external_reference: reference }] } }, { call: `GET ${api}/checkout/preferences/100200300-example-0001`, answer: readFixture('preference') }]);
  expect((await link.create(request)).providerKey).toBe('100200300-example-0001');
  expect(calls.map(({ request: { method = 'GET' } }) => method)).toEqual(['GET', 'GET']);
});

test('one look searches once, also when nothing was paid yet', async () => {
  const { lookup, calls } = at([{ call: payments, answer: { results: [], paging: { total: 0 } } }, { call: `GET ${api}/checkout/preferences/100200300-example-0001`, answer: readFixture('preference') }]);
  expect(await lookup.find({ linkKey: '100200300-example-0001', reference })).toMatchObject({ paymentKey: null, status: 'created' });
  expect(await lookup.list(reference)).toEqual([]);
  expect(calls.filter(({ url }) => url.includes('/v1/payments/search'))).toHaveLength(1);
});

test('whole pesos of Chile go out as whole numbers', async () => {
  const { link, calls } = at([search, { call: `POST ${api}/checkout/preferences`, answer: { ...readFixture('preference'), items: [{ quantity: 2, unit_price: 19_990, currency_id: 'CLP' }] } }]);
  const made = await link.create({ ...request, currency: 'CLP', amountMinor: 39_980, lines: [{ title: 'Polera', quantity: 2, unitMinor: 19_990, imageUrl: null }] });
  expect(made).toMatchObject({ amountMinor: 39_980, currency: 'CLP' });
  expect(String(calls[1]?.request.body)).toContain('"unit_price":19990');
});

test('closes a link, and says what became of it', async () => {
  const closed = { ...readFixture('preference'), expiration_date_to: '2026-11-21T11:59:00.000Z' };
  const calls = [{ call: `PUT ${api}/checkout/preferences/p1`, bodyHas: '"expires":true', answer: closed }, { call: `GET ${api}/checkout/preferences/p1`, answer: closed }];
  expect(await at([...calls, { call: payments, answer: { results: [] } }]).link.expire('p1')).toBe('expired');
  expect(await at([...calls, { call: payments, answer: { results: [readFixture('payment-approved')] } }]).link.expire('p1')).toBe('paid');
});

test.each([
  ['approved', {}, 'paid'],
  ['approved', { transaction_amount_refunded: 500 }, 'partly_refunded'],
  ['refunded', { transaction_amount_refunded: 41_500.5 }, 'refunded'],
  ['rejected', { status_detail: 'cc_rejected_insufficient_amount' }, 'failed'],
  ['in_process', {}, 'pending'],
  ['cancelled', { status_detail: 'expired' }, 'expired'],
  ['cancelled', { status_detail: 'by_collector' }, 'cancelled'],
  ['in_mediation', {}, 'disputed'],
  ['charged_back', {}, 'charged_back'],
])('reads a payment that is %s', async (status, change, expected) => {
  const { lookup } = at([{ call: `GET ${api}/v1/payments/123456789012`, answer: { ...readFixture('payment-approved'), status, ...change } }]);
  expect(await lookup.find({ paymentKey: '123456789012' })).toMatchObject({ status: expected, amountMinor: 4_150_050, currency: 'ARS', reference, payer: { name: 'Ana Prueba', email: 'ana@example.test', phone: '1155550199' } });
});

test('tells the slip to pay with in cash', async () => {
  const { lookup } = at([{ call: payments, answer: { results: [readFixture('payment-cash')] } }]);
  expect((await lookup.find({ reference }))?.voucher).toEqual({ kind: 'cash', url: 'https://www.mercadopago.com/mla/payments/ticket/helper?payment_id=123456789013', code: '3335008800000000006871590000023500000000', expiresAt: new Date('2026-11-25T02:59:59Z') });
});

test('of several attempts the paid one says where a link stands', async () => {
  const refused = { ...readFixture('payment-approved'), id: 1, status: 'rejected', date_last_updated: '2026-11-21T10:00:00.000-03:00' };
  const { lookup } = at([{ call: payments, answer: { results: [refused, readFixture('payment-approved')] }, repeats: true }]);
  expect(await lookup.find({ reference })).toMatchObject({ status: 'paid', paymentKey: '123456789012' });
  expect((await lookup.list(reference)).map(({ status }) => status)).toEqual(['failed', 'paid']);
});

test('a status nobody knows is an unexpected answer, never a guess', async () => {
  const { lookup } = at([{ call: `GET ${api}/v1/payments/1`, answer: { ...readFixture('payment-approved'), status: 'teleported' } }]);
  await expect(lookup.find({ paymentKey: '1' })).rejects.toMatchObject({ kind: 'unexpected' });
});

test.each([
  [401, { message: 'invalid access token', error: 'unauthorized', status: 401, cause: [] }, 'credentials'],
  [423, { message: 'resource locked' }, 'unavailable'],
  [400, { errors: [{ code: 'property_value', message: 'The amount is too low' }] }, 'rejected'],
  [500, { message: 'internal_error' }, 'unavailable'],
])('a %s becomes an error of ours', async (status, answer, kind) => {
  const error = await at([search, { call: `POST ${api}/checkout/preferences`, status, answer }]).link.create(request).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConnectorError);
  expect(error).toMatchObject({ kind, isCertain: status < 500 });
});

test('the check finds country and currency', async () => {
  const { client } = at([{ call: `GET ${api}/users/me`, answer: { id: 100_200_300, nickname: 'TIENDAAURORA', site_id: 'MLA', country_id: 'AR' } }, { call: `GET ${api}/v1/payment_methods`, answer: [{ id: 'visa', payment_type_id: 'credit_card', status: 'active' }] }]);
  const result = await mercadopago.check(client, request.hookUrl);
  expect(result).toMatchObject({ accountName: 'TIENDAAURORA', accountKey: '100200300', facts: { country: 'AR', onlyCurrency: 'ARS', methods: 1 } });
  expect(result.steps.every(({ state }) => state === 'ok')).toBe(true);
});

test('gives money back, whole or in part', async () => {
  const { refund, calls } = at([{ call: `POST ${api}/v1/payments/1/refunds`, bodyHas: '{"amount":10.5}', answer: { id: 99 } }, { call: `POST ${api}/v1/payments/1/refunds`, bodyHas: '{}', answer: { id: 100 } }]);
  expect(await refund?.create({ paymentKey: '1', amountMinor: 1050, currency: 'ARS', idempotencyKey: 'r1' })).toEqual({ refundKey: '99' });
  expect(await refund?.create({ paymentKey: '1', amountMinor: null, currency: 'ARS', idempotencyKey: 'r2' })).toEqual({ refundKey: '100' });
  expect(calls.map(({ request: { headers } }) => headers?.['x-idempotency-key'])).toEqual(['r1', 'r2']);
});
