import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ConnectorError } from '#ports/connector';
import { clip, createJsonClient, createNodeIo, createPools, createTokenCache, hideSecrets, isSignedBy, parseJson, readPages, readRetryAfterMs, replayExchanges, signHmac } from './index.ts';

const now = () => new Date('2026-11-20T12:00:00Z');

async function failureOf(run: Promise<unknown>): Promise<ConnectorError> {
  return run.then(
    () => Promise.reject(new Error('It did not fail.')),
    (error: unknown) => error as ConnectorError,
  );
}

describe('signatures', () => {
  test('an empty secret or signature is never genuine', () => {
    expect(isSignedBy('', 'x', signHmac('', 'x', 'hex'), 'hex')).toBe(false);
    expect(isSignedBy('k', 'x', '', 'hex')).toBe(false);
    expect(isSignedBy('k', 'x', undefined, 'hex')).toBe(false);
  });

  test('hexadecimal counts in either case, base64 does not', () => {
    expect(isSignedBy('k', 'x', signHmac('k', 'x', 'hex').toUpperCase(), 'hex')).toBe(true);
    expect(isSignedBy('k', 'x', signHmac('k', 'x', 'base64').toLowerCase(), 'base64')).toBe(false);
  });
});

describe('the JSON client', () => {
  const Reply = z.object({ id: z.string() });
  const client = (exchange: { status?: number; headers?: Record<string, string>; answer: object | string | Error }, extra = {}) =>
    createJsonClient({ io: replayExchanges([{ call: 'GET https://api.example/v1/x', ...exchange }], now).io, name: 'Example', baseUrl: 'https://api.example', ...extra });
  const get = { path: '/v1/x' };

  test.each([
    [400, '{}', 'rejected', true],
    [401, '{}', 'credentials', true],
    [404, '{}', 'rejected', true],
    [429, '{}', 'rate_limited', true],
    [408, '', 'unavailable', false],
    [500, '<html>', 'unavailable', false],
    [503, '{"odd":1}', 'unavailable', false],
    [200, 'not json', 'unexpected', false],
    [200, '{"id":7}', 'unexpected', false],
  ])('status %i with %s is %s, certain: %s', async (status, answer, kind, isCertain) => {
    expect(await failureOf(client({ status, answer }).call(get, Reply))).toMatchObject({ kind, isCertain, status });
  });

  test('a 5xx that the vendor explains is certain', async () => {
    const readProblem = () => ({ code: '131016', message: 'Service unavailable' });
    expect(await failureOf(client({ status: 503, answer: '{"error":{}}' }, { readProblem }).call(get, Reply))).toMatchObject({ kind: 'unavailable', isCertain: true, code: '131016' });
  });

  test('names neither secrets nor the query', async () => {
    const io = replayExchanges([{ call: 'GET https://api.example/v1/x?token=s3cr3t-token', status: 400, answer: {} }], now).io;
    const api = createJsonClient({ io, name: 'Example', baseUrl: 'https://api.example', secrets: ['s3cr3t-token'], readProblem: () => ({ message: 'bad s3cr3t-token' }) });
    const { message } = await failureOf(api.call({ ...get, query: { token: 's3cr3t-token' } }, Reply));
    expect(message).toBe('Example refused /v1/x: bad [hidden]');
  });

  test('Retry-After is read in seconds and as a date', async () => {
    expect(await failureOf(client({ status: 429, headers: { 'retry-after': '2' }, answer: '{}' }).call(get, Reply))).toMatchObject({ retryAfterMs: 2000 });
    expect(readRetryAfterMs('Fri, 20 Nov 2026 12:00:30 GMT', now())).toBe(30_000);
    expect(readRetryAfterMs('soon', now())).toBeNull();
  });

  test('find answers null for what is not there, and only for that', async () => {
    expect(await client({ status: 404, answer: {} }).find(get, Reply)).toBeNull();
    expect(await failureOf(client({ status: 500, answer: '' }).find(get, Reply))).toMatchObject({ kind: 'unavailable' });
  });
});

