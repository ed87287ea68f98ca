import type { ShippingRow } from '#contract/knowledge-structure';
import { closeness, isPlace, readCodeRange, readPostalCode } from './postal-codes.ts';

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
  const code = readPostalCode(country, postalCode ?? '') ?? readPostalCode(country, place ?? '');
  if (code !== null) {
    const found = closestByCode(rows, country, code);
    if (found.length > 0) return found;
    // A zone that is told by names alone may well be this one.
    const named = closestByPlace(rows, place);
    if (named.length > 0) return named;
    return rows.some((row) => row.postalCodes.length === 0 && !isElsewhere(row)) ? null : rows.filter(isElsewhere);
  }
  const named = closestByPlace(rows, place);
  return named.length > 0 ? named : null;
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

function closestByPlace(rows: readonly ShippingRow[], place: string | null | undefined): ShippingRow[] {
  if (!place) return [];
  const close = rows.flatMap((row) => {
    const named = [row.zone, ...row.places].filter((name) => isPlace(place, name)).map((name) => name.length);
    return named.length === 0 || isElsewhere(row) ? [] : [{ row, best: Math.max(...named) }];
  });
  // "San Martín de los Andes" before "San Martín".
  const top = Math.max(...close.map(({ best }) => best), 0);
  const zones = new Set(close.filter(({ best }) => best === top).map(({ row }) => row.zone));
  return close.filter(({ row }) => zones.has(row.zone)).map(({ row }) => row);
}
