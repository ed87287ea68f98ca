import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { MediaReason } from '#contract/media';
import type { App } from '#context';
import { requireConnection } from '#modules/connections';
import { dayMs } from '#platform/clock';
import { defineJob } from '#platform/jobs';
import { ConnectorError } from '#ports/connector';
import { findWanted, giveUp, storeFetched } from './media-queries.ts';
import { typeContent } from './type-content.ts';

/** WhatsApp forgets what people sent after a week; no channel keeps it for longer. */
const channelKeepsMs = 7 * dayMs;
/** Something that will not get better, tried this often in case it does. */
const triesWhenGone = 5;
const triesWhenBroken = 8;

/**
 * Fetches one file from its channel and stores it, typed by its content. While the channel cannot be reached it is tried again, ever more
 * seldom, until the channel has forgotten it. A process killed in between leaves the file wanted: another one takes the job.
 */
export const fetchMedia = defineJob({
  name: 'conversations.media',
  input: z.object({ mediaId: z.uuid() }),
  maxAttempts: 0,
  async run(app: App, { workspaceId, input: { mediaId }, attempt }) {
    const wanted = await findWanted(app.db, workspaceId, mediaId);
    if (!wanted) return;
    const key = { workspaceId, at: wanted.at, id: mediaId };
    const tellConsoles = () => app.live.publish({ workspaceId, topic: 'conversation', id: wanted.conversationId });
    try {
      const bytes = await download(app, workspaceId, wanted.connectionId, wanted.channelMediaId);
      const digest = createHash('sha256').update(bytes).digest();
      if (!fitsDigest(wanted.announcedSha256, digest)) throw new ConnectorError('unavailable', 'The file is another one than the message announced.', { code: 'checksum' });
      if (bytes.length === 0) throw new ConnectorError('unexpected', 'The file is empty.');
      await storeFetched(app.db, key, { bytes, mimeType: typeContent(bytes).mimeType, sha256: digest.toString('hex') });
      tellConsoles();
    } catch (error) {
      const reason = reasonToGiveUp(error, attempt, app.clock.nowMs() - wanted.wantedAt.getTime());
      if (reason === null) throw error;
      app.log.warn({ err: error, media: mediaId, reason }, 'A file was given up');
      await giveUp(app.db, key, reason);
      tellConsoles();
    }
  },
});

async function download(app: App, workspaceId: string, connectionId: string, channelMediaId: string): Promise<Buffer> {
  const connection = await requireConnection(app, workspaceId, connectionId);
  if (connection.state !== 'active') throw new ConnectorError('unavailable', `The connection "${connection.name}" is ${connection.state}.`);
  const media = connection.definition.port === 'channel' ? connection.definition.media?.(connection.client()) : undefined;
  if (!media) throw new ConnectorError('rejected', 'This channel keeps no files.');
  const { bytes } = await media.download(channelMediaId, { maxBytes: app.config.mediaMaxBytes });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Channels write checksums in base64 here and in hexadecimal there. Null announces nothing. */
export function fitsDigest(announced: string | null, digest: Buffer): boolean {
  if (announced === null) return true;
  const withoutPadding = (text: string) => text.trim().replace(/=+$/, '');
  return announced.trim().toLowerCase() === digest.toString('hex') || withoutPadding(announced) === withoutPadding(digest.toString('base64'));
}

/** Why it is not worth another try; null: it is. */
export function reasonToGiveUp(error: unknown, attempt: number, waitedMs: number): MediaReason | null {
  if (error instanceof ConnectorError) {
    if (error.code === 'too_large') return 'too_large';
    if (error.code === 'checksum' && attempt >= triesWhenBroken) return 'damaged';
    // The address of a file lives some minutes: one that expired on the way is asked for anew.
    if (error.kind === 'rejected' && attempt >= triesWhenGone) return 'gone';
    if (error.kind === 'unexpected' && attempt >= triesWhenBroken) return 'unreadable';
  }
  return waitedMs >= channelKeepsMs ? 'expired' : null;
}
