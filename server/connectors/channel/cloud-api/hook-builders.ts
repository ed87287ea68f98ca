import type { HookRequest } from '#ports/connector';
import { signHook } from './verify-hook.ts';

/** Webhook bodies as Meta sends them, for tests and measurements. All values are invented. */

export const sampleNumber = { phoneNumberId: '200300400500600', displayNumber: '5491155550100', wabaId: '100200300400500' };

/** `settings` of the sample number; the secret signs what `makeHookRequest` makes. */
export const sampleSettings = {
  phoneNumberId: sampleNumber.phoneNumberId,
  wabaId: sampleNumber.wabaId,
  accessToken: 'EAAsampleAccessToken',
  appId: '900800700600',
  appSecret: 'sample-app-secret',
  verifyToken: 'sample-verify-token',
};

/** When requests of `makeHookRequest` reach us. */
export const sampleArrival = new Date('2026-11-25T12:00:00.000Z');

export function makeChange(field: string, value: object): { field: string; value: object } {
  return { field, value };
}

/** A change of the sample number: its metadata goes first, as Meta writes it. */
export function makeNumberChange(field: string, members: object, phoneNumberId = sampleNumber.phoneNumberId) {
  const metadata = { display_phone_number: sampleNumber.displayNumber, phone_number_id: phoneNumberId };
  return makeChange(field, { messaging_product: 'whatsapp', metadata, ...members });
}

export function makeEnvelope(changes: object[], entry: { id?: string; time?: number } = {}) {
  return { object: 'whatsapp_business_account', entry: [{ id: sampleNumber.wabaId, ...entry, changes }] };
}

/** A signed request. Characters beyond ASCII are escaped, as Meta does it. */
export function makeHookRequest(body: object | string, appSecret = sampleSettings.appSecret): HookRequest {
  const bytes = Buffer.from(typeof body === 'string' ? body : escapeUnicode(JSON.stringify(body)));
  return { method: 'POST', headers: signHook(bytes, appSecret), query: {}, body: bytes, receivedAt: sampleArrival };
}

function escapeUnicode(json: string): string {
  return json.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
