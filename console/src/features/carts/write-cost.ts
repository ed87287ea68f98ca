import type { useFormats } from '../../ui/formats.tsx';

/** Messages cost fractions of a cent: up to four places below one unit. */
export function writeCost(formats: ReturnType<typeof useFormats>, { micros, currency }: { micros: number; currency: string }): string {
  const value = micros / 1_000_000;
  return formats.number(value, { style: 'currency', currency, currencyDisplay: currency === formats.currency ? 'narrowSymbol' : 'code', minimumFractionDigits: 2, maximumFractionDigits: value < 1 ? 4 : 2 });
}
