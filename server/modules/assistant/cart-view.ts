import type { OpenCart } from '#modules/carts';
import type { CartView } from './tool-shapes.ts';

/** A cart as engines and tools see it. Lines that no variant of the catalogue stands behind are left out: nothing can be done with them. */
export function toCartView(cart: OpenCart): CartView {
  return {
    cartId: cart.id,
    lines: cart.lines.flatMap((line, index) =>
      line.variantKey
        ? [{ lineNo: index + 1, connectionId: cart.connectionId, variantKey: line.variantKey, title: line.title, variantTitle: line.variantTitle ?? null, quantity: line.quantity, priceMinor: line.unitPriceMinor, imageUrl: line.imageUrl ?? null }]
        : [],
    ),
    totalMinor: cart.totalMinor,
    currency: cart.currency,
    itemCount: cart.itemCount,
    discountCodes: cart.discountCodes,
    isSaved: cart.isSaved,
  };
}
