import { z } from 'zod';
import { IncomingContent } from './message-content.ts';
import { Currency } from './money.ts';

/**
 * The facts a connector can report, in our words. Every event may arrive twice, late, or before its cause; `version`
 * (the vendor's own instant, or a number that only grows) decides which news is newer.
 * Keys (`cartKey`, `orderKey`, `variantKey` …) are the vendor's ids as text, unique inside one connection.
 */

const Instant = z.iso.datetime({ offset: true });
const Key = z.string().min(1).max(200);
/** Minor units; a shop's mistakes (negative, enormous) are refused here, with the field named. */
const AmountMinor = z.int().min(0).max(1_000_000_000_000);

/** Whoever an event is about. All identities are optional: the more we are given, the better people are recognised. */
export const Person = z.object({
  shopCustomerKey: Key.nullish(),
  /** As typed or as reported; read with `phoneCountry` when it has no international prefix. */
  phone: z.string().max(40).nullish(),
  /** ISO 3166-1 alpha-2, the country to read a local phone with. */
  phoneCountry: z.string().length(2).nullish(),
  email: z.string().max(254).nullish(),
  name: z.string().max(200).nullish(),
  firstName: z.string().max(100).nullish(),
  locale: z.string().max(20).nullish(),
  country: z.string().length(2).nullish(),
  /** Cookie or pixel client id of a browser. */
  visitorKey: Key.nullish(),
  /** The same browser as the script on a shop's pages knows it, when another connection tells of it. */
  shopVisitor: z.object({ connectionId: z.uuid(), visitorKey: Key }).nullish(),
  /** WhatsApp business-scoped user id, such as "AR.7Qm2…". */
  bsuid: z.string().max(160).nullish(),
  /** The address WhatsApp itself reports (digits only): the one to send to. */
  waId: z.string().max(20).nullish(),
  username: z.string().max(60).nullish(),
});
export type Person = z.infer<typeof Person>;

export const consentChannels = ['whatsapp', 'sms', 'email', 'push', 'chat'] as const;
export const ConsentChannel = z.enum(consentChannels);
export type ConsentChannel = z.infer<typeof ConsentChannel>;
export const consentPurposes = ['marketing', 'service'] as const;
export const ConsentPurpose = z.enum(consentPurposes);
export type ConsentPurpose = z.infer<typeof ConsentPurpose>;

/** One statement of will with its proof: who says so, where, when and with which words shown. */
export const ConsentSignal = z.object({
  channel: ConsentChannel,
  purpose: ConsentPurpose.default('marketing'),
  state: z.enum(['granted', 'withdrawn']),
  occurredAt: Instant,
  /** Where it was said: "checkout", "popup", "keyword", "provider", "member", "import" … */
  source: z.string().max(60),
  /** The exact text the shopper saw, when the source knows it. */
  wording: z.string().max(2000).nullish(),
  /** Page address, form id, message id, IP, user agent: whatever helps to prove it. */
  evidence: z.record(z.string(), z.string().max(500)).default({}),
  doubleOptIn: z.boolean().default(false),
});
export type ConsentSignal = z.infer<typeof ConsentSignal>;

export const CartLine = z.object({
  variantKey: Key.nullish(),
  productKey: Key.nullish(),
  title: z.string().max(500),
  variantTitle: z.string().max(300).nullish(),
  sku: z.string().max(120).nullish(),
  quantity: z.int().min(1).max(100_000),
  unitPriceMinor: AmountMinor,
  imageUrl: z.string().max(2000).nullish(),
  productUrl: z.string().max(2000).nullish(),
});
export type CartLine = z.infer<typeof CartLine>;

export const maxCartLines = 500;

