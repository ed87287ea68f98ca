import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addToCart, setCartAttributes, setCartDiscount, setCartQuantity, createCart } from '../shopify/actions/change-cart.ts';
import { findProduct, findVariant } from '../shopify/actions/change-catalog.ts';
import { ShopRefusal } from '../shopify/shop-context.ts';
import type { ShopDirectory } from '../shopify/shop-directory.ts';
import { cartContents, cartPage } from './cart-page.ts';
import { homePage } from './home-page.ts';
import { messagePage } from './order-page.ts';
import { cartForScripts } from './page-layout.ts';
import { findByOptions, productPage } from './product-page.ts';
import { cartOf, meetVisitor, rememberCart, type Visitor } from './visitor.ts';

type Form = Record<string, string | undefined>;

export interface Path {
  Params: { shop: string; handle: string; token: string; lines: string; id: string };
  Querystring: Form;
  Body: Form | undefined;
}

/** Meets the visitor of a request; a shop that does not exist is answered with 404. */
export function visitorOf(shops: ShopDirectory, request: FastifyRequest<Path>, reply: FastifyReply): Visitor {
  return meetVisitor(shops.get(request.params.shop).context, request, reply);
}

export function sendPage(reply: FastifyReply, page: string, status = 200): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(page);
}

/** The pages for looking around, and the cart that they fill. */
export function registerShopPages(app: FastifyInstance, shops: ShopDirectory): void {
  app.get<Path>('/shop/:shop', (request, reply) => {
    const visitor = visitorOf(shops, request, reply);
    const { q = '', category = '', tag = '' } = request.query;
    return sendPage(reply, homePage(visitor, { search: q.trim(), category, tag }));
  });

  app.get<Path>('/shop/:shop/products/:handle', (request, reply) => {
    const visitor = visitorOf(shops, request, reply);
    const product = [...visitor.context.shop.products.values()].find((one) => one.handle === request.params.handle && one.status === 'ACTIVE');
    if (!product) return sendPage(reply, messagePage(visitor, visitor.texts.notFound), 404);
    return sendPage(reply, productPage(visitor, product, Number(request.query.variant) || null));
  });

  app.get<Path>('/shop/:shop/cart', (request, reply) => {
    const visitor = visitorOf(shops, request, reply);
    return sendPage(reply, request.query.part === 'contents' ? cartContents(visitor).text : cartPage(visitor));
  });

  app.post<Path>('/shop/:shop/cart/add', (request, reply) => {
    const visitor = visitorOf(shops, request, reply);
    const form = request.body ?? {};
    const product = findProduct(visitor.context, Number(form.product));
    const variant = findByOptions(product, form as Record<string, string>);
    if (!variant) return sendPage(reply, productPage(visitor, product, null), 422);
    addToCart(visitor.context, cartOf(visitor, reply), { variantId: variant.id, quantity: Math.max(1, Number(form.quantity) || 1) });
    return reply.redirect(`${visitor.base}/cart`, 303);
  });

  app.post<Path>('/shop/:shop/cart/change', (request, reply) => {
    const visitor = visitorOf(shops, request, reply);
    const { id, quantity } = request.body ?? {};
    if (visitor.cart) setCartQuantity(visitor.context, visitor.cart, Number(id), Math.max(0, Number(quantity) || 0));
    return reply.redirect(`${visitor.base}/cart`, 303);
  });

  app.get<Path>('/shop/:shop/cart/:lines', (request, reply) => openPermalink(shops, request, reply));
}

