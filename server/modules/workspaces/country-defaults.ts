import { zonesOfCountry } from '#platform/phone-area';

interface PlaceDefaults {
  timeZone: string;
  locale: string;
  currency: string;
}

/** Where most people of the country live, what they speak and pay with. */
const defaultsByCountry: Record<string, PlaceDefaults> = {
  AR: { timeZone: 'America/Argentina/Buenos_Aires', locale: 'es-AR', currency: 'ARS' },
  BO: { timeZone: 'America/La_Paz', locale: 'es-BO', currency: 'BOB' },
  BR: { timeZone: 'America/Sao_Paulo', locale: 'pt-BR', currency: 'BRL' },
  CL: { timeZone: 'America/Santiago', locale: 'es-CL', currency: 'CLP' },
  CO: { timeZone: 'America/Bogota', locale: 'es-CO', currency: 'COP' },
  CR: { timeZone: 'America/Costa_Rica', locale: 'es-CR', currency: 'CRC' },
  DO: { timeZone: 'America/Santo_Domingo', locale: 'es-DO', currency: 'DOP' },
  EC: { timeZone: 'America/Guayaquil', locale: 'es-EC', currency: 'USD' },
  SV: { timeZone: 'America/El_Salvador', locale: 'es-SV', currency: 'USD' },
  GT: { timeZone: 'America/Guatemala', locale: 'es-GT', currency: 'GTQ' },
  HN: { timeZone: 'America/Tegucigalpa', locale: 'es-HN', currency: 'HNL' },
  MX: { timeZone: 'America/Mexico_City', locale: 'es-MX', currency: 'MXN' },
  NI: { timeZone: 'America/Managua', locale: 'es-NI', currency: 'NIO' },
  PA: { timeZone: 'America/Panama', locale: 'es-PA', currency: 'USD' },
  PE: { timeZone: 'America/Lima', locale: 'es-PE', currency: 'PEN' },
  PR: { timeZone: 'America/Puerto_Rico', locale: 'es-PR', currency: 'USD' },
  PY: { timeZone: 'America/Asuncion', locale: 'es-PY', currency: 'PYG' },
  UY: { timeZone: 'America/Montevideo', locale: 'es-UY', currency: 'UYU' },
  VE: { timeZone: 'America/Caracas', locale: 'es-VE', currency: 'VES' },
  ES: { timeZone: 'Europe/Madrid', locale: 'es-ES', currency: 'EUR' },
  PT: { timeZone: 'Europe/Lisbon', locale: 'pt-PT', currency: 'EUR' },
  FR: { timeZone: 'Europe/Paris', locale: 'fr-FR', currency: 'EUR' },
  DE: { timeZone: 'Europe/Berlin', locale: 'de-DE', currency: 'EUR' },
  IT: { timeZone: 'Europe/Rome', locale: 'it-IT', currency: 'EUR' },
  NL: { timeZone: 'Europe/Amsterdam', locale: 'nl-NL', currency: 'EUR' },
  GB: { timeZone: 'Europe/London', locale: 'en-GB', currency: 'GBP' },
  US: { timeZone: 'America/New_York', locale: 'en-US', currency: 'USD' },
  CA: { timeZone: 'America/Toronto', locale: 'en-CA', currency: 'CAD' },
  AU: { timeZone: 'Australia/Sydney', locale: 'en-AU', currency: 'AUD' },
  IN: { timeZone: 'Asia/Kolkata', locale: 'en-IN', currency: 'INR' },
};

/** A start for a new workspace; its owner can change each. Elsewhere: the country's first zone, English and US dollars. */
export function defaultsOfCountry(country: string): PlaceDefaults {
  return defaultsByCountry[country] ?? { timeZone: zonesOfCountry(country)[0] ?? 'UTC', locale: 'en', currency: 'USD' };
}
