import { sql } from 'kysely';
import type { App } from '#context';
import type { Tx } from '#platform/database';
import { publishAfterCommit } from '#platform/live';
import { AppError } from '#platform/errors';
import { noteEdit } from './edit-cart.ts';
import { findCart, lockCart } from './find-open-cart.ts';
import type { OpenCart } from './find-open-cart.ts';

export interface CartMark {
  workspaceId: string;
  contactId: string;
  conversationId: string;
  cartId: string;
  key: string;
}

type Mark = { kind: 'saved' } | { kind: 'shared' } | { kind: 'code'; code: string };

/**
 * Says something about a cart without changing what is in it: put aside on purpose, shown to somebody else, or given a code that its links carry
 * from now on. Repeatable. Refuses a cart that is not this person's or no longer open.
 */
export async function markCart(app: App, tx: Tx, mark: CartMark, what: Mark): Promise<OpenCart> {
  const { workspaceId, cartId } = mark;
  await lockCart(tx, workspaceId, cartId);
  const cart = await findCart(tx, workspaceId, cartId);
  if (!cart || cart.contactId !== mark.contactId) throw new AppError('conflict', 'cart_gone', 'This cart is no longer there.');
  if (cart.state === 'completed') throw new AppError('conflict', 'cart_bought', 'This cart was already bought.');
  if (cart.state === 'deleted' || cart.itemCount === 0) throw new AppError('conflict', 'cart_empty', 'The cart is empty.');
  const now = app.clock.now();
  const change = what.kind === 'code' ? sql`chat_code = ${what.code}` : what.kind === 'saved' ? sql`saved_at = greatest(activity_at, ${now}::timestamptz)` : sql`shared_at = ${now}`;
  await sql`update cart set ${change} where workspace_id = ${workspaceId} and id = ${cart.id}`.execute(tx);
  await noteEdit(app, tx, { ...mark, cartId: cart.id }, what.kind, what.kind === 'code' ? [{ code: what.code }] : []);
  publishAfterCommit(app.live, tx, 'cart', [{ workspaceId, id: cart.id }]);
  return (await findCart(tx, workspaceId, cart.id)) as OpenCart;
}
