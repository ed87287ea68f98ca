import { z } from 'zod';
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
export const EndNode = z.object({ type: z.literal('end') });

export const FlowNode = z.discriminatedUnion('type', [WaitNode, WaitForEventNode, ConditionNode, SplitNode, SendNode, HandToPersonNode, TagNode, EndNode]);
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
      maxLatenessMs: Duration.default(6 * hourMs),
      maxMessages: z.int().min(1).max(3).default(1),
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

interface GraphProblem {
  path: (string | number)[];
  message: string;
}

/** Where each node leads. */
export function nextNodes(node: FlowNode): string[] {
  switch (node.type) {
    case 'end':
      return [];
    case 'condition':
    case 'wait_for_event':
      return [node.then, node.otherwise];
    case 'split':
      return node.arms.map((arm) => arm.next);
    default:
      return [node.next];
  }
}

/** Every road must exist, be reachable, and end (FLW-10). */
function findGraphProblems(definition: { start: string; nodes: Record<string, FlowNode>; messages: { key: string }[]; limits: { maxMessages: number } }): GraphProblem[] {
  const { start, nodes } = definition;
  const problems: GraphProblem[] = [];
  const keys = new Set(definition.messages.map((message) => message.key));
  if (!nodes[start]) problems.push({ path: ['start'], message: `The first step "${start}" does not exist.` });
  for (const [id, node] of Object.entries(nodes)) {
    for (const next of nextNodes(node)) if (!nodes[next]) problems.push({ path: ['nodes', id], message: `The step "${id}" leads to "${next}", which does not exist.` });
    if (node.type === 'send' && !keys.has(node.message)) problems.push({ path: ['nodes', id, 'message'], message: `The step "${id}" sends the message "${node.message}", which does not exist.` });
    if (node.type === 'split' && node.arms.reduce((sum, arm) => sum + arm.share, 0) !== 100) problems.push({ path: ['nodes', id, 'arms'], message: `The shares of the step "${id}" must add up to 100.` });
  }
  if (problems.length > 0) return problems;
  const cycle = findCycle(start, nodes);
  if (cycle) return [{ path: ['nodes', cycle], message: `The step "${cycle}" leads back to itself; every road must end.` }];
  const most = countSends(start, nodes);
  if (most > definition.limits.maxMessages) problems.push({ path: ['limits', 'maxMessages'], message: `A road of this flow sends ${most} messages, more than the limit of ${definition.limits.maxMessages}.` });
  return problems;
}

function findCycle(start: string, nodes: Record<string, FlowNode>): string | null {
  const done = new Set<string>();
  const visit = (id: string, path: Set<string>): string | null => {
    if (path.has(id)) return id;
    if (done.has(id)) return null;
    path.add(id);
    for (const next of nextNodes(nodes[id] as FlowNode)) {
      const found = visit(next, path);
      if (found) return found;
    }
    path.delete(id);
    done.add(id);
    return null;
  };
  return visit(start, new Set());
}

/** Most messages on any road from here. */
function countSends(id: string, nodes: Record<string, FlowNode>): number {
  const node = nodes[id] as FlowNode;
  const rest = nextNodes(node).map((next) => countSends(next, nodes));
  return (node.type === 'send' ? 1 : 0) + (rest.length > 0 ? Math.max(...rest) : 0);
}

/** How a cart's case ended (P9). */
export const cartOutcomes = ['recovered', 'bought_alone', 'messaged_no_sale', 'held_out', 'not_messaged'] as const;
export const CartOutcome = z.enum(cartOutcomes);
export type CartOutcome = z.infer<typeof CartOutcome>;
