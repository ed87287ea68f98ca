import type { OutgoingContent } from '#contract/message-content';
import type { OutgoingMessage } from '#ports/channel';
import { buildInteractive, isInteractive } from './build-interactive.ts';
import { buildTemplate } from './build-template-message.ts';
import { buildMediaObject } from './media-object.ts';

/** Where it goes, as the request says it: a number if one is known, else the business-scoped user id. */
export type Recipient = { to: string } | { recipient: string };

/** The body of `POST /{number}/messages`. Pure; the content has passed `findMessageFault`. */
export function buildMessage(message: OutgoingMessage, recipient: Recipient): Record<string, unknown> {
  const { content, inReplyTo, sendId } = message;
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipient,
    ...buildContent(content),
    // A reaction names its message itself and may not quote.
    ...(inReplyTo === null || content.type === 'reaction' ? {} : { context: { message_id: inReplyTo } }),
    biz_opaque_callback_data: sendId,
  };
}

function buildContent(content: OutgoingContent): Record<string, unknown> {
  if (isInteractive(content)) return { type: 'interactive', interactive: buildInteractive(content) };
  switch (content.type) {
    case 'text':
      return { type: 'text', text: { body: content.text, preview_url: content.previewUrl } };
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return { type: content.type, [content.type]: buildMediaObject(content.type, content.media) };
    case 'location':
      return { type: 'location', location: buildLocation(content) };
    case 'reaction':
      return { type: 'reaction', reaction: { message_id: content.targetMessageId, emoji: content.emoji } };
    case 'contacts':
      return { type: 'contacts', contacts: content.contacts.map(buildContact) };
    case 'template':
      return { type: 'template', template: buildTemplate(content) };
  }
}

function buildLocation({ latitude, longitude, name, address }: Extract<OutgoingContent, { type: 'location' }>) {
  return { latitude, longitude, ...(name === null ? {} : { name }), ...(address === null ? {} : { address }) };
}

function buildContact({ name, phones }: { name: string; phones: string[] }) {
  // WhatsApp wants a part of the name beside the whole of it.
  return { name: { formatted_name: name, first_name: name }, phones: phones.map((phone) => ({ phone })) };
}
