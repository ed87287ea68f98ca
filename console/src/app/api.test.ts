import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type ApiError, fieldProblems, request, whenSignedOut, writeQuery } from './api.ts';

const answer = (status: number, body: string, headers = {}) => {
  const fetch = vi.fn(() => Promise.resolve(new Response(status === 204 ? null : body, { status, headers })));
  vi.stubGlobal('fetch', fetch);
  return fetch;
};
const failure = (promise: Promise<unknown>) => promise.then(() => expect.unreachable(), (error: ApiError) => error);

afterEach(() => vi.unstubAllGlobals());

test('gives the reply, checked by its schema', async () => {
  answer(200, '{"id":"c1","extra":true}');
  expect(await request(z.object({ id: z.string() }), '/v1/carts/c1')).toEqual({ id: 'c1' });
});

test('sends a body as JSON with POST, and the query without its empty values', async () => {
  const fetch = answer(204, '');
  await request(z.undefined(), '/v1/x', { body: { a: 1 }, query: { q: '', limit: 20, tag: ['a', 'b'], cursor: undefined } });
  expect(fetch).toHaveBeenCalledWith('/v1/x?limit=20&tag=a&tag=b', expect.objectContaining({ method: 'POST', body: '{"a":1}' }));
});

test('carries the code, the sentence and the number of a refused request', async () => {
  answer(409, JSON.stringify({ error: { code: 'cart_closed', message: 'Already bought.', details: { cartId: 'c1' }, requestId: 'r-1' } }));
  const error = await failure(request(z.unknown(), '/v1/x'));
  expect(error).toMatchObject({ status: 409, code: 'cart_closed', message: 'Already bought.', details: { cartId: 'c1' }, requestId: 'r-1' });
});

test('reads an error of the sign-in library too', async () => {
  answer(403, '{"code":"INVALID_EMAIL_OR_PASSWORD","message":"Invalid"}');
  expect(await failure(request(z.unknown(), '/api/auth/sign-in/email'))).toMatchObject({ code: 'invalid_email_or_password' });
});

test('says so when a proxy answers with a page instead of the server', async () => {
  answer(502, '<html>Bad gateway</html>');
  expect(await failure(request(z.unknown(), '/v1/x'))).toMatchObject({ code: 'server_error', status: 502 });
});

test('refuses a reply of another shape', async () => {
  answer(200, '{"id":7}');
  expect(await failure(request(z.object({ id: z.string() }), '/v1/x'))).toMatchObject({ code: 'unexpected_reply' });
});

test('calls a server that does not answer offline', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')));
  expect(await failure(request(z.unknown(), '/v1/x'))).toMatchObject({ code: 'offline', status: 0 });
});

test('lets an aborted request be an abort', async () => {
  vi.stubGlobal('fetch', (_path: string, init: RequestInit) => Promise.reject(init.signal?.reason));
  const error = await failure(request(z.unknown(), '/v1/x', { signal: AbortSignal.abort() }));
  expect(error.name).toBe('AbortError');
});

test('tells the app when the session has ended', async () => {
  const signedOut = vi.fn();
  whenSignedOut(signedOut);
  answer(401, '{"error":{"code":"signed_out","message":"Sign in.","details":null,"requestId":"r-2"}}');
  await failure(request(z.unknown(), '/v1/x'));
  expect(signedOut).toHaveBeenCalledOnce();
});

test('gives the sentence for each field of a refused form', async () => {
  const details = { fields: [{ in: 'body', path: 'lines.0.quantity', message: 'At least 1.' }] };
  answer(400, JSON.stringify({ error: { code: 'invalid_input', message: 'No.', details, requestId: 'r-3' } }));
  expect(fieldProblems(await failure(request(z.unknown(), '/v1/x')))).toEqual({ 'lines.0.quantity': 'At least 1.' });
  expect(fieldProblems(new TypeError('ours'))).toEqual({});
});

test('writes no question mark for an empty query', () => {
  expect(writeQuery({ q: null })).toBe('');
});
