import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { announceCheckout } from './actions/announce-checkout.ts';
import { deleteProduct, findProduct, findVariant, setPrice, setProductStatus, setStock } from './actions/change-catalog.ts';
import { createCart, findOpenCart, setCartAttributes, setCartDiscount, setCartQuantity } from './actions/change-cart.ts';
import { chooseShipping, completeCheckout, deleteCheckout, findOpenCheckout, giveContact, startCheckout } from './actions/run-checkout.ts';
import { cartBody, checkoutBody, orderBody, recoveryUrl } from './facts-of.ts';
import type { ShopContext } from './shop-context.ts';
import type { ShopDirectory } from './shop-directory.ts';
import type { Checkout, Order } from './shop-state.ts';

const Line = z.object({ variantId: z.int(), quantity: z.int().positive().default(1), properties: z.record(z.string(), z.string()).optional() });
const Attributes = z.record(z.string(), z.string());
const NewCart = z.object({
  lines: z.array(Line).min(1).default([{ variantId: 4455, quantity: 1 }]),
  attributes: Attributes.optional(),
  discountCode: z.string().nullish(),
  landingSite: z.string().optional(),
  referringSite: z.string().optional(),
});
const Contact = z.object({
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  acceptsWhatsApp: z.boolean().optional(),
  acceptsSms: z.boolean().optional(),
  acceptsEmail: z.boolean().optional(),
});
const NewCheckout = NewCart.partial().extend({ cartToken: z.string().optional(), contact: Contact.optional() });
const CartChange = z.object({
  quantities: z.record(z.string(), z.int().nonnegative()).optional(),
  attributes: Attributes.optional(),
  discountCode: z.string().nullish(),
});
const Shipping = z.object({
  address: z.object({ address1: z.string(), city: z.string(), province: z.string(), zip: z.string(), phone: z.string().nullable() }).partial().default({}),
  priceMinor: z.int().nonnegative().default(0),
  title: z.string().default('Standard'),
});

interface Path {
  Params: { shop: string; token: string; id: string };
}

/** The control API of carts, checkouts and goods: what a shopper or merchant does, without a browser. */
export function registerSalesControl(app: FastifyInstance, shops: ShopDirectory): void {
  const contextOf = (handle: string) => shops.get(handle).context;

  app.post<Path>('/sim/shopify/:shop/carts', (request, reply) => {
    const context = contextOf(request.params.shop);
    const { lines, attributes = {}, discountCode = null, ...rest } = NewCart.parse(request.body ?? {});
    const cart = createCart(context, { ...rest, lines, attributes, discountCode });
    return reply.code(201).send({ token: cart.token, cart: cartBody(context, cart) });
  });

  app.post<Path>('/sim/shopify/:shop/carts/:token', (request) => {
    const context = contextOf(request.params.shop);
    const cart = findOpenCart(context, request.params.token);
    const change = CartChange.parse(request.body);
    for (const [variantId, quantity] of Object.entries(change.quantities ?? {})) setCartQuantity(context, cart, Number(variantId), quantity);
    if (change.attributes) setCartAttributes(context, cart, change.attributes);
    if (change.discountCode !== undefined) setCartDiscount(context, cart, change.discountCode);
    return { token: cart.token, cart: cartBody(context, cart) };
  });

  app.post<Path>('/sim/shopify/:shop/checkouts', (request, reply) => {
    const context = contextOf(request.params.shop);
    const { cartToken, contact, discountCode = null, ...start } = NewCheckout.parse(request.body ?? {});
    const fresh = () => createCart(context, { ...NewCart.parse(start), discountCode });
    const cart = cartToken === undefined ? fresh() : findOpenCart(context, cartToken);
    const checkout = startCheckout(context, cart);
    if (contact) giveContact(context, checkout, contact);
    return reply.code(201).send(describeCheckout(context, checkout));
  });

  app.post<Path>('/sim/shopify/:shop/checkouts/:token/contact', (request) => {
    const context = contextOf(request.params.shop);
    const checkout = findOpenCheckout(context, request.params.token);
    giveContact(context, checkout, Contact.parse(request.body));
    return describeCheckout(context, checkout);
  });

  app.post<Path>('/sim/shopify/:shop/checkouts/:token/shipping', (request) => {
    const context = contextOf(request.params.shop);
    const checkout = findOpenCheckout(context, request.params.token);
    const { address, title, priceMinor } = Shipping.parse(request.body ?? {});
    chooseShipping(context, checkout, address, { title, priceMinor });
    return describeCheckout(context, checkout);
  });

  app.post<Path>('/sim/shopify/:shop/checkouts/:token/touch', (request) => {
    const context = contextOf(request.params.shop);
    const checkout = findOpenCheckout(context, request.params.token);
    announceCheckout(context, checkout);
    return describeCheckout(context, checkout);
  });

  app.post<Path>('/sim/shopify/:shop/checkouts/:token/complete', (request, reply) => {
    const context = contextOf(request.params.shop);
    const checkout = findOpenCheckout(context, request.params.token);
    const { paid } = z.object({ paid: z.boolean().default(true) }).parse(request.body ?? {});
    return reply.code(201).send(describeOrder(context, completeCheckout(context, checkout, paid)));
  });

  app.delete<Path>('/sim/shopify/:shop/checkouts/:token', (request) => {
    const context = contextOf(request.params.shop);
    deleteCheckout(context, findOpenCheckout(context, request.params.token));
    return { deleted: true };
  });
}

