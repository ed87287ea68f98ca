import type { InboundEventOf } from '#contract/inbound-event';
import { readInstant, readRecord, readRecords, readText, type JsonRecord } from './read-json.ts';
import type { CloudApiSettings } from './settings.ts';

type ChannelNews = Omit<InboundEventOf<'channel.changed'>, 'type' | 'at'>;
type Restriction = NonNullable<ChannelNews['restriction']>;

/** What the field `account_update` asks of us; null when it is of no consequence for sending. */
export function readAccountUpdate(value: JsonRecord, settings: CloudApiSettings): ChannelNews | { closedBecause: string } | null {
  const event = readText(value['event'], 100);
  switch (event) {
    case 'ACCOUNT_RESTRICTION':
      return readRestrictions(value);
    case 'DISABLED_UPDATE':
      return readBan(readRecord(value['ban_info']) ?? {});
    case 'ACCOUNT_VIOLATION':
      return { notice: `Meta reports a violation of its policies: ${violationOf(value)}` };
    case 'ACCOUNT_DELETED':
      return { closedBecause: 'The WhatsApp Business Account was deleted.' };
    case 'PARTNER_REMOVED':
      // With Coexistence the owner may reconnect the same number from the app, and Meta then tells us so.
      return settings.isCoexistence ? blockAll('The owner disconnected the number in the app.') : { closedBecause: 'The merchant removed this application at Meta.' };
    case 'ACCOUNT_OFFBOARDED':
      return blockAll('The number left the Cloud API: another phone or another registration took it over.');
    case 'ACCOUNT_RECONNECTED':
      return { restriction: { scope: 'none', reason: 'The number is connected again.', until: null } };
    case 'PARTNER_APP_UNINSTALLED':
      return { notice: 'The merchant withdrew permissions of the application at Meta.' };
    case 'VOLUME_BASED_PRICING_TIER_UPDATE':
      return { notice: describePricingTier(readRecord(value['volume_tier_info']) ?? {}) };
    default:
      return null;
  }
}

function violationOf(value: JsonRecord): string {
  return readText(readRecord(value['violation_info'])?.['violation_type'], 200) ?? 'unknown';
}

function blockAll(reason: string, until: string | null = null): ChannelNews {
  return { restriction: { scope: 'all', reason, until } };
}

/** The widest of the restrictions counts, and among equals the one that lasts longest. */
function readRestrictions(value: JsonRecord): ChannelNews {
  const list = readRecords(value['restriction_info']);
  const restrictions = list.map(readRestriction).toSorted((left, right) => compareRestrictions(right, left));
  const widest = restrictions[0];
  if (!widest) return blockAll('Meta restricted the account.');
  return widest.scope === 'none' ? { notice: `Meta restricted the account: ${widest.reason}` } : { restriction: widest };
}

function readRestriction(item: JsonRecord): Restriction {
  const type = readText(item['restriction_type'], 200) ?? 'unknown';
  return { scope: scopeOf(type), reason: type, until: readInstant(item['expiration']) };
}

/**
 * Restricted to answers: utility templates are barred too, but shoppers must still be answered, so the narrower scope is
 * taken and Meta refuses the rest. A restriction that we do not know stops everything.
 */
function scopeOf(type: string): Restriction['scope'] {
  if (type.includes('ADD_PHONE_NUMBER')) return 'none';
  return type.includes('BIZ_INITIATED') ? 'marketing' : 'all';
}

const widthOf = { none: 0, marketing: 1, all: 2 } as const;

function compareRestrictions(left: Restriction, right: Restriction): number {
  const byWidth = widthOf[left.scope] - widthOf[right.scope];
  // No end given: it lasts until it is lifted.
  return byWidth === 0 ? (left.until ?? '9').localeCompare(right.until ?? '9') : byWidth;
}

function readBan(ban: JsonRecord): ChannelNews {
  const state = readText(ban['waba_ban_state'], 60);
  const on = readText(ban['waba_ban_date'], 60);
  if (state === 'REINSTATE') return { restriction: { scope: 'none', reason: 'Meta reinstated the account.', until: null } };
  if (state === 'SCHEDULE_FOR_DISABLE') return { notice: `Meta will disable the account${on === null ? '' : ` on ${on}`}.` };
  return blockAll('Meta disabled the account.');
}

function describePricingTier(tier: JsonRecord): string {
  const parts = ['pricing_category', 'region', 'tier', 'effective_month'].map((name) => readText(tier[name], 100)).filter((part) => part !== null);
  return `Volume price reached: ${parts.join(', ')}`;
}
