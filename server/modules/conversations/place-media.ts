import type { Media } from '#contract/message-content';
import type { App } from '#context';
import { requireConnection } from '#modules/connections';
import { dayMs } from '#platform/clock';
import { AppError } from '#platform/errors';
import { judgeUpload } from './judge-upload.ts';
import type { FileKind } from './judge-upload.ts';
import { findUpload, notePlaced } from './media-queries.ts';

/** WhatsApp keeps an uploaded file for 30 days; a message may wait a while before it goes. */
const keptMs = 29 * dayMs;

/**
 * Hands a member's file to the channel and gives what a message needs to carry it. Called when the answer is asked for and outside of
 * transactions: a channel that does not take the file says so to the member at once, instead of to nobody later. A repeat finds the file
 * placed already.
 */
export async function placeMedia(app: App, workspaceId: string, conversationId: string, mediaId: string): Promise<{ type: FileKind; media: Omit<Media, 'caption'> }> {
  const upload = await findUpload(app.db, workspaceId, conversationId, mediaId);
  if (!upload) throw new AppError('not_found', 'media_unknown', 'There is no such file in this conversation. Upload it again.');
  const { bytes, mimeType, fileName, placedAt } = upload;
  const type = judgeUpload({ mimeType, bytes, maxBytes: bytes.length });
  const isPlaced = placedAt !== null && app.clock.nowMs() - placedAt.getTime() < keptMs;
  if (isPlaced && upload.channelMediaId !== null) return { type, media: { url: null, mediaId: upload.channelMediaId, mimeType, fileName } };
  const connection = await requireConnection(app, workspaceId, upload.connectionId);
  const channel = connection.definition.port === 'channel' ? connection.definition.media?.(connection.client()) : undefined;
  if (!channel) throw new AppError('conflict', 'media_unsupported', 'This channel carries no files. Send a link instead.');
  const placed = await channel.upload({ bytes, mimeType, fileName });
  await notePlaced(app.db, { workspaceId, at: upload.at, id: mediaId }, placed.mediaId, app.clock.now());
  return { type, media: { url: null, mediaId: placed.mediaId, mimeType, fileName } };
}
