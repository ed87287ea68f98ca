import { DateTime } from 'luxon';

/** `2026-11-20T10:04:10-03:00`: webhooks tell time in the shop's zone, without milliseconds. */
export function toShopTime(at: Date, timezone: string): string {
  return DateTime.fromJSDate(at, { zone: timezone }).toISO({ suppressMilliseconds: false, includeOffset: true, precision: 'second' }) ?? '';
}

/** `2026-11-20T13:04:10Z`: the Admin API tells time in UTC. */
export function toUtcTime(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
