import type { CartLine } from '#contract/inbound-event';
import type { Goods } from '#modules/catalog';
import { AppError } from '#platform/errors';

/** One wish of a shopper about their cart. `quantity` 0 takes the thing out. */
export interface CartWish {
  variantKey: string;
  quantity: number;
  /** `set`: so many in all; `add`: so many more. */
  mode: 'set' | 'add';
}

export interface CartDifference {
  title: string;
  variantTitle: string | null;
  from: number;
  to: number;
}

export interface EditedLines {
  lines: CartLine[];
  totalMinor: number;
  currency: string;
  /** What became different, wish by wish; empty: the cart already was as wished. */
  changed: CartDifference[];
}

/** More of one thing than this is no shopping for oneself: a person talks about it. */
export const mostOfOne = 99;
/** The link to the checkout names every line. */
export const mostLines = 100;
const mostMinor = 1_000_000_000_000;

/**
 * The lines after these wishes, at the prices of now. Pure. Throws `conflict` with a code and a sentence when a wish cannot be had: nothing is
 * changed by half.
 */
export function applyWishes(before: { lines: CartLine[]; currency: string }, wishes: readonly CartWish[], goods: ReadonlyMap<string, Goods>): EditedLines {
  let lines = before.lines;
  const changed: CartDifference[] = [];
  for (const wish of wishes) {
    const step = applyWish(lines, wish, goods.get(wish.variantKey));
    lines = step.lines;
    if (step.difference) changed.push(step.difference);
  }
  const currency = currencyOf(before, lines, goods);
  const priced = lines.map((line) => priceLine(line, line.variantKey ? goods.get(line.variantKey) : undefined, currency));
  if (priced.length > mostLines) throw new AppError('conflict', 'too_many', `A cart in the chat holds at most ${mostLines} different things.`);
  const totalMinor = priced.reduce((sum, { unitPriceMinor, quantity }) => sum + unitPriceMinor * quantity, 0);
  if (totalMinor > mostMinor) throw new AppError('conflict', 'too_many', 'This cart is larger than any shop could sell.');
  return { lines: priced, totalMinor, currency, changed };
}

function applyWish(lines: CartLine[], wish: CartWish, found: Goods | undefined): { lines: CartLine[]; difference: CartDifference | null } {
  const own = lines.filter((line) => line.variantKey === wish.variantKey);
  const from = own.reduce((sum, line) => sum + line.quantity, 0);
  const to = wish.mode === 'add' ? from + wish.quantity : wish.quantity;
  const [first] = own;
  if (!first && to === 0) throw new AppError('conflict', 'not_in_cart', 'This is not in the cart.');
  if (to > from) requireGoods(found, from, to);
  if (to === from) return { lines, difference: null };
  const difference = { title: first?.title ?? found?.title ?? '', variantTitle: first?.variantTitle ?? found?.variantTitle ?? null, from, to };
  if (to === 0) return { lines: lines.filter((line) => line.variantKey !== wish.variantKey), difference };
  if (!first) return { lines: [...lines, toLine(found as Goods, to)], difference };
  // A shop may keep one variant on several lines; in the chat it is one.
  return { lines: lines.flatMap((line) => (line === first ? [{ ...line, quantity: to }] : line.variantKey === wish.variantKey ? [] : [line])), difference };
}

function requireGoods(found: Goods | undefined, from: number, to: number): asserts found is Goods {
  if (!found) throw new AppError('conflict', 'variant_unknown', 'The shop does not sell this.');
  if (to > mostOfOne) throw new AppError('conflict', 'too_many', `At most ${mostOfOne} of one thing can be ordered in the chat; a person can help with more.`, { most: mostOfOne });
  if (!found.isAvailable || found.stock === 0) throw new AppError('conflict', 'out_of_stock', `${nameOf(found)} is sold out.`, { stock: 0 });
  if (found.stock !== null && found.stock < to) {
    throw new AppError('conflict', 'not_enough_stock', `There are ${found.stock} of ${nameOf(found)}, not ${to}.${from > 0 ? ` The cart holds ${from}.` : ''}`, { stock: found.stock, wanted: to });
  }
}

const nameOf = ({ title, variantTitle }: Goods) => (variantTitle ? `${title} (${variantTitle})` : title);

function currencyOf(before: { lines: CartLine[]; currency: string }, lines: CartLine[], goods: ReadonlyMap<string, Goods>): string {
  const isFresh = before.lines.length === 0;
  const told = lines.flatMap(({ variantKey }) => (variantKey ? (goods.get(variantKey)?.currency ?? []) : []));
  const currency = isFresh ? (told[0] ?? before.currency) : before.currency;
  if (told.some((other) => other !== currency)) throw new AppError('conflict', 'other_currency', `The cart is in ${currency}, and this is sold in another currency.`);
  return currency;
}

function priceLine(line: CartLine, found: Goods | undefined, currency: string): CartLine {
  return found?.currency === currency ? { ...line, unitPriceMinor: found.priceMinor, imageUrl: line.imageUrl ?? found.imageUrl } : line;
}

function toLine(goods: Goods, quantity: number): CartLine {
  const { variantKey, productKey, title, variantTitle, sku, priceMinor, imageUrl, url } = goods;
  return { variantKey, productKey, title, variantTitle, sku, quantity, unitPriceMinor: priceMinor, imageUrl, productUrl: url };
}
