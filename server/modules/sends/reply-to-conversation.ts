import type { OutgoingContent } from '#contract/message-content';
import type { PlannedReply, ReplyBody, ReplyContent } from '#contract/send';
import type { App } from '#context';
import { placeMedia } from '#modules/conversations';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { AppError } from '#platform/errors';
import { isWindowOpen, planReply } from './plan-reply.ts';
import type { AnsweredConversation } from './plan-reply.ts';

/** A member's free answer. Only inside the channel's window; after it the shopper can be reached by a template alone. */
export async function replyToConversation(app: App, actor: Actor, conversationId: string, idempotencyKey: string, { content, inReplyTo, ifAnswered, savedReplyId }: ReplyBody): Promise<PlannedReply> {
  requireRole(actor, 'agent');
  const outgoing = await toOutgoing(app, actor.workspaceId, conversationId, content);
  return planReply(app, actor, { conversationId, idempotencyKey, step: 'message', asksFirst: ifAnswered === 'ask', savedReplyId }, async (_tx, conversation) => {
    requireOpenWindow(app, conversation);
    return { purpose: 'service', intent: { kind: 'content', content: outgoing, inReplyTo, templateId: null }, isReply: true, cartId: null };
  });
}

function requireOpenWindow(app: App, conversation: AnsweredConversation): void {
  if (conversation.channel !== 'whatsapp' || isWindowOpen(app, conversation)) return;
  throw new AppError('conflict', 'window_closed', 'The 24 hours after the shopper’s last message are over. Choose a template: an approved message may still be sent.', {
    windowEndedAt: conversation.window_ends_at?.toISOString() ?? null,
    use: 'templates',
  });
}

/** A file of ours is placed with the channel first, outside of the transaction: the member hears at once when it is not taken. */
async function toOutgoing(app: App, workspaceId: string, conversationId: string, content: ReplyContent): Promise<OutgoingContent> {
  switch (content.type) {
    case 'text':
      return { type: 'text', text: content.text, previewUrl: /https?:\/\//.test(content.text) };
    case 'buttons':
      return { type: 'buttons', header: null, text: content.text, footer: content.footer, buttons: content.buttons };
    default: {
      const { type, url, mediaId, fileName, caption } = content;
      if (!mediaId) return { type, media: { url, mediaId: null, mimeType: null, fileName, caption } };
      const placed = await placeMedia(app, workspaceId, conversationId, mediaId);
      // Any file may travel as a document; otherwise its content decides.
      return { type: type === 'document' ? 'document' : placed.type, media: { ...placed.media, caption, fileName: fileName ?? placed.media.fileName } };
    }
  }
}
