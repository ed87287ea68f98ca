import type { CartChangeBody, ConversationCart } from '#contract/conversation-cart';
import type { App } from '#context';
import { editCart, findOpenCart } from '#modules/carts';
import type { OpenCart } from '#modules/carts';
import { checkGoods } from '#modules/catalog';
import { writeAudit } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import { readOwnConversation, writeConversationEvent } from './change-conversation.ts';

/** The cart this person touched last and that is still open. */
export async function readCartOfConversation(app: App, actor: Actor, conversationId: string): Promise<ConversationCart> {
  const { contact_id: contactId } = await readOwnConversation(app.db, actor.workspaceId, conversationId);
  const cart = await findOpenCart(app.db, { workspaceId: actor.workspaceId, contactId }, null, app.clock.now());
  return { cart: cart && toCart(cart) };
}

/**
 * A member changes the shopper's cart as was agreed in the conversation, at the prices and stock of now. A repeat of the key changes nothing.
 * The shop is asked before the transaction.
 */
export async function changeCartOfConversation(app: App, actor: Actor, conversationId: string, idempotencyKey: string, body: CartChangeBody): Promise<ConversationCart> {
  requireRole(actor, 'agent');
  const { workspaceId } = actor;
  const conversation = await readOwnConversation(app.db, actor.workspaceId, conversationId);
  const contactId = conversation.contact_id;
  const present = await findOpenCart(app.db, { workspaceId, contactId }, body.connectionId, app.clock.now());
  const keys = new Set([...body.wishes.map(({ variantKey }) => variantKey), ...(present?.lines.flatMap(({ variantKey }) => (variantKey ? [variantKey] : [])) ?? [])]);
  const goods = await checkGoods(app, workspaceId, body.connectionId, [...keys]);
  const { cart } = await inTransaction(app.db, async (tx) => {
    const edited = await editCart(app, tx, { workspaceId, contactId, conversationId, connectionId: body.connectionId, cartId: body.cartId, wishes: body.wishes, key: `member:${idempotencyKey}` }, goods);
    if (edited.changed.length > 0) {
      await writeConversationEvent(app, tx, conversation, { event: 'conversation.cart_changed', actor: actor.name, details: { changes: edited.changed.map(({ title, from, to }) => ({ title, from, to })) } });
      await writeAudit(app, tx, actor, 'cart.changed', { kind: 'cart', id: edited.cart.id }, { changes: edited.changed.length });
    }
    return edited;
  });
  app.live.publish({ workspaceId, topic: 'conversation', id: conversationId });
  return { cart: toCart(cart) };
}

function toCart({ id, connectionId, currency, totalMinor, itemCount, lines, discountCodes, activityAt }: OpenCart): NonNullable<ConversationCart['cart']> {
  return {
    id, connectionId, currency, totalMinor, itemCount, discountCodes,
    activityAt: activityAt.toISOString(),
    lines: lines.map((line) => ({ variantKey: line.variantKey ?? null, title: line.title, variantTitle: line.variantTitle ?? null, quantity: line.quantity, unitPriceMinor: line.unitPriceMinor, imageUrl: line.imageUrl ?? null })),
  };
}
