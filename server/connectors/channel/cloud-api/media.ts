import { createHash } from 'node:crypto';
import { z } from 'zod';
import { hostOf, toConnectorError } from '#kit';
import { ConnectorError, type ConnectorResponse } from '#ports/connector';
import type { GraphApi } from './graph-api.ts';

/** WhatsApp takes and gives files of up to 100 MB. */
const maxFileBytes = 100 * 1024 * 1024;
const fileTimeoutMs = 60_000;

const MediaReply = z.object({
  url: z.url(),
  mime_type: z.string().nullish(),
  sha256: z.string().nullish(),
  file_size: z.union([z.number(), z.string()]).nullish(),
});

/** The file of an inbound message: within 7 days, for Meta then forgets it. Its address lives five minutes. */
export async function downloadMedia(api: GraphApi, mediaId: string, { maxBytes }: { maxBytes: number }): Promise<{ bytes: Uint8Array; mimeType: string }> {
  const path = `/${encodeURIComponent(mediaId)}`;
  const media = await api.http.call({ path, query: { phone_number_id: api.settings.phoneNumberId } }, MediaReply);
  if (!isSafeForToken(media.url, api.settings.apiBaseUrl)) throw new ConnectorError('unexpected', 'WhatsApp named an address for the file that is not encrypted.');
  if (Number(media.file_size ?? 0) > maxBytes) throw new ConnectorError('rejected', `The file has ${media.file_size} bytes; ${maxBytes} are taken.`, { code: 'too_large' });
  const response = await fetchFile(api, media.url, { authorization: `Bearer ${api.settings.accessToken}` }, maxBytes);
  const bytes = await response.bytes();
  if (media.sha256 && !isDigestOf(media.sha256, bytes)) {
    throw new ConnectorError('unavailable', 'The file arrived damaged: its checksum differs.', { code: 'checksum' });
  }
  return { bytes, mimeType: media.mime_type ?? response.headers['content-type'] ?? 'application/octet-stream' };
}

/** The token travels only encrypted, or to where it goes anyway (a pretend service on this machine). */
function isSafeForToken(url: string, apiBaseUrl: string): boolean {
  const { protocol, origin } = new URL(url);
  return protocol === 'https:' || origin === new URL(apiBaseUrl).origin;
}

/** Meta writes the checksum in hexadecimal here and in base64 there. */
function isDigestOf(sha256: string, bytes: Uint8Array): boolean {
  const digest = createHash('sha256').update(bytes).digest();
  return sha256.toLowerCase() === digest.toString('hex') || sha256.replace(/=+$/, '') === digest.toString('base64').replace(/=+$/, '');
}

async function fetchFile(api: GraphApi, url: string, headers: Record<string, string>, maxBytes = maxFileBytes): Promise<ConnectorResponse> {
  let response: ConnectorResponse;
  try {
    response = await api.io.fetch(url, { headers, timeoutMs: fileTimeoutMs, maxBytes });
  } catch (error) {
    throw toConnectorError(error, hostOf(url));
  }
  if (response.status === 200) return response;
  const kind = response.status === 401 || response.status === 403 ? 'credentials' : response.status >= 500 ? 'unavailable' : 'rejected';
  throw new ConnectorError(kind, `${hostOf(url)} did not give the file (status ${response.status}).`, { status: response.status });
}

const UploadReply = z.object({ id: z.union([z.string(), z.number()]).transform(String) });

/** Stores a file with WhatsApp for sending; the id is valid for 30 days and for this number only. */
export async function uploadMedia(api: GraphApi, file: { bytes: Uint8Array; mimeType: string; fileName: string }): Promise<{ mediaId: string }> {
  const body = new FormData();
  body.append('messaging_product', 'whatsapp');
  body.append('type', file.mimeType);
  body.append('file', new Blob([Uint8Array.from(file.bytes)], { type: file.mimeType }), file.fileName);
  const { id } = await api.http.call({ method: 'POST', path: `${api.numberPath}/media`, body, timeoutMs: fileTimeoutMs }, UploadReply);
  return { mediaId: id };
}

const SessionReply = z.object({ id: z.string().startsWith('upload:') });
const HandleReply = z.object({ h: z.string().min(1) });

/**
 * Uploads the sample picture of a template and gives its handle. Reviewers see it; every send brings its own picture.
 * https://developers.facebook.com/docs/graph-api/guides/upload
 */
export async function uploadSample(api: GraphApi, imageUrl: string): Promise<string> {
  const image = await fetchFile(api, imageUrl, {});
  const bytes = await image.bytes();
  const mimeType = image.headers['content-type']?.split(';')[0] ?? 'image/jpeg';
  const query = { file_name: 'sample', file_length: bytes.length, file_type: mimeType };
  const session = await api.http.call({ method: 'POST', path: `/${api.settings.appId}/uploads`, query }, SessionReply);
  // This one address wants the token under another name.
  const headers = { authorization: `OAuth ${api.settings.accessToken}`, file_offset: '0', 'content-type': mimeType };
  const { h: handle } = await api.http.call({ method: 'POST', path: `/${session.id}`, body: bytes, headers, timeoutMs: fileTimeoutMs }, HandleReply);
  return handle;
}