export const CartChanged = z.object({
  type: z.literal('cart.changed'),
  cartKey: Key,
  /** Other keys of the same cart (Shopify: cart token and checkout token). Sharing one makes two carts one. */
  aliases: z.array(Key).max(10).default([]),
  version: Instant,
  person: Person.default({}),
  state: z.enum(['open', 'completed', 'deleted']).default('open'),
  currency: Currency,
  totalMinor: AmountMinor,
  lines: z.array(CartLine).max(maxCartLines),
  /** True once the shopper reached the checkout; never goes back to false. */
  checkoutReached: z.boolean().default(false),
  /** Link that opens this very cart, ready to pay. */
  checkoutUrl: z.string().max(2000).nullish(),
  /** The shopper's last own act on the cart; `version` when the vendor does not tell. */
  activityAt: Instant.nullish(),
  discountCodes: z.array(z.string().max(100)).default([]),
  attributes: z.record(z.string(), z.string().max(500)).default({}),
  consents: z.array(ConsentSignal).max(20).default([]),
  /** Signs of a robot seen by the source, such as a user agent; empty when none. */
  botSigns: z.array(z.string().max(100)).default([]),
});

export const OrderChanged = z.object({
  type: z.literal('order.changed'),
  orderKey: Key,
  number: z.string().max(60),
  version: Instant,
  /** Cart and checkout keys that lead to this order; empty when the shop does not say. */
  cartKeys: z.array(Key).max(10).default([]),
  person: Person.default({}),
  currency: Currency,
  totalMinor: AmountMinor,
  discountMinor: AmountMinor.default(0),
  lines: z.array(CartLine).max(maxCartLines).default([]),
  placedAt: Instant,
  state: z.enum(['open', 'cancelled', 'closed']).default('open'),
  paymentState: z.enum(['pending', 'authorized', 'paid', 'partly_refunded', 'refunded', 'voided', 'failed']).default('pending'),
  fulfilmentState: z.enum(['none', 'partial', 'fulfilled']).default('none'),
  discountCodes: z.array(z.string().max(100)).default([]),
  statusUrl: z.string().max(2000).nullish(),
  attributes: z.record(z.string(), z.string().max(500)).default({}),
  consents: z.array(ConsentSignal).max(20).default([]),
});

export const ShipmentChanged = z.object({
  type: z.literal('shipment.changed'),
  shipmentKey: Key,
  orderKey: Key,
  version: Instant,
  status: z.enum(['preparing', 'in_transit', 'out_for_delivery', 'attempted', 'delayed', 'delivered', 'failed', 'cancelled']),
  carrier: z.string().max(100).nullish(),
  trackingNumber: z.string().max(120).nullish(),
  trackingUrl: z.string().max(2000).nullish(),
  estimatedAt: Instant.nullish(),
});

export const ProductVariant = z.object({
  variantKey: Key,
  title: z.string().max(300),
  sku: z.string().max(120).nullish(),
  priceMinor: AmountMinor,
  compareAtMinor: AmountMinor.nullish(),
  /** Units that can be sold; null when the shop does not count this variant. */
  stock: z.int().nullish(),
  sellsWhenEmpty: z.boolean().default(false),
  inventoryKey: Key.nullish(),
  barcode: z.string().max(60).nullish(),
  options: z.record(z.string(), z.string().max(200)).default({}),
  imageUrl: z.string().max(2000).nullish(),
});
export type ProductVariant = z.infer<typeof ProductVariant>;

export const ProductChanged = z.object({
  type: z.literal('product.changed'),
  productKey: Key,
  version: Instant,
  state: z.enum(['active', 'hidden', 'deleted']),
  title: z.string().max(500),
  description: z.string().max(50_000).nullish(),
  vendor: z.string().max(200).nullish(),
  category: z.string().max(300).nullish(),
  tags: z.array(z.string().max(100)).default([]),
  url: z.string().max(2000).nullish(),
  imageUrl: z.string().max(2000).nullish(),
  currency: Currency,
  variants: z.array(ProductVariant).max(2000),
  attributes: z.record(z.string(), z.string().max(500)).default({}),
});
export type ProductChanged = z.infer<typeof ProductChanged>;

export const StockChanged = z.object({
  type: z.literal('stock.changed'),
  /** One of the two is given: the variant, or the shop's inventory item that stands for it. */
  variantKey: Key.nullish(),
  inventoryKey: Key.nullish(),
  /** Where the units are, for shops that report each place; stock of a variant is the sum over places. */
  locationKey: Key.nullish(),
  stock: z.int(),
  version: Instant,
});

