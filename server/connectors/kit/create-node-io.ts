import { Agent, request as callHttp } from 'undici';
import type { Dispatcher } from 'undici';
import type { ConnectorIo, ConnectorRequest, ConnectorResponse } from '#ports/connector';
import { ConnectorError } from '#ports/connector';
import { normaliseHeaders } from './headers.ts';
import { createPublicPools, guardLookup, isCallableAddress, isPublicAddress, requireAllowedHost } from './public-address.ts';
import type { Resolve } from './public-address.ts';
import { hostOf, toConnectorError } from './request-errors.ts';

export interface NodeIoOptions {
  userAgent: string;
  /** The pools of connections; one good default is made when absent. Whoever gives it closes it. */
  dispatcher?: Dispatcher;
  /** The pools for calls that are `publicOnly`; one good default is made when absent. */
  publicPools?: Dispatcher;
  /** False: every call is to the open internet only, also where a merchant set the address. Absent: the own network may be called, as for a model that runs there. */
  allowsPrivate?: boolean;
  now?: () => Date;
}

const defaultTimeoutMs = 10_000;
const defaultMaxBytes = 10 * 1024 * 1024;

/**
 * The real outside. It follows no redirect (a secret in a header must not travel to another host), reads the whole answer
 * within the time-out and the size limit, and so gives every connection back to its pool.
 */
export function createNodeIo({ userAgent, allowsPrivate = true, dispatcher = createPools({ allowsPrivate }), publicPools = createPublicPools(), now = () => new Date() }: NodeIoOptions): ConnectorIo {
  return {
    now,
    fetch: async (url, init = {}) => {
      requireAllowedHost(url, allowsPrivate && !init.publicOnly ? isCallableAddress : isPublicAddress);
      return call(init.publicOnly ? publicPools : dispatcher, userAgent, url, init);
    },
  };
}

/**
 * Keep-alive pools, one for each origin. HTTP/1.1 only: one broken HTTP/2 connection would put all its calls in doubt. Settings name addresses, so none of
 * them leads to a cloud's metadata service, and with `allowsPrivate: false` none into the own network.
 */
export function createPools({ allowsPrivate = true, resolve }: { allowsPrivate?: boolean; resolve?: Resolve } = {}): Agent {
  return new Agent({
    connections: 256,
    pipelining: 1,
    allowH2: false,
    // Short, because a call on a connection that the other side is just closing ends in doubt.
    keepAliveTimeout: 4_000,
    connect: { timeout: 5_000, lookup: guardLookup(allowsPrivate ? isCallableAddress : isPublicAddress, resolve) },
  });
}

async function call(dispatcher: Dispatcher, userAgent: string, url: string, init: ConnectorRequest): Promise<ConnectorResponse> {
  const timeoutMs = init.timeoutMs ?? defaultTimeoutMs;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(noAnswer(url, timeoutMs)), timeoutMs);
  try {
    const { body, contentType } = await encodeBody(init.body);
    const headers = { 'user-agent': userAgent, ...contentType, ...init.headers };
    const method = (init.method ?? 'GET') as Dispatcher.HttpMethod;
    const answer = await callHttp(url, { dispatcher, method, headers, body, signal: abort.signal });
    const bytes = await readLimited(answer, init.maxBytes ?? defaultMaxBytes, url);
    return {
      status: answer.statusCode,
      headers: normaliseHeaders(answer.headers),
      text: async () => bytes.toString('utf8'),
      bytes: async () => bytes,
    };
  } catch (error) {
    throw toConnectorError(error, hostOf(url));
  } finally {
    clearTimeout(timer);
  }
}

async function encodeBody(body: ConnectorRequest['body']) {
  if (!(body instanceof FormData)) return { body: body ?? null, contentType: {} };
  const encoded = new Response(body);
  const type = encoded.headers.get('content-type') ?? 'multipart/form-data';
  return { body: new Uint8Array(await encoded.arrayBuffer()), contentType: { 'content-type': type } };
}

async function readLimited(answer: Dispatcher.ResponseData, maxBytes: number, url: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) throw tooLong(url, maxBytes); // leaving the loop destroys the stream
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

function noAnswer(url: string, timeoutMs: number): ConnectorError {
  return new ConnectorError('unavailable', `${hostOf(url)} did not answer within ${timeoutMs} ms.`, { code: 'timeout', isCertain: false });
}

function tooLong(url: string, maxBytes: number): ConnectorError {
  return new ConnectorError('unexpected', `${hostOf(url)} answered with more than ${maxBytes} bytes.`, { code: 'too_large', isCertain: false });
}
