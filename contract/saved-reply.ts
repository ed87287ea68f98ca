import { z } from 'zod';
import { Language } from './language.ts';
import { Instant, WorkspaceParams } from './page.ts';

/** Answers that members keep for what is asked often. */

/** What a saved reply may name in double braces; filled in for the person before it is sent. */
export const replyVariables = ['first_name', 'shop_name', 'agent_name', 'cart_summary', 'cart_total', 'item_title', 'order_number', 'order_status', 'tracking_url'] as const;
export type ReplyVariable = (typeof replyVariables)[number];

const variablePattern = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Names between double braces, in the order of the text. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(variablePattern)].map(([, name]) => name ?? ''))];
}

/** The text with what is known; `unknown` are the variables for which there is no value, left standing in the text. */
export function fillReply(text: string, values: Partial<Record<string, string | null>>): { text: string; unknown: string[] } {
  const unknown = variablesOf(text).filter((name) => !values[name]);
  return { text: text.replaceAll(variablePattern, (mention, name: string) => values[name] || mention), unknown };
}

const known = new Set<string>(replyVariables);

export const SavedReplyBody = z.object({
  language: Language,
  title: z.string().trim().min(1, 'Name the reply.').max(60, 'A name has at most 60 characters.'),
  /** '': none. */
  folder: z.string().trim().max(40, 'A folder has at most 40 characters.').default(''),
  tags: z.array(z.string().trim().min(1).max(40)).max(10).default([]),
  text: z
    .string()
    .trim()
    .min(1, 'Write the reply.')
    .max(2000, 'A saved reply has at most 2000 characters.')
    .refine((text) => variablesOf(text).every((name) => known.has(name)), { error: `A reply may name: ${replyVariables.join(', ')}.` }),
});
export type SavedReplyBody = z.infer<typeof SavedReplyBody>;

export const SavedReply = SavedReplyBody.extend({
  id: z.uuid(),
  text: z.string(),
  /** How often it was sent. */
  useCount: z.int(),
  lastUsedAt: Instant.nullable(),
  authorName: z.string(),
  updatedAt: Instant,
});
export type SavedReply = z.infer<typeof SavedReply>;
/** All of the workspace, most used first; at most 500. */
export const SavedReplyList = z.object({ items: z.array(SavedReply) });
export const SavedReplyParams = WorkspaceParams.extend({ savedReplyId: z.uuid() });

/** Values for one conversation; null: not known. */
export const ReplyValues = z.object({ language: Language, values: z.record(z.string(), z.string().nullable()) });
export type ReplyValues = z.infer<typeof ReplyValues>;
