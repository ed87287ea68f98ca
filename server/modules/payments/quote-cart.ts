import { createHash } from 'node:crypto';
import type { CartLine } from '#contract/inbound-event';
import { languageOf } from '#contract/language';
import type { LinkRequest } from '#ports/payment';

/** In which words a till shows a cart. */
interface Quote {
  lines: LinkRequest['lines'];
  /** What the goods cost more than is paid, and what is paid beyond the goods (freight); one of them is 0. */
  discountMinor: number;
  extraMinor: number;
}

export interface QuotableCart {
  totalMinor: number;
  currency: string;
  lines: CartLine[];
  /** A code whose worth comes off the total; it is part of what makes this version of the cart. */
  openCode?: string | null;
}

const words = {
  es: { rest: 'Envío y otros cargos', order: (count: number) => (count === 1 ? 'Pedido de 1 producto' : `Pedido de ${count} productos`) },
  pt: { rest: 'Frete e outras taxas', order: (count: number) => (count === 1 ? 'Pedido de 1 produto' : `Pedido de ${count} produtos`) },
  en: { rest: 'Delivery and other charges', order: (count: number) => (count === 1 ? 'Order of 1 item' : `Order of ${count} items`) },
};

/** Stripe takes up to 100 lines in a payment page; fewer read better anyway. */
const mostLines = 50;

/** The cart as it is paid: the lines always sum to the exact amount. Pure. */
export function quoteCart(cart: QuotableCart, language: string): Quote {
  const goodsMinor = cart.lines.reduce((sum, line) => sum + line.unitPriceMinor * line.quantity, 0);
  const difference = cart.totalMinor - goodsMinor;
  return {
    lines: payLines(cart, difference, words[languageOf(language) ?? 'en']),
    discountMinor: Math.max(0, -difference),
    extraMinor: Math.max(0, difference),
  };
}

/** The same text: the same goods for the same money. */
export function contentKeyOf(cart: QuotableCart): string {
  const goods = cart.lines.map((line) => [line.variantKey ?? line.title, line.quantity, line.unitPriceMinor].join(' ')).sort();
  return createHash('sha256').update(JSON.stringify([cart.currency, cart.totalMinor, goods, cart.openCode ?? null])).digest('hex').slice(0, 32);
}

function payLines(cart: QuotableCart, difference: number, say: (typeof words)['es']): LinkRequest['lines'] {
  const count = cart.lines.reduce((sum, line) => sum + line.quantity, 0);
  // No till takes a negative line, so a reduced order is one line with what it costs.
  if (difference < 0 || cart.lines.length > mostLines) return [{ title: say.order(count), quantity: 1, unitMinor: cart.totalMinor, imageUrl: cart.lines[0]?.imageUrl ?? null }];
  const goods = cart.lines.filter((line) => line.unitPriceMinor > 0).map((line) => ({ title: titleOf(line), quantity: line.quantity, unitMinor: line.unitPriceMinor, imageUrl: line.imageUrl ?? null }));
  return difference === 0 ? goods : [...goods, { title: say.rest, quantity: 1, unitMinor: difference, imageUrl: null }];
}

function titleOf({ title, variantTitle }: CartLine): string {
  const variant = variantTitle && variantTitle !== 'Default Title' ? ` (${variantTitle})` : '';
  return `${title}${variant}`.slice(0, 200) || '—';
}
