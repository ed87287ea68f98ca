import { findOpenCart } from '#modules/carts';
import { estimateDelivery } from '#modules/knowledge';
import { defineTool } from '../define-tool.ts';

export const deliveryEstimate = defineTool({
  name: 'delivery_estimate',
  description: 'What sending costs and when it arrives at a place, from the shop’s own shipping table. Needs the postal code or the town; "needs" says when it cannot be told without the code. Promise no other day than the ones given, and "ships today" only when dispatchOn is today.',
  effect: 'read',
  confirm: 'asked',
  async run(turn, { postalCode, place }) {
    const { app, workspaceId, now } = turn;
    const cart = await findOpenCart(app.db, turn, null, now);
    return estimateDelivery(app, workspaceId, { postalCode, place, now, cartMinor: cart && cart.itemCount > 0 ? cart.totalMinor : null });
  },
});
