import { createHmac } from 'node:crypto';
import type { World } from '../kit/index.ts';
import { callbackOf, type Account } from './accounts.ts';
import type { Json } from './json.ts';

/** Unix seconds of the world's clock, as text: the form of most timestamps. */
export const secondsOf = (atMs: number): string => String(Math.floor(atMs / 1000));

/** JSON as the platform writes it: everything outside ASCII escaped, so that re-serialising breaks the signature. */
export function stringifyAscii(value: unknown): string {
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** `sha256=<hex>` over exactly these bytes. */
export const signBody = (body: string, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

/** `recipient`: the one person this is about, for faults; `onDelivered`: called once the business has answered 2xx. */
export interface PostOptions {
  recipient?: string;
  onDelivered?: () => void;
}

/** Sends one change of one field to wherever this account's webhooks go; nothing when it is not subscribed. */
export function postChange(world: World, account: Account, field: string, value: Json, options: PostOptions = {}): void {
  const callback = callbackOf(account);
  if (!callback) return;
  const isManagement = !('messaging_product' in value);
  const time = isManagement ? { time: Math.floor(world.now() / 1000) } : {};
  const body = stringifyAscii({
    object: 'whatsapp_business_account',
    entry: [{ id: account.wabaId, ...time, changes: [{ field, value }] }],
  });
  world.webhooks.send({
    source: 'whatsapp',
    url: callback.uri,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'facebookexternalua',
      'x-hub-signature-256': signBody(body, account.appSecret),
    },
    body,
    label: field,
    ...options,
  });
}

/** What every conversation-level change begins with. */
export const messagingValue = (account: Account): Json => ({
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: account.number, phone_number_id: account.phoneNumberId },
});
