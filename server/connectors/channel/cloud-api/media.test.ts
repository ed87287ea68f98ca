import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { replayExchanges, type Exchange } from '#kit';
import { connectGraphApi } from './graph-api.ts';
import { sampleNumber, sampleSettings } from './testing.ts';
import { downloadMedia } from './media.ts';
import { CloudApiSettings } from './settings.ts';

const bytes = 'voice note';
const digest = createHash('sha256').update(bytes).digest();
const call = `GET https://graph.facebook.com/v26.0/990011?phone_number_id=${sampleNumber.phoneNumberId}`;
const url = 'https://lookaside.example/file?x=1';

function download(media: object, file: Partial<Exchange> = {}) {
  const recording = replayExchanges(
    [
      { call, answer: { url, mime_type: 'audio/ogg', ...media } },
      { call: `GET ${url}`, answer: bytes, ...file },
    ],
    () => new Date('2026-11-21T10:00:00Z'),
  );
  const result = downloadMedia(connectGraphApi(CloudApiSettings.parse(sampleSettings), recording.io), '990011', { maxBytes: 1000 });
  return { result, calls: recording.calls };
}

describe('downloading a file', () => {
  test.each([digest.toString('hex'), digest.toString('base64'), undefined])('accepts the checksum %s', async (sha256) => {
    const { result, calls } = download({ sha256 });
    expect(Buffer.from((await result).bytes).toString()).toBe(bytes);
    expect((await result).mimeType).toBe('audio/ogg');
    expect(calls[1]?.request.headers).toMatchObject({ authorization: `Bearer ${sampleSettings.accessToken}` });
  });

  test('refuses a file that arrived damaged', async () => {
    await expect(download({ sha256: digest.toString('hex') }, { answer: 'voice not' }).result).rejects.toMatchObject({ kind: 'unavailable', code: 'checksum' });
  });

  test('does not fetch a file that is announced as too large', async () => {
    const { result, calls } = download({ file_size: 1001 });
    await expect(result).rejects.toMatchObject({ kind: 'rejected', code: 'too_large' });
    expect(calls).toHaveLength(1);
  });

  test('never sends the token unencrypted to another host', async () => {
    const { result, calls } = download({ url: 'http://elsewhere.example/file' });
    await expect(result).rejects.toMatchObject({ kind: 'unexpected' });
    expect(calls).toHaveLength(1);
  });

  test.each([
    [404, 'rejected'],
    [401, 'credentials'],
    [503, 'unavailable'],
  ])('status %d of the file is %s', async (status, kind) => {
    await expect(download({}, { status, answer: 'no' }).result).rejects.toMatchObject({ kind });
  });
});
