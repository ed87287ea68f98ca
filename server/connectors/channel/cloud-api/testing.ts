import type { ContractCase } from '#kit';
import type { HookRequest } from '#ports/connector';
import { inboundMessages } from './fixtures/inbound-messages.ts';
import { CloudApiSettings } from './settings.ts';
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

const contractSettings = CloudApiSettings.parse(sampleSettings);
const delivered = { id: 'wamid.OUT-1', status: 'delivered', timestamp: '1795601300', recipient_id: '5491155550177', biz_opaque_callback_data: 'send_1' };
const paused = { event: 'PAUSED', message_template_id: 321654987, message_template_name: 'cart_rescue', message_template_language: 'es_AR' };

export const contractCase: ContractCase<CloudApiSettings> = {
  id: 'cloud-api',
  settings: contractSettings,
  settingsWithoutSecret: { ...contractSettings, appSecret: '' },
  sign: (body) => makeHookRequest(body),
  forge(request, how) {
    const { 'x-hub-signature-256': _signature, ...headers } = request.headers;
    if (how === 'missing') return { ...request, headers };
    const wrong = signHook(request.body, 'another-app-secret')['x-hub-signature-256'] ?? '';
    return { ...request, headers: { ...headers, 'x-hub-signature-256': how === 'empty' ? '' : wrong } };
  },
  samples: [
    makeHookRequest(makeEnvelope([makeNumberChange('messages', { messages: Object.values(inboundMessages) })])),
    makeHookRequest(makeEnvelope([makeNumberChange('messages', { statuses: [delivered, { ...delivered, status: 'read' }] })])),
    makeHookRequest(makeEnvelope([makeChange('message_template_status_update', paused), makeChange('calls', {})], { time: 1_795_600_400 })),
  ],
  // Messages and statuses have no versions: their ids and ranks decide.
  versions: [],
};
