import type { App } from '#context';
import { findCode } from '#modules/carts';
import { AppError } from '#platform/errors';
import type { FoundDiscount } from '#ports/storefront';
import type { CartToPay } from './cart-to-pay.ts';

/** What the cart costs with the code that it was promised. The shop says what a code is worth; where it cannot, its own checkout is the place to pay. */
export async function priceCart(app: App, workspaceId: string, cart: CartToPay): Promise<number> {
  if (cart.openCode === null) return cart.totalMinor;
  const found = await findCode(app, workspaceId, cart.connectionId, cart.openCode);
  const amountMinor = found === null || found === 'untold' ? null : reduce(cart, found);
  if (amountMinor === null) throw new AppError('conflict', 'code_unpriced', `What the code ${cart.openCode} is worth cannot be told here. The shop's own checkout applies it.`, { code: cart.openCode });
  if (amountMinor <= 0) throw new AppError('conflict', 'amount_zero', 'With its code this cart costs nothing, so there is nothing to pay.');
  return amountMinor;
}

/** Null: the code does not count for this cart now. Whole numbers only. Pure. */
export function reduce(cart: Pick<CartToPay, 'totalMinor' | 'currency' | 'lines' | 'itemCount'>, code: FoundDiscount): number | null {
  const goodsMinor = cart.lines.reduce((sum, line) => sum + line.unitPriceMinor * line.quantity, 0);
  if (code.state !== 'active') return null;
  if (code.minimumMinor !== null && (code.currency !== cart.currency || goodsMinor < code.minimumMinor)) return null;
  if (code.minimumQuantity !== null && cart.itemCount < code.minimumQuantity) return null;
  if (code.percent !== null) return cart.totalMinor - shareOf(goodsMinor, code.percent);
  if (code.amountMinor !== null) return code.currency === cart.currency ? Math.max(cart.totalMinor - code.amountMinor, 0) : null;
  // What is paid beyond the goods is their delivery.
  return code.isFreeShipping ? Math.min(cart.totalMinor, goodsMinor) : null;
}

/** Half a unit goes to the shopper. */
function shareOf(goodsMinor: number, percent: number): number {
  const hundredths = BigInt(Math.round(percent * 100));
  return Number((BigInt(goodsMinor) * hundredths + 5_000n) / 10_000n);
}
