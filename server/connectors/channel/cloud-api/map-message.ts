import type { InboundEvent, Person } from '#contract/inbound-event';
import type { KeyedEvent } from '#ports/connector';
import { describeProblem, readMetaError } from './advise-error.ts';
import { ignore, joinKey, makeKeyed, type HookChange } from './hook-context.ts';
import { readContent } from './map-content.ts';
import { isNobody, readBsuid, readPerson, readWaId, type ContactBook } from './map-person.ts';
import { readInstant, readKey, readList, readRecord, readRecords, readText, type JsonRecord } from './read-json.ts';

/** One inbound message. `position` names it in its change when it has no readable id. */
export function mapMessage(change: HookChange, item: unknown, contacts: ContactBook, position: number): KeyedEvent {
  const message = readRecord(item) ?? {};
  const id = readKey(message['id']);
  const at = readInstant(message['timestamp']);
  if (id === null || at === null) {
    return ignore(change, joinKey('change', change.fingerprint(), String(position)), 'A message without id or time.');
  }
  const key = joinKey('msg', id);
  const type = readText(message['type'], 60);
  if (message['group_id'] !== undefined) return ignore(change, key, 'A message of a group.');
  if (type === 'request_welcome') return ignore(change, key, 'The chat was opened; nothing was written.');
  if (type === 'system') return mapSystemMessage(change, key, message, at);
  if (type === 'edit' || type === 'revoke') return mapEdit(change, key, message, at);
  const person = withSharedPhone(readPerson(message['from'], message['from_user_id'], contacts), message);
  if (isNobody(person)) return ignore(change, key, 'A message of nobody: it names neither a phone nor a user id.');
  return makeKeyed(change, key, {
    type: 'message.received',
    providerMessageId: id,
    person,
    at,
    content: readContent(message),
    ...readContext(message),
    referral: readReferral(message['referral']),
    isStandby: change.field === 'standby',
  });
}

/** What is quoted, and whether the message was passed on. */
export function readContext(message: JsonRecord): { inReplyTo: string | null; isForwarded: boolean } {
  const context = readRecord(message['context']);
  return {
    inReplyTo: readKey(context?.['id']),
    isForwarded: context?.['forwarded'] === true || context?.['frequently_forwarded'] === true,
  };
}

/** The advertisement that led here. Meta tells it once, with the first message after the click. */
export function readReferral(value: unknown) {
  const referral = readRecord(value);
  if (!referral) return null;
  return {
    clickId: readText(referral['ctwa_clid'], 500),
    sourceType: readText(referral['source_type'], 60),
    sourceId: readText(referral['source_id'], 200),
    sourceUrl: readText(referral['source_url'], 2000),
    headline: readText(referral['headline'], 1000),
    body: readText(referral['body'], 2000),
  };
}

/** Someone known only by a user id answered our request for the phone: the card is their own. */
function withSharedPhone(person: Person, message: JsonRecord): Person {
  if (person.waId !== undefined) return person;
  const card = readRecords(message['contacts']).find((contact) => contact['origin'] === 'contact_request');
  const shared = readRecords(card?.['phones'])[0];
  const waId = readWaId(shared?.['wa_id']);
  const phone = waId === null ? readText(shared?.['phone'], 40) : `+${waId}`;
  return phone === null ? person : { ...person, phone, ...(waId === null ? {} : { waId }) };
}

/** Coexistence only: the author changed a message (within 15 minutes) or took it back (within two days). */
export function mapEdit(change: HookChange, key: string, message: JsonRecord, at: string): KeyedEvent {
  const edit = readRecord(message['edit']);
  const original = readKey((edit ?? readRecord(message['revoke']))?.['original_message_id']);
  if (original === null) return ignore(change, key, 'A correction that does not say of which message.');
  const corrected = readRecord(edit?.['message']);
  const content = edit ? readContent(corrected ?? {}) : null;
  return makeKeyed(change, key, { type: 'message.edited', providerMessageId: original, at, content });
}

/**
 * WhatsApp gave a person another number or user id. Only ids that the notice itself states are joined: `from` is the old
 * number when the number changed, and is not to be trusted for either side otherwise.
 */
function mapSystemMessage(change: HookChange, key: string, message: JsonRecord, at: string): KeyedEvent {
  const system = readRecord(message['system']) ?? {};
  const type = readText(system['type'], 60) ?? 'unknown';
  if (type !== 'user_changed_number' && type !== 'user_changed_user_id') return ignore(change, key, `System notice: ${type}.`);
  const numberChanged = type === 'user_changed_number';
  const event: InboundEvent = {
    type: 'identity.changed',
    at,
    previous: person(numberChanged ? message['from'] : null, system['previous_user_id'] ?? (numberChanged ? message['from_user_id'] : null)),
    current: person(system['wa_id'], system['user_id']),
  };
  const isComplete = !isNobody(event.previous) && !isNobody(event.current);
  return isComplete ? makeKeyed(change, key, event) : ignore(change, key, `System notice ${type} without both identities.`);
}

function person(waIdLike: unknown, bsuidLike: unknown): Person {
  const waId = readWaId(waIdLike);
  const bsuid = readBsuid(bsuidLike);
  return { ...(waId === null ? {} : { waId, phone: `+${waId}` }), ...(bsuid === null ? {} : { bsuid }) };
}

/** Trouble of the whole account that Meta reports beside messages. */
export function mapAccountErrors(change: HookChange, list: unknown = change.value['errors'], prefix = ''): KeyedEvent[] {
  return readList(list).map((item, position) => {
    const error = readMetaError(item) ?? { code: null, words: '' };
    const key = joinKey('error', change.fingerprint(), prefix + String(position));
    return makeKeyed(change, key, { type: 'channel.changed', at: change.at, notice: describeProblem(error).message.slice(0, 1000) });
  });
}
