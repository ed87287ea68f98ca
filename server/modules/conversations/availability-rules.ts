import type { WeekHours } from '#contract/assignment';
import { dayMs } from '#platform/clock';
import { instantOf, localMomentOf, minutesOf, weekdayOf } from '#platform/zoned-time';

/** How somebody works, as far as it decides whether they are there. */
export interface Working {
  isAway: boolean;
  /** When an absence ends by itself. */
  backAtMs: number | null;
  /** Null: at all hours. */
  hours: WeekHours | null;
}

const isAwayAt = ({ isAway, backAtMs }: Working, nowMs: number) => isAway && (backAtMs === null || backAtMs > nowMs);

/** Not away, and inside the hours on the clock of the zone. */
export function isThereAt(working: Working, zone: string, nowMs: number): boolean {
  return !isAwayAt(working, nowMs) && isInHours(working.hours, zone, nowMs);
}

export function isInHours(hours: WeekHours | null, zone: string, nowMs: number): boolean {
  if (hours === null) return true;
  const { weekday, minuteOfDay } = localMomentOf(zone, nowMs);
  return hours.some((span) => span.weekday === weekday && minutesOf(span.from) <= minuteOfDay && minuteOfDay < minutesOf(span.to));
}

/** When somebody who is not there comes back: the end of the absence, then the next hours. Null: nobody can say. */
export function backAtMsOf(working: Working, zone: string, nowMs: number): number | null {
  if (isThereAt(working, zone, nowMs)) return nowMs;
  if (isAwayAt(working, nowMs) && working.backAtMs === null) return null;
  const fromMs = isAwayAt(working, nowMs) ? (working.backAtMs ?? nowMs) : nowMs;
  return isInHours(working.hours, zone, fromMs) ? fromMs : nextStartMs(working.hours ?? [], zone, fromMs);
}

/** The first beginning of hours after a moment, within eight days. */
function nextStartMs(hours: WeekHours, zone: string, fromMs: number): number | null {
  const { dayNumber } = localMomentOf(zone, fromMs);
  for (let day = dayNumber; day <= localMomentOf(zone, fromMs + 8 * dayMs).dayNumber; day += 1) {
    const starts = hours.filter((span) => span.weekday === weekdayOf(day)).map((span) => instantOf(zone, day, minutesOf(span.from)));
    const next = Math.min(...starts.filter((startMs) => startMs > fromMs));
    if (Number.isFinite(next)) return next;
  }
  return null;
}
