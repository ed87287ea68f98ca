import type { DayWindow, WeekWindows } from '#contract/country-rule';
import type { ConsentChannel } from '#contract/inbound-event';
import type { GateSettings } from './gate-types.ts';
import { isPublicHoliday } from '#platform/holidays';
import type { RecipientPlace } from './recipient-place.ts';
import { instantOf, localMomentOf, minutesOf, offsetMsOf, weekdayOf } from '#platform/zoned-time';

/** Minutes after local midnight, from included, to excluded; null: nothing that day. */
type DaySpan = { from: number; to: number } | null;
type DayRule = (dayNumber: number) => DaySpan;

const weekdayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const wholeDay: DaySpan = { from: 0, to: 24 * 60 };
const horizonMs = 60 * 86_400_000;
const stepMs = 15 * 60_000;

/** When marketing may reach one recipient: every rule must allow the moment on every clock that may be theirs. */
export interface MarketingHours {
  dayRules: readonly DayRule[];
  zones: readonly string[];
}

/** The hours of the law, narrowed by the merchant's own. */
export function findMarketingHours(
  place: RecipientPlace,
  channel: ConsentChannel,
  settings: GateSettings,
  storeCountry: string,
): MarketingHours {
  const dayRules: DayRule[] = place.places
    .filter(({ rule }) => rule.hours.channels.includes(channel))
    .map(({ country, region, rule }) => lawOf(country, region, rule.hours.windows, rule.hours.holidays));
  if (settings.hours) dayRules.push(ownHoursOf(settings.hours));
  if (settings.restOnHolidays) dayRules.push((day) => (isPublicHoliday(storeCountry, null, day) ? null : wholeDay));
  return { dayRules, zones: place.zones };
}

/** The first instant at or after `fromMs` that every rule allows on every clock; null when none comes within 60 days. */
export function nextAllowedMs(hours: MarketingHours, fromMs: number): number | null {
  if (hours.dayRules.length === 0) return fromMs;
  const clocks = distinctClocks(hours.zones, fromMs);
  let atMs = fromMs;
  while (atMs - fromMs <= horizonMs) {
    const laterMs = findObjection(hours.dayRules, clocks, atMs);
    if (laterMs === null) {
      // Zones that agreed at the start may differ after a clock change: the full list has the last word.
      const lastMs = clocks.length === hours.zones.length ? null : findObjection(hours.dayRules, hours.zones, atMs);
      if (lastMs === null) return atMs;
      atMs = lastMs;
    } else {
      atMs = laterMs;
    }
  }
  return null;
}

/** Null when every rule allows the instant on every clock; else a later instant that the objecting rule might allow. */
function findObjection(dayRules: readonly DayRule[], zones: readonly string[], atMs: number): number | null {
  for (const zone of zones) {
    const local = localMomentOf(zone, atMs);
    for (const dayRule of dayRules) {
      const span = dayRule(local.dayNumber);
      if (span && local.minuteOfDay >= span.from && local.minuteOfDay < span.to) continue;
      const isEarly = span !== null && local.minuteOfDay < span.from;
      const openMs = isEarly ? instantOf(zone, local.dayNumber, span.from) : instantOf(zone, local.dayNumber + 1, 0);
      return Math.max(openMs, atMs + (openMs > atMs ? 0 : stepMs));
    }
  }
  return null;
}

/** One zone for each clock that differs now; most of a country's zones tell the same time. */
function distinctClocks(zones: readonly string[], atMs: number): readonly string[] {
  if (zones.length === 1) return zones;
  const byOffset = new Map<number, string>();
  for (const zone of zones) byOffset.set(offsetMsOf(zone, atMs), zone);
  return [...byOffset.values()];
}

function lawOf(country: string, region: string | null, windows: WeekWindows, holidays: DayWindow | 'as_weekday'): DayRule {
  const spans = spansOf(windows);
  const holidaySpan = holidays === 'as_weekday' ? 'as_weekday' : spanOf(holidays);
  return (day) => {
    const span = spans[weekdayOf(day) - 1] ?? null;
    if (holidaySpan === 'as_weekday' || span === null) return span;
    return isPublicHoliday(country, region, day) ? holidaySpan : span;
  };
}

function ownHoursOf(hours: NonNullable<GateSettings['hours']>): DayRule {
  const span = { from: minutesOf(hours.from), to: minutesOf(hours.to) };
  return (day) => (hours.days.includes(weekdayOf(day)) ? span : null);
}

const spansByWindows = new WeakMap<WeekWindows, DaySpan[]>();

function spansOf(windows: WeekWindows): DaySpan[] {
  let spans = spansByWindows.get(windows);
  if (!spans) spansByWindows.set(windows, (spans = weekdayNames.map((name) => spanOf(windows[name]))));
  return spans;
}

function spanOf(window: DayWindow): DaySpan {
  return window && { from: minutesOf(window[0]), to: minutesOf(window[1]) };
}
