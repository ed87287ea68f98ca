import metadata from 'libphonenumber-js/max/metadata';
import { z } from 'zod';
import brazil from './phone-areas/br.json' with { type: 'json' };
import canada from './phone-areas/ca.json' with { type: 'json' };
import mexico from './phone-areas/mx.json' with { type: 'json' };
import otherPlusOne from './phone-areas/other-plus-one.json' with { type: 'json' };
import unitedStates from './phone-areas/us.json' with { type: 'json' };

/** Where a phone number was issued. A person may since have moved: an address says more. */
export interface PhoneArea {
  /** ISO 3166-1 alpha-2; of a calling code that countries share, the largest of them. */
  country: string;
  /** ISO 3166-2 such as "BR-SP"; null where the number does not tell. */
  region: string | null;
  /** IANA zones of the area; null where the number tells no more than the country. */
  zones: readonly string[] | null;
}

const AreaFile = z.object({
  country: z.string().length(2),
  callingCode: z.string(),
  areas: z.array(z.object({ region: z.string().nullable(), zones: z.array(z.string()).nullable(), codes: z.array(z.string()) })),
  regionZones: z.record(z.string(), z.array(z.string())),
});

const files = [brazil, canada, mexico, unitedStates].map((file) => AreaFile.parse(file));
const longestAreaCode = 3;

/** By calling code and area code run together: "5511" is São Paulo, "1602" Phoenix. */
const areaByPrefix = new Map<string, PhoneArea>();
const zonesByRegion = new Map<string, Set<string>>();
for (const file of files) {
  for (const { region, zones, codes } of file.areas) {
    for (const code of codes) areaByPrefix.set(file.callingCode + code, { country: file.country, region, zones });
    if (region !== null && !(region in file.regionZones)) addZones(region, zones ?? []);
  }
  for (const [region, zones] of Object.entries(file.regionZones)) addZones(region, zones);
}
for (const [country, codes] of Object.entries(otherPlusOne)) {
  for (const code of codes) areaByPrefix.set(`1${code}`, { country, region: null, zones: null });
}

const areaByCallingCode = new Map<string, PhoneArea>(
  Object.entries(metadata.country_calling_codes).flatMap(([code, [main]]) =>
    // Codes of the whole world, such as satellite phones, are filed under 001.
    main && /^[A-Z]{2}$/.test(main) ? [[code, { country: main, region: null, zones: null }]] : [],
  ),
);

/** The area of a number in E.164; null when its calling code belongs to no country. */
export function areaOfPhone(e164: string): PhoneArea | null {
  const digits = dropOldMexicanOne(e164.startsWith('+') ? e164.slice(1) : e164);
  for (let length = longestAreaCode + 2; length >= 2; length -= 1) {
    const area = areaByPrefix.get(digits.slice(0, length));
    if (area) return area;
  }
  for (let length = 3; length >= 1; length -= 1) {
    const area = areaByCallingCode.get(digits.slice(0, length));
    if (area) return area;
  }
  return null;
}

/** The zones of a region such as "US-TX"; null for a region that is not on file. */
export function zonesOfRegion(region: string): readonly string[] | null {
  const zones = zonesByRegion.get(region);
  return zones ? [...zones] : null;
}

/** Every zone of a country; empty for a country that nobody knows. */
export function zonesOfCountry(country: string): readonly string[] {
  return /^[A-Z]{2}$/.test(country) ? (new Intl.Locale(`und-${country}`).getTimeZones() ?? []) : [];
}

function addZones(region: string, zones: readonly string[]): void {
  const known = zonesByRegion.get(region) ?? new Set<string>();
  for (const zone of zones) known.add(zone);
  zonesByRegion.set(region, known);
}

// Until 2019 Mexican mobiles were dialled 52 1 …; WhatsApp still reports some that way.
function dropOldMexicanOne(digits: string): string {
  return digits.length === 13 && digits.startsWith('521') ? `52${digits.slice(3)}` : digits;
}
