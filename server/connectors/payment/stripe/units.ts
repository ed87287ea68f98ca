import { currencyExponent } from '#contract/money';
import { shiftMinor } from '#kit';

/** https://docs.stripe.com/currencies#zero-decimal: counted in whole units. */
const zeroDecimal = new Set(['BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF']);
const threeDecimal = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

const exponentAt = (currency: string) => (zeroDecimal.has(currency) ? 0 : threeDecimal.has(currency) ? 3 : 2);

/** Our minor units as Stripe counts them. Throws `rejected` for an amount that Stripe cannot take exactly. */
export const toStripeUnits = (amountMinor: number, currency: string) => shiftMinor(amountMinor, currencyExponent(currency), exponentAt(currency));

export const fromStripeUnits = (amount: number, currency: string) => shiftMinor(amount, exponentAt(currency), currencyExponent(currency));
