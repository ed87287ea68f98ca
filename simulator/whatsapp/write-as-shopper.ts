import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Account } from './accounts.ts';
import type { Chat, ChatMessage } from './chats.ts';
import { messagingValue, postChange, secondsOf } from './hooks.ts';
import { asObject, type Json } from './json.ts';
import type { Shopper } from './shoppers.ts';
import type { WhatsApp } from './state.ts';

const MediaPart = z.object({
  /** Something uploaded before; else `base64`, else a tiny sample. */
  id: z.string().optional(),
  base64: z.string().optional(),
  mime_type: z.string().optional(),
  caption: z.string().optional(),
  filename: z.string().optional(),
  voice: z.boolean().optional(),
});

/** What a person does on the phone. Give one of the parts; `to` is the business's phone number id, by default the first. */
export const ShopperAct = z.object({
  to: z.string().optional(),
  text: z.string().min(1).max(65_536).optional(),
  /** A tap on a template's quick reply. */
  button: z.object({ payload: z.string(), text: z.string() }).optional(),
  button_reply: z.object({ id: z.string(), title: z.string() }).optional(),
  list_reply: z.object({ id: z.string(), title: z.string(), description: z.string().optional() }).optional(),
  nfm_reply: z.object({ name: z.string(), body: z.string(), response_json: z.string() }).optional(),
  image: MediaPart.optional(),
  video: MediaPart.optional(),
  audio: MediaPart.optional(),
  document: MediaPart.optional(),
  sticker: MediaPart.optional(),
  location: z.object({ latitude: z.number(), longitude: z.number(), name: z.string().optional(), address: z.string().optional() }).optional(),
  contacts: z.array(z.record(z.string(), z.unknown())).optional(),
  reaction: z.object({ message_id: z.string(), emoji: z.string().optional() }).optional(),
  order: z.record(z.string(), z.unknown()).optional(),
  unsupported: z.object({ type: z.string() }).optional(),
  edit: z.object({ original_message_id: z.string(), message: z.record(z.string(), z.unknown()) }).optional(),
  revoke: z.object({ original_message_id: z.string() }).optional(),
  /** The message that this one answers. */
  reply_to: z.string().optional(),
  /** The ad that the person came through; sent once, with this message. */
  referral: z.record(z.string(), z.unknown()).optional(),
  forwarded: z.boolean().optional(),
});
export type ShopperAct = z.infer<typeof ShopperAct>;

const MEDIA_KINDS = ['image', 'video', 'audio', 'document', 'sticker'] as const;
const PLAIN_KINDS = ['button', 'location', 'contacts', 'reaction', 'order', 'edit', 'revoke'] as const;

/** Puts the message into the chat and sends the webhook. Answers the new message, null when the person blocked the business. */
export function writeAsShopper(whatsapp: WhatsApp, account: Account, shopper: Shopper, act: ShopperAct): ChatMessage | null {
  if (shopper.blocked.has(account.phoneNumberId)) return null;
  const { world, chats, live } = whatsapp;
  shopper.isKept = true;
  const chat = chats.open(account, shopper);
  const content = contentOf(whatsapp, account, act);
  const message = createInbound(whatsapp, content, contextOf(chat, act), act.referral);
  chat.lastInboundAt = message.at;
  if (act.referral) chat.enteredByAdAt = message.at;
  if (act.reaction) react(whatsapp, chat, act.reaction);
  chat.messages.push(message);
  whatsapp.rememberInbound(message.id, chat);
  live.messageChanged(chat, message);
  // A business that blocked the person hears nothing of them.
  if (!account.blockedUsers.has(shopper.key)) {
    const value = describeInbound(whatsapp, account, shopper, message);
    postChange(world, account, 'messages', value, {
      recipient: shopper.waId,
      onDelivered: () => raiseStatus(whatsapp, chat, message, 'delivered'),
    });
  }
  return message;
}

function contentOf(whatsapp: WhatsApp, account: Account, act: ShopperAct): Json {
  if (act.text !== undefined) return { type: 'text', text: { body: act.text } };
  for (const kind of MEDIA_KINDS) {
    const part = act[kind];
    if (part) return { type: kind, [kind]: mediaContent(whatsapp, account, kind, part) };
  }
  for (const kind of PLAIN_KINDS) if (act[kind]) return { type: kind, [kind]: act[kind] };
  for (const kind of ['button_reply', 'list_reply', 'nfm_reply'] as const) {
    if (act[kind]) return { type: 'interactive', interactive: { type: kind, [kind]: act[kind] } };
  }
  const details = 'Message type is currently not supported.';
  const error = { code: 131051, title: 'Message type unknown', message: 'Message type unknown', error_data: { details } };
  return { type: 'unsupported', errors: [error], ...(act.unsupported && { unsupported: act.unsupported }) };
}

