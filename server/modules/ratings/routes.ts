import { WorkspaceParams } from '#contract/page';
import { RatingSettings } from '#contract/rating';
import type { App } from '#context';
import type { Http } from '#platform/http';
import { changeRatingSettings, readRatingSettings } from './manage-settings.ts';

const settings = '/v1/workspaces/:workspaceId/rating-settings';
const tags = ['ratings'];

export function addRatingRoutes(http: Http, app: App): void {
  http.get(settings, { schema: { summary: 'Read when shoppers are asked how the help was', tags, params: WorkspaceParams, response: { 200: RatingSettings } } }, (request) => readRatingSettings(app, request.actor));
  http.put(settings, { schema: { summary: 'Set when shoppers are asked how the help was', tags, params: WorkspaceParams, body: RatingSettings, response: { 200: RatingSettings } } }, (request) =>
    changeRatingSettings(app, request.actor, request.body),
  );
}
