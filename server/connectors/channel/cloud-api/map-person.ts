import type { Person } from '#contract/inbound-event';
import { readKey, readRecord, readRecords, readText, type JsonRecord } from './read-json.ts';

/** The `contacts` of a change, found by phone-based id or by business-scoped id. */
export type ContactBook = ReadonlyMap<string, JsonRecord>;

export function readContactBook(value: JsonRecord): ContactBook {
  const book = new Map<string, JsonRecord>();
  for (const contact of readRecords(value['contacts'])) {
    for (const key of [readKey(contact['wa_id']), readKey(contact['user_id'])]) if (key !== null) book.set(key, contact);
  }
  return book;
}

const noContacts: ContactBook = new Map();

/**
 * A person as WhatsApp names them. Either id may be missing: people with a user name hide their phone number.
 * The phone is not normalised here; `waId` stays exactly what WhatsApp reported, since it is the address to send to.
 */
export function readPerson(phoneLike: unknown, userIdLike: unknown, contacts: ContactBook = noContacts): Person {
  const contact = contacts.get(readKey(phoneLike) ?? '') ?? contacts.get(readKey(userIdLike) ?? '');
  const waId = readWaId(phoneLike) ?? readWaId(contact?.['wa_id']);
  const bsuid = readBsuid(userIdLike) ?? readBsuid(contact?.['user_id']) ?? readBsuid(phoneLike);
  const profile = readRecord(contact?.['profile']);
  const name = readName(profile?.['name']);
  const username = readText(profile?.['username'], 60);
  return {
    ...(waId === null ? {} : { waId, phone: `+${waId}` }),
    ...(bsuid === null ? {} : { bsuid }),
    ...(name === null ? {} : { name }),
    ...(username === null ? {} : { username }),
  };
}

/** A number in the place of a name tells less than the name that the shop may know. */
function readName(value: unknown): string | null {
  const name = readText(value, 200);
  return name !== null && /^[+\d\s().-]+$/.test(name) ? null : name;
}

export function readWaId(value: unknown): string | null {
  const digits = readKey(value)?.replace(/^\+/, '') ?? '';
  return /^\d{5,20}$/.test(digits) ? digits : null;
}

export function readBsuid(value: unknown): string | null {
  const id = readKey(value);
  return id !== null && id.length <= 160 && /^[A-Z]{2}\.[\w.-]+$/.test(id) ? id : null;
}

export function isNobody(person: Person): boolean {
  return person.waId === undefined && person.bsuid === undefined;
}
