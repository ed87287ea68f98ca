import { z } from 'zod';
import { findGraphProblems } from './flow-graph.ts';
import { FlowMessage } from './flow-message.ts';

/**
 * A flow as data: what starts it, who is let in, its steps as a graph of nodes, what ends it, and what it is measured by.
 * Kept as versioned JSON; every released `version` stays readable. Durations are in milliseconds.
 */

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const NodeId = z.string().regex(/^[a-z0-9_]{1,40}$/, 'A step is named with small letters, digits and _.');
const Duration = z.int().min(0).max(90 * dayMs);

/** A fact that a condition can ask about. Unknown facts make every comparison false. */
export const conditionFields = {
  'cart.totalMinor': 'number',
  'cart.itemCount': 'number',
  'cart.checkoutReached': 'boolean',
  'cart.currency': 'text',
  'contact.orderCount': 'number',
  'contact.tags': 'list',
  'contact.country': 'text',
  'contact.language': 'text',
  'run.replied': 'boolean',
  'run.clicked': 'boolean',
  'run.messagesSent': 'number',
} as const;
export type ConditionField = keyof typeof conditionFields;

export const Condition = z
  .object({
    field: z.enum(Object.keys(conditionFields) as [ConditionField, ...ConditionField[]]),
    is: z.enum(['equal', 'not_equal', 'at_least', 'less_than', 'includes', 'includes_not']),
    value: z.union([z.string(), z.number(), z.boolean()]),
  })
  .superRefine((condition, context) => {
    const kind = conditionFields[condition.field];
    const wantsNumber = condition.is === 'at_least' || condition.is === 'less_than';
    const wantsList = condition.is === 'includes' || condition.is === 'includes_not';
    if (wantsNumber && kind !== 'number') context.addIssue({ code: 'custom', message: `${condition.field} is not a number.`, path: ['is'] });
    if (wantsList !== (kind === 'list')) context.addIssue({ code: 'custom', message: `${condition.field} cannot be compared with "${condition.is}".`, path: ['is'] });
    const valueKind = kind === 'list' ? 'string' : kind === 'text' ? 'string' : kind;
    if (typeof condition.value !== valueKind) context.addIssue({ code: 'custom', message: `${condition.field} is compared with a ${valueKind}.`, path: ['value'] });
  });
export type Condition = z.infer<typeof Condition>;

export const WaitNode = z.object({ type: z.literal('wait'), durationMs: Duration, next: NodeId });
export const WaitForEventNode = z.object({
  type: z.literal('wait_for_event'),
  event: z.enum(['replied', 'clicked']),
  withinMs: Duration,
  then: NodeId,
  otherwise: NodeId,
});
export const ConditionNode = z.object({ type: z.literal('condition'), all: z.array(Condition).min(1), then: NodeId, otherwise: NodeId });
export const SplitNode = z.object({
  type: z.literal('split'),
  arms: z
    .array(z.object({ key: z.string().regex(/^[a-z0-9_]{1,30}$/), share: z.int().min(1).max(100), next: NodeId }))
    .min(2)
    .max(8),
});
export const SendNode = z.object({ type: z.literal('send'), message: z.string(), next: NodeId });
export const HandToPersonNode = z.object({
  type: z.literal('hand_to_person'),
  reason: z.string().min(1).max(200),
  priority: z.int().min(0).max(2),
  tags: z.array(z.string().max(40)).default([]),
  next: NodeId,
});
export const TagNode = z.object({ type: z.literal('tag'), tags: z.array(z.string().min(1).max(40)).min(1), next: NodeId });
/** A single-use code made at the shop for this person. `otherwise` is taken when the shop cannot, or a limit is reached. */
export const CreateDiscountNode = z.object({
  type: z.literal('create_discount'),
  offer: z.discriminatedUnion('kind', [z.object({ kind: z.literal('percent'), percent: z.int().min(1).max(90) }), z.object({ kind: z.literal('free_shipping') })]),
  /** How long the code can be used, from the moment it is made. */
  validForMs: Duration.refine((value) => value >= hourMs, 'A code that ends within the hour is of no use to anybody.'),
  next: NodeId,
  otherwise: NodeId,
});
export type CreateDiscountNode = z.infer<typeof CreateDiscountNode>;
export const EndNode = z.object({ type: z.literal('end') });

export const FlowNode = z.discriminatedUnion('type', [WaitNode, WaitForEventNode, ConditionNode, SplitNode, SendNode, HandToPersonNode, TagNode, CreateDiscountNode, EndNode]);
export type FlowNode = z.infer<typeof FlowNode>;

export const FlowTrigger = z.object({
  type: z.literal('cart_abandoned'),
  /** `cart`: something was added; `checkout`: the checkout was reached too. */
  after: z.enum(['cart', 'checkout']),
  /** Silence on the cart before the first step. */
  delayMs: Duration.refine((value) => value >= minuteMs, 'Wait at least a minute: the shopper may still be choosing.'),
});

export const FlowDefinition = z
  .object({
    version: z.literal(1),
    trigger: FlowTrigger,
    /** All must hold for a cart to enter; others stay with the next flow of the lane. */
    entry: z.array(Condition).default([]),
    start: NodeId,
    nodes: z.record(NodeId, FlowNode),
    messages: z.array(FlowMessage).max(20),
    exits: z.object({
      /** What a reply does: `handover` ends the steps and leaves the conversation to whoever answers. */
      onReply: z.enum(['handover', 'go_on']).default('handover'),
    }),
    limits: z.object({
      /** No message when the person bought anything in this long; null: not asked. */
      boughtWithinMs: Duration.nullable().default(dayMs),
      /** One journey of this flow in this long; null: no cap. */
      capMs: Duration.nullable().default(3 * dayMs),
      /** A message due longer ago than this is dropped. */
      maxLatenessMs: Duration.default(18 * hourMs),
      maxMessages: z.int().min(1).max(3).default(1),
      /** What codes may cost the merchant: the largest discount, and how many in any 24 hours. */
      discounts: z.object({ maxPercent: z.int().min(1).max(90), maxPerDay: z.int().min(0).max(10_000) }).default({ maxPercent: 15, maxPerDay: 50 }),
    }),
    /** Share of people who are not messaged, so that the difference can be seen; 0 only by choice. */
    holdoutShare: z.number().min(0).max(0.5).default(0.1),
    /** How long after the last message (or the moment it would have gone) an order counts. */
    goal: z.object({ withinMs: Duration.default(3 * dayMs) }),
  })
  .superRefine((definition, context) => {
    for (const problem of findGraphProblems(definition)) context.addIssue({ code: 'custom', ...problem });
  });
export type FlowDefinition = z.infer<typeof FlowDefinition>;

export { findPlaceholders, nextNodes } from './flow-graph.ts';

/** How a cart's case ended (P9). */
export const cartOutcomes = ['recovered', 'bought_alone', 'messaged_no_sale', 'held_out', 'not_messaged'] as const;
export const CartOutcome = z.enum(cartOutcomes);
export type CartOutcome = z.infer<typeof CartOutcome>;
