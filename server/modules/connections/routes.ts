import { z } from 'zod';
import type { App } from '#context';
import { CheckBody, ConnectionDetail, ConnectionList, ConnectionParams, ConnectionPatch, NewConnection, VendorList } from '#contract/connection';
import { FailurePage, FailureParams, FailureQuery, InboundFailureDetail, ReplayBody, ReplayResult } from '#contract/inbound';
import { WorkspaceParams } from '#contract/page';
import type { Http } from '#platform/http';
import { checkByMember } from './check-by-member.ts';
import { listVendors } from './describe-vendors.ts';
import { addConnection, changeConnection } from './manage-connections.ts';
import { listConnections, readConnectionDetail } from './read-connections.ts';
import { listFailures, readFailure } from './read-failures.ts';
import { requestReading } from './request-reading.ts';
import { dismissFailure, replayFailure, replayFailures } from './replay-failures.ts';

const base = '/v1/workspaces/:workspaceId';
const tags = ['connections'];
const params = ConnectionParams;

export function addConnectionRoutes(http: Http, app: App): void {
  http.get(`${base}/vendors`, { schema: { summary: 'List what can be connected', tags, params: WorkspaceParams, response: { 200: VendorList } } }, (request) => listVendors(app, request.actor));

  http.get(`${base}/connections`, { schema: { summary: 'List the connections', tags, params: WorkspaceParams, response: { 200: ConnectionList } } }, (request) => listConnections(app, request.actor));

  http.post(
    `${base}/connections`,
    { schema: { summary: 'Connect an account', description: 'Secrets are sealed and never returned. Nothing is asked of the vendor until it is checked.', tags, params: WorkspaceParams, body: NewConnection, response: { 201: ConnectionDetail } } },
    async (request, reply) => reply.status(201).send(await addConnection(app, request.actor, request.body)),
  );

  http.get(`${base}/connections/:connectionId`, { schema: { summary: 'Read one connection', tags, params, response: { 200: ConnectionDetail } } }, (request) =>
    readConnectionDetail(app, request.actor, request.params.connectionId),
  );

  http.patch(
    `${base}/connections/:connectionId`,
    { schema: { summary: 'Change name or settings, pause, resume or close', description: 'An empty secret keeps the stored one.', tags, params, body: ConnectionPatch, response: { 200: ConnectionDetail } } },
    (request) => changeConnection(app, request.actor, request.params.connectionId, request.body),
  );

  http.post(
    `${base}/connections/:connectionId/check`,
    { schema: { summary: 'Check credentials, permissions and webhooks step by step', tags, params, body: CheckBody, response: { 200: ConnectionDetail } } },
    (request) => checkByMember(app, request.actor, request.params.connectionId, request.body.subscribe),
  );

  http.post(`${base}/connections/:connectionId/read`, { schema: { summary: 'Read what the webhooks of a shop may have missed', tags, params, response: { 202: z.null() } } }, async (request, reply) => {
    await requestReading(app, request.actor, request.params.connectionId);
    return reply.status(202).send(null);
  });

  addFailureRoutes(http, app);
}

function addFailureRoutes(http: Http, app: App): void {
  const inbound = ['inbound failures'];
  http.get(
    `${base}/inbound-failures`,
    { schema: { summary: 'List what came in and could not be applied', tags: inbound, params: WorkspaceParams, querystring: FailureQuery, response: { 200: FailurePage } } },
    (request) => listFailures(app, request.actor, request.query),
  );

  http.get(`${base}/inbound-failures/:failureId`, { schema: { summary: 'Read one with its body', tags: inbound, params: FailureParams, response: { 200: InboundFailureDetail } } }, (request) =>
    readFailure(app, request.actor, request.params.failureId),
  );

  http.post(
    `${base}/inbound-failures/replay`,
    { schema: { summary: 'Try all open ones of a kind again', tags: inbound, params: WorkspaceParams, body: ReplayBody, response: { 200: ReplayResult } } },
    (request) => replayFailures(app, request.actor, request.body),
  );

  http.post(`${base}/inbound-failures/:failureId/replay`, { schema: { summary: 'Try one again', tags: inbound, params: FailureParams, response: { 200: InboundFailureDetail } } }, (request) =>
    replayFailure(app, request.actor, request.params.failureId),
  );

  http.post(`${base}/inbound-failures/:failureId/dismiss`, { schema: { summary: 'Put one aside', tags: inbound, params: FailureParams, response: { 200: InboundFailureDetail } } }, (request) =>
    dismissFailure(app, request.actor, request.params.failureId),
  );
}
