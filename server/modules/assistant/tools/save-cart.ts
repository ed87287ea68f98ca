import { markCart } from '#modules/carts';
import { toCartView } from '../cart-view.ts';
import { defineTool } from '../define-tool.ts';
import { keyOf, requireCart, shortLinkOf } from './turn-cart.ts';

export const saveCart = defineTool({
  name: 'save_cart',
  description: 'Puts the cart aside for later and gives a link that opens it again. Use it when the shopper wants to think about it, buy another day, or asks to keep it. Nothing is reserved: say so if they ask.',
  effect: 'write',
  confirm: 'asked',
  async run(turn) {
    const { app, workspaceId, contactId, conversationId, turnId } = turn;
    const { id } = await requireCart(turn);
    const key = keyOf('save_cart', id);
    const saved = await turn.once(key, async (tx) => markCart(app, tx, { workspaceId, contactId, conversationId, cartId: id, key: `${turnId}:${key}` }, { kind: 'saved' }));
    return { cart: toCartView(saved), url: await shortLinkOf(turn, saved) };
  },
});