export const CustomerChanged = z.object({
  type: z.literal('customer.changed'),
  person: Person,
  version: Instant,
  orderCount: z.int().min(0).nullish(),
  spentMinor: AmountMinor.nullish(),
  currency: Currency.nullish(),
  tags: z.array(z.string().max(100)).default([]),
  consents: z.array(ConsentSignal).max(20).default([]),
});

export const CustomersMerged = z.object({
  type: z.literal('customers.merged'),
  keptShopCustomerKey: Key,
  mergedShopCustomerKeys: z.array(Key).max(50),
  version: Instant,
});

export const ConsentChanged = z.object({ type: z.literal('consent.changed'), person: Person, signal: ConsentSignal });

/** Something a shopper did on the shop's pages (DET-01, DET-09), or an event the merchant invented (DET-10). */
export const ActivityRecorded = z.object({
  type: z.literal('activity.recorded'),
  kind: z.enum(['product_viewed', 'added_to_cart', 'checkout_started', 'cart_returned', 'page_viewed', 'custom']),
  name: z.string().max(100).nullish(),
  at: Instant,
  person: Person,
  cartKey: Key.nullish(),
  productKey: Key.nullish(),
  variantKey: Key.nullish(),
  dwellMs: z.int().min(0).nullish(),
  attributes: z.record(z.string(), z.string().max(500)).default({}),
});

export const Referral = z.object({
  clickId: z.string().nullable(),
  sourceType: z.string().nullable(),
  sourceId: z.string().nullable(),
  sourceUrl: z.string().nullable(),
  headline: z.string().nullable(),
  body: z.string().nullable(),
});

export const MessageReceived = z.object({
  type: z.literal('message.received'),
  providerMessageId: Key,
  person: Person,
  at: Instant,
  content: IncomingContent,
  /** The message of ours that is quoted or whose button was tapped. */
  inReplyTo: z.string().nullish(),
  isForwarded: z.boolean().default(false),
  referral: Referral.nullish(),
  /** Another application owns the thread: show it, never answer. */
  isStandby: z.boolean().default(false),
});

/** A message already known, changed by its author (Coexistence only). Null content: taken back. */
export const MessageEdited = z.object({
  type: z.literal('message.edited'),
  providerMessageId: Key,
  at: Instant,
  content: IncomingContent.nullable(),
});

/** A person of the merchant answered from the vendor's own app: automation steps back. */
export const MessageEchoed = z.object({
  type: z.literal('message.echoed'),
  providerMessageId: Key,
  person: Person,
  at: Instant,
  content: IncomingContent,
});

/** Old messages handed over at onboarding. Read only: nothing is triggered by them, no window opens. */
export const MessageImported = MessageReceived.omit({ type: true, isStandby: true }).extend({
  type: z.literal('message.imported'),
  direction: z.enum(['in', 'out']),
});

/** What to do about a send that a channel refused; each connector maps its vendor's codes to these. */
export const sendAdvices = [
  'retry', // passing fault: back off, bounded
  'retry_once', // unclear fault
  'slow_number', // the number sends too fast
  'slow_pair', // too many messages to this one person
  'wait_a_day', // the platform withheld a marketing message
  'never_marketing', // this person cannot be reached by marketing here
  'stop_marketing', // the person told the platform to stop: an opt-out
  'unreachable', // nobody there, or they blocked us
  'window_closed', // needs a template
  'fix_message', // our mistake: do not repeat as it is
  'stop_template', // this template cannot be used now
  'stop_number', // the number or account is restricted
  'stop_country', // this account may not write to that country
  'reconnect', // credentials
  'not_owner', // another application owns the thread
] as const;
export const SendAdvice = z.enum(sendAdvices);
export type SendAdvice = z.infer<typeof SendAdvice>;

export const SendProblem = z.object({ code: z.string(), message: z.string(), advice: SendAdvice });
export type SendProblem = z.infer<typeof SendProblem>;

