import { z } from 'zod';
import { AssignTo } from './assignment.ts';
import { Language } from './language.ts';
import { Instant } from './page.ts';

/** When a conversation goes from the assistant to a person, what the person is given, and what the shopper is told. */

/** Every reason there is; each has one editable rule in a workspace. The order is that of the settings page. */
export const handoffTriggers = [
  'asked_for_person',
  'angry',
  'confused',
  'high_value',
  'low_confidence',
  'payment_issue',
  'policy_exception',
  'delivery_problem',
  'repeated_answer',
  'serious_complaint',
  'off_catalogue',
  'fraud',
  'custom_question',
  'complex_product',
  'needs_owner',
] as const;
export const HandoffTrigger = z.enum(handoffTriggers);
export type HandoffTrigger = z.infer<typeof HandoffTrigger>;

/** Obeyed whatever the merchant sets: a person must stay reachable (P7), and money or safety is at stake. */
export const mandatoryTriggers = ['asked_for_person', 'payment_issue', 'serious_complaint', 'fraud'] as const satisfies readonly HandoffTrigger[];

const Tag = z.string().trim().min(1, 'Write the tag.').max(40, 'A tag has at most 40 characters.');
const Words = z.string().trim().min(1, 'Write what the shopper reads.').max(600, 'The words have at most 600 characters.');

/** What happens when a trigger is met. */
export const HandoffRule = z.object({
  /** Mandatory triggers stay on whatever this says. */
  isOn: z.boolean(),
  tags: z.array(Tag).max(5, 'A rule sets at most five tags.'),
  /** 0 routine, 1 raised, 2 urgent. */
  priority: z.int().min(0).max(2),
  /** Whose it becomes; null: by the workspace's own rules of assignment. */
  owner: AssignTo.nullable(),
  /** What the shopper reads; when a person answers is added. Null: the built-in words. */
  message: z.object({ es: Words, pt: Words, en: Words }).nullable(),
});
export type HandoffRule = z.infer<typeof HandoffRule>;

/** As stored: only what the merchant changed. */
export const StoredHandoffRules = z.object({
  rules: z.partialRecord(HandoffTrigger, HandoffRule).default({}),
  /** A cart or order from this total on goes to a person, minor units of the shop's currency; null: none does. */
  highValueMinor: z.int().min(1).nullable().default(null),
});
export type StoredHandoffRules = z.infer<typeof StoredHandoffRules>;

export const HandoffRules = z.object({
  /** All fifteen, in the order of the page. */
  rules: z.array(HandoffRule.extend({ trigger: HandoffTrigger, isMandatory: z.boolean(), /** What the shopper reads when the rule has no words of its own. */ usualMessage: z.record(Language, z.string()) })),
  highValueMinor: z.int().nullable(),
});
export type HandoffRules = z.infer<typeof HandoffRules>;

/** Rules that are named are replaced, the others stay. */
export const HandoffRulesPatch = z.object({
  rules: z.partialRecord(HandoffTrigger, HandoffRule).default({}),
  highValueMinor: z.int().min(1, 'Write an amount above zero.').nullable().optional(),
});
export type HandoffRulesPatch = z.infer<typeof HandoffRulesPatch>;

/** The six things that a person needs to see, as they were when the conversation came to them (HND-13). */
export const HandoffPackage = z.object({
  /** Oldest first. */
  transcript: z.array(z.object({ from: z.enum(['shopper', 'assistant', 'person', 'shop']), text: z.string(), at: Instant })),
  profile: z.object({
    name: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    language: z.string().nullable(),
    tags: z.array(z.string()),
    orderCount: z.int(),
    spentMinor: z.int().nullable(),
    spentCurrency: z.string().nullable(),
    attributes: z.record(z.string(), z.unknown()),
  }),
  orders: z.array(z.object({ id: z.string(), number: z.string(), totalMinor: z.int(), currency: z.string(), state: z.string(), paymentState: z.string(), fulfilmentState: z.string(), placedAt: Instant })),
  cart: z
    .object({ id: z.string(), totalMinor: z.int(), currency: z.string(), itemCount: z.int(), lines: z.array(z.object({ title: z.string(), variantTitle: z.string().nullable(), quantity: z.int(), unitPriceMinor: z.int() })) })
    .nullable(),
  viewed: z.object({ productId: z.string(), title: z.string() }).nullable(),
  /** What to do next, in the merchant's language. */
  nextStep: z.string(),
});
export type HandoffPackage = z.infer<typeof HandoffPackage>;

export const HandoffGiver = z.enum(['assistant', 'rule', 'flow', 'payment', 'person']);
export type HandoffGiver = z.infer<typeof HandoffGiver>;

export const HandoffView = z.object({
  id: z.uuid(),
  at: Instant,
  trigger: HandoffTrigger,
  /** One or two sentences for whoever takes it; '' when nothing is known beyond the trigger. */
  summary: z.string(),
  givenBy: HandoffGiver,
  /** The assistant's turn that ended in it; null: another cause. */
  turnId: z.uuid().nullable(),
  priority: z.int(),
  tags: z.array(z.string()),
  assigneeId: z.string().nullable(),
  /** Null: erased. */
  package: HandoffPackage.nullable(),
});
export type HandoffView = z.infer<typeof HandoffView>;
/** The last one; null: this conversation was never handed over. */
export const LastHandoff = z.object({ handoff: HandoffView.nullable() });
