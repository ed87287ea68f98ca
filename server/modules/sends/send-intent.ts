import { z } from 'zod';
import { FlowText } from '#contract/flow-message';
import { Language } from '#contract/language';
import { OutgoingContent } from '#contract/message-content';

/** What is to be said, before it is frozen at the claim with the facts of that moment. Stored JSON. */
export const SendIntent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('flow_message'),
    messageKey: z.string(),
    language: Language,
    text: FlowText,
    limits: z.object({ boughtWithinMs: z.int().nullable(), flowCapMs: z.int().nullable(), maxLatenessMs: z.int() }),
    activatedAtMs: z.int(),
    /** The cart's last act when the message was decided: one that moved since is timed anew. */
    cartActivityAtMs: z.int(),
    runStartedAtMs: z.int(),
    /** Made at the shop for this person; null: none. */
    discountCode: z.string().nullable().default(null),
  }),
  /** One message that somebody asked for about one thing: never while it is not for sale. */
  z.object({
    kind: z.literal('notice'),
    messageKey: z.string(),
    language: Language,
    text: FlowText,
    about: z.object({ connectionId: z.string(), variantKey: z.string() }),
    /** When it was asked for: the person's word for this one message, unless they said stop. */
    askedAtMs: z.number(),
    maxLatenessMs: z.int(),
  }),
  z.object({
    kind: z.literal('content'),
    content: OutgoingContent,
    inReplyTo: z.string().nullable().default(null),
    /** The template that `content` was filled from, so that the gate sees it as it is at the claim; null: free text. */
    templateId: z.string().nullable().default(null),
    /** A question of ours that nobody waits for: not this late, not once they wrote again, not to whoever wants no offers. Left out: it is none. */
    question: z.object({ maxLatenessMs: z.int() }).optional(),
  }),
]);
export type SendIntent = z.infer<typeof SendIntent>;

/** The words of an intent that is frozen at the claim; null for one that was written out already. */
export const textOf = (intent: SendIntent) => (intent.kind === 'content' ? null : intent);

/** Null: no question of ours. */
export const questionOf = (intent: SendIntent) => (intent.kind === 'content' ? (intent.question ?? null) : null);
