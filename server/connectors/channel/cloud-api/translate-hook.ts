import { fingerprint } from '#kit';
import { ConnectorError, type HookRequest, type KeyedEvent, type Translation } from '#ports/connector';
import { findAccountKey, ignore, joinKey, type HookChange } from './hook-context.ts';
import { accountFields, mapAccountNews } from './map-account-news.ts';
import { mapAddressBook, mapEchoes, mapHistory } from './map-coexistence.ts';
import { mapAccountErrors, mapMessage } from './map-message.ts';
import { readContactBook } from './map-person.ts';
import { mapPreferences } from './map-preference.ts';
import { mapStatus } from './map-status.ts';
import { mapTemplateNews } from './map-template-news.ts';
import { parseKeepingNumbers, readInstant, readKey, readList, readRecord, readText } from './read-json.ts';
import type { CloudApiSettings } from './settings.ts';

const mappers = new Map<string, (change: HookChange) => KeyedEvent[]>([
  ['messages', mapConversation],
  ['standby', mapConversation],
  ['user_preferences', mapPreferences],
  ['smb_message_echoes', mapEchoes],
  ['smb_app_state_sync', mapAddressBook],
  ['history', mapHistory],
  ['message_template_status_update', one(mapTemplateNews)],
  ['message_template_quality_update', one(mapTemplateNews)],
  ['message_template_components_update', one(mapTemplateNews)],
  ['template_category_update', one(mapTemplateNews)],
  ['template_correct_category_detection', one(mapTemplateNews)],
  ...accountFields.map((field) => [field, one(mapAccountNews)] as const),
]);

/** Webhook fields that we read: what `subscribe` asks for and the README lists. */
export const understoodFields: readonly string[] = [...mappers.keys()];

/**
 * Reads every entry, change, message and status of a webhook, in time that grows with its length only. What is unknown
 * or unreadable becomes `ignored`, so that it spoils nothing beside it. Throws when the body is no webhook at all.
 */
export function translateHook(request: HookRequest, settings: CloudApiSettings): Translation {
  const envelope = readRecord(parseBody(request.body));
  if (!envelope || !Array.isArray(envelope['entry'])) {
    throw new ConnectorError('unexpected', 'The webhook of WhatsApp has no entries.');
  }
  const events: KeyedEvent[] = [];
  envelope['entry'].forEach((item, entryPosition) => {
    const entry = readRecord(item) ?? {};
    const wabaId = readKey(entry['id']);
    const at = readInstant(entry['time']) ?? request.receivedAt.toISOString();
    readList(entry['changes']).forEach((changeItem, changePosition) => {
      const position = `${entryPosition}.${changePosition}`;
      const value = readRecord(readRecord(changeItem)?.['value']) ?? {};
      const change: HookChange = {
        field: readText(readRecord(changeItem)?.['field'], 200) ?? 'unknown',
        value,
        wabaId,
        at,
        accountKey: findAccountKey(value, wabaId, settings),
        fingerprint: once(() => fingerprintChange([wabaId, entry['time'], changeItem], request.body, position)),
        settings,
      };
      for (const event of mapChange(change)) events.push(event);
    });
  });
  return { events };
}

function parseBody(body: Buffer): unknown {
  try {
    return parseKeepingNumbers(body);
  } catch (error) {
    throw new ConnectorError('unexpected', 'The webhook of WhatsApp is not readable as JSON.', { cause: error });
  }
}

function mapChange(change: HookChange): KeyedEvent[] {
  const map = mappers.get(change.field);
  if (!map) return [ignore(change, joinKey('change', change.fingerprint()), 'A field that we do not read.')];
  const events = map(change);
  return events.length > 0 ? events : [ignore(change, joinKey('change', change.fingerprint()), 'Nothing inside.')];
}

function mapConversation(change: HookChange): KeyedEvent[] {
  const contacts = readContactBook(change.value);
  return [
    ...readList(change.value['messages']).map((message, position) => mapMessage(change, message, contacts, position)),
    ...readList(change.value['statuses']).map((status, position) => mapStatus(change, status, position)),
    ...mapAccountErrors(change),
  ];
}

function one(map: (change: HookChange) => KeyedEvent): (change: HookChange) => KeyedEvent[] {
  return (change) => [map(change)];
}

/** Meta repeats a webhook byte for byte, but may group its changes anew: each is known by its own content and time. */
function fingerprintChange(parts: unknown[], body: Buffer, position: string): string {
  try {
    return fingerprint(JSON.stringify(parts));
  } catch {
    // Nested too deep to be written out again.
    return fingerprint(`${fingerprint(body)}/${position}`);
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
