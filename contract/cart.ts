import { z } from 'zod';
import { cartOutcomes } from './flow.ts';
import { CartLine, sendAdvices, SendProblem } from './inbound-event.ts';
import { IncomingContent, OutgoingContent } from './message-content.ts';
import { Currency } from './money.ts';
import { Instant, PageQuery, pageOf, WorkspaceParams } from './page.ts';
import { PaymentFault, PaymentStatusWord } from './payment.ts';
import { Decision, RuleCheck, sendReasons } from './send-reason.ts';

/** Carts as the merchant reads them: where each one stands, why, and its whole story. */

/** The five ends of an abandoned cart, and the two states before one: still being filled, and being worked on. */
export const cartStandings = ['shopping', 'in_progress', ...cartOutcomes] as const;

/** Why a cart stands where it stands: a rule of the gate, what the channel answered, or one of these. The console has words for each. */
export const cartReasons = [
  ...sendReasons,
  ...sendAdvices.filter((advice) => advice !== 'window_closed'),
  'failed', // the channel gave no better word
  'sending',
  'waiting_step', // between two steps of the flow
  'awaiting_order', // messaged; the time in which an order counts is running
  'not_due', // nothing was asked yet: the timer is about to ring
  'no_flow_fits',
  'flow_end', // the flow ended without a message for this cart
  'step_missing',
  'cart_saved', // put aside on purpose, in a conversation
  'order_cancelled',
  'bought_later', // after the time in which an order counts
] as const;
export const CartReason = z.enum(cartReasons);
export type CartReason = z.infer<typeof CartReason>;

export const CartStanding = z.object({
  outcome: z.enum(cartStandings),
  /** Null when the outcome says it all. */
  reason: CartReason.nullable(),
  /** It was left for as long as the flow waits, or longer. Carts bought or emptied before that are no abandoned carts. */
  isAbandoned: z.boolean(),
  /** An order that still stands was placed for it. */
  hasBought: z.boolean(),
});
export type CartStanding = z.infer<typeof CartStanding>;

export const CartItem = z.object({
  id: z.uuid(),
  contactId: z.uuid().nullable(),
  /** Null: the shop has not told a name. */
  contactName: z.string().nullable(),
  /** Phone, else e-mail; null when neither is known. */
  contactAddress: z.string().nullable(),
  connectionName: z.string(),
  currency: Currency,
  totalMinor: z.int(),
  itemCount: z.int(),
  /** Titles of its first lines. */
  titles: z.array(z.string()),
  imageUrl: z.string().nullable(),
  activityAt: Instant,
  standing: CartStanding,
  orderNumber: z.string().nullable(),
});
export type CartItem = z.infer<typeof CartItem>;
export const CartPage = pageOf(CartItem);

const oneOrMany = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item).max(20)]).optional();

export const CartQuery = PageQuery.extend({
  outcome: oneOrMany(z.enum(cartStandings)),
  reason: oneOrMany(CartReason),
  state: z.enum(['open', 'completed', 'deleted']).optional(),
  /** Words in the person's name or address, an order number, or the title of something in the cart. */
  search: z.string().trim().max(100).optional(),
  /** At least this much, in minor units of the cart's own currency. */
  minMinor: z.coerce.number().int().min(0).optional(),
  contactId: z.uuid().optional(),
});
export type CartQuery = z.infer<typeof CartQuery>;
export const CartParams = WorkspaceParams.extend({ cartId: z.uuid() });

const MessageFacts = z.object({
  sendId: z.uuid(),
  origin: z.enum(['flow', 'campaign', 'assistant', 'person', 'system']),
  authorName: z.string().nullable(),
  content: OutgoingContent,
});

