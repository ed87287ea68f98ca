import { ConnectorError } from '#ports/connector';
import { parseDecimalToMinor } from '#contract/money';
import { z } from 'zod';

/** An amount as the shop writes it, "89999.50"; some bodies use bare numbers. */
export const Amount = z.union([z.string(), z.number()]).transform(String);

const Money = z.object({ amount: Amount, currency_code: z.string() });

/** One amount in the shop's currency and in the one the shopper saw. */
export const MoneyPair = z.object({ shop_money: Money, presentment_money: Money });
export type MoneyPair = z.infer<typeof MoneyPair>;

/** Minor units of a decimal text; refused with the field's name when it is no amount. */
export function toMinor(text: string, currency: string, field: string): number {
  const minor = parseDecimalToMinor(text, currency);
  if (minor === null) throw new ConnectorError('unexpected', `${field} is no amount.`);
  return minor;
}

/** Minor units of what the shopper saw, when the body tells both currencies; else of the plain amount. */
export function pairToMinor(pair: MoneyPair | null | undefined, plain: string | null | undefined, currency: string, field: string): number {
  const seen = pair?.presentment_money;
  if (seen?.currency_code === currency) return toMinor(seen.amount, currency, field);
  return toMinor(plain ?? '0', currency, field);
}
