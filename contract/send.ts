import { z } from 'zod';
import { SendState } from './conversation.ts';
import { MessageButton } from './message-content.ts';
import { Instant, PageQuery, pageOf } from './page.ts';
import { Purpose } from './send-reason.ts';

/** Messages that members write, and the ledger in which every message stands. */

const HttpsUrl = z.url({ protocol: /^https$/, error: 'Use a full address that begins with https.' });

/** A free message, for an open window. */
export const ReplyContent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().trim().min(1, 'Write the message.').max(4096, 'A message has at most 4096 characters.') }),
  z.object({
    type: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
    /** A file at a public address; or null when `mediaId` names one that was uploaded to this conversation. */
    url: HttpsUrl.nullable().default(null),
    mediaId: z.uuid().nullable().optional(),
    caption: z.string().trim().max(1024, 'The words under a file have at most 1024 characters.').nullable().default(null),
    fileName: z.string().trim().max(240).nullable().default(null),
  }).refine(({ url, mediaId }) => (url === null) === (typeof mediaId === 'string'), { error: 'Name either an uploaded file (mediaId) or an address (url).' }),
  z.object({
    type: z.literal('buttons'),
    text: z.string().trim().min(1, 'Write the message.').max(1024, 'A message with buttons has at most 1024 characters.'),
    footer: z.string().trim().max(60).nullable().default(null),
    /** One to three answers, or exactly one link: no channel mixes them. */
    buttons: z
      .array(MessageButton)
      .min(1)
      .max(3)
      .refine((buttons) => buttons.every(({ kind }) => kind === 'reply') || buttons.length === 1, { error: 'Give one to three answers, or exactly one link.' }),
  }),
]);
export type ReplyContent = z.infer<typeof ReplyContent>;

export const ReplyBody = z.object({
  content: ReplyContent,
  /** The channel's id of the message that is quoted. */
  inReplyTo: z.string().max(300).nullable().default(null),
  /** `ask`: refused with `answered_meanwhile` when another member answered in the last minute and a half. */
  ifAnswered: z.enum(['ask', 'send']).default('send'),
  /** The saved reply it was written from, whose use is counted. */
  savedReplyId: z.uuid().nullable().default(null),
});
export type ReplyBody = z.infer<typeof ReplyBody>;

export const TemplateReplyBody = z.object({
  templateId: z.uuid(),
  /**
   * Values by variable; besides those of the text: `header` for a heading that varies, `button_<index>` for the end of a link of the
   * merchant's own, `code` for a code to copy. What the contact and cart tell (name, cart) may be left out.
   */
  values: z.record(z.string().max(60), z.string().trim().max(1024)).default({}),
  /** File for a picture, video or document above the text; null: the picture of the cart. */
  mediaUrl: HttpsUrl.nullable().default(null),
});
export type TemplateReplyBody = z.infer<typeof TemplateReplyBody>;

/** Repeating a request with the same key sends nothing more and gives the same answer. */
export const IdempotencyHeaders = z.looseObject({ 'idempotency-key': z.string().trim().min(8, 'Give a key of 8 to 200 characters.').max(200) });

/** What was put into the ledger. The gate decides next; the timeline shows its answer. */
export const PlannedReply = z.object({ id: z.uuid(), state: SendState, reason: z.string().nullable() });
export type PlannedReply = z.infer<typeof PlannedReply>;

export const SendOrigin = z.enum(['flow', 'campaign', 'assistant', 'person', 'system']);

/** One intended message, as lists show it. */
export const Send = z.object({
  id: z.uuid(),
  plannedAt: Instant,
  origin: SendOrigin,
  authorName: z.string().nullable(),
  purpose: Purpose,
  channel: z.string(),
  state: SendState,
  /** Why it did not go, or not yet; null: nothing objected. */
  reason: z.string().nullable(),
  contactId: z.uuid(),
  contactName: z.string().nullable(),
  cartId: z.uuid().nullable(),
  conversationId: z.uuid().nullable(),
  /** One line of what it says; null until it was frozen. */
  preview: z.string().nullable(),
  acceptedAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
  readAt: Instant.nullable(),
  failedAt: Instant.nullable(),
  /** Millionths of the currency; null: not reported. */
  costMicros: z.int().nullable(),
  costCurrency: z.string().nullable(),
  clickCount: z.int(),
});
export type Send = z.infer<typeof Send>;

export const SendQuery = PageQuery.extend({
  contactId: z.uuid().optional(),
  cartId: z.uuid().optional(),
  origin: SendOrigin.optional(),
  state: SendState.optional(),
  reason: z.string().max(60).optional(),
});
export type SendQuery = z.infer<typeof SendQuery>;
/** Last planned first. */
export const SendPage = pageOf(Send);

