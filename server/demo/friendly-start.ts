import { DateTime } from 'luxon';

/**
 * How far to put a demo's clock forward so that it begins on a weekday between 10:00 and 16:00 in the shop's zone: an hour later a message
 * may still go out, whatever the hour is where the demo is tried. 0 when it does already.
 */
export function untilFriendlyHourMs(nowMs: number, zone: string): number {
  const now = DateTime.fromMillis(nowMs, { zone });
  let start = now;
  for (let days = 0; days < 8; days += 1) {
    const opens = start.set({ hour: 10, minute: 0, second: 0, millisecond: 0 });
    const candidate = start < opens ? opens : start;
    if (candidate.weekday <= 5 && candidate.hour < 16) return Math.max(0, candidate.toMillis() - nowMs);
    start = start.plus({ days: 1 }).startOf('day');
  }
  return 0;
}
