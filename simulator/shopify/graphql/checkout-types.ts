import { linesOf, recoveryUrl, totalsOf, discountCodesOf } from '../facts-of.ts';
import type { LineFacts } from '../bodies/body-parts.ts';
import type { ShopContext } from '../shop-context.ts';
import type { Cart, Checkout } from '../shop-state.ts';
import { bag, connection, gid, leaf, object, sameLeaves, type Schema } from './schema-kit.ts';
import { pictureOf } from './product-types.ts';

function cartOf(checkout: Checkout, { shop }: ShopContext): Cart | null {
  return shop.carts.get(checkout.cartToken) ?? null;
}

function totals(checkout: Checkout, context: ShopContext) {
  const cart = cartOf(checkout, context);
  return cart ? totalsOf(context, cart, checkout.shipping?.priceMinor ?? null) : { goodsMinor: 0, discountMinor: 0, shippingMinor: 0, totalMinor: 0 };
}

function productFor(line: LineFacts, { shop }: ShopContext) {
  return shop.products.get(line.productId) ?? null;
}

export const checkoutTypes: Schema = {
  AbandonedCheckout: {
    id: leaf<Checkout>((checkout) => gid('AbandonedCheckout', checkout.id)),
    name: leaf<Checkout>((checkout) => `#${checkout.id}`),
    abandonedCheckoutUrl: leaf<Checkout>((checkout, context) => recoveryUrl(context, checkout)),
    ...sameLeaves<Checkout>('createdAt', 'updatedAt', 'completedAt'),
    note: leaf<Checkout>((checkout, context) => cartOf(checkout, context)?.note ?? ''),
    discountCodes: leaf<Checkout>((checkout, context) => {
      const cart = cartOf(checkout, context);
      return cart ? discountCodesOf(context, cart).map(({ code }) => code) : [];
    }),
    customAttributes: object<Checkout>('Attribute', (checkout, _args, context) =>
      Object.entries(cartOf(checkout, context)?.attributes ?? {}).map(([key, value]) => ({ key, value })),
    ),
    customer: object<Checkout>('Customer', (checkout, _args, { shop }) => (checkout.customerId === null ? null : (shop.customers.get(checkout.customerId) ?? null))),
    shippingAddress: object<Checkout>('MailingAddress', (checkout) => checkout.shippingAddress),
    billingAddress: object<Checkout>('MailingAddress', () => null),
    totalPriceSet: object<Checkout>('MoneyBag', (checkout, _args, context) => bag(totals(checkout, context).totalMinor)),
    subtotalPriceSet: object<Checkout>('MoneyBag', (checkout, _args, context) => {
      const { goodsMinor, discountMinor } = totals(checkout, context);
      return bag(goodsMinor - discountMinor);
    }),
    totalDiscountSet: object<Checkout>('MoneyBag', (checkout, _args, context) => bag(totals(checkout, context).discountMinor)),
    lineItems: connection<Checkout>('AbandonedCheckoutLineItem', (checkout, _args, context) => {
      const cart = cartOf(checkout, context);
      return cart ? linesOf(context, cart.lines) : [];
    }),
  },
  AbandonedCheckoutLineItem: {
    id: leaf<LineFacts>((line) => gid('AbandonedCheckoutLineItem', line.variantId)),
    ...sameLeaves<LineFacts>('title', 'variantTitle', 'quantity', 'sku'),
    image: object<LineFacts>('Image', (line, _args, context) => {
      const product = productFor(line, context);
      return product ? pictureOf(context, product) : null;
    }),
    variant: object<LineFacts>('ProductVariant', (line, _args, { shop }) => shop.variants.get(line.variantId) ?? null),
    product: object<LineFacts>('Product', (line, _args, context) => productFor(line, context)),
    originalUnitPriceSet: object<LineFacts>('MoneyBag', (line) => bag(line.priceMinor)),
    originalTotalPriceSet: object<LineFacts>('MoneyBag', (line) => bag(line.priceMinor * (line.quantity ?? 1))),
  },
  Attribute: sameLeaves<{ key: string; value: string }>('key', 'value'),
};
