import type { PaymentDefinition } from '#ports/payment';
import type { StripeApi } from './stripe-api.ts';
import { toStripeUnits } from './units.ts';

export const createRefunds: NonNullable<PaymentDefinition<unknown, StripeApi>['refund']> = (api) => ({
  async create({ paymentKey, amountMinor, currency, idempotencyKey }) {
    const amount = amountMinor === null ? {} : { amount: toStripeUnits(amountMinor, currency) };
    const refund = await api.ask((stripe) => stripe.refunds.create({ payment_intent: paymentKey, reason: 'requested_by_customer', ...amount }, { idempotencyKey }));
    return { refundKey: refund.id };
  },
});
