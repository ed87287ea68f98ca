import type { InboundEventOf } from '#contract/inbound-event';
import type { KeyedEvent } from '#ports/connector';
import { ignore, joinKey, makeKeyed, type HookChange } from './hook-context.ts';
import { readDailyLimit } from './daily-limit.ts';
import { readAccountUpdate } from './map-account-update.ts';
import { readRecord, readText, type JsonRecord } from './read-json.ts';

export type ChannelNews = Omit<InboundEventOf<'channel.changed'>, 'type' | 'at'>;

const readers: Record<string, (value: JsonRecord) => ChannelNews | null> = {
  phone_number_quality_update: readQualityUpdate,
  business_capability_update: readCapabilityUpdate,
  phone_number_name_update: readNameUpdate,
  account_alerts: readAlert,
  account_review_update: readReview,
  security: readSecurity,
};

export const accountFields: readonly string[] = [...Object.keys(readers), 'account_update'];

/** News about the number or the account: quality, limits, name, restrictions, alerts. */
export function mapAccountNews(change: HookChange): KeyedEvent {
  const key = joinKey('account', change.fingerprint());
  const { at } = change;
  const update = change.field === 'account_update' ? readAccountUpdate(change.value, change.settings) : readers[change.field]?.(change.value);
  if (!update) return ignore(change, key, `Nothing to do: ${readText(change.value['event'], 100) ?? change.field}.`);
  if ('closedBecause' in update) return makeKeyed(change, key, { type: 'connection.closed', at, reason: update.closedBecause });
  return makeKeyed(change, key, { type: 'channel.changed', at, ...update });
}

function readQualityUpdate(value: JsonRecord): ChannelNews {
  const event = readText(value['event'], 60);
  const limit = value['max_daily_conversations_per_business'] ?? value['current_limit'];
  return {
    ...(limit === undefined ? {} : { dailyLimit: readDailyLimit(limit) }),
    ...(event === 'THROUGHPUT_UPGRADE' ? { messagesPerSecond: upgradedMessagesPerSecond } : {}),
    ...(event === 'FLAGGED' ? { quality: 'red' as const } : {}),
    notice: event,
  };
}

/** What a number may send each second after Meta's automatic upgrade. */
const upgradedMessagesPerSecond = 1000;

function readCapabilityUpdate(value: JsonRecord): ChannelNews | null {
  const limit = value['max_daily_conversations_per_business'] ?? value['max_daily_conversation_per_phone'];
  return limit === undefined ? null : { dailyLimit: readDailyLimit(limit) };
}

function readNameUpdate(value: JsonRecord): ChannelNews {
  const reason = readText(value['rejection_reason'], 300);
  return {
    nameStatus: readText(value['decision'], 60),
    ...(reason === null || reason === 'NONE' ? {} : { notice: `The display name was not accepted: ${reason}` }),
  };
}

function readAlert(value: JsonRecord): ChannelNews {
  const alert = readRecord(value['alert_info']) ?? value;
  const parts = ['alert_severity', 'alert_type', 'alert_description'].map((name) => readText(alert[name], 500)).filter((part) => part !== null);
  return { notice: parts.join(' · ').slice(0, 1000) };
}

function readReview(value: JsonRecord): ChannelNews {
  const decision = readText(value['decision'], 60);
  if (decision === 'REJECTED') {
    return { restriction: { scope: 'all', reason: 'Meta reviewed the account and rejected it.', until: null } };
  }
  if (decision === 'APPROVED') return { restriction: { scope: 'none', reason: 'Meta reviewed the account and approved it.', until: null } };
  return { notice: `Review of the account: ${decision ?? 'unknown'}` };
}

function readSecurity(value: JsonRecord): ChannelNews {
  return { notice: `Security of the number: ${readText(value['event'], 100) ?? 'unknown'}` };
}
