/**
 * What one pretend shop remembers. Amounts are integer minor units of the shop's currency, instants are `Date`s of the
 * pretend world's clock, ids are the numbers that a real shop would put after `gid://shopify/Thing/`.
 */

import type { Ring } from '../kit/index.ts';

export type ShopHandle = 'aurora' | 'casa-ipe';
export type Language = 'es' | 'pt' | 'en';

export interface Variant {
  id: number;
  productId: number;
  inventoryItemId: number;
  title: string;
  sku: string;
  options: { name: string; value: string }[];
  priceMinor: number;
  compareAtMinor: number | null;
  /** Pieces on the shelf; may go below zero when `sellsWhenEmpty`. */
  stock: number;
  sellsWhenEmpty: boolean;
  barcode: string;
}

export interface Product {
  id: number;
  handle: string;
  title: string;
  description: string;
  category: string;
  vendor: string;
  tags: string[];
  status: 'ACTIVE' | 'ARCHIVED' | 'DRAFT';
  /** Which drawing stands for it, and the colour of its first picture. */
  picture: { shape: string; colour: string };
  sizeGuide: SizeGuideName | null;
  variants: Variant[];
  createdAt: Date;
  updatedAt: Date;
}

export type SizeGuideName = 'tops' | 'bottoms' | 'shoes';

export interface CartLine {
  key: string;
  variantId: number;
  quantity: number;
  properties: Record<string, string>;
}

export interface Cart {
  token: string;
  lines: CartLine[];
  note: string | null;
  attributes: Record<string, string>;
  discountCode: string | null;
  landingSite: string;
  referringSite: string;
  createdAt: Date;
  updatedAt: Date;
  /** Set when it became an order: a bought cart is never changed again. */
  closedAt: Date | null;
  /** Whether `carts/create` went out; later changes are updates. */
  announced: boolean;
  /** The checkout that this cart last led to; null before the shopper started to pay. */
  checkoutToken: string | null;
}

export interface Address {
  firstName: string;
  lastName: string;
  address1: string;
  city: string;
  province: string;
  zip: string;
  countryCode: string;
  /** As typed by the shopper. */
  phone: string | null;
}

export interface Checkout {
  id: number;
  token: string;
  /** The `key` that a recovery link must carry. */
  recoveryKey: string;
  cartToken: string;
  email: string | null;
  /** As the contact step gives it, normally E.164; null until given. */
  phone: string | null;
  acceptsEmail: boolean;
  acceptsSms: boolean;
  acceptsWhatsApp: boolean;
  locale: string;
  customerId: number | null;
  shippingAddress: Address | null;
  shipping: { title: string; priceMinor: number } | null;
  createdAt: Date;
  updatedAt: Date;
  completedAt: Date | null;
  /** Whether `checkouts/create` went out, which happens once contact data is given; later changes are updates. */
  announced: boolean;
  /** Whether a shopper came back through its recovery link. */
  recovered: boolean;
}

export type ConsentState = 'SUBSCRIBED' | 'UNSUBSCRIBED' | 'PENDING' | 'NEVER_SUBSCRIBED' | 'REDACTED';
export type OptInLevel = 'SINGLE_OPT_IN' | 'CONFIRMED_OPT_IN' | 'UNKNOWN';

export interface Consent {
  state: ConsentState;
  optInLevel: OptInLevel;
  updatedAt: Date | null;
  collectedFrom: 'SHOPIFY' | 'OTHER';
}

export interface Customer {
  id: number;
  firstName: string;
  lastName: string;
  email: string | null;
  /** E.164, unique in the shop, or null. */
  phone: string | null;
  locale: string;
  tags: string[];
  whatsApp: Consent;
  sms: Consent;
  emailConsent: Consent;
  createdAt: Date;
  updatedAt: Date;
}

export interface OrderLine {
  id: number;
  variantId: number;
  productId: number;
  title: string;
  variantTitle: string;
  sku: string;
  quantity: number;
  priceMinor: number;
}

export type FinancialStatus = 'PENDING' | 'AUTHORIZED' | 'PAID' | 'PARTIALLY_REFUNDED' | 'REFUNDED' | 'VOIDED';
export type FulfillmentStatus = 'UNFULFILLED' | 'PARTIALLY_FULFILLED' | 'FULFILLED';
export type FulfillmentEventStatus =
  | 'LABEL_PURCHASED'
  | 'LABEL_PRINTED'
  | 'READY_FOR_PICKUP'
  | 'CONFIRMED'
  | 'CARRIER_PICKED_UP'
  | 'IN_TRANSIT'
  | 'DELAYED'
  | 'OUT_FOR_DELIVERY'
  | 'ATTEMPTED_DELIVERY'
  | 'DELIVERED'
  | 'FAILURE';

export interface FulfillmentEvent {
  id: number;
  status: FulfillmentEventStatus;
  happenedAt: Date;
  message: string | null;
  city: string | null;
}

export interface Fulfillment {
  id: number;
  orderId: number;
  status: 'SUCCESS' | 'CANCELLED';
  company: string;
  trackingNumber: string;
  trackingUrl: string;
  estimatedDeliveryAt: Date | null;
  lines: { id: number; lineId: number; quantity: number }[];
  events: FulfillmentEvent[];
  createdAt: Date;
  updatedAt: Date;
}

