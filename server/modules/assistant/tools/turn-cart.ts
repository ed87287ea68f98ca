import { createHash } from 'node:crypto';
import { findOpenCart, linkOfCart } from '#modules/carts';
import type { OpenCart } from '#modules/carts';
import { cartLinkToken } from '#modules/sends';
import { refuse } from '../define-tool.ts';
import type { ToolTurn } from '../define-tool.ts';

/** The cart of this conversation's shopper, or a refusal when there is nothing in it. */
export async function requireCart(turn: ToolTurn): Promise<OpenCart> {
  const cart = await findOpenCart(turn.app.db, turn, null, turn.now);
  if (!cart || cart.itemCount === 0) throw refuse('cart_empty', 'The shopper has nothing in the cart.');
  return cart;
}

/** The short link under which this cart can be paid; clicks on it are counted for the answer that carries it. Null: its shop can open no link. */
export async function shortLinkOf(turn: ToolTurn, cart: OpenCart): Promise<string | null> {
  const target = await linkOfCart(turn.app, turn.workspaceId, cart, { code: null, isForOthers: false });
  return target === null ? null : `${turn.app.publicUrl}/l/${cartLinkToken(turn.app.keys, turn.workspaceId, cart.id, turn.turnId)}`;
}

/** The same for the same words in one turn, so that a turn that is thought again does nothing again. */
export const keyOf = (tool: string, input: unknown) => `${tool}:${createHash('sha256').update(JSON.stringify(input)).digest('base64url').slice(0, 22)}`;
