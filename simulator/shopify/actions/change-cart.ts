import { emitWebhook } from '../emit-webhook.ts';
import { cartBody } from '../facts-of.ts';
import { newToken, nowIn, ShopRefusal, type ShopContext } from '../shop-context.ts';
import type { Cart, Checkout } from '../shop-state.ts';
import { announceCheckout } from './announce-checkout.ts';

export interface WishedLine {
  variantId: number;
  quantity: number;
  properties?: Record<string, string>;
}

export interface CartStart {
  lines?: WishedLine[];
  attributes?: Record<string, string>;
  note?: string | null;
  discountCode?: string | null;
  landingSite?: string;
  referringSite?: string;
}

/** A new cart. It is announced with its first line: an empty one is nobody's news. */
export function createCart(context: ShopContext, start: CartStart = {}): Cart {
  const now = nowIn(context);
  const cart: Cart = {
    token: newToken(context),
    lines: [],
    note: start.note ?? null,
    attributes: { ...start.attributes },
    discountCode: start.discountCode ?? null,
    landingSite: start.landingSite ?? '/',
    referringSite: start.referringSite ?? '',
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    announced: false,
    checkoutToken: null,
  };
  for (const line of start.lines ?? []) putLine(context, cart, line);
  context.shop.carts.set(cart.token, cart);
  if (cart.lines.length > 0) announceCart(context, cart);
  return cart;
}

export function findOpenCart({ shop }: ShopContext, token: string): Cart {
  const cart = shop.carts.get(token);
  if (!cart) throw new ShopRefusal('There is no such cart.', 404);
  if (cart.closedAt !== null) throw new ShopRefusal('This cart was already bought.', 409);
  return cart;
}

/** Adds to what is there; two lines of one variant become one. */
export function addToCart(context: ShopContext, cart: Cart, line: WishedLine): void {
  const present = cart.lines.find((one) => one.variantId === line.variantId);
  putLine(context, cart, { ...line, quantity: (present?.quantity ?? 0) + line.quantity });
  announceCart(context, cart);
}

/** Sets how many pieces of a variant the cart holds; 0 takes it out. */
export function setCartQuantity(context: ShopContext, cart: Cart, variantId: number, quantity: number): void {
  putLine(context, cart, { variantId, quantity });
  announceCart(context, cart);
}

/** Adds or changes cart attributes; an empty value removes one. */
export function setCartAttributes(context: ShopContext, cart: Cart, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === '') delete cart.attributes[name];
    else cart.attributes[name] = value;
  }
  announceCart(context, cart);
}

/** Remembers the code; whether it counts is decided each time the cart is priced. */
export function setCartDiscount(context: ShopContext, cart: Cart, code: string | null): void {
  cart.discountCode = code === null || code.trim() === '' ? null : code.trim().toUpperCase();
  announceCart(context, cart);
}

function putLine({ shop }: ShopContext, cart: Cart, { variantId, quantity, properties = {} }: WishedLine): void {
  const variant = shop.variants.get(variantId);
  if (!variant) throw new ShopRefusal(`There is no variant ${variantId}.`, 404);
  cart.lines = cart.lines.filter((line) => line.variantId !== variantId || quantity > 0);
  if (quantity <= 0) return;
  // The shop never promises more than the shelf holds, as a real theme's cart does.
  const allowed = variant.sellsWhenEmpty ? quantity : Math.min(quantity, variant.stock);
  if (allowed < 1) throw new ShopRefusal('This one is sold out.', 422);
  const present = cart.lines.find((line) => line.variantId === variantId);
  if (present) present.quantity = allowed;
  else cart.lines.push({ key: `${variantId}:${cart.lines.length + 1}`, variantId, quantity: allowed, properties });
}

function announceCart(context: ShopContext, cart: Cart): void {
  cart.updatedAt = nowIn(context);
  emitWebhook(context, cart.announced ? 'carts/update' : 'carts/create', cartBody(context, cart));
  cart.announced = true;
  const checkout = openCheckoutOf(context, cart);
  if (checkout?.announced) announceCheckout(context, checkout);
}

/** The checkout that this cart led to and that is not finished, or null. */
export function openCheckoutOf({ shop }: ShopContext, cart: Cart): Checkout | null {
  const checkout = cart.checkoutToken === null ? undefined : shop.checkouts.get(cart.checkoutToken);
  return checkout && checkout.completedAt === null ? checkout : null;
}
