import { z } from 'zod';

/** ISO 4217 code, upper case. Unknown but well-formed codes pass: a shop's currency is a fact, not our choice. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'A currency is three capital letters, such as ARS.');

/** An amount in the currency's minor units (centavos; whole pesos for CLP). Always a safe integer. */
export const Money = z.object({ amountMinor: z.int(), currency: Currency });
export type Money = z.infer<typeof Money>;

const exponentByCurrency = new Map<string, number>();

/** Decimal places of a currency by CLDR: 2 for ARS and BRL, 0 for CLP, PYG and JPY; 2 when the code is unknown. */
export function currencyExponent(currency: string): number {
  const known = exponentByCurrency.get(currency);
  if (known !== undefined) return known;
  const exponent = readExponent(currency);
  exponentByCurrency.set(currency, exponent);
  return exponent;
}

function readExponent(currency: string): number {
  // CLDR shows COP and ARS with fewer digits in some locales; ISO 4217 gives them 2, and shops send cents.
  if (currency === 'COP') return 2;
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

const decimalPattern = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Reads a decimal string such as "89999.50" into minor units without going through a float.
 * Digits beyond the currency's exponent are rounded half up. Null when the text is no number or not a safe integer.
 */
export function parseDecimalToMinor(text: string, currency: string): number | null {
  const match = decimalPattern.exec(text.trim());
  if (!match) return null;
  const [, sign = '', whole = '0', fraction = ''] = match;
  const exponent = currencyExponent(currency);
  const kept = fraction.padEnd(exponent, '0').slice(0, exponent);
  const roundsUp = (fraction[exponent] ?? '0') >= '5';
  const magnitude = BigInt(whole + kept) + (roundsUp ? 1n : 0n);
  const minor = Number(sign === '-' ? -magnitude : magnitude);
  return Number.isSafeInteger(minor) ? minor : null;
}

/** Making a format costs as much as using it a hundred times; shops use a few. */
const formats = new Map<string, Intl.NumberFormat>();

function moneyFormat(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = formats.get(key);
  if (known) return known;
  const exponent = currencyExponent(currency);
  const made = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', minimumFractionDigits: exponent, maximumFractionDigits: exponent });
  if (formats.size >= 500) formats.clear();
  formats.set(key, made);
  return made;
}

/** Shows minor units as money in a locale: formatMoney({amountMinor: 8999950, currency: 'ARS'}, 'es-AR') gives "$ 89.999,50". */
export function formatMoney(money: Money, locale: string): string {
  return moneyFormat(locale, money.currency).format(money.amountMinor / 10 ** currencyExponent(money.currency));
}
