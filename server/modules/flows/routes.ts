import {
  CartRehearsalBody,
  Consequence,
  FlowDetail,
  FlowFile,
  FlowPage,
  FlowParams,
  FlowQuery,
  FlowResults,
  FlowSwitch,
  FlowVersions,
  NewFlow,
  PlaybookLibrary,
  PreviewQuery,
  PreviewValues,
  RehearsalBody,
  RehearsedCart,
  RehearsedWeek,
  RestoredVersion,
  ResultsQuery,
  SavedFlow,
} from '#contract/flow-management';
import { WorkspaceParams } from '#contract/page';
import type { App } from '#context';
import type { Http } from '#platform/http';
import { addFlow, editFlow, exportFlow, listFlows, listPlaybooks, listVersions, readFlow, restoreVersion, turnFlow } from './edit-flows.ts';
import { readPreviewValues } from './preview-values.ts';
import { readResults } from './read-results.ts';
import { estimateConsequence, rehearseOneCart, rehearseWeek } from './rehearse-flow.ts';

const base = '/v1/workspaces/:workspaceId/flows';
const one = `${base}/:flowId`;
const tags = ['flows'];

export function addFlowRoutes(http: Http, app: App): void {
  http.get(base, { schema: { summary: 'List flows with their state and figures', tags, params: WorkspaceParams, querystring: FlowQuery, response: { 200: FlowPage } } }, (request) => listFlows(app, request.actor, request.query));
  http.post(base, { schema: { summary: 'Make a flow from a playbook or a file, switched off', tags, params: WorkspaceParams, body: NewFlow, response: { 201: FlowDetail } } }, async (request, reply) =>
    reply.status(201).send(await addFlow(app, request.actor, request.body)),
  );
  http.get(`${base}/playbooks`, { schema: { summary: 'Read the ready-made flows and ways to begin', tags, params: WorkspaceParams, response: { 200: PlaybookLibrary } } }, (request) => listPlaybooks(app, request.actor));
  http.get(`${base}/preview-values`, { schema: { summary: 'Read real values to show texts with', tags, params: WorkspaceParams, querystring: PreviewQuery, response: { 200: PreviewValues } } }, (request) =>
    readPreviewValues(app, request.actor, request.query.cartId),
  );
  http.get(one, { schema: { summary: 'Read one flow', tags, params: FlowParams, response: { 200: FlowDetail } } }, (request) => readFlow(app, request.actor, request.params.flowId));
  http.put(one, { schema: { summary: 'Save a flow as a new version', tags, params: FlowParams, body: SavedFlow, response: { 200: FlowDetail } } }, (request) => editFlow(app, request.actor, request.params.flowId, request.body));
  http.put(`${one}/switch`, { schema: { summary: 'Switch a flow on or off', tags, params: FlowParams, body: FlowSwitch, response: { 200: FlowDetail } } }, (request) =>
    turnFlow(app, request.actor, request.params.flowId, request.body.isOn),
  );
  http.get(`${one}/versions`, { schema: { summary: 'List the versions of a flow, newest first', tags, params: FlowParams, response: { 200: FlowVersions } } }, (request) => listVersions(app, request.actor, request.params.flowId));
  http.post(`${one}/restore`, { schema: { summary: 'Put an earlier version back, as a new one', tags, params: FlowParams, body: RestoredVersion, response: { 200: FlowDetail } } }, (request) =>
    restoreVersion(app, request.actor, request.params.flowId, request.body),
  );
  http.get(`${one}/file`, { schema: { summary: 'Export a flow as a file', tags, params: FlowParams, response: { 200: FlowFile } } }, (request) => exportFlow(app, request.actor, request.params.flowId));
  http.get(`${one}/consequence`, { schema: { summary: 'Estimate what switching a flow on would mean a day', tags, params: FlowParams, response: { 200: Consequence } } }, (request) =>
    estimateConsequence(app, request.actor, request.params.flowId),
  );
  http.get(`${one}/results`, { schema: { summary: 'Read what a flow brought', tags, params: FlowParams, querystring: ResultsQuery, response: { 200: FlowResults } } }, (request) =>
    readResults(app, request.actor, request.params.flowId, request.query.days),
  );
  http.post(`${one}/rehearse-cart`, { schema: { summary: 'Play a flow against one cart; sends nothing', tags, params: FlowParams, body: CartRehearsalBody, response: { 200: RehearsedCart } } }, (request) =>
    rehearseOneCart(app, request.actor, request.params.flowId, request.body),
  );
  http.post(`${one}/rehearse-week`, { schema: { summary: 'Play a flow against the carts of the last week; sends nothing', tags, params: FlowParams, body: RehearsalBody, response: { 200: RehearsedWeek } } }, (request) =>
    rehearseWeek(app, request.actor, request.params.flowId, request.body.definition),
  );
}
