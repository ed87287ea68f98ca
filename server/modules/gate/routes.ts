import type { App } from '#context';
import { Rules, RulesPatch } from '#contract/gate-settings';
import { WorkspaceParams } from '#contract/page';
import type { Http } from '#platform/http';
import { changeRules, readRules } from './manage-rules.ts';

const path = '/v1/workspaces/:workspaceId/rules';
const tags = ['rules'];

/** Hours, caps and countries: what the gate asks besides consent. */
export function addGateRoutes(http: Http, app: App): void {
  http.get(path, { schema: { summary: 'Read the rules for messages: your own and the law’s', tags, params: WorkspaceParams, response: { 200: Rules } } }, (request) => readRules(app, request.actor));
  http.patch(path, { schema: { summary: 'Change your own rules for messages', tags, params: WorkspaceParams, body: RulesPatch, response: { 200: Rules } } }, (request) =>
    changeRules(app, request.actor, request.body),
  );
}
