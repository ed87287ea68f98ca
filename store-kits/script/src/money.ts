/** Minor units of a decimal price in its currency: 89999.5 ARS is 8999950, 4200 CLP is 4200. Zero for nonsense. */
export function toMinor(amount: number | string | undefined, currency: string): number {
  const value = Number(amount ?? 0);
  const minor = Math.round(value * 10 ** exponentOf(currency));
  return Number.isSafeInteger(minor) && minor > 0 ? minor : 0;
}

/** As the server counts: two decimals for COP, which CLDR shows with none. */
function exponentOf(currency: string): number {
  if (currency === 'COP') return 2;
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}
