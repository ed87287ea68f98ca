import type { ShippingRow } from '#contract/knowledge-structure';
import { isPublicHoliday } from '#platform/holidays';
import { isoDateOf, localMomentOf, minutesOf, weekdayOf } from '#platform/zoned-time';

export interface DayCounter {
  country: string;
  timeZone: string;
  /** 1 = Monday … 7 = Sunday. */
  dispatchDays: readonly number[];
}

export interface ArrivalDays {
  dispatchOn: string;
  shipsToday: boolean;
  fromOn: string | null;
  untilOn: string | null;
}

/** A table whose every day is a holiday must come to an end too. */
const furthestDays = 400;

/**
 * When a parcel ordered now leaves and arrives, on the shop's calendar. It leaves today only on a day on which parcels leave and before the row's
 * cut-off; without a cut-off nothing is promised and it leaves on the next such day.
 */
export function countArrival(row: Pick<ShippingRow, 'fromDays' | 'untilDays' | 'businessDays' | 'cutOff'>, counter: DayCounter, nowMs: number): ArrivalDays {
  const now = localMomentOf(counter.timeZone, nowMs);
  const leavesOn = (day: number) => counter.dispatchDays.includes(weekdayOf(day)) && !isPublicHoliday(counter.country, null, day);
  const shipsToday = leavesOn(now.dayNumber) && row.cutOff !== null && now.minuteOfDay < minutesOf(row.cutOff);
  const dispatch = shipsToday ? now.dayNumber : nextDay(now.dayNumber, leavesOn);
  const isWorking = (day: number) => weekdayOf(day) <= 5 && !isPublicHoliday(counter.country, null, day);
  const arrival = (days: number | null) => (days === null ? null : isoDateOf(row.businessDays ? addDays(dispatch, days, isWorking) : dispatch + days));
  const untilOn = arrival(row.untilDays ?? row.fromDays);
  return { dispatchOn: isoDateOf(dispatch), shipsToday, fromOn: arrival(row.fromDays ?? row.untilDays), untilOn };
}

function nextDay(after: number, fits: (day: number) => boolean): number {
  for (let day = after + 1; day < after + furthestDays; day += 1) if (fits(day)) return day;
  return after + 1;
}

function addDays(from: number, count: number, fits: (day: number) => boolean): number {
  let day = from;
  for (let left = count; left > 0; left -= 1) day = nextDay(day, fits);
  return day;
}
