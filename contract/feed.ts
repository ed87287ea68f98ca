import { z } from 'zod';

/** One event of the live stream: what changed. The reader asks for it again; the stream carries no contents. */
export const FeedEvent = z.object({
  /** "conversation", "cart", "send", "flow", "template" … */
  topic: z.string(),
  /** Null: several of the kind. */
  id: z.string().nullable(),
  /** Words that are stored nowhere: who has a conversation open, what concerns the reader. */
  about: z.record(z.string(), z.string()).optional(),
});
export type FeedEvent = z.infer<typeof FeedEvent>;