/** The control API of the catalogue. */
export function registerCatalogControl(app: FastifyInstance, shops: ShopDirectory): void {
  const contextOf = (handle: string) => shops.get(handle).context;
  const VariantChange = z.object({ variantId: z.int().optional() });

  app.post<Path>('/sim/shopify/:shop/products/:id/stock', (request) => {
    const context = contextOf(request.params.shop);
    const { variantId, stock } = VariantChange.extend({ stock: z.int() }).parse(request.body);
    const product = findProduct(context, Number(request.params.id));
    for (const variant of variantId === undefined ? product.variants : [findVariant(context, variantId)]) setStock(context, variant, stock);
    return { productId: product.id, stock };
  });

  app.post<Path>('/sim/shopify/:shop/products/:id/price', (request) => {
    const context = contextOf(request.params.shop);
    const change = VariantChange.extend({ priceMinor: z.int().nonnegative(), compareAtMinor: z.int().nullish() }).parse(request.body);
    const product = findProduct(context, Number(request.params.id));
    const variants = change.variantId === undefined ? product.variants : [findVariant(context, change.variantId)];
    for (const variant of variants) setPrice(context, variant, change.priceMinor, change.compareAtMinor);
    return { productId: product.id, priceMinor: change.priceMinor };
  });

  app.post<Path>('/sim/shopify/:shop/products/:id/status', (request) => {
    const context = contextOf(request.params.shop);
    const { status } = z.object({ status: z.enum(['ACTIVE', 'ARCHIVED', 'DRAFT']) }).parse(request.body);
    setProductStatus(context, findProduct(context, Number(request.params.id)), status);
    return { productId: Number(request.params.id), status };
  });

  app.delete<Path>('/sim/shopify/:shop/products/:id', (request) => {
    const context = contextOf(request.params.shop);
    deleteProduct(context, findProduct(context, Number(request.params.id)));
    return { deleted: true };
  });
}

function describeCheckout(context: ShopContext, checkout: Checkout) {
  return {
    token: checkout.token,
    cartToken: checkout.cartToken,
    customerId: checkout.customerId,
    recoveryUrl: recoveryUrl(context, checkout),
    checkout: checkoutBody(context, checkout),
  };
}

export function describeOrder(context: ShopContext, order: Order) {
  return { id: order.id, gid: `gid://shopify/Order/${order.id}`, name: order.name, order: orderBody(context, order) };
}