describe('calls over HTTP', () => {
  let server: Server;
  let url = '';
  const pools = createPools();
  const io = createNodeIo({ userAgent: 'kit-test', dispatcher: pools, now });
  const answers: Record<string, (response: ServerResponse) => void> = {
    '/agent': (response) => response.end('{}'),
    '/never': () => {},
    '/drop': (response) => response.destroy(),
    '/half': (response) => void (response.writeHead(200, { 'content-length': '100' }), response.write('{'), setImmediate(() => response.destroy())),
    '/long': (response) => response.end('x'.repeat(5000)),
    '/moved': (response) => response.writeHead(302, { location: '/agent' }).end(),
  };
  let lastAgent: string | undefined;

  beforeAll(async () => {
    server = createServer((request, response) => {
      lastAgent = request.headers['user-agent'];
      request.resume().on('end', () => answers[request.url ?? '']?.(response));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await pools.destroy();
    server.closeAllConnections();
    server.close();
  });

  test('says who calls', async () => {
    await io.fetch(`${url}/agent`, { method: 'POST', body: '{}' });
    expect(lastAgent).toBe('kit-test');
  });

  test('sends a form with files', async () => {
    const form = new FormData();
    form.append('file', new Blob(['abc'], { type: 'image/png' }), 'a.png');
    expect((await io.fetch(`${url}/agent`, { method: 'POST', body: form })).status).toBe(200);
  });

  test.each(['/drop', '/half'])('a connection cut at %s leaves it open whether anything happened', async (path) => {
    expect(await failureOf(io.fetch(url + path, { method: 'POST', body: '{}' }))).toMatchObject({ kind: 'unavailable', isCertain: false });
  });

  test('so does silence', async () => {
    expect(await failureOf(io.fetch(`${url}/never`, { timeoutMs: 50 }))).toMatchObject({ kind: 'unavailable', code: 'timeout', isCertain: false });
  });

  test('a closed port is certain: nothing left', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    await once(probe, 'close');
    expect(await failureOf(io.fetch(`http://127.0.0.1:${port}/`))).toMatchObject({ kind: 'unavailable', isCertain: true });
  });

  test('an answer longer than allowed is refused', async () => {
    expect(await failureOf(io.fetch(`${url}/long`, { maxBytes: 4999 }))).toMatchObject({ kind: 'unexpected' });
    expect((await io.fetch(`${url}/long`, { maxBytes: 5000 })).status).toBe(200);
  });

  test('a redirect is shown, not followed', async () => {
    expect(await io.fetch(`${url}/moved`)).toMatchObject({ status: 302, headers: { location: '/agent' } });
  });
});

describe('tokens, pages, texts', () => {
  test('a failed renewal is forgotten: the next caller tries again', async () => {
    let attempts = 0;
    const cache = createTokenCache({ now, issue: async () => (++attempts === 1 ? Promise.reject(new Error('down')) : { token: 't', expiresInS: null }) });
    await expect(cache.get()).rejects.toThrow('down');
    expect(await cache.get()).toBe('t');
  });

  test('a cursor that stands still ends the walk', async () => {
    const walk = async () => {
      for await (const _items of readPages(async () => ({ items: [1], nextCursor: 'same' }))) continue;
    };
    await expect(walk()).rejects.toThrow('does not move');
  });

  test('long whole numbers keep every digit; numbers in texts stay texts', () => {
    expect(parseJson('{"id": 981820079255243537, "n": [12345678901234567890], "t": ": 981820079255243537", "f": 1.5}')).toEqual({
      id: '981820079255243537', n: ['12345678901234567890'], t: ': 981820079255243537', f: 1.5,
    });
  });

  test('cutting a text never leaves half a character', () => {
    expect(clip('ab😀', 3)).toBe('ab');
    expect(clip(null, 3)).toBeNull();
  });

  test('short words are not taken for secrets', () => {
    expect(hideSecrets('the key abcdef and ab', ['abcdef', 'ab', null])).toBe('the key [hidden] and ab');
  });
});
