import { checkGoods } from '#modules/catalog';
import type { OpenCart } from '#modules/carts';
import { defineTool, refuse } from '../define-tool.ts';
import type { ToolTurn } from '../define-tool.ts';
import { requireCart, shortLinkOf } from './turn-cart.ts';

export const checkoutLink = defineTool({
  name: 'checkout_link',
  description: 'Gives the link on which the shopper pays this cart in the shop, with its discount code applied. Use it when they are ready to buy and no payment inside the chat is possible or wanted. It is refused when something in the cart ran out meanwhile.',
  effect: 'read',
  confirm: 'asked',
  async run(turn) {
    const cart = await requireCart(turn);
    const totalMinor = await requireSellable(turn, cart);
    const url = await shortLinkOf(turn, cart);
    if (url === null) throw refuse('no_link', 'This shop can open no link to this cart. A person can help.');
    return { url, totalMinor, currency: cart.currency };
  },
});

/** Nobody is sent to a till for what is gone. Gives what the cart costs now. */
async function requireSellable(turn: ToolTurn, cart: OpenCart): Promise<number> {
  const goods = await checkGoods(turn.app, turn.workspaceId, cart.connectionId, cart.lines.flatMap(({ variantKey }) => variantKey ?? []));
  for (const line of cart.lines) {
    const found = line.variantKey ? goods.get(line.variantKey) : undefined;
    if (!found) continue;
    const left = found.isAvailable ? found.stock : 0;
    if (left !== null && left < line.quantity) throw refuse('not_enough_stock', `There are ${left} of ${line.title}${line.variantTitle ? ` (${line.variantTitle})` : ''}, and the cart holds ${line.quantity}.`);
  }
  // The shop's own total knows of codes and shipping; only of a cart that was changed here are the lines all there is.
  if (!cart.isEdited) return cart.totalMinor;
  return cart.lines.reduce((sum, { variantKey, unitPriceMinor, quantity }) => sum + ((variantKey ? goods.get(variantKey)?.priceMinor : null) ?? unitPriceMinor) * quantity, 0);
}
