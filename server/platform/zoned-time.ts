import { IANAZone } from 'luxon';

const dayMs = 86_400_000;
const minuteMs = 60_000;
// Every zone changes its clock on a quarter of an hour, so one offset holds within it.
const offsetBucketMs = 15 * minuteMs;
const maxBucketsPerZone = 4_000;

const offsetsByZone = new Map<string, Map<number, number>>();

/** A moment as the clock on somebody's wall shows it. */
export interface LocalMoment {
  /** Days since 1970-01-01 on the local calendar. */
  dayNumber: number;
  /** 1 = Monday … 7 = Sunday. */
  weekday: number;
  minuteOfDay: number;
}

export function isKnownZone(zone: string): boolean {
  return IANAZone.isValidZone(zone);
}

/** Local time minus UTC in milliseconds; remembered, because asking Intl costs more than the whole decision. */
export function offsetMsOf(zone: string, atMs: number): number {
  const bucket = Math.floor(atMs / offsetBucketMs);
  let offsets = offsetsByZone.get(zone);
  if (!offsets) offsetsByZone.set(zone, (offsets = new Map()));
  const known = offsets.get(bucket);
  if (known !== undefined) return known;
  if (offsets.size >= maxBucketsPerZone) offsets.clear();
  const offset = IANAZone.create(zone).offset(bucket * offsetBucketMs) * minuteMs;
  offsets.set(bucket, offset);
  return offset;
}

export function localMomentOf(zone: string, atMs: number): LocalMoment {
  const localMs = atMs + offsetMsOf(zone, atMs);
  const dayNumber = Math.floor(localMs / dayMs);
  return {
    dayNumber,
    weekday: weekdayOf(dayNumber),
    minuteOfDay: Math.floor((localMs - dayNumber * dayMs) / minuteMs),
  };
}

/** "2026-11-16": the day on somebody's wall. */
export function localDateOf(zone: string, atMs: number): string {
  return isoDateOf(localMomentOf(zone, atMs).dayNumber);
}

/** 1 = Monday … 7 = Sunday. The epoch was a Thursday. */
export function weekdayOf(dayNumber: number): number {
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1;
}

/** The instant of a local clock time; a time that a clock change skips gives the moment after the gap. */
export function instantOf(zone: string, dayNumber: number, minuteOfDay: number): number {
  const localMs = dayNumber * dayMs + minuteOfDay * minuteMs;
  const before = localMs - offsetMsOf(zone, localMs - dayMs / 2);
  const after = localMs - offsetMsOf(zone, before);
  return after + offsetMsOf(zone, after) === localMs ? after : Math.max(before, after);
}

/** "07:30" as minutes after midnight. */
export function minutesOf(clockTime: string): number {
  return Number(clockTime.slice(0, 2)) * 60 + Number(clockTime.slice(3, 5));
}

/** "2026-11-16" for a day number. */
export function isoDateOf(dayNumber: number): string {
  return new Date(dayNumber * dayMs).toISOString().slice(0, 10);
}
