import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What a channel of kind `chat` and the pages that show it agree upon. */

/** A visitor's secret is stored as its hash only: it is how the visitor is known among the identities of a person. */
export const chatIdentity = (chatKey: string): string => `chat-${createHash('sha256').update(chatKey).digest('base64url')}`;

/** A visitor's secret: 32 to 100 letters, digits, dashes. */
export const ChatKey = z.string().regex(/^[\w-]{32,100}$/);

/** The settings of such a channel that its pages need. */
export const ChatPageSettings = z.object({
  publicKey: z.string(),
  shopUrl: z.string(),
  allowedOrigins: z.array(z.string()),
  title: z.string(),
  accent: z.string(),
  helpAfterSeconds: z.int(),
  helpFromMajor: z.number(),
});
export type ChatPageSettings = z.infer<typeof ChatPageSettings>;
