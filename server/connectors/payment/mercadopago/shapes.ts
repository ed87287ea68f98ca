import { z } from 'zod';

/** What we read of MercadoPago's answers. Amounts are JSON numbers of major units; ids are numbers or text. */

const Text = z.string().nullish();
const Id = z.union([z.string(), z.number()]).transform(String);
/** The digits as they stood: a JSON number prints back as it was written, up to fifteen digits. */
const Amount = z.union([z.string(), z.number()]).transform(String);

export const Preference = z.object({
  id: z.string(),
  init_point: z.string(),
  external_reference: Text,
  expires: z.boolean().nullish(),
  expiration_date_to: Text,
  date_created: Text,
  items: z.array(z.object({ quantity: z.number(), unit_price: Amount, currency_id: Text })).default([]),
});
export type Preference = z.infer<typeof Preference>;

export const PreferencePage = z.object({ elements: z.array(z.object({ id: z.string(), external_reference: Text })).nullish() });

export const Payment = z.object({
  id: Id,
  status: z.string(),
  status_detail: Text,
  external_reference: Text,
  transaction_amount: Amount,
  transaction_amount_refunded: Amount.nullish(),
  currency_id: z.string(),
  payment_type_id: Text,
  payment_method_id: Text,
  date_created: z.string(),
  date_approved: Text,
  date_last_updated: Text,
  date_of_expiration: Text,
  payer: z.object({ email: Text, first_name: Text, last_name: Text, phone: z.object({ area_code: Text, number: Text }).nullish() }).nullish(),
  point_of_interaction: z.object({ transaction_data: z.object({ qr_code: Text, ticket_url: Text }).nullish() }).nullish(),
  transaction_details: z.object({ external_resource_url: Text, verification_code: Text }).nullish(),
  barcode: z.object({ content: Text }).nullish(),
});
export type Payment = z.infer<typeof Payment>;

export const PaymentPage = z.object({ results: z.array(Payment) });

export const Refund = z.object({ id: Id });

export const Account = z.object({ id: Id, nickname: Text, site_id: z.string(), country_id: Text });

export const PaymentMethods = z.array(z.object({ id: z.string(), payment_type_id: z.string(), status: Text, min_allowed_amount: z.number().nullish(), max_allowed_amount: z.number().nullish() }));

/** A notice: its body is not signed, so it only names what to look up. */
export const Notice = z.object({
  id: Id.nullish(),
  type: Text,
  topic: Text,
  action: Text,
  date_created: Text,
  data: z.object({ id: Id.nullish() }).nullish(),
});
