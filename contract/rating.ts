import { z } from 'zod';
import { Instant } from './page.ts';

/** How the help was, as shoppers say it (CSAT): when they are asked, what they answer, and what it comes to. */

export const ratingScores = ['good', 'so_so', 'bad'] as const;
export const RatingScore = z.enum(ratingScores);
export type RatingScore = z.infer<typeof RatingScore>;

/** Who had helped: the assistant alone, or a person. */
export const RatingAnswerer = z.enum(['person', 'assistant']);
export type RatingAnswerer = z.infer<typeof RatingAnswerer>;

/** Every field has a default, so that a workspace that never set anything stays readable. */
export const RatingSettings = z.object({
  /** After a member closed the conversation. On: the member has said goodbye, and the question costs nothing inside the window. */
  asksWhenClosed: z.boolean().default(true),
  /** After the assistant's conversation fell silent. Off: silence may also mean that they are thinking, and then a question is in the way. */
  asksWhenSilent: z.boolean().default(false),
  /** How long nobody writes until the assistant's conversation counts as settled. */
  silentMinutes: z.int('Write whole minutes.').min(15, 'At least 15 minutes: sooner they may still be reading.').max(12 * 60, 'At most 12 hours: later nobody remembers what the question is about.').default(60),
  /** Nobody is asked again for so long. */
  pauseDays: z.int('Write whole days.').min(1, 'At least one day.').max(365, 'At most 365 days.').default(30),
});
export type RatingSettings = z.infer<typeof RatingSettings>;

export const Rating = z.object({
  score: RatingScore,
  ratedAt: Instant,
  answeredBy: RatingAnswerer,
  /** Why it was bad, in their words; null: they did not say. */
  comment: z.string().nullable(),
});
export type Rating = z.infer<typeof Rating>;

/** Of the people who were asked in a period. The satisfaction is `good` of `rated`, the response rate `rated` of `asked`. */
export const RatingTally = z.object({ asked: z.int(), rated: z.int(), good: z.int(), soSo: z.int(), bad: z.int() });
export type RatingTally = z.infer<typeof RatingTally>;

/** Apart, by who had helped. */
export const RatingTallies = z.object({ person: RatingTally, assistant: RatingTally });
export type RatingTallies = z.infer<typeof RatingTallies>;

/** With fewer answers a share says nothing: two of three are not 67 %. */
export const fewestRatings = 10;
