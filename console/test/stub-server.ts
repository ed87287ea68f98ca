import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';

/** The policy of the real server, so that what it would block fails here. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob: https: http:",
  "media-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** What the pretend server knows; a test changes it while it runs. */
export interface StubState {
  member: { userId: string; name: string; email: string; locale: string | null } | null;
  workspaces: object[];
  demo: boolean;
  needsSetup: boolean;
  needsCode: boolean;
  /** Streams that are asked for are refused. */
  refusesStreams: boolean;
  /** Bodies that were posted, by path. */
  posted: Record<string, unknown>;
}

export const sampleMember = { userId: 'u1', name: 'Carla Benítez', email: 'carla@example.com', locale: 'es' };
export const sampleWorkspace = {
  id: '0193f3a2-7d51-7c4e-8f7e-2f6e3a1b9c55',
  name: 'Mates del Sur',
  role: 'owner',
  country: 'AR',
  timeZone: 'America/Argentina/Buenos_Aires',
  currency: 'ARS',
  locale: 'es-AR',
};

/** Serves a built console and just enough of the API for its frame and its sign-in. */
export async function startStubServer(folder: string) {
  const state: StubState = { member: null, workspaces: [], demo: false, needsSetup: false, needsCode: false, refusesStreams: false, posted: {} };
  const streams = new Set<ServerResponse>();
  const enter = () => Object.assign(state, { member: sampleMember, workspaces: [sampleWorkspace, { ...sampleWorkspace, id: '0193f3a2-7d51-7c4e-8f7e-2f6e3a1b9c56', name: 'Feira da Praia', role: 'agent' }], needsSetup: false });

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://stub');
    response.setHeader('content-security-policy', policy);
    if (request.method === 'POST') state.posted[pathname] = await readBody(request);
    if (pathname.endsWith('/live')) return state.refusesStreams ? void response.destroy() : openStream(response, streams);
    const reply = answer(pathname, state, enter);
    if (reply) return sendJson(response, reply.status, reply.body);
    sendFile(response, folder, pathname);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    enter,
    publish: (event: object) => streams.forEach((stream) => stream.write(`data: ${JSON.stringify(event)}\n\n`)),
    dropStreams: () => streams.forEach((stream) => stream.destroy()),
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function answer(path: string, state: StubState, enter: () => void): { status: number; body: unknown } | null {
  const { member, workspaces, demo, needsSetup } = state;
  if (path.endsWith('/guide')) return { status: 200, body: { steps: [], isDone: true, demo: null, script: null } };
  if (path.endsWith('/conversation-counts')) return { status: 200, body: { waiting: 0, mine: 0, unassigned: 0, open: 0, snoozed: 0, unread: 0, mentions: 0, tags: [] } };
  switch (path) {
    case '/v1/me':
      return { status: 200, body: { member, workspaces: member ? workspaces : [], demo, needsSetup, now: new Date().toISOString() } };
    case '/api/auth/sign-in/email': {
      const { password } = state.posted[path] as { password: string };
      if (password !== 'correcta-1234') return { status: 401, body: { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' } };
      if (state.needsCode) return { status: 200, body: { twoFactorRedirect: true, twoFactorMethods: ['totp'] } };
      enter();
      return { status: 200, body: { redirect: false, token: 't', user: { id: 'u1' } } };
    }
    case '/api/auth/two-factor/verify-totp':
    case '/v1/setup':
    case '/v1/invitations/accept':
    case '/demo/sign-in':
      enter();
      return { status: 200, body: {} };
    case '/api/auth/sign-out':
      Object.assign(state, { member: null, workspaces: [] });
      return { status: 200, body: { success: true } };
    default:
      return path.startsWith('/v1/') ? { status: 404, body: { error: { code: 'route_unknown', message: 'Nothing here.', details: null, requestId: 'r-1' } } } : null;
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text ? JSON.parse(text) : null;
}

function openStream(response: ServerResponse, streams: Set<ServerResponse>): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': open\n\n');
  streams.add(response);
  response.on('close', () => streams.delete(response));
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function sendFile(response: ServerResponse, folder: string, pathname: string): void {
  const asked = join(folder, normalize(pathname));
  const path = existsSync(asked) && statSync(asked).isFile() ? asked : join(folder, 'index.html');
  response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' });
  createReadStream(path).pipe(response);
}