/** `/cart/4455:1,4456:2?discount=CODE&attributes[_cc_ref]=x`: a fresh cart with these goods, ready to be paid. */
function openPermalink(shops: ShopDirectory, request: FastifyRequest<Path>, reply: FastifyReply): FastifyReply {
  const visitor = visitorOf(shops, request, reply);
  const lines = request.params.lines.split(',').map((part) => {
    const [variantId, quantity] = part.split(':').map(Number);
    return { variantId: variantId ?? 0, quantity: quantity ?? 1 };
  });
  if (lines.some(({ variantId, quantity }) => !Number.isInteger(variantId) || !(quantity > 0))) return sendPage(reply, messagePage(visitor, visitor.texts.notFound), 404);
  const sellable = lines.filter(({ variantId }) => isSellable(visitor, variantId));
  if (sellable.length === 0) return sendPage(reply, messagePage(visitor, visitor.texts.soldOut), 200);
  const cart = createCart(visitor.context, {
    lines: sellable,
    attributes: pickAttributes(request.query),
    note: request.query.note ?? null,
    discountCode: request.query.discount?.toUpperCase() ?? null,
    landingSite: request.url.slice(visitor.base.length),
    referringSite: visitor.referringSite,
  });
  rememberCart(visitor, reply, cart);
  if (request.query.storefront === 'true') return reply.redirect(`${visitor.base}/cart`, 302);
  const prefill = new URLSearchParams(Object.entries(request.query).flatMap(([name, value]) => (name.startsWith('checkout[') && value ? [[name, value]] : [])));
  return reply.redirect(`${visitor.base}/checkout${prefill.size > 0 ? `?${prefill.toString()}` : ''}`, 302);
}

/** `attributes[_cc_ref]=att_9x` in an address becomes `{ _cc_ref: 'att_9x' }`. */
export function pickAttributes(query: Form): Record<string, string> {
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    const attribute = /^attributes\[(.+)\]$/.exec(name)?.[1];
    return attribute && value ? [[attribute, value] as const] : [];
  });
  return Object.fromEntries(pairs);
}

function isSellable({ context }: Visitor, variantId: number): boolean {
  const variant = context.shop.variants.get(variantId);
  return variant !== undefined && (variant.stock > 0 || variant.sellsWhenEmpty);
}

interface ScriptBody {
  id?: number | string;
  quantity?: number | string;
  items?: { id: number | string; quantity?: number | string }[];
  updates?: Record<string, number | string>;
  attributes?: Record<string, string | number | null>;
  note?: string;
  discount?: string;
}

type ScriptPath = Omit<Path, 'Body'> & { Body: ScriptBody | null };

/** The small interface that themes and embedded scripts use: `/cart.js` and its companions. */
export function registerCartScripts(app: FastifyInstance, shops: ShopDirectory): void {
  const answer = (visitor: Visitor) => cartForScripts(visitor);

  app.get<Path>('/shop/:shop/cart.js', (request, reply) => answer(visitorOf(shops, request, reply)));

  app.post<ScriptPath>('/shop/:shop/cart/add.js', (request, reply) => {
    const visitor = visitorOf(shops, request as FastifyRequest<Path>, reply);
    const { id, quantity, items } = request.body ?? {};
    const wished = items ?? (id === undefined ? [] : [{ id, quantity: quantity ?? 1 }]);
    for (const item of wished) findVariant(visitor.context, Number(item.id));
    if (wished.length === 0) throw new ShopRefusal('Say which variant to add.', 400);
    const cart = cartOf(visitor, reply);
    for (const item of wished) addToCart(visitor.context, cart, { variantId: Number(item.id), quantity: Number(item.quantity ?? 1) });
    return answer(visitor);
  });

  app.post<ScriptPath>('/shop/:shop/cart/change.js', (request, reply) => {
    const visitor = visitorOf(shops, request as FastifyRequest<Path>, reply);
    const { id, quantity } = request.body ?? {};
    if (visitor.cart) setCartQuantity(visitor.context, visitor.cart, Number(String(id).split(':')[0]), Number(quantity));
    return answer(visitor);
  });

  app.post<ScriptPath>('/shop/:shop/cart/update.js', (request, reply) => {
    const visitor = visitorOf(shops, request as FastifyRequest<Path>, reply);
    const { attributes, updates = {}, note, discount } = request.body ?? {};
    const cart = cartOf(visitor, reply);
    for (const [id, quantity] of Object.entries(updates)) setCartQuantity(visitor.context, cart, Number(id), Number(quantity));
    if (note !== undefined) cart.note = note;
    if (attributes) setCartAttributes(visitor.context, cart, Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value ?? '')])));
    if (discount !== undefined) setCartDiscount(visitor.context, cart, discount);
    return answer(visitor);
  });

  app.post<ScriptPath>('/shop/:shop/cart/clear.js', (request, reply) => {
    const visitor = visitorOf(shops, request as FastifyRequest<Path>, reply);
    for (const line of visitor.cart?.lines ?? []) {
      if (visitor.cart) setCartQuantity(visitor.context, visitor.cart, line.variantId, 0);
    }
    return answer(visitor);
  });
}
