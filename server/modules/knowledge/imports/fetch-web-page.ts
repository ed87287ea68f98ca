import type { App } from '#context';
import { AppError } from '#platform/errors';
import { ConnectorError } from '#ports/connector';
import type { ConnectorResponse } from '#ports/connector';
import { decodeText } from './decode-text.ts';

export interface WebPage {
  url: string;
  kind: 'html' | 'text' | 'pdf';
  bytes: Uint8Array;
  text: string;
}

const maxRedirects = 3;
const maxBytes = 3 * 1024 * 1024;
const timeoutMs = 8_000;

/**
 * Fetches a page of the open web. Only https on its own port, to public addresses: the outside checks the very address that it connects to, and each
 * redirect (three at most) is checked anew.
 */
export async function fetchWebPage(app: App, address: string): Promise<WebPage> {
  let url = checkAddress(address.trim(), address.trim());
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const reply = await call(app, url);
    const location = reply.headers['location'];
    if (reply.status >= 300 && reply.status < 400 && location !== undefined) {
      url = checkAddress(location, url);
      continue;
    }
    if (reply.status !== 200) throw new AppError('invalid', 'page_not_given', `${new URL(url).host} answered with status ${reply.status} instead of the page. Open it in a browser without signing in, and check the address.`, { status: reply.status });
    return readReply(reply, url);
  }
  throw new AppError('invalid', 'too_many_redirects', `This address leads on more than ${maxRedirects} times. Use the one where it ends.`);
}

function checkAddress(address: string, base: string): string {
  if (!URL.canParse(address, base)) throw new AppError('invalid', 'address_invalid', 'This is no web address. Write it whole, such as https://example.com/returns.');
  const url = new URL(address, base);
  if (url.protocol !== 'https:') throw new AppError('invalid', 'address_not_https', 'Only addresses that begin with https:// can be imported.');
  if (url.port !== '' || url.username !== '' || url.password !== '') throw new AppError('invalid', 'address_invalid', 'An address with a port, a user or a password cannot be imported.');
  return url.href;
}

async function call(app: App, url: string): Promise<ConnectorResponse> {
  try {
    return await app.io.fetch(url, { publicOnly: true, timeoutMs, maxBytes, headers: { accept: 'text/html, text/plain, application/pdf;q=0.9' } });
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const { host } = new URL(url);
    if (error.code === 'address_not_public') throw new AppError('invalid', 'address_not_public', `${host} is not an address of the open internet, so it cannot be imported.`, null);
    if (error.code === 'too_large') throw new AppError('too_large', 'page_too_large', `The page at ${host} is larger than ${maxBytes / 1024 / 1024} MB. Paste its text instead.`);
    throw new AppError('invalid', 'page_away', `${host} cannot be reached, or did not answer in time. Check the address and try again.`);
  }
}

async function readReply(reply: ConnectorResponse, url: string): Promise<WebPage> {
  const type = (reply.headers['content-type'] ?? '').toLowerCase();
  const bytes = await reply.bytes();
  if (type.includes('pdf')) return { url, kind: 'pdf', bytes, text: '' };
  if (!/html|text\/|xml/.test(type) && type !== '') throw new AppError('invalid', 'page_not_text', `What stands at this address is no page of text (${type.split(';')[0]}).`);
  const text = decodeText(bytes).text;
  return { url, kind: /html|xml/.test(type) || /^\s*<(!doctype|html)/i.test(text) ? 'html' : 'text', bytes, text };
}
