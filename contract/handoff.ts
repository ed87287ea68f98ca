import { z } from 'zod';

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
