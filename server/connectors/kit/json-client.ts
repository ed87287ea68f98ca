import type { z } from 'zod';
import type { ConnectorErrorKind, ConnectorIo, ConnectorResponse } from '#ports/connector';
import { ConnectorError } from '#ports/connector';
import { readRetryAfterMs } from './headers.ts';
import { describeIssues } from './read-body.ts';
import { hostOf, toConnectorError } from './request-errors.ts';
import { clip, hideSecrets } from './text.ts';

/** What the vendor's own error body says; null fields leave what the status says. */
export interface VendorProblem {
  kind?: ConnectorErrorKind;
  code?: string;
  message?: string;
  retryAfterMs?: number;
  /** False when the vendor itself leaves open whether it acted. */
  isCertain?: boolean;
}

export interface JsonClientOptions {
  io: ConnectorIo;
  /** The vendor's name, for messages. */
  name: string;
  /** Without a slash at the end. */
  baseUrl: string;
  /** Asked anew for every call, so that a renewed token is used. */
  headers?: () => Promise<Record<string, string>>;
  /** Called once for a 401; true: the credentials were renewed, ask again. Nothing was done by a call answered 401. */
  onUnauthorised?: () => Promise<boolean>;
  /** Reads an error body. A 5xx that it recognises is certain; one that nobody can read is not. */
  readProblem?: (body: unknown, status: number) => VendorProblem | null;
  /** Blanked out of every message. */
  secrets?: readonly (string | null | undefined)[];
  timeoutMs?: number;
}

export interface JsonCall {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Starts with a slash. */
  path: string;
  query?: Record<string, string | number | boolean | null | undefined>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as application/x-www-form-urlencoded. */
  form?: Record<string, string>;
  /** Sent as it is: a file, a multipart form. */
  body?: string | Uint8Array | FormData;
  headers?: Record<string, string>;
  timeoutMs?: number;
}

export interface JsonClient {
  call<Value>(call: JsonCall, schema: z.ZodType<Value>): Promise<Value>;
  /** Like `call`, with null for a 404. */
  find<Value>(call: JsonCall, schema: z.ZodType<Value>): Promise<Value | null>;
}

/**
 * A thin JSON client: every reply goes through a schema, every failure becomes a `ConnectorError` that says whether the
 * vendor may have acted. It never repeats a call by itself, except once after renewed credentials.
 */
export function createJsonClient(options: JsonClientOptions): JsonClient {
  const client: JsonClient = {
    async call(call, schema) {
      const response = await send(options, call);
      if (response.status === 401 && (await options.onUnauthorised?.())) {
        return readReply(options, call, await send(options, call), schema);
      }
      return readReply(options, call, response, schema);
    },
    async find(call, schema) {
      try {
        return await client.call(call, schema);
      } catch (error) {
        if (error instanceof ConnectorError && error.status === 404) return null;
        throw error;
      }
    },
  };
  return client;
}

async function send(options: JsonClientOptions, call: JsonCall): Promise<ConnectorResponse> {
  const url = options.baseUrl + call.path + formatQuery(call.query);
  const { body, contentType } = encodeBody(call);
  const headers = { accept: 'application/json', ...contentType, ...(await options.headers?.()), ...call.headers };
  const timeoutMs = call.timeoutMs ?? options.timeoutMs;
  try {
    return await options.io.fetch(url, {
      method: call.method ?? (body === undefined ? 'GET' : 'POST'),
      headers,
      ...(body === undefined ? {} : { body }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  } catch (error) {
    throw toConnectorError(error, hostOf(url));
  }
}

async function readReply<Value>(
  options: JsonClientOptions,
  call: JsonCall,
  response: ConnectorResponse,
  schema: z.ZodType<Value>,
): Promise<Value> {
  const body = tryParse(await readText(response, options));
  if (response.status < 200 || response.status > 299) throw describeRefusal(options, call, response, body);
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  // The vendor acted, but what it did is not told in words that we know.
  throw new ConnectorError('unexpected', `${options.name} answered in an unknown form: ${describeIssues(result.error)}`, {
    isCertain: false,
    status: response.status,
  });
}

function describeRefusal(options: JsonClientOptions, call: JsonCall, response: ConnectorResponse, body: unknown): ConnectorError {
  const { status, headers } = response;
  const problem = options.readProblem?.(body, status) ?? null;
  const kind = problem?.kind ?? kindOfStatus(status);
  const words = problem?.message ? clip(problem.message, 300) : `status ${status}`;
  const retryAfterMs = problem?.retryAfterMs ?? readRetryAfterMs(headers['retry-after'], options.io.now());
  const isUnclear = status >= 500 || status === 408;
  return new ConnectorError(kind, hideSecrets(`${options.name} refused ${call.path}: ${words}`, options.secrets ?? []), {
    status,
    isCertain: problem?.isCertain ?? (!isUnclear || problem !== null),
    ...(problem?.code ? { code: problem.code } : {}),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  });
}

function kindOfStatus(status: number): ConnectorErrorKind {
  if (status === 401 || status === 403) return 'credentials';
  if (status === 429) return 'rate_limited';
  if (status === 408 || status >= 500) return 'unavailable';
  return status >= 400 ? 'rejected' : 'unexpected';
}

async function readText(response: ConnectorResponse, { name }: JsonClientOptions): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    throw toConnectorError(error, name);
  }
}

/** Undefined for what is not JSON: the schema or the status decides what that means. */
function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function formatQuery(query: JsonCall['query']): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== null && value !== undefined);
  if (given.length === 0) return '';
  return `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

function encodeBody({ json, form, body }: JsonCall): { body?: JsonCall['body']; contentType: Record<string, string> } {
  if (json !== undefined) return { body: JSON.stringify(json), contentType: { 'content-type': 'application/json' } };
  if (form) {
    const encoded = new URLSearchParams(form).toString();
    return { body: encoded, contentType: { 'content-type': 'application/x-www-form-urlencoded' } };
  }
  return body === undefined ? { contentType: {} } : { body, contentType: {} };
}
