import { refundedOf } from '../till-state.ts';
import type { Attempt, Checkout } from '../till-state.ts';

/** Objects as the real API gives them: the fields that a client of payments reads. */

const seconds = (ms: number) => Math.floor(ms / 1000);
export type Body = Record<string, unknown>;

export function sessionBody(checkout: Checkout, url: string, expand: boolean): Body {
  const [attempt] = checkout.attempts;
  const isPaid = attempt?.status === 'paid';
  return {
    id: checkout.id,
    object: 'checkout.session',
    mode: 'payment',
    status: checkout.state,
    payment_status: isPaid ? 'paid' : 'unpaid',
    url: checkout.state === 'open' ? url : null,
    amount_subtotal: checkout.totalMinor,
    amount_total: checkout.totalMinor,
    currency: checkout.currency.toLowerCase(),
    client_reference_id: checkout.reference,
    metadata: checkout.metadata,
    created: seconds(checkout.createdAt),
    expires_at: seconds(checkout.expiresAt),
    success_url: checkout.returnUrl,
    cancel_url: checkout.returnUrl,
    payment_intent: attempt ? (expand ? intentBody(checkout, attempt) : attempt.id) : null,
    customer_details: isPaid || attempt?.slip ? { email: checkout.payerEmail ?? 'ana@example.test', name: 'Ana Prueba', phone: null } : null,
    livemode: false,
  };
}

export function intentBody(checkout: Checkout, attempt: Attempt): Body {
  // A refused charge stays the latest one while something else is tried.
  const hasCharge = attempt.paidAt !== null || attempt.refusedAt !== null;
  return {
    id: attempt.id,
    object: 'payment_intent',
    amount: attempt.amountMinor,
    amount_received: attempt.status === 'paid' ? attempt.amountMinor : 0,
    currency: checkout.currency.toLowerCase(),
    status: statusOf(attempt),
    created: seconds(attempt.createdAt),
    metadata: checkout.metadata,
    last_payment_error: attempt.status === 'failed' ? { type: 'card_error', code: 'card_declined', decline_code: attempt.reason } : attempt.status === 'expired' ? { type: 'invalid_request_error', code: 'payment_intent_payment_attempt_expired' } : null,
    latest_charge: hasCharge ? chargeBody(checkout, attempt) : null,
    next_action:
      attempt.status === 'pending' && attempt.slip
        ? attempt.method === 'pix'
          ? { type: 'pix_display_qr_code', pix_display_qr_code: { data: attempt.slip.code, hosted_instructions_url: null, expires_at: seconds(attempt.slip.expiresAt) } }
          : { type: 'oxxo_display_details', oxxo_display_details: { number: attempt.slip.code, hosted_voucher_url: null, expires_after: seconds(attempt.slip.expiresAt) } }
        : null,
  };
}

function statusOf(attempt: Attempt): string {
  if (attempt.status === 'paid') return 'succeeded';
  if (attempt.status === 'pending') return 'requires_action';
  return attempt.status === 'cancelled' ? 'canceled' : 'requires_payment_method';
}

export function chargeBody(checkout: Checkout, attempt: Attempt): Body {
  const refunded = refundedOf(attempt);
  return {
    id: `ch_${attempt.id.slice(3)}`,
    object: 'charge',
    amount: attempt.amountMinor,
    amount_refunded: refunded,
    currency: checkout.currency.toLowerCase(),
    created: seconds(attempt.paidAt ?? attempt.refusedAt ?? attempt.updatedAt),
    status: attempt.status === 'paid' ? 'succeeded' : 'failed',
    paid: attempt.status === 'paid',
    refunded: refunded > 0 && refunded >= attempt.amountMinor,
    disputed: attempt.dispute !== null,
    payment_intent: attempt.id,
    metadata: checkout.metadata,
    billing_details: { name: 'Ana Prueba', email: checkout.payerEmail ?? 'ana@example.test', phone: null },
    refunds: { object: 'list', data: attempt.refunds.map((refund) => refundBody(attempt, refund)) },
  };
}

export const refundBody = (attempt: Attempt, refund: Attempt['refunds'][number]): Body => ({ id: refund.id, object: 'refund', amount: refund.amountMinor, payment_intent: attempt.id, status: 'succeeded', created: seconds(refund.createdAt) });

export const disputeBody = (attempt: Attempt, dispute: NonNullable<Attempt['dispute']>): Body => ({ id: dispute.id, object: 'dispute', amount: attempt.amountMinor, payment_intent: attempt.id, status: dispute.status, created: seconds(dispute.createdAt) });
