import { z } from 'zod';
import { cartOutcomes, FlowDefinition } from './flow.ts';
import { flowVariables } from './flow-message.ts';
import { Currency } from './money.ts';
import { Instant, PageQuery, pageOf, WorkspaceParams } from './page.ts';
import { Decision, RuleCheck } from './send-reason.ts';

/** Flows as the merchant manages them: library, settings, versions, consequences, results, rehearsal. */

const Name = z.string().trim().min(1, 'Give the flow a name.').max(80);
const Lane = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'A lane is named with small letters, digits and _.');
const Priority = z.int().min(-100).max(100);

export const FlowFigures = z.object({
  /** Carts that woke the flow. */
  runs: z.int(),
  /** Carts with at least one message. */
  contacted: z.int(),
  replied: z.int(),
  clicked: z.int(),
  recovered: z.int(),
  /** Orders counted for its messages, in the workspace's currency. */
  revenueMinor: z.int(),
  /** People who asked for no more within three days of a message. */
  optOuts: z.int(),
});
export type FlowFigures = z.infer<typeof FlowFigures>;

export const FlowSummary = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The playbook it was made from; null: written or imported. */
  playbook: z.string().nullable(),
  lane: z.string(),
  /** Of two flows of a lane that accept a cart, the higher takes it. */
  priority: z.int(),
  isOn: z.boolean(),
  activatedAt: Instant.nullable(),
  version: z.int(),
  updatedAt: Instant,
  definition: FlowDefinition,
  /** Of the last 30 days. */
  figures: FlowFigures,
  currency: Currency,
});
export type FlowSummary = z.infer<typeof FlowSummary>;
export const FlowPage = pageOf(FlowSummary);
export const FlowQuery = PageQuery;
export const FlowParams = WorkspaceParams.extend({ flowId: z.uuid() });

/** Where the templates of one message stand, so that nobody waits for a message that cannot go. */
export const MessageReview = z.object({
  messageKey: z.string(),
  /** Templates by status; empty: not handed in yet. */
  counts: z.record(z.string(), z.int()),
});
export const FlowDetail = FlowSummary.extend({
  reviews: z.array(MessageReview),
  /** Passages that still wait for the merchant's own words; it cannot be switched on before. */
  toWrite: z.array(z.object({ path: z.string(), message: z.string() })),
});
export type FlowDetail = z.infer<typeof FlowDetail>;

/** A flow in a file of its own: exported from one shop, imported into another. */
export const FlowFile = z.object({
  format: z.literal('marchante.flow'),
  version: z.literal(1),
  name: Name,
  lane: Lane,
  priority: Priority,
  definition: FlowDefinition,
});
export type FlowFile = z.infer<typeof FlowFile>;

export const NewFlow = z.discriminatedUnion('from', [
  z.object({ from: z.literal('playbook'), playbook: z.string().max(60), name: Name.optional() }),
  z.object({ from: z.literal('file'), file: FlowFile }),
]);
export type NewFlow = z.infer<typeof NewFlow>;

export const SavedFlow = z.object({
  name: Name,
  priority: Priority,
  definition: FlowDefinition,
  /** The version that was edited: a newer one in between is not overwritten. */
  basedOn: z.int().min(1),
});
export type SavedFlow = z.infer<typeof SavedFlow>;

export const FlowSwitch = z.object({ isOn: z.boolean() });

export const FlowVersion = z.object({ version: z.int(), author: z.string(), createdAt: Instant, definition: FlowDefinition });
export type FlowVersion = z.infer<typeof FlowVersion>;
export const FlowVersions = z.object({ items: z.array(FlowVersion) });
export const RestoredVersion = z.object({ version: z.int().min(1), basedOn: z.int().min(1) });

export const PlaybookView = z.object({
  id: z.string(),
  lane: z.string(),
  priority: z.int(),
  definition: FlowDefinition,
});
export const Opening = z.object({ id: z.string(), bodies: z.object({ es: z.string(), pt: z.string(), en: z.string() }) });
export const PlaybookLibrary = z.object({ playbooks: z.array(PlaybookView), openings: z.array(Opening) });
export type PlaybookLibrary = z.infer<typeof PlaybookLibrary>;

