import { z } from 'zod';

/** What we read of Stripe's objects, in answers and webhooks alike. */

const Text = z.string().nullish();
const Seconds = z.number().nullish();
const Metadata = z.record(z.string(), z.string()).nullish();

/** An id, or the object itself where it was asked for. */
const idOf = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]).nullish();

const Charge = z.object({
  id: z.string(),
  created: z.number(),
  status: Text,
  amount_refunded: z.number().default(0),
  refunded: z.boolean().default(false),
  disputed: z.boolean().default(false),
  billing_details: z.object({ name: Text, email: Text, phone: Text }).nullish(),
  refunds: z.object({ data: z.array(z.object({ created: z.number(), status: Text })) }).nullish(),
});

const Voucher = z.object({ number: Text, hosted_voucher_url: Text, expires_after: Seconds, expires_at: Seconds });

export const Intent = z.object({
  id: z.string(),
  status: z.string(),
  amount: z.number(),
  currency: z.string(),
  created: z.number(),
  metadata: Metadata,
  last_payment_error: z.object({ code: Text, decline_code: Text }).nullish(),
  latest_charge: z.union([Charge, z.string()]).nullish(),
  next_action: z
    .object({
      oxxo_display_details: Voucher.nullish(),
      boleto_display_details: Voucher.nullish(),
      konbini_display_details: Voucher.nullish(),
      pix_display_qr_code: z.object({ data: Text, hosted_instructions_url: Text, expires_at: Seconds }).nullish(),
    })
    .nullish(),
});
export type Intent = z.infer<typeof Intent>;

export const Session = z.object({
  id: z.string(),
  url: Text,
  status: Text,
  payment_status: z.string(),
  amount_total: z.number().nullish(),
  currency: Text,
  created: z.number(),
  expires_at: z.number(),
  client_reference_id: Text,
  payment_intent: z.union([Intent, z.string()]).nullish(),
  customer_details: z.object({ name: Text, email: Text, phone: Text }).nullish(),
});
export type Session = z.infer<typeof Session>;

export const Dispute = z.object({ id: z.string(), status: z.string(), created: z.number() });

/** `checkout.session.*`, `payment_intent.*`, `charge.*`, `refund.*`: only what says whom it is about. */
export const EventObject = z.object({
  id: z.string(),
  object: z.string(),
  client_reference_id: Text,
  metadata: Metadata,
  payment_intent: idOf,
});
export const StripeEvent = z.object({ id: z.string(), type: z.string(), created: z.number(), data: z.object({ object: EventObject }) });
export type StripeEvent = z.infer<typeof StripeEvent>;

/** Under this name our reference stands in the metadata of everything that belongs to a payment. */
export const referenceKey = 'marchante_reference';
