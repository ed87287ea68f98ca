import { localDateOf } from '#platform/zoned-time';
import type { TurnView } from '../engine.ts';

/** The day of the shop's clock, such as 2026-12-01. */
export function todayOf({ now, timeZone }: Pick<TurnView, 'now' | 'timeZone'>): string {
  return localDateOf(timeZone, now.getTime());
}
