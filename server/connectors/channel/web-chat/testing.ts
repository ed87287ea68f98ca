import type { HookRequest } from '#ports/connector';
import type { ContractCase } from '#kit';
import { WebChatSettings } from './settings.ts';

/** Builders for tests. */

export const chatKey = 'k'.repeat(40);
export const origin = 'https://shop.example';
export const receivedAt = new Date('2026-11-18T12:00:00.000Z');
export const settings = WebChatSettings.parse({ publicKey: 'pk_chat_0001', shopUrl: origin, shopConnectionId: '0198c0de-0000-7000-8000-000000000009' });

export function fromPage(events: object[], change: Record<string, unknown> = {}, headers: Record<string, string> = { origin }): HookRequest {
  const body = Buffer.from(JSON.stringify({ key: settings.publicKey, chatKey, locale: 'es-AR', events, ...change }));
  return { method: 'POST', headers: { 'content-type': 'text/plain', ...headers }, query: {}, body, receivedAt };
}

export const said = { id: 'message-0001', at: '2026-11-18T11:59:59Z', type: 'message', text: '¿Tienen talle 42?' };
export const tapped = { id: 'tap-00000001', at: '2026-11-18T11:59:59Z', type: 'tap', replyId: 'human:0198c0de-0000-7000-8000-000000000001', title: 'Hablar con alguien' };

export const contractCase: ContractCase<WebChatSettings> = {
  id: 'web-chat',
  settings,
  settingsWithoutSecret: { ...settings, publicKey: '' },
  sign: (body) => ({ ...fromPage([]), body: Buffer.from(body), query: { key: settings.publicKey } }),
  forge(request, how) {
    const { origin: _origin, ...headers } = request.headers;
    if (how === 'missing') return { ...request, headers };
    return { ...request, headers: { ...headers, origin: how === 'empty' ? '' : 'https://elsewhere.example' } };
  },
  samples: [fromPage([said, tapped], { visitorKey: 'visitor-0001', productKey: '31' })],
  versions: [],
};
