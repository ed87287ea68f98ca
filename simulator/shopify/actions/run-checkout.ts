import { emitWebhook } from '../emit-webhook.ts';
import { linesOf } from '../facts-of.ts';
import { newToken, nowIn, ShopRefusal, type ShopContext } from '../shop-context.ts';
import { takeId, type Address, type Cart, type Checkout, type Order } from '../shop-state.ts';
import { announceCheckout } from './announce-checkout.ts';
import { openCheckoutOf } from './change-cart.ts';
import { keepCustomer, setConsent, toE164, type Person } from './keep-customer.ts';
import { placeOrder } from './place-order.ts';

/** What the contact step of the checkout asks. A box that was not ticked is false; it never takes a consent away. */
export interface Contact extends Person {
  acceptsWhatsApp?: boolean;
  acceptsSms?: boolean;
  acceptsEmail?: boolean;
}

/** The cart's checkout, started if need be. Nothing is announced before there is contact data. */
export function startCheckout(context: ShopContext, cart: Cart, locale = localeOf(context)): Checkout {
  if (cart.lines.length === 0) throw new ShopRefusal('An empty cart cannot be paid.');
  const running = openCheckoutOf(context, cart);
  if (running) return running;
  const now = nowIn(context);
  const checkout: Checkout = {
    id: takeId(context.shop),
    token: newToken(context),
    recoveryKey: newToken(context),
    cartToken: cart.token,
    email: null,
    phone: null,
    acceptsEmail: false,
    acceptsSms: false,
    acceptsWhatsApp: false,
    locale,
    customerId: null,
    shippingAddress: null,
    shipping: null,
    createdAt: now,
    updatedAt: now,
    completedAt: null,
    announced: false,
    recovered: false,
  };
  context.shop.checkouts.set(checkout.token, checkout);
  cart.checkoutToken = checkout.token;
  return checkout;
}

export function findOpenCheckout({ shop }: ShopContext, token: string): Checkout {
  const checkout = shop.checkouts.get(token);
  if (!checkout) throw new ShopRefusal('There is no such checkout.', 404);
  if (checkout.completedAt !== null) throw new ShopRefusal('This checkout was already completed.', 409);
  return checkout;
}

/** Keeps who is buying, with the consents given in so many words, and announces the checkout. */
export function giveContact(context: ShopContext, checkout: Checkout, contact: Contact): void {
  const { countryCode } = context.shop.profile;
  const customer = keepCustomer(context, { ...contact, locale: checkout.locale });
  checkout.customerId = customer.id;
  checkout.email = contact.email?.trim() || checkout.email;
  checkout.phone = toE164(contact.phone, countryCode) ?? checkout.phone;
  checkout.shippingAddress = {
    ...(checkout.shippingAddress ?? emptyAddress(countryCode)),
    firstName: contact.firstName ?? customer.firstName,
    lastName: contact.lastName ?? customer.lastName,
    phone: contact.phone?.trim() || null,
  };
  checkout.acceptsWhatsApp = contact.acceptsWhatsApp ?? false;
  checkout.acceptsSms = contact.acceptsSms ?? false;
  checkout.acceptsEmail = contact.acceptsEmail ?? false;
  if (checkout.acceptsWhatsApp && customer.phone) setConsent(context, customer, 'whatsApp', 'SUBSCRIBED');
  if (checkout.acceptsSms && customer.phone) setConsent(context, customer, 'sms', 'SUBSCRIBED');
  if (checkout.acceptsEmail && customer.email) setConsent(context, customer, 'email', 'SUBSCRIBED');
  announceCheckout(context, checkout);
}

export function chooseShipping(
  context: ShopContext,
  checkout: Checkout,
  address: Partial<Address>,
  shipping: Checkout['shipping'],
): void {
  checkout.shippingAddress = {
    ...emptyAddress(context.shop.profile.countryCode),
    ...checkout.shippingAddress,
    ...address,
  };
  checkout.shipping = shipping;
  announceCheckout(context, checkout);
}

/** The pay button: the order exists afterwards, paid unless `isPaid` is false (bank transfer, cash on delivery). */
export function completeCheckout(context: ShopContext, checkout: Checkout, isPaid = true): Order {
  const cart = context.shop.carts.get(checkout.cartToken);
  if (!cart || cart.closedAt !== null) throw new ShopRefusal('This cart was already bought.', 409);
  if (linesOf(context, cart.lines).length === 0) throw new ShopRefusal('An empty cart cannot be paid.');
  const order = placeOrder(context, cart, checkout, isPaid);
  const now = nowIn(context);
  checkout.completedAt = now;
  cart.closedAt = now;
  announceCheckout(context, checkout);
  return order;
}

/** The merchant throws a checkout away. */
export function deleteCheckout(context: ShopContext, checkout: Checkout): void {
  context.shop.checkouts.delete(checkout.token);
  emitWebhook(context, 'checkouts/delete', { id: checkout.id, token: checkout.token, cart_token: checkout.cartToken });
}

function emptyAddress(countryCode: string): Address {
  return { firstName: '', lastName: '', address1: '', city: '', province: '', zip: '', countryCode, phone: null };
}

function localeOf({ shop }: ShopContext): string {
  return `${shop.profile.language}-${shop.profile.countryCode}`;
}
