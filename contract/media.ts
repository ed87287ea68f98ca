import { z } from 'zod';
import { WorkspaceParams } from './page.ts';

/** Files of conversations: what shoppers send and members upload. */

/** `wanted`: still being fetched from the channel; `stored`: can be shown; `failed`: it will not come any more. */
export const MediaState = z.enum(['wanted', 'stored', 'failed']);
/**
 * Why a file did not come. `expired`: the channel could not be reached for as long as it keeps files; `gone`: the channel has it no more;
 * `too_large`: above the operator's limit; `damaged`: its checksum never fitted; `unreadable`: the channel's answer made no sense.
 */
export const MediaReason = z.enum(['expired', 'gone', 'too_large', 'damaged', 'unreadable']);
export type MediaReason = z.infer<typeof MediaReason>;

/** A message's own copy of a file, as the timeline tells it. */
export const MediaView = z.object({
  /** Where members read the file, on this server; null until it is stored. */
  mediaUrl: z.string().nullable(),
  /** Null: no file of ours (none at all, one at a public address, or one that was kept for its time and dropped). */
  mediaState: MediaState.nullable(),
  mediaReason: MediaReason.nullable(),
  /** By its content; shown inside the page only when it is a picture, a sound or a film. Null until it is stored. */
  mediaType: z.string().nullable(),
});

export const MediaParams = WorkspaceParams.extend({ mediaId: z.uuid() });

/** A file that a member uploaded, to be named by `mediaId` in an answer. */
export const UploadedMedia = z.object({
  mediaId: z.uuid(),
  /** The kind of message that carries it. */
  type: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
  mimeType: z.string(),
  fileName: z.string(),
  sizeBytes: z.int(),
  mediaUrl: z.string(),
});
export type UploadedMedia = z.infer<typeof UploadedMedia>;
