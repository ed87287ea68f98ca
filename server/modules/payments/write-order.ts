import type { InboundEventOf } from '#contract/inbound-event';
import { OrderChanged } from '#contract/inbound-event';
import { ownOrderKey } from '#modules/orders';
import type { NewOrder } from '#ports/storefront';
import type { CartToPay } from './cart-to-pay.ts';
import type { LinkRow } from './link-rows.ts';
import type { PaymentRow } from './payment-rows.ts';
import { quoteCart } from './quote-cart.ts';

/** The order as the shop is asked to make it. Pure. */
export function toNewOrder(link: LinkRow, cart: CartToPay, payment: PaymentRow, vendorName: string): NewOrder {
  const { discountMinor, extraMinor } = quoteCart({ totalMinor: link.amountMinor, currency: link.currency, lines: link.lines }, link.language);
  return {
    reference: link.reference,
    cartKey: cart.keys[0] ?? null,
    currency: link.currency,
    totalMinor: link.amountMinor,
    lines: link.lines.map((line) => ({ variantKey: line.variantKey ?? null, title: line.title, quantity: line.quantity, unitMinor: line.unitPriceMinor })),
    discountMinor,
    extraMinor,
    discountCodes: link.discountCodes,
    person: {
      name: link.payer.name ?? payment.payer.name ?? null,
      email: link.payer.email ?? payment.payer.email ?? null,
      phone: link.payer.phone ?? payment.payer.phone ?? null,
    },
    payment: { vendorName, paymentKey: payment.paymentKey, paidAt: payment.paidAt ?? payment.statusAt },
  };
}

/** An order of our own, for a shop that lets nobody make one; a person enters it there. Its number is short enough to be said. Pure. */
export function localOrder(link: LinkRow, payment: PaymentRow, now: Date, discountMinor: number): InboundEventOf<'order.changed'> {
  return OrderChanged.parse({
    type: 'order.changed',
    orderKey: ownOrderKey(link.reference),
    number: `M-${link.reference.slice(-8).toUpperCase()}`,
    version: now.toISOString(),
    currency: link.currency,
    totalMinor: link.amountMinor,
    discountMinor,
    lines: link.lines,
    placedAt: (payment.paidAt ?? payment.statusAt).toISOString(),
    paymentState: 'paid',
    discountCodes: link.discountCodes,
  });
}
