const WITHOUT_CENTS = new Set(['CLP', 'PYG', 'JPY', 'KRW', 'VND', 'ISK']);

/** How many decimals the currency has. */
export function exponentOf(currency: string): number {
  return WITHOUT_CENTS.has(currency) ? 0 : 2;
}

/** `8999950` in ARS becomes `"89999.50"`, the form of every amount that Shopify sends. */
export function toDecimal(minor: number, currency: string): string {
  const exponent = exponentOf(currency);
  if (exponent === 0) return String(minor);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** `"89999.5"` in ARS becomes `8999950`; null when it is not an amount. */
export function fromDecimal(text: string, currency: string): number | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return null;
  const exponent = exponentOf(currency);
  const fraction = (match[3] ?? '').padEnd(exponent, '0').slice(0, exponent);
  return Number(`${match[1] ?? ''}${match[2] ?? '0'}${fraction}`);
}
