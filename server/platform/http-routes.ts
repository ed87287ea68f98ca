import type { FastifyInstance } from 'fastify';

/** One route as it was declared. */
export interface DeclaredRoute {
  method: string;
  /** The pattern, such as "/v1/workspaces/:workspaceId/carts/:cartId". */
  path: string;
  /** Zod schema of the body; null without one. */
  body: unknown;
}

const routesByServer = new WeakMap<object, DeclaredRoute[]>();

/** Remembers every route that is declared after this. */
export function rememberRoutes(http: FastifyInstance): void {
  const routes: DeclaredRoute[] = [];
  routesByServer.set(http.server, routes);
  http.addHook('onRoute', ({ method, url, schema }) => {
    for (const one of [method].flat()) if (one !== 'HEAD') routes.push({ method: one, path: url, body: schema?.body ?? null });
  });
}

/** All routes, for tests that walk them. */
export function listRoutes(http: Pick<FastifyInstance, 'server'>): readonly DeclaredRoute[] {
  return routesByServer.get(http.server) ?? [];
}
