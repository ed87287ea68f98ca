import type { InboundEvent, Person } from '#contract/inbound-event';
import type { KeyedEvent } from '#ports/connector';
import { ignore, joinKey, makeKeyed, type HookChange } from './hook-context.ts';
import { readContent } from './map-content.ts';
import { mapAccountErrors, mapEdit, readContext, readReferral } from './map-message.ts';
import { isNobody, readContactBook, readPerson, type ContactBook } from './map-person.ts';
import { readInstant, readKey, readList, readRecord, readText, type JsonRecord } from './read-json.ts';

/** A number that is used in the WhatsApp Business app as well: https://developers.facebook.com/docs/whatsapp/embedded-signup/custom-flows/onboarding-business-app-users */

/** Messages that a person of the merchant wrote in the app: automation steps back. */
export function mapEchoes(change: HookChange): KeyedEvent[] {
  const contacts = readContactBook(change.value);
  return readList(change.value['message_echoes']).map((item, position) => {
    const echo = readRecord(item) ?? {};
    const id = readKey(echo['id']);
    const at = readInstant(echo['timestamp']);
    if (id === null || at === null) return unreadable(change, position);
    const type = readText(echo['type'], 60);
    if (type === 'edit' || type === 'revoke') return mapEdit(change, joinKey('echo', id), echo, at);
    const person = readPerson(echo['to'], echo['to_user_id'], contacts);
    if (isNobody(person)) return ignore(change, joinKey('echo', id), 'An echo that does not say to whom.');
    return makeKeyed(change, joinKey('echo', id), { type: 'message.echoed', providerMessageId: id, person, at, content: readContent(echo) });
  });
}

/**
 * The app's address book is not taken over. It holds the owner's family and friends as well as shoppers, none of whom
 * asked to be known here; whoever writes brings their own name.
 */
export function mapAddressBook(change: HookChange): KeyedEvent[] {
  return [ignore(change, joinKey('change', change.fingerprint()), 'The address book of the app is not imported.')];
}

/**
 * Old conversations, handed over once after onboarding: up to 180 days in chunks, files in later webhooks of their own.
 * They are read only. The keys differ from those of live messages, so that an import never hides a live one.
 */
export function mapHistory(change: HookChange): KeyedEvent[] {
  const contacts = readContactBook(change.value);
  const chunks = readList(change.value['history']);
  return [
    ...chunks.flatMap((chunk, chunkPosition) => mapChunk(change, readRecord(chunk) ?? {}, contacts, chunkPosition)),
    ...readList(change.value['messages']).map((item, position) => mapOldMessage(change, item, null, contacts, `m${position}`)),
  ];
}

function mapChunk(change: HookChange, chunk: JsonRecord, contacts: ContactBook, chunkPosition: number): KeyedEvent[] {
  // The owner may decline to share the history.
  const refusals = mapAccountErrors(change, chunk['errors'], `${chunkPosition}.`);
  const messages = readList(chunk['threads']).flatMap((item, threadPosition) => {
    const thread = readRecord(item) ?? {};
    return readList(thread['messages']).map((message, position) =>
      mapOldMessage(change, message, thread['id'], contacts, `${chunkPosition}.${threadPosition}.${position}`),
    );
  });
  return [...refusals, ...messages];
}

function mapOldMessage(change: HookChange, item: unknown, threadId: unknown, contacts: ContactBook, position: string): KeyedEvent {
  const message = readRecord(item) ?? {};
  const id = readKey(message['id']);
  const at = readInstant(message['timestamp']);
  if (id === null || at === null) return unreadable(change, position);
  const type = readText(message['type'], 60) ?? 'unknown';
  const key = joinKey('history', id, type);
  const isOwn = isOwnNumber(change, message['from']);
  const person: Person = isOwn
    ? readPerson(threadId ?? message['to'], message['to_user_id'], contacts)
    : readPerson(message['from'] ?? threadId, message['from_user_id'], contacts);
  if (isNobody(person)) return ignore(change, key, 'An old message of nobody.');
  const event: InboundEvent = {
    type: 'message.imported',
    providerMessageId: id,
    person,
    at,
    content: readContent(message),
    ...readContext(message),
    referral: readReferral(message['referral']),
    direction: isOwn ? 'out' : 'in',
  };
  return makeKeyed(change, key, event);
}

function isOwnNumber(change: HookChange, from: unknown): boolean {
  const own = readKey(readRecord(change.value['metadata'])?.['display_phone_number'])?.replaceAll(/\D/g, '');
  const sender = readKey(from)?.replaceAll(/\D/g, '');
  return own !== undefined && own !== '' && own === sender;
}

function unreadable(change: HookChange, position: number | string): KeyedEvent {
  return ignore(change, joinKey('change', change.fingerprint(), String(position)), 'A message without id or time.');
}
