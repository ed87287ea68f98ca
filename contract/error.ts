import { z } from 'zod';

/** The body of every reply that is not a success. */
export const ErrorReply = z.object({
  error: z.object({
    /** Stable, for programs; the console has a text for it. */
    code: z.string(),
    /** One sentence for people: what happened and what they can do. */
    message: z.string(),
    /** More about it, shaped by its code; null when there is no more to say. */
    details: z.unknown(),
    /** To quote to the operator, who finds the log entry by it. */
    requestId: z.string(),
  }),
});
export type ErrorReply = z.infer<typeof ErrorReply>;

/** `details` of the code `invalid_input`: every field that cannot be accepted and what it should be. */
export const InvalidInput = z.object({
  fields: z.array(
    z.object({
      in: z.enum(['body', 'query', 'params', 'headers']),
      /** "lines.0.quantity"; empty for the whole. */
      path: z.string(),
      message: z.string(),
    }),
  ),
});
export type InvalidInput = z.infer<typeof InvalidInput>;
