import { z } from 'zod';
import type { App } from '#context';
import { AcceptInvitationInput } from '#contract/member';
import { WorkspaceParams } from '#contract/page';
import { Me, SetupInput, Workspace, WorkspaceInput, WorkspacePatch } from '#contract/workspace';
import { AppError } from '#platform/errors';
import type { Http } from '#platform/http';
import { acceptInvitation } from './accept-invitation.ts';
import { changeWorkspace, readWorkspace } from './change-workspace.ts';
import { countAttempt } from './count-attempt.ts';
import { addMemberRoutes } from './member-routes.ts';
import { readMe } from './read-me.ts';
import { addWorkspace, setUp } from './set-up.ts';
import { addSignInRoutes } from './sign-in-routes.ts';
import type { SignIn } from './sign-in.ts';
import { headersOf, passCookies } from './web-headers.ts';

const rarely = { rateLimit: { max: 20, timeWindow: '1 minute' } };
const tags = ['workspaces'];

/** Who is looking, the first owner, invitations, workspaces and everything of the sign-in. */
export async function addWorkspaceRoutes(http: Http, app: App, signIn: SignIn): Promise<void> {
  await addSignInRoutes(http, app, signIn);
  addMemberRoutes(http, app);

  http.get('/v1/me', { schema: { summary: 'Say who is signed in and which workspaces they may open', tags, response: { 200: Me } } }, async (request) =>
    readMe(app, await signIn.findUser(headersOf(request))),
  );

  http.post(
    '/v1/setup',
    { config: rarely, schema: { summary: 'Name the first owner of an empty installation', tags, body: SetupInput, response: { 201: Workspace } } },
    async (request, reply) => reply.status(201).send(await setUp(app, request.body)),
  );

  http.post(
    '/v1/invitations/accept',
    { config: rarely, schema: { summary: 'Join a workspace by an invitation and sign in', tags, body: AcceptInvitationInput, response: { 204: z.null() } } },
    async (request, reply) => {
      await countAttempt(app, 'address', request.ip);
      passCookies(await acceptInvitation(app, signIn, request.body, headersOf(request)), reply);
      return reply.status(204).send(null);
    },
  );

  http.post(
    '/v1/workspaces',
    { config: rarely, schema: { summary: 'Add another workspace', description: 'For owners who are signed in; an API key belongs to one workspace.', tags, body: WorkspaceInput, response: { 201: Workspace } } },
    async (request, reply) => {
      const user = await signIn.findUser(headersOf(request));
      if (!user) throw new AppError('unauthenticated', 'sign_in_needed', 'Sign in first.');
      return reply.status(201).send(await addWorkspace(app, user, request.body));
    },
  );

  http.get('/v1/workspaces/:workspaceId', { schema: { summary: 'Read the workspace', tags, params: WorkspaceParams, response: { 200: Workspace } } }, (request) =>
    readWorkspace(app.db, request.actor),
  );

  http.patch(
    '/v1/workspaces/:workspaceId',
    { schema: { summary: 'Change name, country, time zone, locale or currency', tags, params: WorkspaceParams, body: WorkspacePatch, response: { 200: Workspace } } },
    (request) => changeWorkspace(app, request.actor, request.body),
  );
}
