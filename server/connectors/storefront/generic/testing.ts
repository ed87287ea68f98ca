import type { HookRequest } from '#ports/connector';
import type { ContractCase } from '#kit';
import { signatureHeader, signBody } from './signature.ts';
import type { GenericSettings } from './settings.ts';

/** Builders for tests. */

export const secret = 'whsec_test_secret_0001';
export const publicKey = 'pk_test_0001';
export const receivedAt = new Date('2026-11-18T12:00:00.000Z');

export const settings: GenericSettings = {
  signingSecret: secret,
  publicKey,
  shopUrl: 'https://shop.example',
  allowedOrigins: ['https://blog.example'],
  currency: 'ARS',
  country: 'AR',
  cartLinkPattern: 'https://shop.example/cart?restore={cartKey}',
  toleranceS: 300,
};

export function signed(body: unknown, { secrets = [secret], at = receivedAt }: { secrets?: string[]; at?: Date } = {}): HookRequest {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return { method: 'POST', headers: { [signatureHeader]: signBody(bytes, secrets, at) }, query: {}, body: bytes, receivedAt };
}

export function fromBrowser(events: unknown[], { key = publicKey, origin = 'https://shop.example', userAgent = 'Mozilla/5.0' } = {}): HookRequest {
  const body = Buffer.from(JSON.stringify({ key, events }));
  return { method: 'POST', headers: { origin, 'user-agent': userAgent, 'content-type': 'text/plain' }, query: {}, body, receivedAt };
}

export const cartEvent = {
  id: 'evt-cart-1',
  type: 'cart.changed',
  cartKey: 'c-9',
  version: '2026-11-18T11:59:58Z',
  person: { phone: '11 4444-0177' },
  currency: 'ARS',
  totalMinor: 2_490_000,
  lines: [{ variantKey: 'v-1', title: 'Remera Brisa', quantity: 1, unitPriceMinor: 2_490_000 }],
};

export const orderEvent = {
  id: 'evt-order-1',
  type: 'order.changed',
  orderKey: 'o-1',
  number: '1042',
  version: '2026-11-18T12:00:00Z',
  cartKeys: ['c-9'],
  currency: 'ARS',
  totalMinor: 2_490_000,
  placedAt: '2026-11-18T12:00:00Z',
};

export const contractCase: ContractCase<GenericSettings> = {
  id: 'generic',
  settings,
  settingsWithoutSecret: { ...settings, signingSecret: null },
  sign: (body) => signed(body),
  forge(request, how) {
    const { [signatureHeader]: _signature, ...headers } = request.headers;
    if (how === 'missing') return { ...request, headers };
    const wrong = signBody(request.body, ['whsec_somebody_else_1'], receivedAt);
    return { ...request, headers: { ...headers, [signatureHeader]: how === 'empty' ? '' : wrong } };
  },
  samples: [signed({ events: [cartEvent, orderEvent] }), signed({ events: [{ ...cartEvent, id: 'evt-cart-2' }, { id: 'evt-bad', type: 'cart.changed' }] })],
  versions: ['11:59:58Z', '11:59:58.120Z', '12:00:01Z'].map((time) => signed({ events: [{ ...cartEvent, id: time, version: `2026-11-18T${time}` }] })),
};
