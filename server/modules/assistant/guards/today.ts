import type { TurnView } from '../engine.ts';

/** The day of the shop's clock, such as 2026-12-01. */
export function todayOf({ now, timeZone }: Pick<TurnView, 'now' | 'timeZone'>): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
}
