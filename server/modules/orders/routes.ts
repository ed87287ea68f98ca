import type { App } from '#context';
import { WorkspaceParams } from '#contract/page';
import { ReturnDecision, ReturnPage, ReturnParams, ReturnPolicy, ReturnQuery, ReturnRequest } from '#contract/return-request';
import type { Http } from '#platform/http';
import { changePolicy, decideReturn, listReturns, readPolicy, readReturn } from './manage-returns.ts';

const base = '/v1/workspaces/:workspaceId/returns';
const tags = ['orders'];

export function addOrderRoutes(http: Http, app: App): void {
  http.get(base, { schema: { summary: 'List returns and exchanges that shoppers asked for', tags, params: WorkspaceParams, querystring: ReturnQuery, response: { 200: ReturnPage } } }, (request) =>
    listReturns(app, request.actor, request.query),
  );
  http.get(`${base}/:returnId`, { schema: { summary: 'Read one return', tags, params: ReturnParams, response: { 200: ReturnRequest } } }, (request) => readReturn(app, request.actor, request.params.returnId));
  http.post(`${base}/:returnId/decision`, { schema: { summary: 'Approve, decline or finish a return', tags, params: ReturnParams, body: ReturnDecision, response: { 200: ReturnRequest } } }, (request) =>
    decideReturn(app, request.actor, request.params.returnId, request.body),
  );
  const policy = '/v1/workspaces/:workspaceId/return-policy';
  http.get(policy, { schema: { summary: 'Read what shoppers may begin in the chat', tags, params: WorkspaceParams, response: { 200: ReturnPolicy } } }, (request) => readPolicy(app, request.actor));
  http.put(policy, { schema: { summary: 'Change what shoppers may begin in the chat', tags, params: WorkspaceParams, body: ReturnPolicy, response: { 200: ReturnPolicy } } }, (request) =>
    changePolicy(app, request.actor, request.body),
  );
}
