import { currencyExponent } from '#contract/money';
import { ConnectorError } from '#ports/connector';

/** Minor units as decimal text, "41500.50" for 4150050 ARS and "19990" for 19990 CLP. By digits alone: no float comes near it. */
export function minorToDecimal(amountMinor: number, currency: string): string {
  const exponent = currencyExponent(currency);
  const digits = BigInt(Math.abs(amountMinor)).toString().padStart(exponent + 1, '0');
  const sign = amountMinor < 0 ? '-' : '';
  return sign + (exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`);
}

/** The same amount counted in units of another size, for vendors whose exponent of a currency differs from ours. Throws `rejected` when it would not be exact. */
export function shiftMinor(amountMinor: number, from: number, to: number): number {
  const amount = BigInt(amountMinor);
  const factor = 10n ** BigInt(Math.abs(to - from));
  if (to >= from) return Number(amount * factor);
  if (amount % factor !== 0n) throw new ConnectorError('rejected', `The amount has more decimals than this vendor takes (${to}).`, { code: 'amount_not_exact' });
  return Number(amount / factor);
}
