import { readFileSync } from 'node:fs';
import type { ContractCase } from '#kit';
import type { HookRequest } from '#ports/connector';
import type { MercadoPagoSettings } from './settings.ts';
import { signMercadoPago } from './webhooks.ts';

/** Builders for tests: settings, signed notices and the recorded bodies. */

export const secret = 'mp_example_secret';

export const settings: MercadoPagoSettings = { accessToken: 'APP_USR-example-0001', webhookSecret: secret, apiBaseUrl: 'https://api.mercadopago.com' };

export function readFixture(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as Record<string, unknown>;
}

export const requestId = '0b7c5c1e-2f6d-4a3b-9f10-5d9a1c2e3f40';
const stamp = '1795000000000';
const reference = 'mch_0198c0de000070008000000000000001';

/** A notice signed as MercadoPago would. */
export function notice(body: unknown, query: Record<string, string> = { 'data.id': '123456789012', type: 'payment', reference }): HookRequest {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const signature = signMercadoPago(secret, { dataId: query['data.id'] ?? '', requestId, stamp });
  return { method: 'POST', headers: { 'x-signature': signature, 'x-request-id': requestId }, query, body: bytes, receivedAt: new Date(Number(stamp)) };
}

const body = readFixture('notice-payment');

export const contractCase: ContractCase<MercadoPagoSettings> = {
  id: 'mercadopago',
  settings,
  settingsWithoutSecret: { ...settings, webhookSecret: null },
  signsBody: false,
  sign: (text) => notice(text),
  forge(request, how) {
    const { 'x-signature': _signature, ...headers } = request.headers;
    if (how === 'missing') return { ...request, headers };
    return { ...request, headers: { ...headers, 'x-signature': how === 'empty' ? '' : signMercadoPago(secret, { dataId: '999', requestId, stamp }) } };
  },
  samples: [
    notice(body),
    notice({ ...body, id: 119_900_112_234 }, { 'data.id': '123456789012', type: 'payment' }),
    notice({ ...body, id: 119_900_112_235, type: 'chargebacks', data: { id: '555' } }, { 'data.id': '555', type: 'chargebacks', reference }),
    notice({ ...body, id: 119_900_112_236, type: 'merchant_order' }, { 'data.id': '77', type: 'merchant_order' }),
  ],
  versions: [],
};
