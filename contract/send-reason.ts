import { z } from 'zod';

/**
 * Every reason why a message does not go, or not yet: the closed list of the gate (DESIGN §5), in the order asked.
 * The first rule that objects answers. The console has one sentence for each.
 */
export const sendReasons = [
  'person_erased',
  'suppressed',
  'payment_disputed',
  'no_address',
  'held_out',
  'bot',
  'flow_off',
  'before_activation',
  'stale',
  'cart_bought',
  'payment_pending',
  'cart_emptied',
  'cart_changed',
  'bought_recently',
  'out_of_stock',
  'replied',
  'person_took_over',
  'no_consent',
  'country_forbids',
  'register_unchecked',
  'window_closed',
  'template_missing',
  'template_paused',
  'template_recategorised',
  'flow_cap',
  'contact_cap',
  'channel_week',
  'quiet_hours',
  'connection_closed',
  'thread_not_owned',
  'number_restricted',
  'number_quality',
  'portfolio_limit',
  'budget',
] as const;
export const SendReason = z.enum(sendReasons);
export type SendReason = z.infer<typeof SendReason>;

/** Marketing invites to buy; utility is about the person's own order; service answers what they asked. */
export const purposes = ['marketing', 'utility', 'service'] as const;
export const Purpose = z.enum(purposes);
export type Purpose = z.infer<typeof Purpose>;

export const Decision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('send') }),
  z.object({ kind: z.literal('wait'), until: z.coerce.date(), reason: SendReason }),
  z.object({ kind: z.literal('refuse'), reason: SendReason }),
]);
export type Decision = z.infer<typeof Decision>;

/** One rule of the gate as it was asked; kept with the send so that the story of a cart can show every check. */
export const RuleCheck = z.object({
  reason: SendReason,
  verdict: z.enum(['passed', 'objected', 'not_applicable']),
  /** Figures behind the verdict, such as {"until":"…","zone":"America/Bogota"}; shown in the story. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});
export type RuleCheck = z.infer<typeof RuleCheck>;
