import { DateTime } from 'luxon';
import { isPublicHoliday } from '#platform/holidays';
import { dayMs } from '#platform/clock';

/**
 * How far to put a demo's clock forward so that it begins on a working day between 10:00 and 16:00 in the shop's zone: an hour later a message
 * may still go out, whatever the hour is where the demo is tried. 0 when it does already.
 */
export function untilFriendlyHourMs(nowMs: number, zone: string, country: string): number {
  const now = DateTime.fromMillis(nowMs, { zone });
  let start = now;
  for (let days = 0; days < 14; days += 1) {
    const opens = start.set({ hour: 10, minute: 0, second: 0, millisecond: 0 });
    const candidate = start < opens ? opens : start;
    if (isWorkingDay(candidate, country) && candidate.hour < 16) return Math.max(0, candidate.toMillis() - nowMs);
    start = start.plus({ days: 1 }).startOf('day');
  }
  return 0;
}

function isWorkingDay(day: DateTime, country: string): boolean {
  const dayNumber = Date.parse(`${day.toISODate()}T00:00:00Z`) / dayMs;
  return day.weekday <= 5 && !isPublicHoliday(country, null, dayNumber);
}
