import { z } from 'zod';

/** Of a page of the console, drawn by itself: one member may have several open. */
export const TabId = z.string().regex(/^[\w-]{1,40}$/);

export const FeedQuery = z.object({ /** Once the line of this page ends, the others hear that its reader left what they had open. */ tabId: TabId.optional() });

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
