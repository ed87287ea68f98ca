import { z } from 'zod';
import { Instant } from './page.ts';

/** What the chat on a shop's page is told: the same schema checks it on both sides. */

export const ChatButton = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reply'), id: z.string(), title: z.string(), description: z.string().nullable() }),
  z.object({ kind: z.literal('link'), title: z.string(), url: z.string() }),
]);

export const ChatItem = z.object({
  id: z.string(),
  at: Instant,
  /** `you`: the visitor. */
  from: z.enum(['you', 'assistant', 'person', 'shop']),
  /** Who of the shop; null: the shop itself. */
  name: z.string().nullable(),
  text: z.string(),
  imageUrl: z.string().nullable(),
  footer: z.string().nullable(),
  buttons: z.array(ChatButton),
  cards: z.array(z.object({ imageUrl: z.string().nullable(), text: z.string(), button: ChatButton })),
  /** To be named in receipts; null: the visitor's own. */
  sendId: z.string().nullable(),
  /** `chat.` and the id under which the page sent it; null: not the visitor's own. */
  saidAs: z.string().nullable(),
  /** The visitor has had it before their eyes; their own always. */
  isRead: z.boolean(),
});
export type ChatItem = z.infer<typeof ChatItem>;

export const ChatPage = z.object({
  items: z.array(ChatItem),
  /** Give it back to read on from here. */
  cursor: z.string().nullable(),
  /** A person of the shop has the conversation. */
  withPerson: z.boolean(),
});
export type ChatPage = z.infer<typeof ChatPage>;

export const ChatConfig = z.object({
  title: z.string(),
  accent: z.string(),
  helpAfterSeconds: z.int(),
  helpFromMajor: z.number(),
  language: z.enum(['es', 'pt', 'en']),
  /** The shop can also be reached on WhatsApp: the chat offers to go on there. */
  hasWhatsApp: z.boolean(),
});
export type ChatConfig = z.infer<typeof ChatConfig>;