export const MessageStatus = z.object({
  type: z.literal('message.status'),
  providerMessageId: Key,
  /** Our own id, which the channel echoes; it settles a send in doubt. */
  sendId: z.string().max(512).nullish(),
  status: z.enum(['sent', 'delivered', 'read', 'failed']),
  at: Instant,
  person: Person.default({}),
  problem: SendProblem.nullish(),
  price: z
    .object({
      isCharged: z.boolean(),
      category: z.string().nullable(),
      kind: z.string().nullable(),
      model: z.string().nullable(),
    })
    .nullish(),
  /** End of a free entry window, when the channel reports one. */
  freeUntil: Instant.nullish(),
});

/** The channel gave a person another address or id. */
export const IdentityChanged = z.object({
  type: z.literal('identity.changed'),
  at: Instant,
  previous: Person,
  current: Person,
});

export const TemplateChanged = z.object({
  type: z.literal('template.changed'),
  templateKey: Key.nullish(),
  name: z.string(),
  language: z.string(),
  at: Instant,
  status: z.enum(['draft', 'pending', 'approved', 'rejected', 'paused', 'disabled', 'deleted', 'archived']).nullish(),
  category: z.enum(['marketing', 'utility', 'authentication']).nullish(),
  quality: z.enum(['green', 'yellow', 'red', 'unknown']).nullish(),
  reason: z.string().max(1000).nullish(),
});

/** News about the merchant's number or account at the channel. Only given fields changed. */
export const ChannelChanged = z.object({
  type: z.literal('channel.changed'),
  at: Instant,
  quality: z.enum(['green', 'yellow', 'red', 'unknown']).nullish(),
  /** Unique people a day outside a window; null when unlimited or unknown. */
  dailyLimit: z.int().nullish(),
  messagesPerSecond: z.int().nullish(),
  nameStatus: z.string().nullish(),
  /** Nothing (or no marketing) may be sent until this is lifted. */
  restriction: z.object({ scope: z.enum(['marketing', 'all', 'none']), reason: z.string(), until: Instant.nullish() }).nullish(),
  notice: z.string().max(1000).nullish(),
});

/**
 * Something happened to a payment: what to look up at the vendor, never what to believe. Payments that are not ours carry no reference of ours;
 * at least one of the three names is given.
 */
export const PaymentChanged = z.object({
  type: z.literal('payment.changed'),
  paymentKey: Key.nullish(),
  linkKey: Key.nullish(),
  /** Our own reference of the link. */
  reference: z.string().max(64).nullish(),
  /** The vendor's time of the news: what is looked up after it is at least as new. */
  at: Instant,
});

/** The merchant removed us at the vendor: stop using the connection. */
export const ConnectionClosed = z.object({ type: z.literal('connection.closed'), at: Instant, reason: z.string() });

export const PrivacyRequested = z.object({
  type: z.literal('privacy.requested'),
  at: Instant,
  request: z.enum(['export_person', 'erase_person', 'erase_shop']),
  person: Person.default({}),
});

/** Verified but of no use to us, or of a kind we do not know: remembered, never applied. */
export const Ignored = z.object({ type: z.literal('ignored'), topic: z.string().max(200), reason: z.string().max(300) });

export const InboundEvent = z.discriminatedUnion('type', [
  CartChanged,
  OrderChanged,
  ShipmentChanged,
  ProductChanged,
  StockChanged,
  CustomerChanged,
  CustomersMerged,
  ConsentChanged,
  ActivityRecorded,
  MessageReceived,
  MessageEdited,
  MessageEchoed,
  MessageImported,
  MessageStatus,
  IdentityChanged,
  TemplateChanged,
  ChannelChanged,
  PaymentChanged,
  ConnectionClosed,
  PrivacyRequested,
  Ignored,
]);
export type InboundEvent = z.infer<typeof InboundEvent>;
export type InboundEventType = InboundEvent['type'];
export type InboundEventOf<Type extends InboundEventType> = Extract<InboundEvent, { type: Type }>;
