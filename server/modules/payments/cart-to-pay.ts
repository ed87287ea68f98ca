import { sql } from 'kysely';
import { findCart, lockCart as holdCart } from '#modules/carts';
import type { OpenCart } from '#modules/carts';
import type { Db, Tx } from '#platform/database';
import { AppError } from '#platform/errors';

/** A cart as it is paid. */
export interface CartToPay extends OpenCart {
  /** Every key by which orders may name it. */
  keys: string[];
  /** A code that counts and is not yet in the total: given in the chat, or of a cart whose goods were changed since the shop counted; null: none. */
  openCode: string | null;
}

/** The cart, or the one that it was joined into; null: there is none. */
export async function readCart(db: Db | Tx, workspaceId: string, cartId: string): Promise<CartToPay | null> {
  const cart = await findCart(db, workspaceId, cartId);
  if (!cart) return null;
  const { rows } = await sql<{ keys: string[]; shopCodes: string[] }>`
    select (select coalesce(array_agg(k.key order by k.key), '{}') from cart_key k where k.workspace_id = c.workspace_id and k.cart_id = c.id) as keys, c.discount_codes as "shopCodes"
    from cart c where c.workspace_id = ${workspaceId} and c.id = ${cart.id}`.execute(db);
  const { keys = [], shopCodes = [] } = rows[0] ?? {};
  return { ...cart, keys, openCode: openCodeOf(cart, shopCodes) };
}

function openCodeOf({ isEdited, chatCode }: OpenCart, shopCodes: string[]): string | null {
  // The shop's own total has its codes in it, as long as it is the shop's.
  if (!isEdited) return chatCode !== null && !shopCodes.includes(chatCode) ? chatCode : null;
  return chatCode ?? shopCodes[0] ?? null;
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
