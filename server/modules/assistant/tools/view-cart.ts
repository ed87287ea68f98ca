import { findOpenCart } from '#modules/carts';
import { toCartView } from '../cart-view.ts';
import { defineTool } from '../define-tool.ts';

export const viewCart = defineTool({
  name: 'view_cart',
  description: 'Shows what is in the shopper’s cart now, with prices and total. Use it before you speak of the cart, and whenever the shopper asks what they have in it.',
  effect: 'read',
  confirm: 'asked',
  async run(turn) {
    const cart = await findOpenCart(turn.app.db, turn, null, turn.now);
    return { cart: cart && cart.itemCount > 0 ? toCartView(cart) : null };
  },
});
