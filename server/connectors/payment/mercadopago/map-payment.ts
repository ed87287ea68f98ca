import { parseDecimalToMinor } from '#contract/money';
import { textOrNull } from '#kit';
import { ConnectorError } from '#ports/connector';
import type { PaymentFacts, PaymentStatus } from '#ports/payment';
import type { Payment, Preference } from './shapes.ts';

const statuses: Record<string, PaymentStatus> = {
  pending: 'pending',
  in_process: 'pending',
  authorized: 'authorized',
  approved: 'paid',
  rejected: 'failed',
  cancelled: 'cancelled',
  refunded: 'refunded',
  in_mediation: 'disputed',
  charged_back: 'charged_back',
};

export function mapPayment(payment: Payment): PaymentFacts {
  const currency = payment.currency_id.toUpperCase();
  const refundedMinor = toMinor(payment.transaction_amount_refunded ?? '0', currency);
  const known = statuses[payment.status];
  if (!known) throw new ConnectorError('unexpected', `Mercado Pago told a status of a payment that we do not know: ${payment.status}.`);
  const status = known === 'cancelled' && payment.status_detail === 'expired' ? 'expired' : known === 'paid' && refundedMinor > 0 ? 'partly_refunded' : known;
  const { payer } = payment;
  return {
    linkKey: null,
    paymentKey: payment.id,
    reference: payment.external_reference ?? null,
    status,
    amountMinor: toMinor(payment.transaction_amount, currency),
    refundedMinor,
    currency,
    reason: status === 'failed' ? (payment.status_detail ?? null) : null,
    voucher: status === 'pending' ? readVoucher(payment) : null,
    payer: {
      name: textOrNull([payer?.first_name, payer?.last_name].filter(Boolean).join(' ')),
      email: textOrNull(payer?.email),
      phone: textOrNull([payer?.phone?.area_code, payer?.phone?.number].filter(Boolean).join('')),
    },
    at: new Date(payment.date_last_updated ?? payment.date_approved ?? payment.date_created),
  };
}

/** A link that nobody tried yet: open until it is closed or runs out. */
export function mapPreference(preference: Preference, now: Date): PaymentFacts {
  const currency = (preference.items[0]?.currency_id ?? '').toUpperCase();
  const endsAt = preference.expires && preference.expiration_date_to ? new Date(preference.expiration_date_to) : null;
  const isOver = endsAt !== null && endsAt <= now;
  return {
    linkKey: preference.id,
    paymentKey: null,
    reference: preference.external_reference ?? null,
    status: isOver ? 'expired' : 'created',
    amountMinor: preference.items.reduce((sum, item) => sum + toMinor(item.unit_price, currency) * item.quantity, 0),
    refundedMinor: 0,
    currency,
    reason: null,
    voucher: null,
    payer: { name: null, email: null, phone: null },
    at: isOver && endsAt ? endsAt : new Date(preference.date_created ?? now),
  };
}

export function toMinor(amount: string, currency: string): number {
  const minor = parseDecimalToMinor(amount, currency);
  if (minor === null) throw new ConnectorError('unexpected', 'Mercado Pago told an amount that is no number.');
  return minor;
}

function readVoucher(payment: Payment): PaymentFacts['voucher'] {
  const expiresAt = payment.date_of_expiration ? new Date(payment.date_of_expiration) : null;
  const pix = payment.point_of_interaction?.transaction_data;
  if (pix?.qr_code) return { kind: 'pix', url: pix.ticket_url ?? null, code: pix.qr_code, expiresAt };
  if (payment.payment_type_id !== 'ticket' && payment.payment_type_id !== 'atm') return null;
  const isSlip = payment.payment_method_id?.startsWith('bol') ?? false;
  return {
    kind: isSlip ? 'bank_slip' : 'cash',
    url: payment.transaction_details?.external_resource_url ?? null,
    code: payment.barcode?.content ?? payment.transaction_details?.verification_code ?? null,
    expiresAt,
  };
}
