import { AssignmentSettings, AvailabilityList, AvailabilityPatch } from '#contract/assignment';
import { MemberParams } from '#contract/member';
import { WorkspaceParams } from '#contract/page';
import type { App } from '#context';
import type { Http } from '#platform/http';
import { changeAssignment, changeAvailability, listAvailability, readAssignment } from './manage-assignment.ts';

const base = '/v1/workspaces/:workspaceId';
const tags = ['conversations'];

/** Who gets which conversation, and who is there. */
export function addAssignmentRoutes(http: Http, app: App): void {
  http.get(`${base}/assignment`, { schema: { summary: 'Read the rules of assignment', tags, params: WorkspaceParams, response: { 200: AssignmentSettings } } }, (request) => readAssignment(app, request.actor));
  http.put(`${base}/assignment`, { schema: { summary: 'Replace the rules of assignment', tags, params: WorkspaceParams, body: AssignmentSettings, response: { 200: AssignmentSettings } } }, (request) =>
    changeAssignment(app, request.actor, request.body),
  );
  http.get(`${base}/availability`, { schema: { summary: 'Say who of the team is there', tags, params: WorkspaceParams, response: { 200: AvailabilityList } } }, (request) => listAvailability(app, request.actor));
  http.patch(
    `${base}/availability/:userId`,
    { schema: { summary: 'Step away, come back, or set working hours', tags, params: MemberParams, body: AvailabilityPatch, response: { 200: AvailabilityList } } },
    (request) => changeAvailability(app, request.actor, request.params.userId, request.body),
  );
}
