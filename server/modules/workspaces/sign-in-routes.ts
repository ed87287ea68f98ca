import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#context';
import { AppError } from '#platform/errors';
import type { Http } from '#platform/http';
import { withRawBody } from '#platform/http-raw-body';
import { countAttempt, forgetAttempts } from './count-attempt.ts';
import type { SignIn } from './sign-in.ts';
import { headersOf, passCookies } from './web-headers.ts';

const Credentials = z.object({ email: z.string().max(254) });
const limit = { max: 120, timeWindow: '1 minute' };
const bodyLimitBytes = 16 * 1024;

/** Sign-in, sign-out and the second factor, answered by the library; and the door of the demo. */
export async function addSignInRoutes(http: Http, app: App, signIn: SignIn): Promise<void> {
  await withRawBody(http, (corner) => {
    corner.route({
      method: ['GET', 'POST'],
      url: '/api/auth/*',
      schema: { hide: true },
      config: { rateLimit: limit },
      bodyLimit: bodyLimitBytes,
      handler: (request, reply) => answerSignIn(app, signIn, request, reply),
    });
  });
  if (!app.config.isDemo) return;
  http.post('/demo/sign-in', { schema: { hide: true }, config: { rateLimit: limit } }, async (_request, reply) => {
    passCookies(await signIn.beginSession(await findDemoOwner(app)), reply);
    return reply.status(204).send();
  });
}

async function answerSignIn(app: App, signIn: SignIn, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const body = request.body as Buffer;
  // A form of another site can post without asking first, but never as JSON.
  if (request.method === 'POST' && body.length > 0 && !request.headers['content-type']?.startsWith('application/json')) {
    throw new AppError('invalid', 'media_type_unknown', 'Send the body as "application/json".');
  }
  const isSignIn = request.method === 'POST' && request.url.startsWith('/api/auth/sign-in/');
  const email = isSignIn ? readEmail(body) : null;
  if (isSignIn) await countAttempt(app, 'address', request.ip);
  if (email !== null) await countAttempt(app, 'account', email);
  const answer = await signIn.answer(toWebRequest(app, request, body));
  if (email !== null && answer.ok) await forgetAttempts(app, 'account', email);
  reply.status(answer.status);
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value);
  passCookies(answer, reply);
  return reply.send(Buffer.from(await answer.arrayBuffer()));
}

function toWebRequest(app: App, request: FastifyRequest, body: Buffer): Request {
  const headers = headersOf(request);
  // The body was read already and its length may be counted anew.
  headers.delete('content-length');
  headers.delete('transfer-encoding');
  return new Request(new URL(request.url, app.publicUrl || 'http://localhost'), { method: request.method, headers, ...(body.length > 0 && { body: new Uint8Array(body) }) });
}

function readEmail(body: Buffer): string | null {
  try {
    return Credentials.parse(JSON.parse(body.toString('utf8'))).email;
  } catch {
    // Not a sign-in that could succeed: the library says so in its own words.
    return null;
  }
}

async function findDemoOwner(app: App): Promise<string> {
  const owner = await app.db
    .selectFrom('member')
    .innerJoin('workspace', 'workspace.id', 'member.workspace_id')
    .select('member.user_id')
    .where('workspace.is_demo', '=', true)
    .where('member.role', '=', 'owner')
    .orderBy('member.created_at')
    .executeTakeFirst();
  if (!owner) throw new AppError('not_found', 'demo_unknown', 'The demo workspace is not there yet. Wait a moment and try again.');
  return owner.user_id;
}
