import { z } from 'zod';
import { ErrorReply, InvalidInput } from '#contract/error';

/** What the server refused and why. `code` is stable and has a text; `message` is the server's own sentence. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: unknown;
  /** The server's number of this request, to quote to the operator; null when no server answered. */
  readonly requestId: string | null;

  constructor(fields: { status: number; code: string; message: string; details?: unknown; requestId?: string | null; cause?: unknown }) {
    super(fields.message, { cause: fields.cause });
    this.name = 'ApiError';
    this.status = fields.status;
    this.code = fields.code;
    this.details = fields.details ?? null;
    this.requestId = fields.requestId ?? null;
  }
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON, or as it is when it is a form with files. */
  body?: unknown;
  /** Undefined, null and empty values are left out; arrays repeat the key. */
  query?: Record<string, QueryValue>;
  signal?: AbortSignal;
  /** For a POST that costs money or sends a message: the same key is carried out once. */
  idempotencyKey?: string;
}

type QueryValue = string | number | boolean | null | undefined | readonly string[];

/** Called when the session has ended; the app goes to sign-in and comes back. Set once, at start. */
let onSignedOut: () => void = () => {};
export function whenSignedOut(callback: () => void): void {
  onSignedOut = callback;
}

/**
 * One request to our own server. The reply is checked against the schema; a 204 is parsed as `undefined`.
 * Throws only `ApiError` (code `offline` when no server answered, `unexpected_reply` when the reply has another shape)
 * and the abort of its signal.
 */
export async function request<Schema extends z.ZodType>(schema: Schema, path: string, options: RequestOptions = {}): Promise<z.output<Schema>> {
  const response = await send(path, options);
  const reply = await readJson(response);
  if (!response.ok) {
    const error = errorOf(response, reply);
    if (response.status === 401) onSignedOut();
    throw error;
  }
  const parsed = schema.safeParse(reply);
  if (parsed.success) return parsed.data;
  throw new ApiError({ status: response.status, code: 'unexpected_reply', message: z.prettifyError(parsed.error), requestId: response.headers.get('x-request-id') });
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const isForm = options.body instanceof FormData;
  const hasBody = options.body !== undefined;
  const init: RequestInit = {
    method: options.method ?? (hasBody ? 'POST' : 'GET'),
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(hasBody && !isForm && { 'content-type': 'application/json' }),
      ...(options.idempotencyKey && { 'idempotency-key': options.idempotencyKey }),
    },
    signal: options.signal ?? null,
    body: options.body instanceof FormData ? options.body : hasBody ? JSON.stringify(options.body) : null,
  };
  try {
    return await fetch(path + writeQuery(options.query), init);
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiError({ status: 0, code: 'offline', message: 'The server did not answer.', cause });
  }
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// better-auth answers under /api/auth with its own shape: { code, message }.
const AuthErrorReply = z.object({ code: z.string(), message: z.string().default('') });

function errorOf(response: Response, reply: unknown): ApiError {
  const { status } = response;
  const requestId = response.headers.get('x-request-id');
  const ours = ErrorReply.safeParse(reply);
  if (ours.success) return new ApiError({ status, ...ours.data.error });
  const auth = AuthErrorReply.safeParse(reply);
  if (auth.success) return new ApiError({ status, code: auth.data.code.toLowerCase(), message: auth.data.message, requestId });
  return new ApiError({ status, code: status === 429 ? 'rate_limited' : 'server_error', message: response.statusText, requestId });
}

/** The sentences of a refused form by path, for `FormFromSchema`; empty for any other failure. */
export function fieldProblems(error: unknown): Record<string, string> {
  const details = InvalidInput.safeParse(error instanceof ApiError ? error.details : null);
  return details.success ? Object.fromEntries(details.data.fields.map(({ path, message }) => [path, message])) : {};
}

/** `?status=open&tag=a&tag=b`, or nothing. */
export function writeQuery(query: Record<string, QueryValue> = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') params.append(name, String(one));
    }
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}
