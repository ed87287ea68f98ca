import { emitWebhook } from '../emit-webhook.ts';
import { checkoutBody } from '../facts-of.ts';
import { nowIn, type ShopContext } from '../shop-context.ts';
import type { Checkout } from '../shop-state.ts';

/** Tells subscribers what the checkout is now: `checkouts/create` the first time, then `checkouts/update`. */
export function announceCheckout(context: ShopContext, checkout: Checkout): void {
  checkout.updatedAt = nowIn(context);
  emitWebhook(context, checkout.announced ? 'checkouts/update' : 'checkouts/create', checkoutBody(context, checkout));
  checkout.announced = true;
}
