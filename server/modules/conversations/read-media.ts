import { sql } from 'kysely';
import { IncomingContent } from '#contract/message-content';
import type { App } from '#context';
import { requireConnection } from '#modules/connections';
import type { Actor } from '#platform/actor';
import { AppError } from '#platform/errors';

export interface MediaFile {
  bytes: Uint8Array;
  mimeType: string;
  /** Only pictures, sounds and films are shown; anything else is handed over as a file. */
  isShown: boolean;
}

// Never SVG: it can carry a script.
const shownTypes = /^(image\/(jpeg|png|webp|gif)|audio\/[a-z0-9.+-]+|video\/(mp4|3gpp|webm))$/;

/** A file that a shopper sent, fetched from the channel, which keeps it for some days only. */
export async function readMedia(app: App, actor: Actor, conversationId: string, messageId: string): Promise<MediaFile> {
  const { rows } = await sql<{ connection_id: string; content: unknown }>`
    select v.connection_id, m.content from message m
    join conversation v on v.workspace_id = m.workspace_id and v.id = m.conversation_id
    where m.workspace_id = ${actor.workspaceId} and m.conversation_id = ${conversationId} and m.id = ${messageId} and not m.is_revoked`.execute(app.db);
  const [row] = rows;
  const content = row ? IncomingContent.parse(row.content) : null;
  if (!row || !content || !('media' in content) || content.media.mediaId === null) throw new AppError('not_found', 'media_unknown', 'There is no such file in this conversation.');
  const connection = await requireConnection(app, actor.workspaceId, row.connection_id);
  const media = connection.definition.port === 'channel' ? connection.definition.media?.(connection.client()) : undefined;
  if (!media) throw new AppError('not_found', 'media_unknown', 'This channel keeps no files.');
  const { bytes, mimeType } = await media.download(content.media.mediaId);
  const type = mimeType.split(';')[0]?.trim().toLowerCase() ?? '';
  return { bytes, mimeType: shownTypes.test(type) ? type : 'application/octet-stream', isShown: shownTypes.test(type) };
}
