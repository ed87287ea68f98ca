import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pino } from 'pino';
import { z } from 'zod';
import { InvalidInput } from '#contract/error';
import { WorkspaceParams } from '#contract/page';
import { startTestServer } from '#test/database';
import type { TestServer } from '#test/database';
import { openDatabase } from './database.ts';
import type { Database } from './database.ts';
import { AppError } from './errors.ts';
import { createHttp } from './http.ts';
import type { Http } from './http.ts';
import { withRawBody } from './http-raw-body.ts';
import { makeMetrics } from './metrics.ts';

const home = '0198c0de-0000-7000-8000-000000000001';
const logged: string[] = [];
let server: TestServer;
let database: Database;
let http: Http;

class ShopError extends Error {}

beforeAll(async () => {
  server = await startTestServer();
  database = openDatabase(await server.cloneDatabase(), { poolSize: 2, onError: () => undefined });
  let requests = 0;
  http = await createHttp({
    log: pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }),
    db: database.db,
    metrics: makeMetrics(),
    metricsToken: 'let-me-count',
    trustProxy: false,
    publicOrigin: () => 'https://chat.example.com',
    nextRequestId: () => `request-${(requests += 1)}`,
    findActor: async (request, workspaceId) => {
      if (!request.headers.authorization) return 'anonymous';
      if (workspaceId !== home) return 'stranger';
      return { kind: 'api_key', id: 'key-1', name: 'Key', workspaceId, role: 'agent' };
    },
    translateError: (error) => (error instanceof ShopError ? new AppError('unavailable', 'shop_away', 'The shop does not answer.') : null),
  });
  http.post(
    '/v1/workspaces/:workspaceId/things',
    { bodyLimit: 2000, schema: { summary: 'Make a thing', tags: ['things'], params: WorkspaceParams, body: z.object({ name: z.string().min(3), size: z.int() }), response: { 200: z.object({ name: z.string(), by: z.string() }) } } },
    async (request) => ({ name: request.body.name, by: request.actor.id, secret: 'never shown' }),
  );
  http.get('/v1/failing/:how', { schema: { summary: 'Fail', tags: ['things'], params: z.object({ how: z.string() }), response: { 200: z.object({ ok: z.literal(true) }) } } }, async (request) => {
    if (request.params.how === 'conflict') throw new AppError('conflict', 'thing_closed', 'This thing is closed.', { id: 7 });
    if (request.params.how === 'shop') throw new ShopError('secret address of the shop');
    throw new Error('the password of the database is swordfish');
  });
  http.get('/v1/limited', { schema: { hide: true }, config: { rateLimit: { max: 2, timeWindow: '1 minute' } } }, async () => ({ ok: true }));
  http.get('/snippet.js', { schema: { hide: true }, config: { isPublic: true } }, async () => 'code');
  http.post('/v1/change', { schema: { hide: true } }, async () => ({ ok: true }));
  await withRawBody(http, (corner) => {
    corner.post('/hooks/test', { schema: { hide: true }, config: { isPublic: true } }, async (request) => ({ bytes: (request.body as Buffer).length }));
  });
});

afterAll(async () => {
  await http?.close();
  await database?.close();
  await server?.stop();
});

const inWorkspace = (body: unknown, headers: Record<string, string> = { authorization: 'Bearer x' }, workspaceId = home) =>
  http.inject({ method: 'POST', url: `/v1/workspaces/${workspaceId}/things`, payload: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });

test('gives a route its actor and leaves out fields that its contract does not name', async () => {
  const reply = await inWorkspace({ name: 'cart', size: 1 });
  expect(reply.json()).toEqual({ name: 'cart', by: 'key-1' });
  expect(reply.headers['x-request-id']).toMatch(/^request-/);
});

test('refuses strangers before it reads what they sent', async () => {
  expect((await inWorkspace({}, {})).json().error).toMatchObject({ code: 'sign_in_needed' });
  const stranger = await inWorkspace({}, { authorization: 'Bearer x' }, '0198c0de-0000-7000-8000-000000000002');
  expect(stranger.statusCode).toBe(404);
  expect(stranger.json().error.code).toBe('workspace_unknown');
});

test('names every field that it cannot accept', async () => {
  const reply = await inWorkspace({ name: 'x', size: 1.5 });
  expect(reply.statusCode).toBe(400);
  const { error } = reply.json();
  expect(error.code).toBe('invalid_input');
  expect(InvalidInput.parse(error.details).fields.map((field) => `${field.in} ${field.path}`)).toEqual(['body name', 'body size']);
});

test.each([
  ['{"name": "cut', 'application/json', 400, 'body_not_json'],
  ['name=x', 'application/x-www-form-urlencoded', 400, 'media_type_unknown'],
  [JSON.stringify({ name: 'x'.repeat(3000), size: 1 }), 'application/json', 413, 'body_too_large'],
])('refuses a body that is cut, foreign or too large: %.12s', async (payload, type, status, code) => {
  const reply = await http.inject({ method: 'POST', url: `/v1/workspaces/${home}/things`, payload, headers: { 'content-type': type, authorization: 'Bearer x' } });
  expect([reply.statusCode, reply.json().error.code]).toEqual([status, code]);
});

