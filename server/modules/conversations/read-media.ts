import { Readable } from 'node:stream';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { AppError } from '#platform/errors';
import type { MediaReason } from '#contract/media';
import { readRange } from './byte-range.ts';
import { findMedia, readParts } from './media-queries.ts';
import { nameFile } from './type-content.ts';

/** What the reader's browser asked for and already has. */
export interface MediaAsk {
  range: string | undefined;
  ifRange: string | undefined;
  ifNoneMatch: string | undefined;
}

export interface MediaAnswer {
  status: 200 | 206 | 304 | 416;
  headers: Record<string, string>;
  body: Readable | null;
}

/** Where members read a file, on this server. */
export const mediaPath = (workspaceId: string, mediaId: string) => `/v1/workspaces/${workspaceId}/media/${mediaId}`;

// Anything else is handed over as a file. Never a page, a drawing (SVG) or a PDF: those can carry programs.
const shownTypes = /^(image\/(jpeg|png|webp|gif)|audio\/(aac|amr|mpeg|mp4|ogg)|video\/(mp4|3gpp|webm))$/;

const whyFailed: Record<MediaReason, string> = {
  expired: 'The channel could not be reached for as long as it kept this file. Ask the shopper to send it again.',
  gone: 'The channel no longer has this file. Ask the shopper to send it again.',
  too_large: 'This file is larger than this server takes. Ask the shopper for a smaller one, or the operator for a higher limit (MEDIA_MAX_MEGABYTES).',
  damaged: 'This file arrived damaged every time. Ask the shopper to send it again.',
  unreadable: 'The channel did not hand this file over. Ask the shopper to send it again.',
};

/** A file of a conversation, whole or the part asked for. The bytes come from the database while they are sent. */
export async function readMedia(app: App, actor: Actor, mediaId: string, ask: MediaAsk): Promise<MediaAnswer> {
  requireRole(actor, 'analyst');
  const media = await findMedia(app.db, actor.workspaceId, mediaId);
  if (!media) throw new AppError('not_found', 'media_unknown', 'There is no such file. It may have been taken back, erased, or kept for its time.');
  if (media.state === 'wanted') throw new AppError('conflict', 'media_wanted', 'This file is still being fetched. Try again in a moment.');
  if (media.state === 'failed') throw new AppError('not_found', 'media_failed', whyFailed[media.reason ?? 'gone'], { reason: media.reason });
  const { mimeType, sizeBytes, sha256 } = media;
  if (mimeType === null || sizeBytes === null || sha256 === null) throw new Error(`The stored file ${mediaId} is incomplete.`);
  const tag = `"${sha256}"`;
  const headers = describeFile(mimeType, media.fileName, tag);
  if (ask.ifNoneMatch?.includes(tag)) return { status: 304, headers, body: null };
  // A part of another version would not fit what the browser has.
  const range = ask.ifRange !== undefined && ask.ifRange !== tag ? 'all' : readRange(ask.range, sizeBytes);
  if (range === 'none') return { status: 416, headers: { ...headers, 'content-range': `bytes */${sizeBytes}` }, body: null };
  const { from, to } = range === 'all' ? { from: 0, to: sizeBytes - 1 } : range;
  const body = Readable.from(readParts(app.db, { workspaceId: actor.workspaceId, at: media.at, id: mediaId }, from, to), { objectMode: false });
  const length = { 'content-length': String(to - from + 1) };
  if (range === 'all') return { status: 200, headers: { ...headers, ...length }, body };
  return { status: 206, headers: { ...headers, ...length, 'content-range': `bytes ${from}-${to}/${sizeBytes}` }, body };
}

function describeFile(mimeType: string, fileName: string | null, tag: string): Record<string, string> {
  const name = nameFile(fileName, mimeType);
  const plainName = name.normalize('NFD').replaceAll(/[^\x20-\x7e]/g, '').replaceAll(/["%]/g, '_');
  const quotedName = encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const shown = shownTypes.test(mimeType) ? 'inline' : 'attachment';
  return {
    'content-type': mimeType === 'text/plain' ? 'text/plain; charset=utf-8' : mimeType,
    // RFC 6266: the plain name for old readers, the other for names with accents.
    'content-disposition': `${shown}; filename="${plainName}"; filename*=UTF-8''${quotedName}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'accept-ranges': 'bytes',
    etag: tag,
    'cache-control': 'private, max-age=604800, immutable',
  };
}
