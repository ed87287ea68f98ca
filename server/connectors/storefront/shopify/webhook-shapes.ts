import { z } from 'zod';
import { Amount, MoneyPair } from './amounts.ts';

/** The parts of Shopify's webhook bodies that we read; everything else is left alone. */

/** Numbers and, beyond a double's precision, text. */
export const Id = z.union([z.string().min(1), z.number()]).transform(String);
const Text = z.string().nullish();

export const Address = z
  .object({ first_name: Text, last_name: Text, name: Text, phone: Text, country_code: Text })
  .nullish();
export type Address = z.infer<typeof Address>;

/** SMS and e-mail say `consent_updated_at`, WhatsApp says `updated_at`. */
export const Consent = z.object({ state: Text, opt_in_level: Text, consent_updated_at: Text, updated_at: Text }).nullish();
export type Consent = z.infer<typeof Consent>;

const Named = z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]).nullish().catch(null) });

const Line = z.object({
  product_id: Id.nullish(),
  variant_id: Id.nullish(),
  title: Text,
  variant_title: Text,
  sku: Text,
  quantity: z.coerce.number().int(),
  price: Amount.nullish(),
  price_set: MoneyPair.nullish(),
});
export type Line = z.infer<typeof Line>;

export const Customer = z.object({
  id: Id,
  email: Text,
  phone: Text,
  first_name: Text,
  last_name: Text,
  updated_at: Text,
  created_at: Text,
  currency: Text,
  tags: Text,
  orders_count: z.int().nullish().catch(null),
  total_spent: Amount.nullish(),
  default_address: Address,
  email_marketing_consent: Consent,
  sms_marketing_consent: Consent,
  whats_app_marketing_consent: Consent,
});
export type Customer = z.infer<typeof Customer>;

export const Cart = z.object({
  id: Id.nullish(),
  token: Id.nullish(),
  currency: Text,
  line_items: z.array(Line).default([]),
  attributes: z.record(z.string(), z.unknown()).nullish().catch(null),
  created_at: Text,
  updated_at: Text,
});
export type Cart = z.infer<typeof Cart>;

export const Checkout = z.object({
  id: Id.nullish(),
  token: Id.nullish(),
  cart_token: Id.nullish(),
  email: Text,
  phone: Text,
  sms_marketing_phone: Text,
  buyer_accepts_marketing: z.boolean().nullish(),
  buyer_accepts_sms_marketing: z.boolean().nullish(),
  created_at: Text,
  updated_at: Text,
  completed_at: Text,
  abandoned_checkout_url: Text,
  currency: Text,
  presentment_currency: Text,
  customer_locale: Text,
  total_price: Amount.nullish(),
  discount_codes: z.array(z.object({ code: z.string() })).nullish(),
  note_attributes: z.array(Named).nullish(),
  line_items: z.array(Line).nullish(),
  shipping_address: Address,
  billing_address: Address,
  customer: Customer.nullish(),
  source_name: Text,
  landing_site: Text,
  referring_site: Text,
});
export type Checkout = z.infer<typeof Checkout>;

export const Fulfillment = z.object({
  id: Id,
  order_id: Id,
  status: Text,
  shipment_status: Text,
  created_at: Text,
  updated_at: Text,
  tracking_company: Text,
  tracking_number: Text,
  tracking_numbers: z.array(z.string()).nullish(),
  tracking_url: Text,
  tracking_urls: z.array(z.string()).nullish(),
});
export type Fulfillment = z.infer<typeof Fulfillment>;

export const FulfillmentEvent = z.object({
  id: Id,
  fulfillment_id: Id,
  order_id: Id,
  status: Text,
  happened_at: Text,
  created_at: Text,
  updated_at: Text,
  estimated_delivery_at: Text,
});
export type FulfillmentEvent = z.infer<typeof FulfillmentEvent>;

export const Order = z.object({
  id: Id,
  name: Text,
  order_number: Id.nullish(),
  checkout_id: Id.nullish(),
  checkout_token: Text,
  cart_token: Text,
  email: Text,
  phone: Text,
  buyer_accepts_marketing: z.boolean().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  cancelled_at: Text,
  closed_at: Text,
  currency: z.string(),
  presentment_currency: Text,
  customer_locale: Text,
  financial_status: Text,
  fulfillment_status: Text,
  total_price: Amount,
  total_price_set: MoneyPair.nullish(),
  total_discounts: Amount.nullish(),
  total_discounts_set: MoneyPair.nullish(),
  order_status_url: Text,
  discount_codes: z.array(z.object({ code: z.string() })).nullish(),
  note_attributes: z.array(Named).nullish(),
  line_items: z.array(Line).default([]),
  shipping_address: Address,
  billing_address: Address,
  customer: Customer.nullish(),
  fulfillments: z.array(Fulfillment).nullish(),
  source_name: Text,
  landing_site: Text,
  referring_site: Text,
  tags: Text,
});
export type Order = z.infer<typeof Order>;

const Variant = z.object({
  id: Id,
  title: Text,
  sku: Text,
  price: Amount.nullish(),
  compare_at_price: Amount.nullish(),
  barcode: Text,
  inventory_policy: Text,
  inventory_management: Text,
  inventory_quantity: z.int().nullish(),
  inventory_item_id: Id.nullish(),
  image_id: Id.nullish(),
  option1: Text,
  option2: Text,
  option3: Text,
});
export type Variant = z.infer<typeof Variant>;

export const Product = z.object({
  id: Id,
  title: Text,
  handle: Text,
  status: Text,
  published_at: Text,
  body_html: Text,
  vendor: Text,
  product_type: Text,
  tags: Text,
  created_at: Text,
  updated_at: Text,
  variants: z.array(Variant).nullish(),
  options: z.array(z.object({ name: z.string() })).nullish(),
  image: z.object({ src: Text }).nullish(),
  images: z.array(z.object({ id: Id, src: Text })).nullish(),
});
export type Product = z.infer<typeof Product>;

export const InventoryLevel = z.object({ inventory_item_id: Id, location_id: Id, available: z.int().nullish(), updated_at: Text });
export type InventoryLevel = z.infer<typeof InventoryLevel>;

export const StockedVariant = z.object({ id: Id, inventory_quantity: z.int().nullish(), updated_at: Text });

export const CustomersMerge = z.object({
  admin_graphql_api_customer_kept_id: z.string().min(1),
  admin_graphql_api_customer_deleted_id: z.string().min(1),
  status: Text,
});

export const ConsentNews = z.object({
  id: Id.nullish(),
  customer_id: Id.nullish(),
  phone: Text,
  phone_number: Text,
  email_address: Text,
  email_marketing_consent: Consent,
  sms_marketing_consent: Consent,
  whats_app_marketing_consent: Consent,
});

export const PrivacyNews = z.object({
  shop_domain: Text,
  customer: z.object({ id: Id.nullish(), email: Text, phone: Text }).nullish(),
});
