import type { Media } from '#contract/message-content';
import type { MediaKind } from './media-object.ts';
import { limitText, type Fault } from './message-limits.ts';

export function findMediaFault(field: string, kind: MediaKind, media: Media): Fault | null {
  if (media.mediaId === null && !isPublicLink(media.url)) return { field: `${field}.url`, rule: 'is no http address, and no mediaId is given' };
  if (media.mediaId === '') return { field: `${field}.mediaId`, rule: 'is empty' };
  if (media.caption === null) return null;
  if (kind === 'audio' || kind === 'sticker') return { field: `${field}.caption`, rule: `cannot stand below ${kind}` };
  return limitText(`${field}.caption`, media.caption, 1024);
}

export function isPublicLink(url: string | null): boolean {
  return url !== null && /^https?:\/\//i.test(url);
}