/** What switching a flow on would mean, from the carts of the last days as the gate would have judged them. */
export const Consequence = z.object({
  /** Days that the carts are from, at most 30. */
  days: z.int(),
  carts: z.int(),
  /** Carts that were played; fewer than `carts` when there are very many, and then scaled up. */
  played: z.int(),
  peoplePerDay: z.number(),
  messagesPerDay: z.number(),
  /** At list price; null when no price is known. */
  costPerDay: z.object({ micros: z.int(), currency: Currency }).nullable(),
});
export type Consequence = z.infer<typeof Consequence>;

const GroupResult = z.object({ people: z.int(), bought: z.int(), share: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() });
export const FlowResults = z.object({
  days: z.int(),
  currency: Currency,
  figures: FlowFigures,
  messages: z.int(),
  /** Messages by what they cost, as far as it is known. */
  cost: z.array(z.object({ micros: z.int(), currency: Currency })),
  /** Cases by how they ended; those still open are in `open`. */
  outcomes: z.array(z.object({ outcome: z.enum(cartOutcomes), reason: z.string().nullable(), carts: z.int() })),
  open: z.int(),
  /** Carts that got a message and how many of them were bought, by arm; one row without a name when the flow has no split. */
  arms: z.array(GroupResult.extend({ arm: z.string().nullable() })),
  /** Carts of people who were held out on purpose. */
  heldOut: GroupResult,
});
export type FlowResults = z.infer<typeof FlowResults>;
export const ResultsQuery = z.object({ days: z.coerce.number().int().min(1).max(90).default(30) });

/** One thing that would have happened in a rehearsal. */
export const RehearsedStep = z.object({
  at: Instant,
  kind: z.enum(['left', 'woke', 'waited', 'event', 'condition', 'split', 'decided', 'sent', 'discount', 'handed', 'tagged', 'bought', 'ended']),
  node: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  decision: Decision.nullable(),
  checks: z.array(RuleCheck),
});
export type RehearsedStep = z.infer<typeof RehearsedStep>;

export const RehearsedCart = z.object({
  cartId: z.uuid(),
  contactName: z.string().nullable(),
  totalMinor: z.int(),
  currency: Currency,
  messages: z.int(),
  outcome: z.enum(cartOutcomes),
  reason: z.string().nullable(),
  heldOut: z.boolean(),
  arm: z.string().nullable(),
  /** Texts that wait for the channel's review were taken as approved. */
  assumesTemplates: z.boolean(),
  steps: z.array(RehearsedStep),
});
export type RehearsedCart = z.infer<typeof RehearsedCart>;

/** A definition to try in place of the stored one, before it is saved. */
export const RehearsalBody = z.object({ definition: FlowDefinition.optional() });
export const CartRehearsalBody = RehearsalBody.extend({ cartId: z.uuid() });

export const RehearsedWeek = z.object({
  days: z.int(),
  /** Carts of these days that the flow looks at, and how many of them were played, newest first. */
  carts: z.int(),
  played: z.int(),
  messages: z.int(),
  people: z.int(),
  outcomes: z.array(z.object({ outcome: z.enum(cartOutcomes), reason: z.string().nullable(), carts: z.int() })),
  items: z.array(RehearsedCart),
});
export type RehearsedWeek = z.infer<typeof RehearsedWeek>;

/** Real values to show a text with, from one cart in each language; without a cart, examples. */
export const PreviewQuery = z.object({ cartId: z.uuid().optional() });
const Values = z.partialRecord(z.enum(flowVariables), z.string().nullable());
export const PreviewValues = z.object({
  cartId: z.uuid().nullable(),
  contactName: z.string().nullable(),
  imageUrl: z.string().nullable(),
  values: z.object({ es: Values, pt: Values, en: Values }),
  /** Carts to choose another from, newest first. */
  carts: z.array(z.object({ id: z.uuid(), contactName: z.string().nullable(), totalMinor: z.int(), currency: Currency, activityAt: Instant })),
});
export type PreviewValues = z.infer<typeof PreviewValues>;