export interface Refund {
  id: number;
  orderId: number;
  amountMinor: number;
  note: string | null;
  createdAt: Date;
}

export interface Return {
  id: number;
  orderId: number;
  name: string;
  status: 'REQUESTED' | 'OPEN' | 'CLOSED' | 'DECLINED' | 'CANCELED';
  lines: { fulfillmentLineItemId: number; quantity: number; customerNote: string | null }[];
  createdAt: Date;
}

export interface Order {
  id: number;
  /** Part of the address of its status page; whoever knows it may read the page. */
  token: string;
  number: number;
  name: string;
  email: string | null;
  phone: string | null;
  locale: string;
  customerId: number | null;
  checkoutToken: string | null;
  cartToken: string | null;
  checkoutId: number | null;
  lines: OrderLine[];
  discountCodes: { code: string; amountMinor: number; type: string }[];
  subtotalMinor: number;
  discountMinor: number;
  shippingMinor: number;
  totalMinor: number;
  shippingTitle: string;
  shippingAddress: Address | null;
  attributes: Record<string, string>;
  note: string | null;
  tags: string[];
  landingSite: string;
  referringSite: string;
  sourceName: string;
  financialStatus: FinancialStatus;
  fulfillmentStatus: FulfillmentStatus;
  acceptsEmail: boolean;
  fulfillments: Fulfillment[];
  refunds: Refund[];
  returns: Return[];
  createdAt: Date;
  updatedAt: Date;
  cancelledAt: Date | null;
  cancelReason: string | null;
}

export interface Discount {
  id: number;
  kind: 'basic' | 'freeShipping';
  title: string;
  code: string;
  codeId: number;
  /** A fraction of the goods (0.1 is a tenth), or null when the amount is fixed. */
  percentage: number | null;
  amountMinor: number | null;
  /** The amount comes off each thing that the code is for; false: once off all of them. */
  isForEachItem: boolean;
  /** The code is for these only; null: for everything. */
  productIds: number[] | null;
  /** Free delivery to these countries only, and only of a delivery that costs no more than this; null: no such limit. */
  countries: string[] | null;
  mostShippingMinor: number | null;
  startsAt: Date;
  endsAt: Date | null;
  usageLimit: number | null;
  oncePerCustomer: boolean;
  usedCount: number;
  createdAt: Date;
}

export interface DraftOrder {
  id: number;
  token: string;
  name: string;
  status: 'OPEN' | 'INVOICE_SENT' | 'COMPLETED';
  lines: { variantId: number; quantity: number }[];
  discount: { percentage: number | null; amountMinor: number | null } | null;
  email: string | null;
  phone: string | null;
  note: string | null;
  tags: string[];
  attributes: Record<string, string>;
  reserveInventoryUntil: Date | null;
  createdAt: Date;
}

export interface Subscription {
  id: number;
  /** `checkouts/update`, as deliveries carry it. */
  topic: string;
  uri: string;
  filter: string;
  includeFields: string[];
  createdAt: Date;
}

/** A webhook that was signed and handed to the post; its attempts are in the kit's log under `label`. */
export interface Delivery {
  webhookId: string;
  eventId: string;
  topic: string;
  url: string;
  label: string;
  headers: Record<string, string>;
  body: string;
  at: Date;
}

export interface BulkOperation {
  id: number;
  status: 'CREATED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELED';
  lines: string;
  objectCount: number;
  createdAt: Date;
  completedAt: Date | null;
}

export interface AccessToken {
  value: string;
  expiresAt: Date;
}

export interface ShopProfile {
  handle: ShopHandle;
  /** `aurora.myshopify.com`: the name that webhooks carry. */
  domain: string;
  name: string;
  tagline: string;
  currency: string;
  timezone: string;
  countryCode: string;
  dialCode: string;
  language: Language;
  contactEmail: string;
  vendor: string;
  clientId: string;
  clientSecret: string;
  shippingMinor: number;
  freeShippingFromMinor: number;
}

export interface Shop {
  profile: ShopProfile;
  id: number;
  nextId: number;
  nextOrderNumber: number;
  products: Map<number, Product>;
  variants: Map<number, Variant>;
  carts: Map<string, Cart>;
  checkouts: Map<string, Checkout>;
  customers: Map<number, Customer>;
  orders: Map<number, Order>;
  discounts: Map<string, Discount>;
  drafts: Map<number, DraftOrder>;
  subscriptions: Map<number, Subscription>;
  bulkOperations: Map<number, BulkOperation>;
  tokens: Map<string, AccessToken>;
  /** Where the privacy topics go, as the app's own configuration would say; null = where the first subscription points. */
  privacyUri: string | null;
  /** Sources of the `<script>` elements that the theme carries, like an app embed. */
  scripts: string[];
  /** The latest deliveries, for the log and for sending one again. */
  deliveries: Ring<Delivery>;
  /** The app was removed: its tokens and subscriptions are gone until it is installed again. */
  installed: boolean;
}

/** The next number for anything that needs an id; never the same twice in one shop. */
export function takeId(shop: Shop): number {
  shop.nextId += 1;
  return shop.nextId;
}
