import { z } from 'zod';
import { Currency } from './money.ts';
import { Instant, PageQuery, WorkspaceParams, pageOf } from './page.ts';

/** Payments that shoppers make from a chat: links, what came of them, and every step. */

export const PaymentStatusWord = z.enum(['created', 'pending', 'authorized', 'failed', 'cancelled', 'expired', 'paid', 'partly_refunded', 'refunded', 'disputed', 'charged_back']);
/** closing: it may not be paid any more, the vendor is being told. */
export const PaymentLinkState = z.enum(['asked', 'open', 'closing', 'closed', 'expired', 'paid', 'failed']);
/** What the money led to. held: a person decides. */
export const PaymentResult = z.enum(['order_wanted', 'order_made', 'order_by_hand', 'held']);
/** Why a payment waits for a person instead of becoming an order by itself. */
export const PaymentFault = z.enum(['amount_differs', 'paid_twice', 'bought_elsewhere', 'cart_changed', 'out_of_stock']);
export type PaymentFault = z.infer<typeof PaymentFault>;

export const paymentEntryKinds = [
  'link_asked',
  'link_opened',
  'link_failed',
  'link_closing',
  'link_closed',
  'link_expired',
  'notice',
  'status',
  'fault',
  'order_asked',
  'order_made',
  'order_by_hand',
  'refund_asked',
  'refund_done',
  'refund_refused',
  'handled',
] as const;
export const PaymentEntryKind = z.enum(paymentEntryKinds);
export type PaymentEntryKind = z.infer<typeof PaymentEntryKind>;

const Line = z.object({ title: z.string(), variantTitle: z.string().nullish(), quantity: z.int(), unitPriceMinor: z.int() });

/** One link with the payment that says most about it. */
export const PaymentItem = z.object({
  /** Of the link. */
  id: z.uuid(),
  createdAt: Instant,
  expiresAt: Instant,
  state: PaymentLinkState,
  amountMinor: z.int(),
  currency: Currency,
  vendor: z.string(),
  vendorName: z.string(),
  cartId: z.uuid(),
  contactId: z.uuid().nullable(),
  contactName: z.string().nullable(),
  conversationId: z.uuid().nullable(),
  /** Of its newest payment; null: nobody tried yet. */
  status: PaymentStatusWord.nullable(),
  paidMinor: z.int(),
  refundedMinor: z.int(),
  result: PaymentResult.nullable(),
  fault: PaymentFault.nullable(),
  orderId: z.uuid().nullable(),
  orderNumber: z.string().nullable(),
  /** Somebody has to decide: give the money back, or make the order. */
  needsPerson: z.boolean(),
});
export type PaymentItem = z.infer<typeof PaymentItem>;

export const PaymentView = z.object({
  id: z.uuid(),
  paymentKey: z.string(),
  status: PaymentStatusWord,
  statusAt: Instant,
  amountMinor: z.int(),
  refundedMinor: z.int(),
  currency: Currency,
  /** The vendor's own word for a refusal. */
  reason: z.string().nullable(),
  fault: PaymentFault.nullable(),
  voucher: z.object({ kind: z.enum(['cash', 'bank_slip', 'pix']), url: z.string().nullable(), code: z.string().nullable(), expiresAt: Instant.nullable() }).nullable(),
  /** What can still be given back here; 0: nothing, or the vendor cannot be asked to. */
  refundableMinor: z.int(),
  refunds: z.array(z.object({ id: z.uuid(), amountMinor: z.int().nullable(), state: z.enum(['asked', 'done', 'refused']), askedBy: z.string(), askedAt: Instant, problem: z.string().nullable() })),
});
export type PaymentView = z.infer<typeof PaymentView>;

export const PaymentEntry = z.object({
  id: z.uuid(),
  at: Instant,
  paymentId: z.uuid().nullable(),
  kind: PaymentEntryKind,
  actor: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type PaymentEntry = z.infer<typeof PaymentEntry>;

export const PaymentDetail = PaymentItem.extend({
  reference: z.string(),
  url: z.string().nullable(),
  problem: z.string().nullable(),
  lines: z.array(Line),
  payments: z.array(PaymentView),
  entries: z.array(PaymentEntry),
  /** The order can be made after all although something was wrong. */
  canMakeOrder: z.boolean(),
});
export type PaymentDetail = z.infer<typeof PaymentDetail>;

export const PaymentQuery = PageQuery.extend({
  state: PaymentLinkState.optional(),
  /** `true`: only those that wait for a person. */
  needsPerson: z.stringbool().optional(),
  cartId: z.uuid().optional(),
  contactId: z.uuid().optional(),
});
export type PaymentQuery = z.infer<typeof PaymentQuery>;
/** Newest first. */
export const PaymentPage = pageOf(PaymentItem);

export const PaymentParams = WorkspaceParams.extend({ linkId: z.uuid() });

export const RefundBody = z.object({
  paymentId: z.uuid(),
  /** Null: all that is left. */
  amountMinor: z.int().min(1, 'Give an amount above zero, or leave it out to give back everything.').nullable().default(null),
});
export type RefundBody = z.infer<typeof RefundBody>;

export const PaymentSettingsSchema = z.object({
  /** How long a link can be paid. Inside the channel's 24 hours, so that the shopper can be told when it ends. */
  linkHours: z.int().min(1, 'At least one hour.').max(23, 'At most 23 hours.').default(12),
  /** Links are made for totals from this on, minor units; null: any. */
  minMinor: z.int().min(1).nullable().default(null),
  /** And up to this; null: any. */
  maxMinor: z.int().min(1).nullable().default(null),
  /** The till that is offered first; null: the oldest. */
  preferredConnectionId: z.uuid().nullable().default(null),
});
export type PaymentSettings = z.infer<typeof PaymentSettingsSchema>;

export const TillList = z.object({ items: z.array(z.object({ connectionId: z.uuid(), vendor: z.string(), name: z.string(), currencies: z.array(z.string()) })) });

export const NewPaymentLink = z.object({
  cartId: z.uuid(),
  /** A vendor's id or a connection's; null: the preferred till. */
  vendor: z.string().max(60).nullable().default(null),
  conversationId: z.uuid().nullable().default(null),
});
export type NewPaymentLink = z.infer<typeof NewPaymentLink>;
export const CreatedLink = z.object({ id: z.uuid(), url: z.string(), amountMinor: z.int(), currency: Currency, vendor: z.string(), vendorName: z.string(), expiresAt: Instant.nullable() });
