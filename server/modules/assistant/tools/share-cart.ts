import { markCart, sharedCartUrl } from '#modules/carts';
import { toCartView } from '../cart-view.ts';
import { defineTool } from '../define-tool.ts';
import { keyOf, requireCart } from './turn-cart.ts';

export const shareCart = defineTool({
  name: 'share_cart',
  description: 'Gives a link that shows the cart to somebody else, who can pay it: a partner, a parent, a boss. The page says nothing about the shopper and expires after some days. Use it when somebody else has to approve or pay.',
  effect: 'write',
  confirm: 'asked',
  async run(turn) {
    const { app, workspaceId, contactId, conversationId, turnId } = turn;
    const { id } = await requireCart(turn);
    const key = keyOf('share_cart', id);
    const shared = await turn.once(key, async (tx) => markCart(app, tx, { workspaceId, contactId, conversationId, cartId: id, key: `${turnId}:${key}` }, { kind: 'shared' }));
    return { url: sharedCartUrl(app, { workspaceId, cartId: shared.id }, turn.now), cart: toCartView(shared) };
  },
});
