import { currencyExponent } from '#contract/money';

/** How numbers, money and times read in one locale, zone and currency. Pure: everything it needs is given. */
export interface FormatSettings {
  /** BCP 47, language and country: `es-AR`. */
  locale: string;
  /** IANA zone of the workspace. */
  timeZone: string;
  /** ISO currency of the workspace; another currency is written with its code so that nobody mistakes it. */
  currency: string;
}

/** Minor units as they come over JSON: a number, or a string of digits beyond what a number holds. */
export type Minor = number | bigint | string;

export interface MoneyOptions {
  /** Leaves cents out, for headlines. */
  whole?: boolean;
  /** Writes a plus before a gain. */
  signed?: boolean;
}

/** A member's language with the workspace's country: Spanish figures differ between Mexico and Argentina. */
export function localeOf(language: string, country: string | null): string {
  return country && /^[A-Z]{2}$/.test(country) ? `${language}-${country}` : language;
}

/** `-199990` with 2 digits becomes `-1999.90`, exactly, however large. */
export function minorToDecimal(minor: Minor, digits: number): string {
  const value = BigInt(minor);
  const sign = value < 0n ? '-' : '';
  const all = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
  return digits === 0 ? sign + all : `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`;
}

export function formatMoney(settings: FormatSettings, minor: Minor, currency: string, options: MoneyOptions = {}): string {
  const digits = currencyExponent(currency);
  const decimal = minorToDecimal(minor, digits) as `${number}`;
  const shown = options.whole ? 0 : digits;
  const common: Intl.NumberFormatOptions = {
    minimumFractionDigits: shown,
    maximumFractionDigits: shown,
    signDisplay: options.signed ? 'exceptZero' : 'auto',
  };
  const isOwn = currency === settings.currency;
  try {
    const style: Intl.NumberFormatOptions = { style: 'currency', currency, currencyDisplay: isOwn ? 'narrowSymbol' : 'code' };
    return new Intl.NumberFormat(settings.locale, { ...style, ...common }).format(decimal);
  } catch {
    return `${currency} ${new Intl.NumberFormat(settings.locale, common).format(decimal)}`;
  }
}

export function formatNumber(settings: FormatSettings, value: number, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(settings.locale, options).format(value);
}

/** A share from 0 to 1. One digit after the point below ten per cent, where it matters. */
export function formatShare(settings: FormatSettings, share: number): string {
  const digits = Math.abs(share) < 0.1 && share !== 0 ? 1 : 0;
  return formatNumber(settings, share, { style: 'percent', maximumFractionDigits: digits });
}

export interface InstantOptions {
  timeZone?: string;
  /** `day` leaves the time out, `time` the day. */
  show?: 'both' | 'day' | 'time';
}

export function formatInstant(settings: FormatSettings, at: string | Date, options: InstantOptions = {}): string {
  const show = options.show ?? 'both';
  return new Intl.DateTimeFormat(settings.locale, {
    timeZone: options.timeZone ?? settings.timeZone,
    ...(show !== 'time' && { dateStyle: 'medium' }),
    ...(show !== 'day' && { timeStyle: 'short' }),
  }).format(new Date(at));
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** "5 minutes ago", "in 2 hours"; within a minute, the locale's "now"; beyond thirty days, the date. */
export function formatRelative(settings: FormatSettings, at: string | Date, now: Date): string {
  const deltaMs = new Date(at).getTime() - now.getTime();
  if (Math.abs(deltaMs) > 30 * 86_400_000) return formatInstant(settings, at, { show: 'day' });
  const relative = new Intl.RelativeTimeFormat(settings.locale, { numeric: 'auto' });
  for (const [unit, sizeMs] of steps) {
    if (Math.abs(deltaMs) >= sizeMs) return relative.format(Math.trunc(deltaMs / sizeMs), unit);
  }
  return relative.format(0, 'second');
}

/** "3 h 12 min"; at most two units, rounded down. */
export function formatDuration(settings: FormatSettings, durationMs: number): string {
  const minutes = Math.max(0, Math.floor(durationMs / 60_000));
  const parts = [
    ['day', Math.floor(minutes / 1440)],
    ['hour', Math.floor(minutes / 60) % 24],
    ['minute', minutes % 60],
  ] as const;
  const shown = parts.filter(([, value]) => value > 0).slice(0, 2);
  const words = (shown.length > 0 ? shown : [['minute', 0] as const]).map(([unit, value]) =>
    formatNumber(settings, value, { style: 'unit', unit, unitDisplay: 'short' }),
  );
  return words.join(' ');
}

/** "rojo, verde y azul" */
export function formatList(settings: FormatSettings, items: string[], type: Intl.ListFormatType = 'conjunction'): string {
  return new Intl.ListFormat(settings.locale, { type }).format(items);
}

/** "Argentina" for `AR`; a code that no country has stays as it is. */
export function formatCountry(settings: FormatSettings, code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames(settings.locale, { type: 'region' }).of(code) ?? code) : code;
}

/** "español (Argentina)" for `es_AR`; a code that no language has stays as it is. */
export function formatLanguage(settings: FormatSettings, code: string): string {
  try {
    return new Intl.DisplayNames(settings.locale, { type: 'language' }).of(code.replace('_', '-')) ?? code;
  } catch {
    return code;
  }
}
