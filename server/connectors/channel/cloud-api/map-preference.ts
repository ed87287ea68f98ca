import { fingerprint } from '#kit';
import type { KeyedEvent } from '#ports/connector';
import { ignore, joinKey, makeKeyed, type HookChange } from './hook-context.ts';
import { isNobody, readContactBook, readPerson } from './map-person.ts';
import { readInstant, readList, readRecord, readText } from './read-json.ts';

/** A shopper stopped or resumed marketing in WhatsApp's own menu. Utility and service messages are not touched. */
export function mapPreferences(change: HookChange): KeyedEvent[] {
  const contacts = readContactBook(change.value);
  return readList(change.value['user_preferences']).map((item, position) => {
    const preference = readRecord(item) ?? {};
    const person = readPerson(preference['wa_id'], preference['user_id'], contacts);
    const at = readInstant(preference['timestamp']);
    const wish = readText(preference['value'], 40);
    const category = readText(preference['category'], 60);
    if (isNobody(person) || at === null || (wish !== 'stop' && wish !== 'resume') || category !== 'marketing_messages') {
      return ignore(change, joinKey('change', change.fingerprint(), String(position)), `Preference ${category ?? '?'}: ${wish ?? '?'}.`);
    }
    const detail = readText(preference['detail'], 500);
    return makeKeyed(change, joinKey('preference', fingerprint(`${person.waId ?? ''}/${person.bsuid ?? ''}`), wish, at), {
      type: 'consent.changed',
      person,
      signal: {
        channel: 'whatsapp',
        purpose: 'marketing',
        state: wish === 'stop' ? 'withdrawn' : 'granted',
        occurredAt: at,
        source: 'provider',
        wording: detail,
        evidence: { provider: 'whatsapp', preference: wish, category, ...(change.accountKey === undefined ? {} : { phoneNumberId: change.accountKey }) },
        doubleOptIn: false,
      },
    });
  });
}
