import Holidays from 'date-holidays';

const dayMs = 86_400_000;
const holidaysByPlaceAndYear = new Map<string, ReadonlySet<number>>();

/**
 * Whether a day of the local calendar (days since 1970-01-01) is a public holiday in a country, or in its region
 * ("BR-SP") when one is known. False for a country whose holidays are not on file.
 */
export function isPublicHoliday(country: string, region: string | null, dayNumber: number): boolean {
  const year = new Date(dayNumber * dayMs).getUTCFullYear();
  const key = `${region ?? country} ${year}`;
  let days = holidaysByPlaceAndYear.get(key);
  if (!days) holidaysByPlaceAndYear.set(key, (days = readHolidays(country, region, year)));
  return days.has(dayNumber);
}

function readHolidays(country: string, region: string | null, year: number): ReadonlySet<number> {
  const days = new Set<number>();
  // A holiday of several days may have begun in the year before.
  for (const calendar of calendarsOf(country, region)) {
    for (const holiday of [...calendar.getHolidays(year - 1), ...calendar.getHolidays(year)]) {
      if (holiday.type !== 'public') continue;
      // `date` is the local day; start and end are instants of one of the country's zones, so only their distance is used.
      const first = Math.floor(Date.parse(`${holiday.date.slice(0, 10)}T00:00:00Z`) / dayMs);
      const length = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / dayMs));
      for (let offset = 0; offset < length; offset += 1) days.add(first + offset);
    }
  }
  return days;
}

/** The region's calendar and the country's: the former sometimes leaves out a day of the latter (20 November in São Paulo). */
function calendarsOf(country: string, region: string | null): Holidays[] {
  const state = region?.startsWith(`${country}-`) ? region.slice(country.length + 1) : null;
  return state === null ? [new Holidays(country)] : [new Holidays(country), new Holidays(country, state)];
}
