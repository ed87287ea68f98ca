import { AppError } from '#platform/errors';
import { isAnimatedWebp } from './type-content.ts';

/** How a file of ours travels: as which kind of message. */
export type FileKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

/** WhatsApp's limits, the narrowest of the channels that carry files: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media */
const limits: Record<Exclude<FileKind, 'sticker'>, { maxBytes: number; fix: string }> = {
  image: { maxBytes: 5 * megabyte, fix: 'Make it smaller, or save it as a JPEG of lower quality.' },
  video: { maxBytes: 16 * megabyte, fix: 'Cut it, save it in lower quality, or send a link to it.' },
  audio: { maxBytes: 16 * megabyte, fix: 'Cut it, or save it in lower quality.' },
  document: { maxBytes: 100 * megabyte, fix: 'Split it, or send a link to it.' },
};

const kinds: Record<string, Exclude<FileKind, 'sticker'>> = {
  'image/jpeg': 'image',
  'image/png': 'image',
  'video/mp4': 'video',
  'video/3gpp': 'video',
  'audio/aac': 'audio',
  'audio/amr': 'audio',
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
  'audio/ogg': 'audio',
  'application/pdf': 'document',
  'text/plain': 'document',
  'application/msword': 'document',
  'application/vnd.ms-excel': 'document',
  'application/vnd.ms-powerpoint': 'document',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'document',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'document',
};

/** What the member can do about a type that no phone would show. */
const fixes: Record<string, string> = {
  'image/gif': 'Save it as an MP4 film, or as a JPEG or PNG picture.',
  'image/heic': 'Save it as JPEG or PNG.',
  'image/avif': 'Save it as JPEG or PNG.',
  'video/quicktime': 'Save it as MP4 (H.264 with AAC sound).',
  'video/webm': 'Save it as MP4 (H.264 with AAC sound).',
  'application/zip': 'Send the files in it one by one.',
};

/** The kind of message that carries this file, or the reason and the fix why none does. */
export function judgeUpload({ mimeType, bytes, maxBytes }: { mimeType: string; bytes: Buffer; maxBytes: number }): FileKind {
  if (bytes.length === 0) throw new AppError('invalid', 'file_empty', 'This file is empty. Choose another one.');
  if (mimeType === 'image/webp') return judgeSticker(bytes);
  const kind = kinds[mimeType];
  if (kind === undefined) {
    const fix = fixes[mimeType] ?? 'Send a picture (JPEG, PNG), a film (MP4), a sound (MP3, OGG, AAC, M4A), a PDF, a text or an Office document.';
    throw new AppError('invalid', 'file_type_refused', `WhatsApp does not carry files of this type. ${fix}`, { mimeType });
  }
  const limit = Math.min(limits[kind].maxBytes, maxBytes);
  if (bytes.length > limit) throw tooLarge(bytes.length, limit, limits[kind].fix);
  return kind;
}

function judgeSticker(bytes: Buffer): FileKind {
  const limit = (isAnimatedWebp(bytes) ? 500 : 100) * kilobyte;
  if (bytes.length > limit) throw tooLarge(bytes.length, limit, 'WebP travels only as a sticker; save a picture as JPEG or PNG.');
  return 'sticker';
}

export function tooLarge(sizeBytes: number | null, limit: number, fix: string): AppError {
  const begin = sizeBytes === null ? 'This file is too large' : `This file has ${sizeOf(sizeBytes)}`;
  return new AppError('too_large', 'file_too_large', `${begin}; at most ${sizeOf(limit)} can be sent. ${fix}`, { limitBytes: limit });
}

const sizeOf = (bytes: number) => (bytes >= megabyte ? `${Math.round((bytes / megabyte) * 10) / 10} MB` : `${Math.ceil(bytes / kilobyte)} KB`);
