import { fingerprint } from '#kit';
import type { InboundEvent } from '#contract/inbound-event';
import type { KeyedEvent } from '#ports/connector';
import type { CloudApiSettings } from './settings.ts';
import { readKey, readRecord, type JsonRecord } from './read-json.ts';

/** One change of a webhook with what surrounds it. */
export interface HookChange {
  field: string;
  value: JsonRecord;
  wabaId: string | null;
  /** The entry's own instant, ISO; that of arrival where Meta gives none (it does with news about accounts and templates). */
  at: string;
  accountKey: string | undefined;
  /** Recognises this very change: the same when Meta repeats it, another when the same thing happens again. */
  fingerprint: () => string;
  settings: CloudApiSettings;
}

export function makeKeyed(change: HookChange, key: string, event: InboundEvent): KeyedEvent {
  return change.accountKey === undefined ? { key, event } : { key, event, accountKey: change.accountKey };
}

export function ignore(change: HookChange, key: string, reason: string): KeyedEvent {
  return makeKeyed(change, key, { type: 'ignored', topic: change.field.slice(0, 200), reason: reason.slice(0, 300) });
}

/**
 * The number that a change is about: its id, or its digits as displayed where Meta tells no more. News about a whole account has none:
 * it is for every number of that account, unless the account is another one (an app's webhook serves every account that it is
 * subscribed to).
 */
export function findAccountKey(value: JsonRecord, wabaId: string | null, settings: CloudApiSettings): string | undefined {
  const phoneNumberId = readKey(readRecord(value['metadata'])?.['phone_number_id']);
  if (phoneNumberId !== null) return phoneNumberId;
  if (wabaId !== null && wabaId !== settings.wabaId) return wabaId;
  const displayed = readKey(value['display_phone_number'])?.replaceAll(/\D/g, '');
  const own = settings.displayNumber?.replaceAll(/\D/g, '');
  if (!displayed) return undefined;
  return displayed === own ? settings.phoneNumberId : displayed;
}

/** A key made of vendor ids; hashed when they are too long to be stored as they are. */
export function joinKey(...parts: string[]): string {
  const key = parts.join(':');
  return key.length <= 200 ? key : `${parts[0] ?? 'key'}:${fingerprint(key)}`;
}
