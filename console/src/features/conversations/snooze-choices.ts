export interface SnoozeChoice {
  name: 'hour' | 'threeHours' | 'tomorrow' | 'monday';
  until: Date;
}

const hourMs = 3_600_000;
const morningHour = 9;

/** When a conversation may come back: soon, or the next mornings at nine by the workspace's clock. */
export function snoozeChoices(now: Date, timeZone: string): SnoozeChoice[] {
  const tomorrow = morningAfter(now, 1, timeZone);
  const untilMonday = (8 - weekdayOf(now, timeZone)) % 7 || 7;
  return [
    { name: 'hour', until: new Date(now.getTime() + hourMs) },
    { name: 'threeHours', until: new Date(now.getTime() + 3 * hourMs) },
    { name: 'tomorrow', until: tomorrow },
    // On a Sunday, tomorrow is Monday already.
    ...(untilMonday > 1 ? [{ name: 'monday' as const, until: morningAfter(now, untilMonday, timeZone) }] : []),
  ];
}

/** Nine in the morning, so many days later, on the wall clocks of the zone. */
function morningAfter(now: Date, days: number, timeZone: string): Date {
  const { year, month, day } = partsOf(now, timeZone);
  const asUtc = Date.UTC(year, month - 1, day + days, morningHour);
  const guess = new Date(asUtc - offsetMs(new Date(asUtc), timeZone));
  // Once more: the first guess may lie on the other side of a change of the clocks.
  return new Date(asUtc - offsetMs(guess, timeZone));
}

function offsetMs(at: Date, timeZone: string): number {
  const { year, month, day, hour, minute } = partsOf(at, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at.getTime() / 60_000) * 60_000;
}

/** 1 is Monday, 7 Sunday. */
function weekdayOf(at: Date, timeZone: string): number {
  const { year, month, day } = partsOf(at, timeZone);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
}

function partsOf(at: Date, timeZone: string) {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' }).formatToParts(at);
  const find = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return { year: find('year'), month: find('month'), day: find('day'), hour: find('hour'), minute: find('minute') };
}
