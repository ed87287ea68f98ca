import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max';
import { areaOfPhone } from '#platform/phone-area';

/** A phone as we keep it. */
export interface ReadPhone {
  e164: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** ISO 3166-2 such as "BR-SP"; null where the number does not tell. */
  region: string | null;
  /** Digits that all spellings of one number share; equal keys are a hint, not a proof, that two people are one. */
  matchKey: string;
  /** `unknown` where numbers do not tell (Mexico, Chile, North America). */
  kind: 'mobile' | 'fixed' | 'unknown';
  /** Argentina: written without the mobile 9, so that it may be a landline; it is read as a mobile. */
  isAmbiguous: boolean;
}

const maxLength = 60;
const maxRemembered = 50_000;
const remembered = new Map<string, ReadPhone | null>();

/**
 * Reads a phone as a shopper typed it, as a shop reports it or as WhatsApp writes it (digits with country code).
 * Null when it is no number that somebody could have. Never throws; the default country may be unknown or nonsense.
 */
export function readPhone(raw: string | null | undefined, defaultCountry: string | null | undefined): ReadPhone | null {
  if (typeof raw !== 'string' || raw.length > maxLength) return null;
  const country = typeof defaultCountry === 'string' ? defaultCountry.toUpperCase() : '';
  const key = `${country} ${raw}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  if (remembered.size >= maxRemembered) remembered.clear();
  const phone = readAnew(raw, isSupportedCountry(country) ? country : undefined);
  remembered.set(key, phone);
  return phone;
}

/**
 * The key under which variants of one number meet: Argentina without the mobile 9, Brazil with the last eight digits,
 * Mexico with the last ten. Takes E.164 or the digits that WhatsApp reports.
 */
export function matchKeyOf(e164OrWaId: string): string {
  const digits = digitsOf(e164OrWaId);
  if (digits.startsWith('549') && digits.length === 13) return `54${digits.slice(3)}`;
  if (digits.startsWith('55') && (digits.length === 12 || digits.length === 13)) return digits.slice(0, 4) + digits.slice(-8);
  if (digits.startsWith('521') && digits.length === 13) return `52${digits.slice(3)}`;
  return digits;
}

function readAnew(raw: string, defaultCountry: CountryCode | undefined): ReadPhone | null {
  // Masked numbers (******0879) would otherwise be read from their last digits.
  if (raw.includes('*')) return null;
  const text = raw.normalize('NFKC').trim();
  for (const reading of readingsOf(text, defaultCountry)) {
    const parsed = parsePhoneNumberFromString(reading, defaultCountry);
    if (parsed?.isValid()) return isNobodys(parsed.nationalNumber) ? null : describe(parsed);
  }
  return null;
}

/** The ways to read what was typed, likeliest first; the first that gives a valid number wins. */
function* readingsOf(text: string, defaultCountry: CountryCode | undefined): Generator<string> {
  const digits = digitsOf(text);
  const international = /^\s*(?:tel:)?\s*\+/i.test(text) ? digits : digits.startsWith('00') ? digits.slice(2) : null;
  if (international !== null) {
    const repaired = repairInternational(international);
    if (repaired !== null) yield `+${repaired}`;
    yield `+${international}`;
    return;
  }
  if (defaultCountry !== undefined) {
    const repaired = repairNational(digits, defaultCountry);
    if (repaired !== null) yield `+${repaired}`;
    yield text;
  }
  // WhatsApp and some shops leave out the plus.
  if (digits.length >= 10) {
    const repaired = repairInternational(digits);
    if (repaired !== null) yield `+${repaired}`;
    yield `+${digits}`;
  }
}

function repairInternational(digits: string): string | null {
  if (digits.startsWith('54')) return repairNational(digits.slice(2), 'AR');
  if (digits.startsWith('55')) return repairNational(digits.slice(2), 'BR');
  if (digits.startsWith('52')) return repairNational(digits.slice(2), 'MX');
  return null;
}

/** What the library misjudges; null when it needs no help. */
function repairNational(digits: string, country: CountryCode): string | null {
  if (country === 'BR') return repairBrazilian(digits);
  if (country === 'MX') return repairMexican(digits);
  if (country === 'AR') return repairArgentine(digits);
  return null;
}

/** Mobiles got a ninth digit by 2016; eight digits from 6 on are such a mobile in its old form. */
function repairBrazilian(digits: string): string | null {
  const old = /^0?([1-9]{2})([6-9]\d{7})$/.exec(digits);
  return old ? `55${old[1]}9${old[2]}` : null;
}

/** Until 2019: 1 after the country code, 044 or 045 before a mobile, 01 before a long-distance number. */
function repairMexican(digits: string): string | null {
  const old = /^(?:1|044|045|01)(\d{10})$/.exec(digits);
  return old ? `52${old[1]}` : null;
}

/** The 9 and the 15 say the same; with the country code people write both, or the 15 in the place of the 9. */
function repairArgentine(digits: string): string | null {
  const doubled = /^9?0?(11|[23]\d{2,3})15(\d{6,8})$/.exec(digits);
  if (!doubled) return null;
  const [, area = '', subscriber = ''] = doubled;
  return area.length + subscriber.length === 10 ? `549${area}${subscriber}` : null;
}

function describe(parsed: PhoneNumber): ReadPhone | null {
  const e164 = asArgentineMobile(parsed);
  const area = areaOfPhone(e164);
  const country = parsed.country ?? area?.country;
  if (country === undefined) return null;
  const isAmbiguous = e164 !== parsed.number;
  return {
    e164,
    country,
    region: area?.country === country ? area.region : null,
    matchKey: matchKeyOf(e164),
    kind: isAmbiguous ? 'mobile' : kindOf(parsed),
    isAmbiguous,
  };
}

/** A shopper's Argentine number without the 9 is nearly always a mobile, and WhatsApp knows mobiles with the 9. */
function asArgentineMobile(parsed: PhoneNumber): string {
  const isLandlineForm = parsed.country === 'AR' && parsed.getType() === 'FIXED_LINE';
  return isLandlineForm ? `+549${parsed.nationalNumber}` : parsed.number;
}

function kindOf(parsed: PhoneNumber): ReadPhone['kind'] {
  const type = parsed.getType();
  if (type === 'MOBILE') return 'mobile';
  return type === undefined || type === 'FIXED_LINE_OR_MOBILE' ? 'unknown' : 'fixed';
}

/** What people type to get past a required field: one digit over and over, or the keys from left to right. */
function isNobodys(nationalNumber: string): boolean {
  return /(\d)\1{6}$/.test(nationalNumber) || '01234567890'.includes(nationalNumber);
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