test('answers a foreseen failure with its own code and details', async () => {
  const reply = await http.inject('/v1/failing/conflict');
  expect(reply.statusCode).toBe(409);
  expect(reply.json().error).toEqual({ code: 'thing_closed', message: 'This thing is closed.', details: { id: 7 }, requestId: reply.headers['x-request-id'] });
  const shop = await http.inject('/v1/failing/shop');
  expect([shop.statusCode, shop.json().error.code, shop.headers['retry-after']]).toEqual([503, 'shop_away', '5']);
});

test('tells nothing about a bug but its request id, under which the log has everything', async () => {
  const reply = await http.inject('/v1/failing/bug');
  expect(reply.statusCode).toBe(500);
  expect(reply.body).not.toContain('swordfish');
  const { requestId } = reply.json().error;
  const entry = logged.find((line) => line.includes(`"${requestId}"`) && line.includes('swordfish'));
  expect(entry).toContain('/v1/failing/:how');
});

test('answers an unknown route in the same shape', async () => {
  const reply = await http.inject('/v1/nothing-here');
  expect([reply.statusCode, reply.json().error.code]).toEqual([404, 'route_unknown']);
});

test('says when to come back once a route is asked too often', async () => {
  const replies = [await http.inject('/v1/limited'), await http.inject('/v1/limited'), await http.inject('/v1/limited')];
  expect(replies.map((reply) => reply.statusCode)).toEqual([200, 200, 429]);
  expect(replies[2]?.json().error.code).toBe('too_many_requests');
  expect(Number(replies[2]?.headers['retry-after'])).toBeGreaterThan(0);
});

test('refuses a change that another site asks for with the cookies of a member', async () => {
  const change = (headers: Record<string, string>) => http.inject({ method: 'POST', url: '/v1/change', headers });
  expect((await change({ cookie: 'session=1', origin: 'https://evil.example' })).json().error.code).toBe('other_site');
  expect((await change({ cookie: 'session=1' })).statusCode).toBe(403);
  expect((await change({ cookie: 'session=1', origin: 'https://chat.example.com' })).statusCode).toBe(200);
});

test('allows no script but its own files, and lets other sites load only what is public', async () => {
  const page = await http.inject('/docs/api');
  expect(page.headers['content-security-policy']).toMatch(/script-src 'self';/);
  expect(page.body).not.toMatch(/<script(?![^>]* src=)/);
  expect(page.headers['cross-origin-resource-policy']).toBe('same-origin');
  expect((await http.inject('/snippet.js')).headers['cross-origin-resource-policy']).toBe('cross-origin');
});

test('describes its routes and nothing hidden', async () => {
  const document = (await http.inject('/v1/openapi.json')).json();
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/v1/workspaces/{workspaceId}/things']));
  expect(Object.keys(document.paths)).not.toContain('/hooks/test');
});

test('gives a raw corner the bytes, whatever their type', async () => {
  const send = (payload: string | undefined, headers: Record<string, string>) => http.inject({ method: 'POST', url: '/hooks/test', ...(payload === undefined ? {} : { payload }), headers });
  expect((await send('{"cut', { 'content-type': 'application/json' })).json()).toEqual({ bytes: 5 });
  expect((await send('a=1', { 'content-type': 'application/x-www-form-urlencoded' })).json()).toEqual({ bytes: 3 });
  expect((await send(undefined, {})).json()).toEqual({ bytes: 0 });
});

test('is ready once the schema is, and shows its figures only to the holder of the token', async () => {
  expect((await http.inject('/healthz')).json()).toEqual({ ok: true });
  expect((await http.inject('/readyz')).json()).toEqual({ ok: true, missing: [] });
  expect((await http.inject('/metrics')).statusCode).toBe(401);
  const figures = await http.inject({ url: '/metrics', headers: { authorization: 'Bearer let-me-count' } });
  expect(figures.body).toContain('route="/v1/failing/:how"');
});

test('closing waits for the answers under way and for nobody who only keeps the line open', async () => {
  const other = await createHttp({ log: pino({ level: 'silent' }), db: database.db, metrics: makeMetrics(), metricsToken: '', trustProxy: false, publicOrigin: () => null, nextRequestId: () => 'r', findActor: async () => 'anonymous', translateError: () => null });
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  other.get('/slow', async () => {
    begun.resolve();
    await end.promise;
    return { ok: true };
  });
  const url = await other.listen({ port: 0, host: '127.0.0.1' });
  // Keeps its connection for the next question, as browsers and platforms do.
  const agent = new Agent({ keepAlive: true });
  const answer = new Promise<number | undefined>((settle, fail) => get(`${url}/slow`, { agent }, (reply) => reply.resume().on('end', () => settle(reply.statusCode))).on('error', fail));
  await begun.promise;
  // A line that nobody ever asked anything on.
  const silent = connect(Number(new URL(url).port), '127.0.0.1');
  await once(silent, 'connect');
  const closed = other.close();
  end.resolve();
  expect(await answer).toBe(200);
  await closed;
  agent.destroy();
  silent.destroy();
});
