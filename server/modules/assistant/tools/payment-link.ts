import { createPaymentLink, listTills } from '#modules/payments';
import { defineTool, refuse } from '../define-tool.ts';
import { keyOf, requireCart } from './turn-cart.ts';

export const paymentLink = defineTool({
  name: 'payment_link',
  description: 'Makes a link on which the shopper pays exactly this cart without leaving the chat for the shop. "others" are other ways to pay that they may prefer: name them, and call again with that vendor. Refused when no way to be paid is connected (use checkout_link), or the total is above the merchant’s limit (a person takes over).',
  effect: 'write',
  confirm: 'asked',
  async run(turn, { vendor }) {
    const { app, workspaceId, contactId, conversationId, currency, language, limits } = turn;
    const cart = await requireCart(turn);
    if ((await listTills(app, workspaceId, cart.currency)).length === 0) throw refuse('no_till', 'No way to be paid in the chat is connected. Give the checkout link.');
    // A limit says nothing of other money: a person looks.
    if (limits.orderMinor !== null && (cart.currency !== currency || cart.totalMinor > limits.orderMinor)) throw refuse('over_limit', 'The merchant wants a person to take orders of this size.');
    const link = await turn.callOnce(keyOf('payment_link', [cart.id, cart.totalMinor, cart.itemCount, vendor ?? null]), async (idempotencyKey) => {
      const made = await createPaymentLink(app, { workspaceId, cartId: cart.id, contactId, conversationId, vendor: vendor ?? null, language, idempotencyKey });
      return { url: made.url, totalMinor: made.amountMinor, currency: made.currency, vendorName: made.vendorName, expiresAt: made.expiresAt.toISOString(), others: made.others.map((other) => ({ vendor: other.vendor, name: other.name })) };
    });
    return link;
  },
});
