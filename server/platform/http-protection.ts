import type { FastifyInstance, FastifyRequest } from 'fastify';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { AppError } from './errors.ts';
import { isFromOurPages } from './http-origin.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Called by shops, vendors and shoppers' browsers: carries no session of ours, and other sites may load its answer. */
    isPublic?: boolean;
  }
}

export interface ProtectionOptions {
  /** Origin such as "https://chat.example.com" under which browsers reach us; null while it is not known. */
  publicOrigin: () => string | null;
}

const minute = '1 minute';
// An office of fifty members shares one address; a person clicking does not come near a hundredth of it.
const perAddress = 3000;
const perActor = 1200;

/** Headers, rate limits and the refusal of changes that another site asks for. Before any route. */
export async function addProtection(http: FastifyInstance, options: ProtectionOptions): Promise<void> {
  await http.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The component library writes its variables in a <style> element and places pop-ups by style attributes, which no nonce can
        // cover in a page that is a file. A style cannot run code; img-src and font-src bound what it could load.
        styleSrc: ["'self'", "'unsafe-inline'"],
        // Pictures of products live on the shops' own servers.
        imgSrc: ["'self'", 'data:', 'blob:', 'https:', 'http:'],
        mediaSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
  });
  await http.register(rateLimit, {
    global: true,
    max: perAddress,
    timeWindow: minute,
    keyGenerator: (request) => request.ip,
    errorResponseBuilder: (_request, { after }) => tooMany(after),
  });
  http.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (options.publicOrigin()?.startsWith('https:')) reply.header('strict-transport-security', 'max-age=31536000');
    if (request.routeOptions.config.isPublic) reply.header('cross-origin-resource-policy', 'cross-origin');
    else refuseOtherSites(request, options.publicOrigin());
  });
}

/** Counts what one member or key asks for, from any number of addresses. After the actor is known. */
export function limitActors(http: FastifyInstance): void {
  const count = http.createRateLimit({ max: perActor, timeWindow: minute, keyGenerator: (request) => request.foundActor?.id ?? request.ip });
  http.addHook('onRequest', async (request, reply) => {
    if (!request.foundActor) return;
    const answer = await count(request);
    if (answer.isAllowed || !answer.isExceeded) return;
    reply.header('retry-after', String(answer.ttlInSeconds));
    throw tooMany(`${answer.ttlInSeconds} seconds`);
  });
}

function refuseOtherSites(request: FastifyRequest, publicOrigin: string | null): void {
  const { cookie, authorization, origin } = request.headers;
  const secFetchSite = request.headers['sec-fetch-site'];
  const caller = { method: request.method, cookie, authorization, origin, secFetchSite: typeof secFetchSite === 'string' ? secFetchSite : undefined, host: request.host };
  if (isFromOurPages(caller, publicOrigin)) return;
  throw new AppError('forbidden', 'other_site', 'This change was asked for by a page of another site and was not made.');
}

function tooMany(after: string): AppError {
  return new AppError('rate_limited', 'too_many_requests', `Too many requests. Try again in ${after}.`);
}
