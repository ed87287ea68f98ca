import { markCart } from '#modules/carts';
import { formatMoney } from '#contract/money';
import { hourMs } from '#platform/clock';
import { toCartView } from '../cart-view.ts';
import { defineTool } from '../define-tool.ts';
import type { ToolTurn } from '../define-tool.ts';
import { judgeCode } from '../discounts/explain-code.ts';
import type { JudgedCode } from '../discounts/explain-code.ts';
import { giveDiscount } from '../discounts/give-discount.ts';
import type { GivenCode } from '../discounts/give-discount.ts';
import { keyOf, requireCart } from './turn-cart.ts';

const words = {
  es: {
    percent: (value: string) => `Descuento del ${value} %.`,
    amount: (value: string) => `Descuento de ${value}.`,
    freeShipping: 'Envío gratis.',
    other: 'El código está activo; cuánto descuenta se ve en la caja.',
    unchecked: 'El código queda puesto; si cuenta, se ve en la caja.',
    once: (hours: string) => `Sirve para una compra y vale ${hours} horas más.`,
  },
  pt: {
    percent: (value: string) => `Desconto de ${value}%.`,
    amount: (value: string) => `Desconto de ${value}.`,
    freeShipping: 'Frete grátis.',
    other: 'O código está ativo; o valor do desconto aparece no checkout.',
    unchecked: 'O código foi aplicado ao link; se ele vale, aparece no checkout.',
    once: (hours: string) => `Vale para uma compra, por mais ${hours} horas.`,
  },
  en: {
    percent: (value: string) => `${value}% off.`,
    amount: (value: string) => `${value} off.`,
    freeShipping: 'Free shipping.',
    other: 'The code is active; the checkout shows what it takes off.',
    unchecked: 'The code is on the link; the checkout shows whether it counts.',
    once: (hours: string) => `For one order, good for ${hours} more hours.`,
  },
};

export const applyDiscount = defineTool({
  name: 'apply_discount',
  description:
    'With a code: checks it, puts it on the cart, and when it does not count says why (unknown, expired, used, a minimum). Without a code: gives a discount, only if one was offered or the merchant allows it and the shopper said that the price is in the way. Understand what holds the shopper back before you use it; never offer a discount on your own.',
  effect: 'write',
  confirm: 'asked',
  async run(turn, { code: typed }) {
    const { app, workspaceId, contactId, conversationId, turnId } = turn;
    const cart = await requireCart(turn);
    const given = typed?.trim() ? null : await giveDiscount(turn, cart.connectionId);
    const judged = given ? { ...given, amountMinor: null, isFreeShipping: given.percent === null, isChecked: true } : await judgeCode(turn, cart, typed ?? '');
    const key = keyOf('apply_discount', [cart.id, judged.code]);
    const marked = await turn.once(key, async (tx) => markCart(app, tx, { workspaceId, contactId, conversationId, cartId: cart.id, key: `${turnId}:${key}` }, { kind: 'code', code: judged.code }));
    return { code: judged.code, percent: judged.percent, explanation: explain(turn, cart.currency, judged, given), cart: toCartView(marked) };
  },
});

function explain({ language, locale, now }: ToolTurn, currency: string, { percent, amountMinor, isFreeShipping, isChecked }: JudgedCode, given: GivenCode | null): string {
  const say = words[language];
  if (!isChecked) return say.unchecked;
  const value =
    percent !== null ? say.percent(new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(percent))
    : amountMinor !== null ? say.amount(formatMoney({ amountMinor, currency }, locale))
    : isFreeShipping ? say.freeShipping
    : say.other;
  return given ? `${value} ${say.once(new Intl.NumberFormat(locale).format(Math.max(1, Math.round((given.endsAt.getTime() - now.getTime()) / hourMs))))}` : value;
}
