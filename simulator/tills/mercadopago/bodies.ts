import { exponentOf } from '../../shopify/money.ts';
import { refundedOf } from '../till-state.ts';
import type { Attempt, Checkout } from '../till-state.ts';

/** Objects as the real API gives them: amounts are numbers of major units. */

export type Body = Record<string, unknown>;
const major = (minor: number, currency: string) => minor / 10 ** exponentOf(currency);
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

export function preferenceBody(checkout: Checkout, url: string): Body {
  return {
    id: checkout.id,
    init_point: url,
    sandbox_init_point: url,
    external_reference: checkout.reference,
    collector_id: Number(checkout.accountKey),
    date_created: iso(checkout.createdAt),
    expires: true,
    expiration_date_to: iso(checkout.expiresAt),
    notification_url: checkout.noticeUrl,
    metadata: checkout.metadata,
    items: checkout.lines.map((line, index) => ({ id: String(index + 1), title: line.title, quantity: line.quantity, currency_id: checkout.currency, unit_price: major(line.unitMinor, checkout.currency) })),
  };
}

export function paymentBody(checkout: Checkout, attempt: Attempt): Body {
  const { currency } = checkout;
  return {
    id: Number(attempt.id),
    status: statusOf(attempt),
    status_detail: detailOf(attempt),
    external_reference: checkout.reference,
    transaction_amount: major(attempt.amountMinor, currency),
    transaction_amount_refunded: major(refundedOf(attempt), currency),
    currency_id: currency,
    payment_type_id: attempt.method === 'card' ? 'credit_card' : attempt.method === 'pix' ? 'bank_transfer' : 'ticket',
    payment_method_id: attempt.method === 'card' ? 'visa' : attempt.method === 'pix' ? 'pix' : 'pagofacil',
    date_created: iso(attempt.createdAt),
    date_approved: iso(attempt.paidAt),
    date_last_updated: iso(attempt.updatedAt),
    date_of_expiration: iso(attempt.slip?.expiresAt ?? null),
    payer: { email: checkout.payerEmail ?? 'ana@example.test', first_name: 'Ana', last_name: 'Prueba', phone: null },
    refunds: attempt.refunds.map((refund) => ({ id: Number(refund.id), amount: major(refund.amountMinor, currency), status: 'approved' })),
    point_of_interaction: attempt.method === 'pix' && attempt.slip ? { transaction_data: { qr_code: attempt.slip.code, ticket_url: null } } : null,
    transaction_details: null,
    barcode: attempt.method === 'cash' && attempt.slip ? { content: attempt.slip.code } : null,
  };
}

function statusOf(attempt: Attempt): string {
  if (attempt.status === 'paid') {
    if (attempt.dispute?.status === 'lost') return 'charged_back';
    if (attempt.dispute?.status === 'needs_response') return 'in_mediation';
    return refundedOf(attempt) >= attempt.amountMinor ? 'refunded' : 'approved';
  }
  if (attempt.status === 'pending') return 'pending';
  return attempt.status === 'failed' ? 'rejected' : 'cancelled';
}

function detailOf(attempt: Attempt): string {
  switch (attempt.status) {
    case 'paid':
      return 'accredited';
    case 'pending':
      return 'pending_waiting_payment';
    case 'failed':
      return attempt.reason === 'insufficient_funds' ? 'cc_rejected_insufficient_amount' : 'cc_rejected_other_reason';
    default:
      return attempt.status === 'expired' ? 'expired' : 'by_payer';
  }
}
