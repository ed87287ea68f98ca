import type { ShippingRow } from '#contract/knowledge-structure';
import { findPlace } from './place-names.ts';
import type { NamedPlace } from './place-names.ts';
import { closeness, readCodeInPlace, readCodeRange, readPostalCode } from './postal-codes.ts';

export interface Destination {
  /** As said; may hold more than the code. */
  postalCode?: string | null | undefined;
  place?: string | null | undefined;
}

const isElsewhere = ({ postalCodes, places }: ShippingRow) => postalCodes.length === 0 && places.length === 0;

/**
 * The rows of a shipping table that hold for a place; null when nobody can tell without the postal code. A code decides before a name. The closest
 * rule of all wins, and brings the other services of its zone with it.
 */
export function matchZone(rows: readonly ShippingRow[], country: string, { postalCode, place }: Destination): ShippingRow[] | null {
  if (rows.every(isElsewhere)) return [...rows];
  const said = place ?? '';
  const code = readPostalCode(country, postalCode ?? '') ?? readCodeInPlace(country, said);
  if (code === null) return matchPlace(rows, country, said);
  const found = closestByCode(rows, country, code);
  if (found.length > 0) return found;
  // A zone that is told by names alone may well be this one.
  const named = firstOf(namedRows(rows, country, said));
  if (named.length > 0) return named;
  return rows.some((row) => row.postalCodes.length === 0 && !isElsewhere(row)) ? null : rows.filter(isElsewhere);
}

function matchPlace(rows: readonly ShippingRow[], country: string, said: string): ShippingRow[] | null {
  const named = namedRows(rows, country, said);
  if (named.length === 0) return null;
  // The number after a name may be the code of another zone: then the name was a street's.
  const byNumber = named.some(({ isNumbered }) => isNumbered) ? closestByCode(rows, country, readPostalCode(country, said) ?? '') : [];
  const zones = new Set([...named.map(({ row }) => row), ...byNumber].map(({ zone }) => zone));
  const hasCodes = rows.some(({ postalCodes }) => postalCodes.length > 0);
  return zones.size > 1 && hasCodes ? null : firstOf(named);
}

function closestByCode(rows: readonly ShippingRow[], country: string, code: string): ShippingRow[] {
  const close = rows.flatMap((row) => {
    const best = Math.max(...row.postalCodes.map((text) => readCodeRange(country, text)).map((range) => (range && closeness(range, code)) ?? -1), -1);
    return best < 0 ? [] : [{ row, best }];
  });
  const top = Math.max(...close.map(({ best }) => best), -1);
  const zones = new Set(close.filter(({ best }) => best === top).map(({ row }) => row.zone));
  return close.filter(({ row }) => zones.has(row.zone)).map(({ row }) => row);
}

interface NamedRow extends NamedPlace {
  row: ShippingRow;
}

/** Rows with where their place is named. A name that is part of a longer one is none; one that may be a street's counts only where there is no other. */
function namedRows(rows: readonly ShippingRow[], country: string, said: string): NamedRow[] {
  const named = rows.filter((row) => !isElsewhere(row)).flatMap((row) => [row.zone, ...row.places].flatMap((name) => findPlace(country, said, name) ?? []).map((found) => ({ ...found, row })));
  // "San Martín de los Andes" before "San Martín".
  const whole = named.filter(({ at, until }) => !named.some((other) => other.at <= at && other.until >= until && other.until - other.at > until - at));
  const certain = whole.filter(({ isNumbered }) => !isNumbered);
  return certain.length > 0 ? certain : whole;
}

/** The zone that is named first: an address goes from the narrow to the wide. */
function firstOf(named: readonly NamedRow[]): ShippingRow[] {
  const first = Math.min(...named.map(({ at }) => at));
  const zones = new Set(named.filter(({ at }) => at === first).map(({ row }) => row.zone));
  return [...new Set(named.map(({ row }) => row).filter(({ zone }) => zones.has(zone)))];
}
