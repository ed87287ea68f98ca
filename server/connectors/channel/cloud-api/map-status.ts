import type { InboundEventOf } from '#contract/inbound-event';
import type { KeyedEvent } from '#ports/connector';
import { describeProblem, readMetaError } from './advise-error.ts';
import { ignore, joinKey, makeKeyed, type HookChange } from './hook-context.ts';
import { readPerson } from './map-person.ts';
import { readInstant, readKey, readList, readRecord, readText, type JsonRecord } from './read-json.ts';

type Status = InboundEventOf<'message.status'>['status'];

/** `played` is a voice note that was heard: for us it was read. */
const statusByName: Record<string, Status> = { sent: 'sent', delivered: 'delivered', read: 'read', played: 'read', failed: 'failed' };

export function mapStatus(change: HookChange, item: unknown, position: number): KeyedEvent {
  const report = readRecord(item) ?? {};
  const id = readKey(report['id']);
  const name = readText(report['status'], 40);
  const at = readInstant(report['timestamp']);
  if (id === null || name === null || at === null) {
    return ignore(change, joinKey('change', change.fingerprint(), `s${position}`), 'A status without message, name or time.');
  }
  const participant = readKey(report['recipient_participant_id']) ?? '';
  if (report['type'] === 'payment') return ignorePayment(change, report, id, name);
  const key = joinKey('status', id, name, participant);
  const status = Object.hasOwn(statusByName, name) ? statusByName[name] : undefined;
  if (status === undefined) return ignore(change, key, `Unknown status ${name}.`);
  const isGroup = report['recipient_type'] === 'group';
  const price = readPrice(report['pricing']);
  const freeUntil = readFreeUntil(report);
  return makeKeyed(change, key, {
    type: 'message.status',
    providerMessageId: id,
    sendId: readText(report['biz_opaque_callback_data'], 512),
    status,
    at,
    person: isGroup ? {} : readPerson(report['recipient_id'], report['recipient_user_id']),
    problem: status === 'failed' ? readProblem(report) : null,
    price,
    freeUntil,
  });
}

/** A refusal that came late. Whether it was a template is not told, so an unknown code is not tried again. */
function readProblem(report: JsonRecord) {
  const error = readMetaError(readList(report['errors'])[0]) ?? { code: null, words: '' };
  return describeProblem(error, { isTemplate: true });
}

/** What Meta charges. `type` decides; `billable` is old and read only when the type is missing. */
function readPrice(value: unknown): InboundEventOf<'message.status'>['price'] {
  const pricing = readRecord(value);
  if (!pricing) return null;
  const kind = readText(pricing['type'], 60);
  const isExempt = pricing['subtype'] === 'paid_exempt';
  return {
    isCharged: !isExempt && (kind === null ? pricing['billable'] === true : kind === 'regular'),
    category: readText(pricing['category'], 60),
    kind,
    model: readText(pricing['pricing_model'], 20),
  };
}

/** End of the free window after an advertisement. Old versions also report ordinary windows, which are not free. */
function readFreeUntil(report: JsonRecord): string | null {
  const conversation = readRecord(report['conversation']);
  const isFree =
    readRecord(conversation?.['origin'])?.['type'] === 'referral_conversion' ||
    readRecord(report['pricing'])?.['type'] === 'free_entry_point';
  return isFree ? readInstant(conversation?.['expiration_timestamp']) : null;
}

/** Payments inside the chat exist in India only; the payment provider's own webhook is the truth. */
function ignorePayment(change: HookChange, report: JsonRecord, id: string, name: string): KeyedEvent {
  const transaction = readText(readRecord(readRecord(report['payment'])?.['transaction'])?.['status'], 40) ?? '';
  return ignore(change, joinKey('payment', id, name, transaction), `Payment in the chat: ${name}.`);
}
