import { z } from 'zod';
import { Instant } from './page.ts';
import { RatingTallies } from './rating.ts';

/** How the team answers: counted from what happened, so that the same period always gives the same figures. */

export const InboxFiguresQuery = z.object({ days: z.coerce.number().int().min(1).max(90).default(7) });
export type InboxFiguresQuery = z.infer<typeof InboxFiguresQuery>;

/** Milliseconds; null: nothing to measure. */
const Duration = z.int().nullable();
export const Spread = z.object({
  medianMs: Duration,
  /** Nine of ten were quicker. */
  p90Ms: Duration,
  /** How many were measured. */
  count: z.int(),
});
export type Spread = z.infer<typeof Spread>;

export const InboxFigures = z.object({
  from: Instant,
  to: Instant,
  days: z.int(),
  now: z.object({
    waiting: z.int(),
    longestMs: Duration,
    /** Those who wait after one of our own prompts of the last 48 hours. */
    waitingAfterPrompts: z.int(),
    longestAfterPromptsMs: Duration,
    /** Conversations that were handed over and have no answer of a person yet. */
    unanswered: z.int(),
  }),
  /** From the handoff to the first message that a person wrote. */
  firstResponse: Spread.extend({
    byMember: z.array(Spread.extend({ memberId: z.string().nullable(), name: z.string().nullable() })),
    /** By the hour of the handoff on the workspace's clock. */
    byHour: z.array(Spread.extend({ hour: z.int().min(0).max(23) })),
  }),
  /** From the handoff to the closing. */
  resolution: Spread,
  /** Conversations handed to a person, of those in which a shopper wrote. */
  handoffs: z.object({ part: z.int(), whole: z.int(), reasons: z.array(z.object({ reason: z.string(), count: z.int() })) }),
  /** How shoppers who were asked in the period rated the help. */
  ratings: RatingTallies,
  perDay: z.array(z.object({ day: z.iso.date(), handedOver: z.int(), answered: z.int(), closed: z.int() })),
});
export type InboxFigures = z.infer<typeof InboxFigures>;
