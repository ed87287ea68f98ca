import type { ConnectorDefinition } from './connector.ts';

/** Where a payment stands, in our words. Which of two is newer is decided by `modules/payments/payment-rank.ts`. */
export const paymentStatuses = ['created', 'pending', 'authorized', 'failed', 'cancelled', 'expired', 'paid', 'partly_refunded', 'refunded', 'disputed', 'charged_back'] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

/** One link for exactly this amount. */
export interface LinkRequest {
  /** Ours, at most 64 of [A-Za-z0-9_-]; comes back in everything the vendor says of the payment. */
  reference: string;
  /** A repeat with the same key and content gives the same link. */
  idempotencyKey: string;
  amountMinor: number;
  currency: string;
  /** Their sum is the amount. */
  lines: { title: string; quantity: number; unitMinor: number; imageUrl: string | null }[];
  payer: { name: string | null; email: string | null; phone: string | null };
  /** es, pt or en. */
  language: string;
  expiresAt: Date;
  /** Where the vendor sends the payer's browser afterwards. Proves nothing. */
  returnUrl: string;
  hookUrl: string;
}

export interface PaymentLink {
  providerKey: string;
  url: string;
  amountMinor: number;
  currency: string;
  expiresAt: Date | null;
}

/** A payment as the vendor has it now: the only thing that makes an order paid. */
export interface PaymentFacts {
  /** The vendor's id of the link or session; null when only the reference tells. */
  linkKey: string | null;
  /** The vendor's id of this payment; null before anybody tried. */
  paymentKey: string | null;
  reference: string | null;
  status: PaymentStatus;
  amountMinor: number;
  refundedMinor: number;
  currency: string;
  /** Why it failed, in the vendor's code: "card_declined". */
  reason: string | null;
  /** Slip or code to pay with elsewhere, while it is pending. */
  voucher: { kind: 'cash' | 'bank_slip' | 'pix'; url: string | null; code: string | null; expiresAt: Date | null } | null;
  payer: { name: string | null; email: string | null; phone: string | null };
  /** Vendor's time of this state, such as that of the last refund: the same state has the same time however often it is read. */
  at: Date;
}

/** A way to be paid. Its webhooks become `payment.changed` events that only say what to look up. */
export interface PaymentDefinition<Settings = unknown, Client = unknown> extends ConnectorDefinition<Settings, Client> {
  port: 'payment';
  /** ISO codes it can charge; empty: its account decides. */
  currencies: readonly string[];
  link(client: Client): {
    create(request: LinkRequest): Promise<PaymentLink>;
    /** Nobody can pay with it any more. A repeat, or a link that was paid meanwhile, changes nothing and says what it is now. */
    expire(providerKey: string): Promise<PaymentStatus>;
  };
  lookup(client: Client): {
    /** By what a webhook named. Null: the vendor does not know it. */
    find(key: { paymentKey?: string | null; linkKey?: string | null; reference?: string | null }): Promise<PaymentFacts | null>;
    /** All payments of one reference, newest first: two that are paid are a double payment. */
    list(reference: string): Promise<PaymentFacts[]>;
  };
  refund?: (client: Client) => { create(request: { paymentKey: string; amountMinor: number | null; currency: string; idempotencyKey: string }): Promise<{ refundKey: string }> };
}

export function definePayment<Settings, Client>(definition: Omit<PaymentDefinition<Settings, Client>, 'port'>): PaymentDefinition<Settings, Client> {
  return { port: 'payment', ...definition };
}
