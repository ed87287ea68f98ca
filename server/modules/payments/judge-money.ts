import type { PaymentFault } from '#contract/payment';

interface Standing {
  /** Another payment for this cart came first. */
  isPaidAlready: boolean;
  wanted: { amountMinor: number; currency: string };
  paid: { amountMinor: number; currency: string };
  /** Before this payment: in the shop, say. */
  isCartBought: boolean;
  /** The cart still is what the link was made for. */
  isCartSame: boolean;
  isGone: boolean;
}

/** What keeps a payment from becoming an order by itself; null: nothing. The first that applies is the one a person has to settle. Pure. */
export function judgeMoney({ isPaidAlready, wanted, paid, isCartBought, isCartSame, isGone }: Standing): PaymentFault | null {
  if (isPaidAlready) return 'paid_twice';
  if (paid.currency !== wanted.currency || paid.amountMinor !== wanted.amountMinor) return 'amount_differs';
  if (isCartBought) return 'bought_elsewhere';
  if (!isCartSame) return 'cart_changed';
  return isGone ? 'out_of_stock' : null;
}
