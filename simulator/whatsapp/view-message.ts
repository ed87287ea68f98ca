import type { Chat, ChatMessage } from './chats.ts';
import { asObject, asText, type Json } from './json.ts';
import { renderMessage } from './render-message.ts';
import type { Template } from './templates.ts';

/** A message as the phone page and tests read it. */
export function viewMessage(chat: Chat, message: ChatMessage, template: Template | null): Json {
  const context = asObject(message.payload.context);
  const quotedId = asText(context.message_id) || asText(context.id);
  const { id, from, at, type, status, reactions, errorCode, callbackData } = message;
  return {
    id,
    from,
    at,
    type,
    status,
    reactions,
    errorCode,
    callbackData,
    isVisible: isVisible(message),
    quotedId: quotedId || null,
    referral: message.payload.referral ?? null,
    business: chat.account.phoneNumberId,
    view: renderMessage(message, template),
  };
}

/** What the business sent shows on the phone once it is delivered; what the person wrote shows at once. */
export function isVisible({ from, type, status, isUnseen }: ChatMessage): boolean {
  if (type === 'reaction') return false;
  if (from !== 'business') return true;
  return !isUnseen && status !== 'accepted' && status !== 'sent' && status !== 'failed';
}
