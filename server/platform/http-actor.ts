import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from './actor.ts';
import { AppError } from './errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, on every route below `/v1/workspaces/:workspaceId`; elsewhere reading it is a bug and throws. */
    readonly actor: Actor;
    /** Set by the hook below; routes read `actor`. */
    foundActor: Actor | null;
  }
}

/** Everything below this path belongs to one workspace and is closed to strangers. */
export const workspacePath = '/v1/workspaces/:workspaceId';

/** Says who asks for something in this workspace: `anonymous` without any credentials, `stranger` when theirs do not open it. */
export type FindActor = (request: FastifyRequest, workspaceId: string) => Promise<Actor | 'anonymous' | 'stranger'>;

/**
 * Resolves the actor before the body is read and checked, so that a stranger learns nothing: not whether the workspace exists, nor
 * what a route accepts (P10).
 */
export function addActor(http: FastifyInstance, findActor: FindActor): void {
  http.decorateRequest('foundActor', null);
  http.decorateRequest('actor', {
    getter(this: FastifyRequest) {
      if (this.foundActor) return this.foundActor;
      throw new Error(`The route ${this.routeOptions.url ?? this.url} has no actor: it is not below ${workspacePath}.`);
    },
  });
  http.addHook('onRequest', async (request) => {
    const path = request.routeOptions.url;
    if (path !== workspacePath && !path?.startsWith(`${workspacePath}/`)) return;
    const { workspaceId } = request.params as { workspaceId: string };
    const found = await findActor(request, workspaceId);
    if (found === 'anonymous') throw new AppError('unauthenticated', 'sign_in_needed', 'Sign in, or send an API key as "Authorization: Bearer mk_…".');
    if (found === 'stranger') throw new AppError('not_found', 'workspace_unknown', 'There is no such workspace, or you are not a member of it.');
    request.foundActor = found;
  });
}
