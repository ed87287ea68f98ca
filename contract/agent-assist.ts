import { z } from 'zod';

/** What an engine gives to the people of the shop in a conversation. Nothing of it is sent by itself. */

/** A draft of the next answer. `POST …/conversations/:conversationId/suggestion`. */
export const AnswerSuggestion = z.object({
  /** To be read, changed and sent by a person; '': the engine has nothing to say. */
  text: z.string().max(4096),
  /** The most useful thing to do next and why, in the language of the shop; null: none. */
  next: z.object({ action: z.string(), why: z.string() }).nullable(),
});
export type AnswerSuggestion = z.infer<typeof AnswerSuggestion>;

/** Who it is, what they want, where it stands, one sentence a line. `GET …/conversations/:conversationId/summary`. */
export const ConversationSummary = z.object({ text: z.string() });
export type ConversationSummary = z.infer<typeof ConversationSummary>;
