import type { FastifyReply, FastifyRequest } from 'fastify';

/** The headers of a request as the sign-in library reads them; the address is the one our web server trusts. */
export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && !name.startsWith(':')) headers.append(name, one);
  }
  headers.set('x-client-address', request.ip);
  return headers;
}

/** Hands the cookies of one reply on with another. */
export function passCookies(from: Response, to: FastifyReply): void {
  for (const cookie of from.headers.getSetCookie()) to.header('set-cookie', cookie);
}
