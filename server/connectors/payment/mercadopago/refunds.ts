import { minorToDecimal } from '#kit';
import type { PaymentDefinition } from '#ports/payment';
import type { MercadoPagoApi } from './mercadopago-api.ts';
import { Refund } from './shapes.ts';

export const createRefunds: NonNullable<PaymentDefinition<unknown, MercadoPagoApi>['refund']> = (api) => ({
  async create({ paymentKey, amountMinor, currency, idempotencyKey }) {
    const json = amountMinor === null ? {} : { amount: Number(minorToDecimal(amountMinor, currency)) };
    const refund = await api.http.call({ path: `/v1/payments/${encodeURIComponent(paymentKey)}/refunds`, headers: { 'x-idempotency-key': idempotencyKey }, json }, Refund);
    return { refundKey: refund.id };
  },
});
