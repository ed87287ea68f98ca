import { expect, test } from 'vitest';
import { judgeUpload } from './judge-upload.ts';

const megabyte = 1024 * 1024;
const judge = (mimeType: string, sizeBytes: number, maxBytes = 100 * megabyte) => judgeUpload({ mimeType, bytes: Buffer.alloc(sizeBytes), maxBytes });

test.each([
  ['image/jpeg', 'image', 5 * megabyte],
  ['image/png', 'image', 5 * megabyte],
  ['video/mp4', 'video', 16 * megabyte],
  ['audio/ogg', 'audio', 16 * megabyte],
  ['image/webp', 'sticker', 100 * 1024],
])('%s travels as %s up to its limit and not above', (mimeType, kind, limit) => {
  expect(judge(mimeType, limit)).toBe(kind);
  expect(() => judge(mimeType, limit + 1)).toThrow(expect.objectContaining({ kind: 'too_large', code: 'file_too_large', details: { limitBytes: limit } }));
});

test('the operator’s limit holds where it is lower', () => {
  expect(judge('application/pdf', 2 * megabyte, 2 * megabyte)).toBe('document');
  expect(() => judge('application/pdf', 3 * megabyte, 2 * megabyte)).toThrow('This file has 3 MB; at most 2 MB can be sent.');
});

test.each([
  ['image/heic', 'Save it as JPEG or PNG.'],
  ['video/quicktime', 'Save it as MP4'],
  ['application/octet-stream', 'Send a picture'],
])('%s is refused with what to do about it', (mimeType, fix) => {
  expect(() => judge(mimeType, 10)).toThrow(fix);
});

test('an empty file is refused', () => {
  expect(() => judge('image/png', 0)).toThrow(expect.objectContaining({ code: 'file_empty' }));
});
