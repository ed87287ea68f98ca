import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { setCartAttributes, setCartDiscount } from '../shopify/actions/change-cart.ts';
import { findDraft, payDraftOrder } from '../shopify/actions/draft-orders.ts';
import { toE164 } from '../shopify/actions/keep-customer.ts';
import { shippingChoices } from '../shopify/actions/price-goods.ts';
import { chooseShipping, completeCheckout, giveContact, startCheckout } from '../shopify/actions/run-checkout.ts';
import { linesOf, statusPageUrl, totalsOf } from '../shopify/facts-of.ts';
import { sumLines } from '../shopify/bodies/body-parts.ts';
import type { ShopDirectory } from '../shopify/shop-directory.ts';
import type { Cart, Checkout, Order } from '../shopify/shop-state.ts';
import { checkoutPage, type Step } from './checkout-page.ts';
import { invoicePage, messagePage, orderPage } from './order-page.ts';
import { pickAttributes, sendPage, visitorOf, type Path } from './shop-routes.ts';
import { rememberCart, type Visitor } from './visitor.ts';

/** From the cart to the order: contact, delivery, payment, and the links that lead back into it. */
export function registerCheckoutPages(app: FastifyInstance, shops: ShopDirectory): void {
  app.get<Path>('/shop/:shop/checkout', (request, reply) => {
    const visitor = visitorOf(shops, request, reply);
    if (!visitor.cart || visitor.cart.lines.length === 0) return reply.redirect(`${visitor.base}/cart`, 302);
    const checkout = startCheckout(visitor.context, visitor.cart, localeOf(visitor));
    prefill(checkout, request.query);
    return reply.redirect(`${visitor.base}/checkouts/${checkout.token}`, 302);
  });

  app.get<Path>('/shop/:shop/checkouts/:token', (request, reply) => {
    const visitor = visitorOf(shops, request, reply);
    const found = openCheckout(visitor, request.params.token, reply);
    if (!found) return reply;
    const notice = request.query.back === '1' ? { notice: visitor.texts.welcomeBack } : {};
    return sendPage(reply, checkoutPage(visitor, found.checkout, found.cart, stepOf(found.checkout, request.query.step), notice));
  });

  app.post<Path>('/shop/:shop/checkouts/:token/contact', (request, reply) => {
    const visitor = visitorOf(shops, request, reply);
    const found = openCheckout(visitor, request.params.token, reply);
    return found ? takeContact(visitor, found, request, reply) : reply;
  });

  app.post<Path>('/shop/:shop/checkouts/:token/delivery', (request, reply) => {
    const visitor = visitorOf(shops, request, reply);
    const found = openCheckout(visitor, request.params.token, reply);
    if (!found) return reply;
    const { address1 = '', city = '', province = '', zip = '', method } = request.body ?? {};
    const choices = shippingChoices(visitor.context.shop.profile, totalsOf(visitor.context, found.cart, null).goodsMinor);
    const choice = choices.find((one) => one.id === method) ?? choices[0];
    const title = choice?.id === 'express' ? visitor.texts.express : visitor.texts.standard;
    chooseShipping(visitor.context, found.checkout, { address1, city, province, zip }, { title, priceMinor: choice?.priceMinor ?? 0 });
    return reply.redirect(`${visitor.base}/checkouts/${found.checkout.token}`, 303);
  });

  app.post<Path>('/shop/:shop/checkouts/:token/discount', (request, reply) => {
    const visitor = visitorOf(shops, request, reply);
    const found = openCheckout(visitor, request.params.token, reply);
    if (!found) return reply;
    setCartDiscount(visitor.context, found.cart, request.body?.code ?? null);
    return reply.redirect(`${visitor.base}/checkouts/${found.checkout.token}`, 303);
  });

  app.post<Path>('/shop/:shop/checkouts/:token/pay', (request, reply) => {
    const visitor = visitorOf(shops, request, reply);
    const found = openCheckout(visitor, request.params.token, reply);
    if (!found) return reply;
    if (stepOf(found.checkout, undefined) !== 'payment') return reply.redirect(`${visitor.base}/checkouts/${found.checkout.token}`, 303);
    const order = completeCheckout(visitor.context, found.checkout, request.body?.method !== 'transfer');
    return reply.redirect(statusPageUrl(visitor.context, order), 303);
  });

  app.get<Path>('/shop/:shop/checkouts/ac/:token/recover', (request, reply) => recover(visitorOf(shops, request, reply), request, reply));
}

