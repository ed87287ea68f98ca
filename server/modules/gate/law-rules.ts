import { refuse, waitUntil } from './gate-rule.ts';
import type { GateRule, Question } from './gate-rule.ts';
import { nextAllowedMs } from './marketing-hours.ts';

/** What the recipient's country and the merchant's own limits allow. Only marketing is asked. */

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;

export const countryForbids: GateRule = {
  reason: 'country_forbids',
  asked: { marketing: 'always', utility: 'never', service: 'never' },
  object: ({ request, facts, isAnswer, findPlace }) => {
    for (const { country, rule } of findPlace().places) {
      if (facts.workspace.settings.blockedCountries.includes(country)) return refuse({ country, blockedBy: 'merchant' });
      // A free-form answer in an open window is not what the platform paused: its templates are.
      if (isAnswer && !request.usesTemplate) continue;
      const forbidden = rule.forbiddenChannels.find(({ channel }) => channel === request.channel);
      if (forbidden) return refuse({ country, channel: request.channel, because: forbidden.because });
    }
    return null;
  },
};

export const registerUnchecked: GateRule = {
  reason: 'register_unchecked',
  asked: { marketing: 'unprompted', utility: 'never', service: 'never' },
  object: ({ facts, findPlace }) => {
    if (!facts.workspace.settings.enforceRegister) return null;
    const checkedDaysAgo = facts.registerCheckedDaysAgo;
    for (const { country, rule } of findPlace().places) {
      if (!rule.register) continue;
      const { name, refreshDays } = rule.register;
      const isFresh = checkedDaysAgo !== null && (refreshDays === null || checkedDaysAgo <= refreshDays);
      if (!isFresh) return refuse({ country, register: name, checkedDaysAgo, refreshDays });
    }
    return null;
  },
};

export const flowCap: GateRule = {
  reason: 'flow_cap',
  asked: { marketing: 'unprompted', utility: 'never', service: 'never' },
  object: ({ request, facts, nowMs }) => {
    const { flowCapMs } = request.limits;
    const lastAtMs = facts.lastFlowSendAtMs;
    if (flowCapMs === null || lastAtMs === null || nowMs - lastAtMs >= flowCapMs) return null;
    return waitUntil(lastAtMs + flowCapMs);
  },
};

export const contactCap: GateRule = {
  reason: 'contact_cap',
  asked: { marketing: 'unprompted', utility: 'never', service: 'never' },
  object: (question) => {
    const { perDay, perThirtyDays } = question.facts.workspace.settings.contactCaps;
    const lawPerDay = question.findPlace().places.flatMap(({ rule }) => rule.maxPerDay ?? []);
    const daily = capEnd(question, Math.min(perDay, ...lawPerDay), dayMs);
    const monthly = capEnd(question, perThirtyDays, 30 * dayMs);
    if (daily === null && monthly === null) return null;
    const endMs = Math.max(daily ?? 0, monthly ?? 0);
    return Number.isFinite(endMs) ? waitUntil(endMs) : refuse({ cap: 0 });
  },
};

/** When fewer than `cap` marketing messages lie within the period again; null when that is so now, infinity for a cap of 0. */
function capEnd({ facts, nowMs }: Question, cap: number, periodMs: number): number | null {
  if (cap < 1) return Number.POSITIVE_INFINITY;
  // Newest first: the cap is full while its last place is taken by a send of the period.
  const filling = facts.marketingSends[cap - 1];
  return filling && nowMs - filling.atMs < periodMs ? filling.atMs + periodMs : null;
}

export const channelWeek: GateRule = {
  reason: 'channel_week',
  asked: { marketing: 'unprompted', utility: 'never', service: 'never' },
  object: ({ request, facts, nowMs, findPlace }) => {
    const bound = findPlace().places.find(({ rule }) => rule.oneChannelPerWeek);
    if (!bound) return null;
    const other = facts.marketingSends.find((send) => send.channel !== request.channel && nowMs - send.atMs < weekMs);
    return other ? refuse({ country: bound.country, usedChannel: other.channel }) : null;
  },
};

export const quietHours: GateRule = {
  reason: 'quiet_hours',
  asked: { marketing: 'unprompted', utility: 'never', service: 'never' },
  object: (question) => {
    const hours = question.findHours();
    const nextMs = nextAllowedMs(hours, question.nowMs);
    if (nextMs === question.nowMs) return null;
    const detail = { zone: zoneLabel(hours.zones), country: question.findPlace().places[0]?.country ?? null };
    return nextMs === null ? refuse({ ...detail, never: true }) : waitUntil(nextMs, detail);
  },
};

function zoneLabel(zones: readonly string[]): string {
  return zones.length <= 2 ? zones.join(', ') : `${zones[0]} and ${zones.length - 1} more`;
}
