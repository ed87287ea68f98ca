import type { App } from '#context';
import { openConnection } from '#modules/connections';
import type { StorefrontDefinition } from '#ports/storefront';
import { cartReference } from './cart-reference.ts';
import { findCart } from './find-open-cart.ts';
import type { OpenCart } from './find-open-cart.ts';

export interface LinkWish {
  /** To be applied at the checkout; null: the one given in the conversation, if any. */
  code: string | null;
  /** Somebody else opens it: the shop's own link, which knows the shopper's name and address, is not for them. */
  isForOthers: boolean;
}

/** Where this cart can be paid now; null when its shop can open no such link. */
export async function openCartLink(app: App, workspaceId: string, cartId: string, wish: LinkWish): Promise<string | null> {
  const cart = await findCart(app.db, workspaceId, cartId);
  return cart && linkOfCart(app, workspaceId, cart, wish);
}

/** The same for a cart that was read already, or whose lines are only being considered. */
export async function linkOfCart(app: App, workspaceId: string, cart: Pick<OpenCart, 'id' | 'connectionId' | 'shopKey' | 'checkoutUrl' | 'isEdited' | 'lines' | 'chatCode'>, { code, isForOthers }: LinkWish): Promise<string | null> {
  const connection = await openConnection(app, cart.connectionId);
  if (connection?.workspaceId !== workspaceId || connection.port !== 'storefront') return null;
  const isFromLines = cart.isEdited || isForOthers;
  const checkoutUrl = isFromLines ? null : cart.checkoutUrl;
  const built = (connection.definition as StorefrontDefinition).checkoutLink?.(connection.client()).build(
    {
      cartKey: isFromLines ? null : cart.shopKey,
      checkoutUrl,
      lines: cart.lines.map(({ variantKey, quantity }) => ({ variantKey: variantKey ?? null, quantity })),
    },
    // The shop's own link leads to the cart it knows; only one that it has to fill needs our name for it.
    { code: code ?? cart.chatCode, reference: checkoutUrl === null ? cartReference(cart.id) : null },
  );
  const url = built ?? checkoutUrl;
  // Only web addresses: a shop's mistake must not send anybody to a script.
  return url && /^https?:\/\//.test(url) ? url : null;
}
