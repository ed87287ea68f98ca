import type { CountryRule } from '#contract/country-rule';
import { areaOfPhone, zonesOfCountry, zonesOfRegion } from '#platform/phone-area';
import type { PhoneArea } from '#platform/phone-area';
import { countryRuleOf } from './country-rules.ts';
import type { GateFacts } from './gate-types.ts';
import { isKnownZone } from '#platform/zoned-time';

/** One country whose law may bind the message, with its rule in force. */
export interface RulePlace {
  country: string;
  region: string | null;
  rule: CountryRule;
}

/** Where the recipient is, as far as law and clock care. */
export interface RecipientPlace {
  /** One place, or two when address and phone disagree: then both rules hold. */
  places: readonly RulePlace[];
  /** The message must be allowed on each of these clocks. */
  zones: readonly string[];
}

/** Law by delivery address, else phone prefix, else the store's country; clock by address, else phone area, else the whole country. */
export function findRecipientPlace(contact: GateFacts['contact'], workspace: GateFacts['workspace'], nowMs: number): RecipientPlace {
  const area = contact.phone === null ? null : areaOfPhone(contact.phone);
  const places: RulePlace[] = [];
  const addPlace = (country: string, region: string | null): void => {
    if (places.some((place) => place.country === country && place.region === region)) return;
    places.push({ country, region, rule: countryRuleOf(country, region, nowMs) });
  };
  if (contact.country !== null) addPlace(contact.country, regionIn(contact.country, contact, area));
  if (area !== null) addPlace(area.country, area.region);
  if (places.length === 0) addPlace(workspace.country, null);
  return { places, zones: findZones(contact, area, workspace) };
}

/** The state that the address names, else the one of the phone when it lies in the same country. */
function regionIn(country: string, contact: GateFacts['contact'], area: PhoneArea | null): string | null {
  if (contact.region?.startsWith(`${country}-`)) return contact.region;
  return area?.country === country ? area.region : null;
}

function findZones(contact: GateFacts['contact'], area: PhoneArea | null, workspace: GateFacts['workspace']): readonly string[] {
  if (contact.timeZone !== null && isKnownZone(contact.timeZone)) return [contact.timeZone];
  const country = contact.country ?? area?.country ?? workspace.country;
  if (contact.region?.startsWith(`${country}-`)) {
    const zones = zonesOfRegion(contact.region);
    if (zones) return zones;
  }
  if (area?.country === country && area.zones !== null) return area.zones;
  const zones = allZonesOf(country);
  return zones.length > 0 ? zones : [workspace.timeZone];
}

const zonesByCountry = new Map<string, readonly string[]>();

function allZonesOf(country: string): readonly string[] {
  let zones = zonesByCountry.get(country);
  if (!zones) zonesByCountry.set(country, (zones = zonesOfCountry(country)));
  return zones;
}