/** One thing that happened, in the order of a story. */
export const StoryEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('begun'), at: Instant }),
  /** What the shopper did on the shop's pages. */
  z.object({ kind: z.literal('activity'), at: Instant, activity: z.string(), title: z.string().nullable(), count: z.int() }),
  z.object({ kind: z.literal('left'), at: Instant }),
  z.object({ kind: z.literal('woke'), at: Instant, idleMs: z.int(), heldOut: z.boolean() }),
  z.object({ kind: z.literal('waits'), at: Instant, until: Instant, event: z.string().nullable() }),
  z.object({ kind: z.literal('event'), at: Instant, event: z.string() }),
  z.object({ kind: z.literal('condition'), at: Instant, isTrue: z.boolean() }),
  z.object({ kind: z.literal('split'), at: Instant, arm: z.string() }),
  z.object({ kind: z.literal('tagged'), at: Instant, tags: z.string() }),
  /** The gate was asked: every rule with its verdict. */
  z.object({ kind: z.literal('checked'), at: Instant, sendId: z.uuid(), decision: Decision, checks: z.array(RuleCheck), rulesVersion: z.string().nullable() }),
  MessageFacts.extend({ kind: z.literal('message'), at: Instant, price: z.object({ micros: z.int(), currency: Currency }).nullable() }),
  z.object({ kind: z.enum(['delivered', 'read', 'clicked']), at: Instant, sendId: z.uuid() }),
  z.object({ kind: z.literal('failed'), at: Instant, sendId: z.uuid(), reason: z.string().nullable(), problem: SendProblem.nullable() }),
  z.object({ kind: z.literal('reply'), at: Instant, content: IncomingContent.nullable() }),
  /** The cart was changed, given a code, put aside or shared in the conversation. */
  z.object({
    kind: z.literal('edited'),
    at: Instant,
    act: z.enum(['changed', 'code', 'saved', 'shared']),
    /** What became different; empty unless it was changed. */
    changes: z.array(z.object({ title: z.string(), variantTitle: z.string().nullable(), from: z.int(), to: z.int() })),
    code: z.string().nullable(),
  }),
  /** A link to pay was sent, or something came of it. */
  z.object({
    kind: z.literal('payment'),
    at: Instant,
    linkId: z.uuid(),
    step: z.enum(['link_opened', 'link_expired', 'link_closed', 'status', 'fault', 'order_by_hand']),
    /** Of the payment; null unless that changed. */
    status: PaymentStatusWord.nullable(),
    fault: PaymentFault.nullable(),
    amountMinor: z.int(),
    currency: Currency,
  }),
  /** Handed over, assigned, closed … as the conversation notes it. */
  z.object({ kind: z.literal('conversation'), at: Instant, event: z.string(), actor: z.string(), reason: z.string().nullable() }),
  z.object({ kind: z.literal('order'), at: Instant, orderId: z.uuid(), number: z.string(), totalMinor: z.int(), currency: Currency, counts: z.boolean() }),
  /** The order is counted for a message, by which rule. */
  z.object({ kind: z.literal('counted'), at: Instant, rule: z.string(), windowMs: z.int(), amountMinor: z.int(), currency: Currency, isReversed: z.boolean() }),
  z.object({ kind: z.literal('ended'), at: Instant }),
]);
export type StoryEntry = z.infer<typeof StoryEntry>;

export const CartStory = CartItem.extend({
  /** The shopper's zone, when known. */
  timeZone: z.string().nullable(),
  lines: z.array(CartLine),
  discountCodes: z.array(z.string()),
  checkoutReached: z.boolean(),
  checkoutUrl: z.string().nullable(),
  flowId: z.uuid().nullable(),
  flowName: z.string().nullable(),
  arm: z.string().nullable(),
  conversationId: z.uuid().nullable(),
  /** What is counted for the messages about this cart; null: nothing. */
  counted: z.object({ amountMinor: z.int(), currency: Currency }).nullable(),
  costs: z.array(z.object({ micros: z.int(), currency: Currency })),
  entries: z.array(StoryEntry),
});
export type CartStory = z.infer<typeof CartStory>;