/** Pages that outlive the cart: the order's status and invoices. */
export function registerOrderPages(app: FastifyInstance, shops: ShopDirectory): void {
  app.get<Path>('/shop/:shop/orders/:token', (request, reply) => {
    const visitor = visitorOf(shops, request, reply);
    const order = findOrderByToken(visitor, request.params.token);
    return order ? sendPage(reply, orderPage(visitor, order)) : sendPage(reply, messagePage(visitor, visitor.texts.notFound), 404);
  });

  app.get<Path>('/shop/:shop/invoices/:token', (request, reply) => {
    const visitor = visitorOf(shops, request, reply);
    return sendPage(reply, invoicePage(visitor, findDraft(visitor.context, request.params.token)));
  });

  app.post<Path>('/shop/:shop/invoices/:token/pay', (request, reply) => {
    const visitor = visitorOf(shops, request, reply);
    const order = payDraftOrder(visitor.context, findDraft(visitor.context, request.params.token));
    return reply.redirect(statusPageUrl(visitor.context, order), 303);
  });
}

interface Found {
  checkout: Checkout;
  cart: Cart;
}

/** The running checkout, or null once the reply was sent elsewhere: to the order if it was completed, else to a plain page. */
function openCheckout(visitor: Visitor, token: string, reply: FastifyReply): Found | null {
  const { shop } = visitor.context;
  const checkout = shop.checkouts.get(token);
  const cart = checkout && shop.carts.get(checkout.cartToken);
  if (!checkout || !cart) {
    void sendPage(reply, messagePage(visitor, visitor.texts.notFound), 404);
    return null;
  }
  if (checkout.completedAt === null) return { checkout, cart };
  const order = [...shop.orders.values()].find((one) => one.checkoutToken === token);
  void reply.redirect(order ? statusPageUrl(visitor.context, order) : visitor.base, 303);
  return null;
}

/** The first step that still lacks something; an earlier one may be asked for again. */
function stepOf(checkout: Checkout, wished: string | undefined): Step {
  const next: Step = !checkout.announced ? 'contact' : checkout.shipping === null ? 'delivery' : 'payment';
  const order: Step[] = ['contact', 'delivery', 'payment'];
  const asked = order.find((step) => step === wished);
  return asked && order.indexOf(asked) < order.indexOf(next) ? asked : next;
}

function takeContact(visitor: Visitor, { checkout, cart }: Found, request: FastifyRequest<Path>, reply: FastifyReply): FastifyReply {
  const form = request.body ?? {};
  const typed = form.phone?.trim() ?? '';
  // The country chosen beside the field reads the number; what cannot be read is kept as typed, as the platform does.
  const phone = toE164(typed, form.country ?? visitor.context.shop.profile.countryCode) ?? typed;
  if (phone === '' && !form.email?.trim()) {
    return sendPage(reply, checkoutPage(visitor, checkout, cart, 'contact', { problem: `${visitor.texts.phone} / ${visitor.texts.email}` }), 422);
  }
  giveContact(visitor.context, checkout, {
    firstName: form.firstName?.trim() ?? '',
    lastName: form.lastName?.trim() ?? '',
    email: form.email?.trim() || null,
    phone: phone || null,
    acceptsWhatsApp: form.acceptsWhatsApp === 'yes',
    acceptsSms: form.acceptsSms === 'yes',
    acceptsEmail: form.acceptsEmail === 'yes',
  });
  return reply.redirect(`${visitor.base}/checkouts/${checkout.token}`, 303);
}

/** The link of a rescue message: the same cart and checkout, with its code applied, on any device. */
function recover(visitor: Visitor, request: FastifyRequest<Path>, reply: FastifyReply): FastifyReply {
  const { context, base } = visitor;
  const checkout = context.shop.checkouts.get(request.params.token);
  if (!checkout || request.query.key !== checkout.recoveryKey) return sendPage(reply, messagePage(visitor, visitor.texts.notFound), 404);
  const found = openCheckout(visitor, checkout.token, reply);
  if (!found) return reply;
  rememberCart(visitor, reply, found.cart);
  checkout.recovered = true;
  const attributes = pickAttributes(request.query);
  if (Object.keys(attributes).length > 0) setCartAttributes(context, found.cart, attributes);
  if (request.query.discount) setCartDiscount(context, found.cart, request.query.discount);
  if (sumLines(linesOf(context, found.cart.lines)) === 0) return reply.redirect(`${base}/cart`, 302);
  return reply.redirect(`${base}/checkouts/${checkout.token}?back=1`, 302);
}

/** What a permalink knows of the shopper fills the form; it counts only once the shopper sends it. */
function prefill(checkout: Checkout, query: Record<string, string | undefined>): void {
  checkout.email ??= query['checkout[email]'] ?? null;
  const firstName = query['checkout[shipping_address][first_name]'];
  const phone = query['checkout[shipping_address][phone]'];
  if (checkout.shippingAddress !== null || (!firstName && !phone)) return;
  const lastName = query['checkout[shipping_address][last_name]'] ?? '';
  checkout.shippingAddress = { firstName: firstName ?? '', lastName, address1: '', city: '', province: '', zip: '', countryCode: '', phone: phone ?? null };
}

function findOrderByToken({ context }: Visitor, token: string): Order | null {
  for (const order of context.shop.orders.values()) if (order.token === token) return order;
  return null;
}

function localeOf({ language, context }: Visitor): string {
  return language === 'en' ? 'en' : `${language}-${context.shop.profile.countryCode}`;
}