const MIME_TYPES: Record<(typeof MEDIA_KINDS)[number], string> = {
  image: 'image/png',
  video: 'video/mp4',
  audio: 'audio/ogg; codecs=opus',
  document: 'application/pdf',
  sticker: 'image/webp',
};

/** A one-pixel picture, for tests that only need some bytes. */
const SAMPLE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

function mediaContent(whatsapp: WhatsApp, account: Account, kind: (typeof MEDIA_KINDS)[number], part: z.infer<typeof MediaPart>): Json {
  const bytes = Buffer.from(part.base64 ?? SAMPLE, 'base64');
  const mimeType = part.mime_type ?? MIME_TYPES[kind];
  const known = part.id ? whatsapp.media.find(part.id) : undefined;
  const media = known ?? whatsapp.media.add(account, { mimeType, filename: part.filename ?? null, bytes });
  return {
    id: media.id,
    mime_type: media.mimeType,
    sha256: createHash('sha256').update(media.bytes).digest('base64'),
    url: whatsapp.media.linkTo(media),
    ...(part.caption && { caption: part.caption }),
    ...(part.filename && { filename: part.filename }),
    ...(part.voice && { voice: true }),
  };
}

/** Who wrote the quoted message, and which. */
function contextOf(chat: Chat, act: ShopperAct): Json | undefined {
  if (act.forwarded) return { forwarded: true };
  if (!act.reply_to) return undefined;
  const quoted = chat.messages.all().find(({ id }) => id === act.reply_to);
  const isOwn = quoted?.from === 'shopper';
  return { from: isOwn ? chat.shopper.waId : chat.account.number, id: act.reply_to };
}

function createInbound(whatsapp: WhatsApp, content: Json, context: Json | undefined, referral: Json | undefined): ChatMessage {
  return {
    id: whatsapp.nextMessageId(),
    from: 'shopper',
    at: whatsapp.world.now(),
    type: String(content.type),
    payload: { ...content, ...(context && { context }), ...(referral && { referral }) },
    status: 'sent',
    errorCode: null,
    reactions: {},
    isUnseen: false,
    callbackData: null,
    templateCategory: null,
  };
}

function react({ live }: WhatsApp, chat: Chat, reaction: { message_id: string; emoji?: string | undefined }): void {
  const target = chat.messages.all().find(({ id }) => id === reaction.message_id);
  if (!target) return;
  if (reaction.emoji) target.reactions.shopper = reaction.emoji;
  else delete target.reactions.shopper;
  live.messageChanged(chat, target);
}

function describeInbound(whatsapp: WhatsApp, account: Account, shopper: Shopper, message: ChatMessage): Json {
  const scopedId = whatsapp.shoppers.scopedIdOf(shopper, account);
  const from = shopper.hidesPhone ? { from_user_id: scopedId } : { from: shopper.waId, from_user_id: scopedId };
  const { context, ...content } = message.payload;
  const contextFields = hideNumber(context, shopper, scopedId);
  return {
    ...messagingValue(account),
    contacts: [describeContact(shopper, scopedId)],
    messages: [{ ...from, id: message.id, timestamp: secondsOf(message.at), ...contextFields, ...content }],
  };
}

/** A quoted message of a person who hides the number must not give it away. */
function hideNumber(context: unknown, shopper: Shopper, scopedId: string): Json {
  if (context === undefined) return {};
  const quoted = asObject(context);
  return { context: shopper.hidesPhone && quoted.from === shopper.waId ? { ...quoted, from: scopedId } : quoted };
}

/** The item of `contacts[]`. */
export const describeContact = (shopper: Shopper, scopedId: string): Json => ({
  profile: { name: shopper.name, ...(shopper.username && { username: shopper.username }) },
  ...(!shopper.hidesPhone && { wa_id: shopper.waId }),
  user_id: scopedId,
});

const RANK = { accepted: 0, sent: 1, delivered: 2, read: 3, played: 4, failed: 5 };

/** Moves the ticks of a person's own message forward, never back. */
export function raiseStatus({ live }: WhatsApp, chat: Chat, message: ChatMessage, status: 'delivered' | 'read'): void {
  if (RANK[message.status] >= RANK[status]) return;
  message.status = status;
  live.messageChanged(chat, message);
}

/** The person looks at the chat: everything delivered is read. Returns how many became so. */
export function readChat({ statuses, live }: WhatsApp, chat: Chat): number {
  const unread = chat.messages.all().filter(({ from, status }) => from === 'business' && status === 'delivered');
  for (const message of unread) statuses.read(message);
  if (chat.unread > 0) {
    chat.unread = 0;
    live.chatChanged(chat.account, chat.shopper);
  }
  return unread.length;
}
