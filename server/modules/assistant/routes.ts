import { AnswerSuggestion, ConversationSummary } from '#contract/agent-assist';
import { AssistantOverview, AssistantSettings, AssistantTurnDetail, AssistantTurnPage, ConversationCosts, OverviewQuery, TryAnswer, TryBody, TurnParams, TurnQuery } from '#contract/assistant';
import { ConversationParams } from '#contract/conversation';
import { WorkspaceParams } from '#contract/page';
import type { App } from '#context';
import type { Http } from '#platform/http';
import { readSummary, suggestAnswer } from './advise-member.ts';
import { changeSettings, readSettings } from './manage-settings.ts';
import { tryOut } from './try-out.ts';
import { listTurns, readCosts, readOverview, readTurn } from './read-turns.ts';

const base = '/v1/workspaces/:workspaceId/assistant';
const tags = ['assistant'];

export function addAssistantRoutes(http: Http, app: App): void {
  http.get(base, { schema: { summary: 'Read how the assistant is set up', tags, params: WorkspaceParams, response: { 200: AssistantSettings } } }, (request) => readSettings(app, request.actor));
  http.put(base, { schema: { summary: 'Set the assistant up, switch it on or off', tags, params: WorkspaceParams, body: AssistantSettings, response: { 200: AssistantSettings } } }, (request) =>
    changeSettings(app, request.actor, request.body),
  );
  http.get(`${base}/overview`, { schema: { summary: 'Read what the assistant did and cost lately', tags, params: WorkspaceParams, querystring: OverviewQuery, response: { 200: AssistantOverview } } }, (request) =>
    readOverview(app, request.actor, request.query.days),
  );
  http.get(`${base}/turns`, { schema: { summary: 'List what the assistant did, newest first', tags, params: WorkspaceParams, querystring: TurnQuery, response: { 200: AssistantTurnPage } } }, (request) =>
    listTurns(app, request.actor, request.query),
  );
  http.get(`${base}/turns/:turnId`, { schema: { summary: 'Read one turn: tools, sources, checks, cost', tags, params: TurnParams, response: { 200: AssistantTurnDetail } } }, (request) =>
    readTurn(app, request.actor, request.params.turnId),
  );
  http.post(`${base}/try`, { schema: { summary: 'Try the assistant out with a pretend shopper; nothing is sent or kept', tags, params: WorkspaceParams, body: TryBody, response: { 200: TryAnswer } } }, (request) =>
    tryOut(app, request.actor, request.body),
  );
  http.post('/v1/workspaces/:workspaceId/conversations/:conversationId/suggestion', { schema: { summary: 'Draft the next answer for a member to read, change and send', tags, params: ConversationParams, response: { 200: AnswerSuggestion } } }, (request) =>
    suggestAnswer(app, request.actor, request.params.conversationId),
  );
  http.get('/v1/workspaces/:workspaceId/conversations/:conversationId/summary', { schema: { summary: 'Summarise a conversation: who, what they want, where it stands', tags, params: ConversationParams, response: { 200: ConversationSummary } } }, (request) =>
    readSummary(app, request.actor, request.params.conversationId),
  );
  http.get('/v1/workspaces/:workspaceId/conversations/:conversationId/costs', { schema: { summary: 'Read what a conversation has cost', tags, params: ConversationParams, response: { 200: ConversationCosts } } }, (request) =>
    readCosts(app, request.actor, request.params.conversationId),
  );
}
