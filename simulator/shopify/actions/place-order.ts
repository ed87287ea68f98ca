import { emitWebhook } from '../emit-webhook.ts';
import { discountCodesOf, linesOf, orderBody, totalsOf } from '../facts-of.ts';
import { newToken, nowIn, type ShopContext } from '../shop-context.ts';
import { takeId, type Cart, type Checkout, type Order } from '../shop-state.ts';
import { takeFromShelf } from './change-catalog.ts';

/** The order of a finished checkout, announced, its goods taken from the shelf and its code counted as used. */
export function placeOrder(context: ShopContext, cart: Cart, checkout: Checkout, isPaid: boolean): Order {
  const { shop } = context;
  const totals = totalsOf(context, cart, checkout.shipping?.priceMinor ?? null);
  const discountCodes = discountCodesOf(context, cart);
  const order = recordOrder(context, {
    lines: linesOf(context, cart.lines).map((line) => ({
      ...line,
      id: takeId(shop),
      variantTitle: line.variantTitle ?? '',
      sku: line.sku ?? '',
      quantity: line.quantity ?? 1,
    })),
    email: checkout.email,
    phone: checkout.phone,
    locale: checkout.locale,
    customerId: checkout.customerId,
    checkoutToken: checkout.token,
    cartToken: cart.token,
    checkoutId: checkout.id,
    discountCodes,
    subtotalMinor: totals.goodsMinor - totals.discountMinor,
    discountMinor: totals.discountMinor,
    shippingMinor: totals.shippingMinor,
    totalMinor: totals.totalMinor,
    shippingTitle: checkout.shipping?.title ?? '',
    shippingAddress: checkout.shippingAddress,
    attributes: { ...cart.attributes },
    note: cart.note,
    landingSite: cart.landingSite,
    referringSite: cart.referringSite,
    acceptsEmail: checkout.acceptsEmail,
    financialStatus: isPaid ? 'PAID' : 'PENDING',
  });
  for (const { code } of discountCodes) {
    const discount = shop.discounts.get(code);
    if (discount) discount.usedCount += 1;
  }
  return order;
}

type NewOrder = Omit<
  Order,
  'id' | 'token' | 'number' | 'name' | 'fulfillmentStatus' | 'fulfillments' | 'refunds' | 'returns' | 'createdAt' | 'updatedAt'
  | 'cancelledAt' | 'cancelReason' | 'tags' | 'sourceName'
> & { tags?: string[]; sourceName?: string };

/** Numbers the order, keeps it, announces it, and takes its goods from the shelf. */
export function recordOrder(context: ShopContext, facts: NewOrder): Order {
  const { shop } = context;
  const number = shop.nextOrderNumber;
  shop.nextOrderNumber += 1;
  const now = nowIn(context);
  const order: Order = {
    tags: [],
    sourceName: 'web',
    ...facts,
    id: takeId(shop),
    token: newToken(context),
    number,
    name: `#${number}`,
    fulfillmentStatus: 'UNFULFILLED',
    fulfillments: [],
    refunds: [],
    returns: [],
    createdAt: now,
    updatedAt: now,
    cancelledAt: null,
    cancelReason: null,
  };
  shop.orders.set(order.id, order);
  emitWebhook(context, 'orders/create', orderBody(context, order));
  if (order.financialStatus === 'PAID') emitWebhook(context, 'orders/paid', orderBody(context, order));
  for (const line of order.lines) takeFromShelf(context, line.variantId, line.quantity);
  return order;
}
