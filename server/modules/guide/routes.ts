import type { App } from '#context';
import { Guide, GuideChoices } from '#contract/guide';
import { WorkspaceParams } from '#contract/page';
import type { Http } from '#platform/http';
import { chooseGuide, readGuide } from './read-guide.ts';

const path = '/v1/workspaces/:workspaceId/guide';
const shared = { tags: ['guide'], params: WorkspaceParams, response: { 200: Guide } };

export function addGuideRoutes(http: Http, app: App): void {
  http.get(path, { schema: { summary: 'Read the steps of the first run and how each one stands', ...shared } }, (request) => readGuide(app, request.actor));
  http.put(path, { schema: { summary: 'Put steps of the first run off, or take them up again', ...shared, body: GuideChoices } }, (request) => chooseGuide(app, request.actor, request.body));
}
