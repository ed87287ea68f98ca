import type { z } from 'zod';
import type { PaymentFacts, PaymentStatus } from '#ports/payment';
import { fromStripeUnits } from './units.ts';
import type { Dispute, Intent, Session } from './shapes.ts';
import { referenceKey } from './shapes.ts';

/** One payment as Stripe tells it: the session it began with, the attempt to pay, and a dispute about it. Any may be missing. Pure. */
export interface StripePayment {
  session: Session | null;
  intent: Intent | null;
  dispute: z.infer<typeof Dispute> | null;
}

export function mapPayment({ session, intent, dispute }: StripePayment): PaymentFacts | null {
  const currency = (intent?.currency ?? session?.currency ?? '').toUpperCase();
  // What was charged, not what was asked: they are compared elsewhere.
  const amount = intent?.amount ?? session?.amount_total ?? undefined;
  if (!currency || amount === undefined) return null;
  const charge = typeof intent?.latest_charge === 'object' ? intent.latest_charge : null;
  const person = session?.customer_details ?? charge?.billing_details ?? null;
  const status = statusOf({ session, intent, dispute });
  return {
    linkKey: session?.id ?? null,
    paymentKey: intent?.id ?? null,
    reference: session?.client_reference_id ?? intent?.metadata?.[referenceKey] ?? null,
    status,
    amountMinor: fromStripeUnits(amount, currency),
    refundedMinor: fromStripeUnits(charge?.amount_refunded ?? 0, currency),
    currency,
    reason: status === 'failed' ? (intent?.last_payment_error?.decline_code ?? intent?.last_payment_error?.code ?? null) : null,
    voucher: status === 'pending' ? readVoucher(intent) : null,
    payer: { name: person?.name ?? null, email: person?.email ?? null, phone: person?.phone ?? null },
    at: new Date(1000 * timeOf({ session, intent, dispute }, status)),
  };
}

/** How a slip that nobody paid in time ends. */
const slipExpired = 'payment_intent_payment_attempt_expired';

const lost = new Set(['lost']);
const over = new Set(['won', 'warning_closed', 'prevented']);

function statusOf({ session, intent, dispute }: StripePayment): PaymentStatus {
  if (isPaid(session, intent)) return paidStatus(intent, dispute);
  if (intent?.status === 'requires_capture') return 'authorized';
  if (session?.status === 'expired') return 'expired';
  if (intent?.status === 'canceled') return 'cancelled';
  if (intent?.last_payment_error && intent.status === 'requires_payment_method') return intent.last_payment_error.code === slipExpired ? 'expired' : 'failed';
  // A voucher was made, or a bank transfer is under way; a first look at the page is neither.
  if (session?.status === 'complete' || intent?.status === 'processing' || intent?.status === 'requires_action') return 'pending';
  return 'created';
}

function isPaid(session: Session | null, intent: Intent | null): boolean {
  if (intent) return intent.status === 'succeeded';
  return session?.status === 'complete' && (session.payment_status === 'paid' || session.payment_status === 'no_payment_required');
}

function paidStatus(intent: Intent | null, dispute: StripePayment['dispute']): PaymentStatus {
  if (dispute && lost.has(dispute.status)) return 'charged_back';
  if (dispute && !over.has(dispute.status)) return 'disputed';
  const charge = typeof intent?.latest_charge === 'object' ? intent.latest_charge : null;
  if (charge?.refunded) return 'refunded';
  return (charge?.amount_refunded ?? 0) > 0 ? 'partly_refunded' : 'paid';
}

/** The last thing that happened, in seconds. */
function timeOf({ session, intent, dispute }: StripePayment, status: PaymentStatus): number {
  const charge = typeof intent?.latest_charge === 'object' ? intent.latest_charge : null;
  // Neither a failed refund nor the end of a dispute tells its time: each comes after its beginning.
  const refunds = charge?.refunds?.data.map((refund) => refund.created + (refund.status === 'failed' ? 1 : 0)) ?? [];
  const disputed = dispute ? dispute.created + (over.has(dispute.status) ? 1 : 0) : 0;
  const ended = status === 'expired' ? (session?.expires_at ?? 0) : 0;
  // A slip or a transfer begun after a card was refused tells no time of its own, and the refused charge stays the latest one.
  const charged = (charge?.created ?? 0) + (status === 'pending' && charge?.status === 'failed' ? 1 : 0);
  return Math.max(session?.created ?? 0, intent?.created ?? 0, charged, disputed, ended, ...refunds);
}

function readVoucher(intent: Intent | null): PaymentFacts['voucher'] {
  const action = intent?.next_action;
  const pix = action?.pix_display_qr_code;
  if (pix) return { kind: 'pix', url: pix.hosted_instructions_url ?? null, code: pix.data ?? null, expiresAt: toDate(pix.expires_at) };
  const slip = action?.boleto_display_details;
  const cash = action?.oxxo_display_details ?? action?.konbini_display_details;
  const paper = slip ?? cash;
  if (!paper) return null;
  return { kind: slip ? 'bank_slip' : 'cash', url: paper.hosted_voucher_url ?? null, code: paper.number ?? null, expiresAt: toDate(paper.expires_after ?? paper.expires_at) };
}

const toDate = (seconds: number | null | undefined) => (seconds ? new Date(seconds * 1000) : null);
