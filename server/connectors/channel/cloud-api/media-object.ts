import type { Media } from '#contract/message-content';

export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';

/** A file in a message: by its id when WhatsApp already has it, else by a public address that WhatsApp fetches. */
export function buildMediaObject(kind: MediaKind, media: Media): Record<string, unknown> {
  return {
    ...(media.mediaId === null ? { link: media.url } : { id: media.mediaId }),
    ...(media.caption === null ? {} : { caption: media.caption }),
    ...(kind === 'document' && media.fileName !== null ? { filename: media.fileName } : {}),
  };
}
