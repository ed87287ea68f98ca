import { ConversationParams } from '#contract/conversation';
import { HandoffRules, HandoffRulesPatch, LastHandoff } from '#contract/handoff';
import { WorkspaceParams } from '#contract/page';
import type { App } from '#context';
import type { Http } from '#platform/http';
import { changeHandoffRules, readHandoffRules } from './manage-handoff-rules.ts';
import { readHandoff } from './read-handoff.ts';

const rules = '/v1/workspaces/:workspaceId/handoff-rules';
const tags = ['handoff'];

export function addTurnRoutes(http: Http, app: App): void {
  http.get(rules, { schema: { summary: 'Read when a conversation goes to a person, and how', tags, params: WorkspaceParams, response: { 200: HandoffRules } } }, (request) => readHandoffRules(app, request.actor));
  http.patch(rules, { schema: { summary: 'Change when a conversation goes to a person, and how', tags, params: WorkspaceParams, body: HandoffRulesPatch, response: { 200: HandoffRules } } }, (request) =>
    changeHandoffRules(app, request.actor, request.body),
  );
  http.get('/v1/workspaces/:workspaceId/conversations/:conversationId/handoff', { schema: { summary: 'Read the last handoff of a conversation with its context', tags, params: ConversationParams, response: { 200: LastHandoff } } }, (request) =>
    readHandoff(app, request.actor, request.params.conversationId),
  );
}
