import type { Socket } from 'node:net';
import Fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify';
import cookie from '@fastify/cookie';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { AppError } from './errors.ts';
import { addActor } from './http-actor.ts';
import type { FindActor } from './http-actor.ts';
import { addApiDocument } from './http-api-document.ts';
import { makeErrorHandler, replyOf } from './http-errors.ts';
import { addHealthRoutes } from './http-health.ts';
import type { HealthOptions } from './http-health.ts';
import { addProtection, limitActors } from './http-protection.ts';
import { rememberRoutes } from './http-routes.ts';
import type { Log } from './log.ts';

/**
 * What a module's `routes.ts` is given: `addCartRoutes(http: Http, app: App)`. A route declares its contract and hands over.
 *
 *     http.get('/v1/workspaces/:workspaceId/carts/:cartId', {
 *       schema: { summary: 'Read one cart', tags: ['carts'], params: CartParams, response: { 200: Cart } },
 *     }, (request) => readCart(app, request.actor, request.params.cartId));
 *
 * - Below `/v1/workspaces/:workspaceId` strangers are already refused and `request.actor` is the member or key; the use case asks
 *   `requireRole(actor, …)` and takes the workspace from `actor.workspaceId`, never from the path.
 * - `params` extends `WorkspaceParams`, `querystring` of a list extends `PageQuery` (`#contract/page`).
 * - Response schemas hold what is on the wire (instants as text, no transforms): fields that they do not name are left out, and an
 *   answer of another shape is a bug (500). A route without an answer says `response: { 204: z.null() }` and sends 204 null.
 * - Shops, vendors and shoppers' browsers: `config: { isPublic: true }`, and `config.rateLimit` where the default (3,000 a minute for
 *   one address) does not fit: `{ max, timeWindow }`, or `false` where a signature is checked first.
 * - `bodyLimit` where 256 KB do not fit; raw bytes with `withRawBody` (`#platform/http-raw-body`).
 * - Failures are thrown (`AppError`, `ConnectorError`); only the error handler writes them.
 */
export type Http = FastifyInstance<RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, ZodTypeProvider>;

export interface HttpOptions extends HealthOptions {
  log: Log;
  /** A proxy in front sets X-Forwarded-For, -Host and -Proto. */
  trustProxy: boolean;
  /** Origin such as "https://chat.example.com" under which browsers reach us; null while it is not known. */
  publicOrigin: () => string | null;
  nextRequestId: () => string;
  findActor: FindActor;
  /** Failures that the platform does not know, such as a connector's; null for a bug. */
  translateError: (error: unknown) => AppError | null;
}

const bodyLimitBytes = 256 * 1024;

/** The web server before any route of the product. `close()` lets running requests finish. */
export async function createHttp(options: HttpOptions): Promise<Http> {
  const http: Http = Fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    bodyLimit: bodyLimitBytes,
    genReqId: options.nextRequestId,
    requestIdHeader: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 500 },
  }).withTypeProvider<ZodTypeProvider>();
  letGoOfSilentLines(http);
  http.setValidatorCompiler(validatorCompiler);
  http.setSerializerCompiler(serializerCompiler);
  http.setErrorHandler(makeErrorHandler(options.translateError));
  // Forms of other sites may send text/plain without asking first; nothing of ours reads it.
  http.removeContentTypeParser('text/plain');
  rememberRoutes(http);
  await http.register(cookie);
  await addProtection(http, options);
  addActor(http, options.findActor);
  limitActors(http);
  http.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    options.metrics.countRequest(request.method, route, reply.statusCode, reply.elapsedTime);
    request.log.debug({ method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'Answered');
  });
  http.setNotFoundHandler({ preHandler: http.rateLimit() }, (request, reply) =>
    reply.status(404).send(replyOf(new AppError('not_found', 'route_unknown', `There is nothing at ${request.method} ${request.url.split('?')[0]}. The API is described at /docs/api.`), request.id)),
  );
  await addApiDocument(http);
  addHealthRoutes(http, options);
  return http;
}

const silentMs = 200;

/** A line on which nothing was asked yet (browsers open some ahead of time) is not idle to Node, and would hold a close up for as long as its client likes. */
function letGoOfSilentLines(http: Http): void {
  const silent = new Set<Socket>();
  http.server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  http.server.on('request', ({ socket }) => silent.delete(socket));
  http.addHook('preClose', async () => {
    const timer = setInterval(() => silent.forEach((socket) => socket.destroy()), silentMs).unref();
    http.server.once('close', () => clearInterval(timer));
  });
}
