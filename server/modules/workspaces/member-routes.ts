import { z } from 'zod';
import type { App } from '#context';
import {
  ApiKeyInput,
  ApiKeyList,
  ApiKeyParams,
  AuditPage,
  AuditQuery,
  CreatedApiKey,
  CreatedInvitation,
  InvitationInput,
  InvitationList,
  InvitationParams,
  MemberList,
  MemberParams,
  MemberPatch,
} from '#contract/member';
import { WorkspaceParams } from '#contract/page';
import type { Http } from '#platform/http';
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts';
import { inviteMember, listInvitations, revokeInvitation } from './invitations.ts';
import { changeRole, listMembers, removeMember } from './members.ts';
import { listAudit } from './write-audit.ts';

const base = '/v1/workspaces/:workspaceId';
const tags = ['members'];
const done = { 204: z.null() };

/** Members, invitations, API keys and the audit log of one workspace. */
export function addMemberRoutes(http: Http, app: App): void {
  http.get(`${base}/members`, { schema: { summary: 'List the members', tags, params: WorkspaceParams, response: { 200: MemberList } } }, (request) => listMembers(app, request.actor));

  http.patch(`${base}/members/:userId`, { schema: { summary: 'Change the role of a member', tags, params: MemberParams, body: MemberPatch, response: done } }, async (request, reply) => {
    await changeRole(app, request.actor, request.params.userId, request.body.role);
    return reply.status(204).send(null);
  });

  http.delete(`${base}/members/:userId`, { schema: { summary: 'Remove a member, or leave', tags, params: MemberParams, response: done } }, async (request, reply) => {
    await removeMember(app, request.actor, request.params.userId);
    return reply.status(204).send(null);
  });

  http.get(`${base}/invitations`, { schema: { summary: 'List the open invitations', tags, params: WorkspaceParams, response: { 200: InvitationList } } }, (request) =>
    listInvitations(app, request.actor),
  );

  http.post(
    `${base}/invitations`,
    { schema: { summary: 'Invite somebody by a link', tags, params: WorkspaceParams, body: InvitationInput, response: { 201: CreatedInvitation } } },
    async (request, reply) => reply.status(201).send(await inviteMember(app, request.actor, request.body)),
  );

  http.delete(`${base}/invitations/:invitationId`, { schema: { summary: 'Withdraw an invitation', tags, params: InvitationParams, response: done } }, async (request, reply) => {
    await revokeInvitation(app, request.actor, request.params.invitationId);
    return reply.status(204).send(null);
  });

  http.get(`${base}/api-keys`, { schema: { summary: 'List the API keys', tags, params: WorkspaceParams, response: { 200: ApiKeyList } } }, (request) => listApiKeys(app, request.actor));

  http.post(`${base}/api-keys`, { schema: { summary: 'Make an API key', tags, params: WorkspaceParams, body: ApiKeyInput, response: { 201: CreatedApiKey } } }, async (request, reply) =>
    reply.status(201).send(await createApiKey(app, request.actor, request.body)),
  );

  http.delete(`${base}/api-keys/:apiKeyId`, { schema: { summary: 'Revoke an API key', tags, params: ApiKeyParams, response: done } }, async (request, reply) => {
    await revokeApiKey(app, request.actor, request.params.apiKeyId);
    return reply.status(204).send(null);
  });

  http.get(`${base}/audit`, { schema: { summary: 'Read who did what', tags, params: WorkspaceParams, querystring: AuditQuery, response: { 200: AuditPage } } }, (request) =>
    listAudit(app, request.actor, request.query),
  );
}
