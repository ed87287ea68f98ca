import type { App } from '#context';
import { afterCommit } from '#platform/database';
import type { Tx } from '#platform/database';
import { enqueueJobs } from '#platform/jobs';
import { fetchMedia } from './fetch-media.ts';
import { insertWanted } from './media-queries.ts';
import type { WantedMedia } from './media-queries.ts';
import type { NewMessage } from './message-batch.ts';

/** Notes the files of new messages and asks for each to be fetched before the channel forgets it. */
export async function wantMedia(app: App, tx: Tx, messages: NewMessage[]): Promise<void> {
  const wanted = messages.flatMap((message): WantedMedia[] => {
    const { content, workspaceId, conversationId, at, id: messageId } = message;
    if (!('media' in content) || content.media.mediaId === null) return [];
    return [{ workspaceId, at, id: app.ids.next(), conversationId, messageId, channelMediaId: content.media.mediaId, announcedSha256: content.sha256, fileName: content.media.fileName }];
  });
  if (wanted.length === 0) return;
  await insertWanted(tx, wanted, app.clock.now());
  await enqueueJobs(app, tx, fetchMedia, wanted.map(({ workspaceId, id }) => ({ workspaceId, input: { mediaId: id }, key: id })));
  afterCommit(tx, () => app.poke('jobs'));
}
