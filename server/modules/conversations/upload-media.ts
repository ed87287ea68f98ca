import { createHash } from 'node:crypto';
import type { UploadedMedia } from '#contract/media';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import { lockConversation } from './change-conversation.ts';
import { judgeUpload } from './judge-upload.ts';
import { insertUpload } from './media-queries.ts';
import { mediaPath } from './read-media.ts';
import { nameFile, typeContent } from './type-content.ts';

/** Keeps a file that a member wants to send, once it is sure that the channel would carry it. Sending it is the answer's business. */
export async function uploadMedia(app: App, actor: Actor, conversationId: string, file: { bytes: Buffer; fileName: string | null }): Promise<UploadedMedia> {
  requireRole(actor, 'agent');
  const { mimeType } = typeContent(file.bytes);
  const type = judgeUpload({ mimeType, bytes: file.bytes, maxBytes: app.config.mediaMaxBytes });
  const fileName = nameFile(file.fileName, mimeType);
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const key = { workspaceId: actor.workspaceId, at: app.clock.now(), id: app.ids.next() };
  await inTransaction(app.db, async (tx) => {
    const conversation = await lockConversation(tx, actor.workspaceId, conversationId);
    await insertUpload(tx, key, conversation.id, fileName, { bytes: file.bytes, mimeType, sha256 });
  });
  return { mediaId: key.id, type, mimeType, fileName, sizeBytes: file.bytes.length, mediaUrl: mediaPath(actor.workspaceId, key.id) };
}
