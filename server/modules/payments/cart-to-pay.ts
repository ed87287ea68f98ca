import { sql } from 'kysely';
import { findCart, lockCart as holdCart } from '#modules/carts';
import type { OpenCart } from '#modules/carts';
import type { Db, Tx } from '#platform/database';
import { AppError } from '#platform/errors';

/** A cart with every key by which orders may name it. */
export interface CartToPay extends OpenCart {
  keys: string[];
}

/** The cart, or the one that it was joined into; null: there is none. */
export async function readCart(db: Db | Tx, workspaceId: string, cartId: string): Promise<CartToPay | null> {
  const cart = await findCart(db, workspaceId, cartId);
  if (!cart) return null;
  const { rows } = await sql<{ key: string }>`select key from cart_key where workspace_id = ${workspaceId} and cart_id = ${cart.id} order by key`.execute(db);
  return { ...cart, keys: rows.map(({ key }) => key) };
}

/** Locks the cart before anything of its payments, and reads it then: a purchase, a reminder and a payment of one cart pass one after the other. */
export async function lockCart(tx: Tx, workspaceId: string, cartId: string): Promise<CartToPay | null> {
  const named = await findCart(tx, workspaceId, cartId);
  if (!named) return null;
  await holdCart(tx, workspaceId, named.id);
  return readCart(tx, workspaceId, named.id);
}

/** Throws for a cart that cannot be paid as it is. */
export function requirePayable(cart: CartToPay | null): CartToPay {
  if (!cart) throw new AppError('not_found', 'cart_unknown', 'There is no such cart in this workspace.');
  if (cart.state === 'completed') throw new AppError('conflict', 'cart_bought', 'This cart was already bought.');
  if (cart.state === 'deleted' || cart.lines.length === 0) throw new AppError('conflict', 'cart_empty', 'There is nothing in this cart.');
  if (cart.totalMinor <= 0) throw new AppError('conflict', 'amount_zero', 'This cart costs nothing, so there is nothing to pay.');
  return cart;
}
