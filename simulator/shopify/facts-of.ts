import type { CustomerFacts, LineFacts } from './bodies/body-parts.ts';
import { buildCartBody } from './bodies/build-cart-body.ts';
import { buildCheckoutBody } from './bodies/build-checkout-body.ts';
import { buildFulfillmentBody, buildRefundBody } from './bodies/build-fulfillment-body.ts';
import { buildOrderBody } from './bodies/build-order-body.ts';
import { buildProductBody } from './bodies/build-product-body.ts';
import { stateWord } from './bodies/build-customer-body.ts';
import { findLiveDiscount, priceGoods, type Totals } from './actions/price-goods.ts';
import type { WebhookBody } from './emit-webhook.ts';
import { nowIn, storeUrl, type ShopContext } from './shop-context.ts';
import type { Cart, Checkout, Order, Product } from './shop-state.ts';

/** The lines of a cart with today's titles and prices; a variant that is gone is left out. */
export function linesOf({ shop }: ShopContext, lines: { variantId: number; quantity: number; properties?: Record<string, string> }[]): LineFacts[] {
  return lines.flatMap(({ variantId, quantity, properties }) => {
    const variant = shop.variants.get(variantId);
    const product = variant && shop.products.get(variant.productId);
    if (!variant || !product) return [];
    return [{
      productId: product.id,
      variantId,
      title: product.title,
      variantTitle: variant.title === 'Default Title' ? null : variant.title,
      sku: variant.sku,
      quantity,
      priceMinor: variant.priceMinor,
      ...(properties ? { properties } : {}),
    }];
  });
}

/** What a cart costs now, with its code if that counts and the shipping chosen, if any. */
export function totalsOf(context: ShopContext, cart: Cart, shippingMinor: number | null): Totals {
  const discount = findLiveDiscount(context.shop, cart.discountCode, nowIn(context));
  return priceGoods(linesOf(context, cart.lines), discount, shippingMinor);
}

/** The codes of a cart in the form that bodies list them; a code that does not count is left out. */
export function discountCodesOf(context: ShopContext, cart: Cart): { code: string; amountMinor: number; type: string }[] {
  const discount = findLiveDiscount(context.shop, cart.discountCode, nowIn(context));
  if (!discount) return [];
  const type = discount.kind === 'freeShipping' ? 'shipping' : discount.percentage !== null ? 'percentage' : 'fixed_amount';
  return [{ code: discount.code, amountMinor: totalsOf(context, cart, null).discountMinor, type }];
}

export function recoveryUrl(context: ShopContext, checkout: Checkout): string {
  return `${storeUrl(context)}/checkouts/ac/${checkout.token}/recover?key=${checkout.recoveryKey}`;
}

export function productUrl(context: ShopContext, product: Product): string {
  return `${storeUrl(context)}/products/${product.handle}`;
}

export function pictureUrl(context: ShopContext, product: Product): string {
  return `${storeUrl(context)}/pictures/${product.id}.svg`;
}

export function statusPageUrl(context: ShopContext, order: Order): string {
  return `${storeUrl(context)}/orders/${order.token}`;
}

export function cartBody(context: ShopContext, cart: Cart): WebhookBody {
  const { token, note, attributes, createdAt, updatedAt } = cart;
  return buildCartBody({ shop: context.shop.profile, token, note, attributes, createdAt, updatedAt, lines: linesOf(context, cart.lines) });
}

export function checkoutBody(context: ShopContext, checkout: Checkout): WebhookBody {
  const { shop } = context;
  const cart = shop.carts.get(checkout.cartToken);
  const totals = cart ? totalsOf(context, cart, checkout.shipping?.priceMinor ?? null) : null;
  return buildCheckoutBody({
    ...checkout,
    shop: shop.profile,
    lines: cart ? linesOf(context, cart.lines) : [],
    customer: customerFacts(context, checkout.customerId),
    shippingMinor: totals?.shippingMinor ?? 0,
    discountMinor: totals?.discountMinor ?? 0,
    discountCodes: cart ? discountCodesOf(context, cart) : [],
    attributes: cart?.attributes ?? {},
    recoveryUrl: recoveryUrl(context, checkout),
    landingSite: cart?.landingSite ?? '/',
    referringSite: cart?.referringSite ?? '',
  });
}

export function orderBody(context: ShopContext, order: Order): WebhookBody {
  const { profile } = context.shop;
  return buildOrderBody({
    ...order,
    shop: profile,
    customer: customerFacts(context, order.customerId),
    financialStatus: order.financialStatus.toLowerCase(),
    fulfillmentStatus: order.fulfillmentStatus === 'UNFULFILLED' ? null : order.fulfillmentStatus === 'FULFILLED' ? 'fulfilled' : 'partial',
    statusUrl: statusPageUrl(context, order),
    fulfillments: order.fulfillments.map((fulfillment) => buildFulfillmentBody(fulfillment, order, profile)),
    refunds: order.refunds.map((refund) => buildRefundBody(refund, order, profile)),
  });
}

export function productBody(context: ShopContext, product: Product): WebhookBody {
  return buildProductBody(product, context.shop.profile, pictureUrl(context, product));
}

function customerFacts({ shop }: ShopContext, customerId: number | null): CustomerFacts | null {
  const customer = customerId === null ? undefined : shop.customers.get(customerId);
  return customer ? { ...customer, smsState: stateWord(customer.sms) } : null;
}
