import { PushDeviceBody, PushDeviceList, PushDeviceParams, PushDevicePatch } from '#contract/notice';
import { WorkspaceParams } from '#contract/page';
import type { App } from '#context';
import type { Http } from '#platform/http';
import { addDevice, changeDevice, listDevices, removeDevice, testDevice } from './manage-devices.ts';

const base = '/v1/workspaces/:workspaceId/push-devices';
const one = `${base}/:deviceId`;
const tags = ['notices'];
const response = { 200: PushDeviceList };

/** The devices on which a member is told; each member sees and changes their own. */
export function addNoticeRoutes(http: Http, app: App): void {
  http.get(base, { schema: { summary: 'List my devices and the key to add one', tags, params: WorkspaceParams, response } }, (request) => listDevices(app, request.actor));
  http.post(base, { schema: { summary: 'Tell this device', tags, params: WorkspaceParams, body: PushDeviceBody, response } }, (request) => addDevice(app, request.actor, request.body));
  http.patch(one, { schema: { summary: 'Change what a device is told', tags, params: PushDeviceParams, body: PushDevicePatch, response } }, (request) => changeDevice(app, request.actor, request.params.deviceId, request.body));
  http.delete(one, { schema: { summary: 'Tell a device no more', tags, params: PushDeviceParams, response } }, (request) => removeDevice(app, request.actor, request.params.deviceId));
  http.post(`${one}/test`, { schema: { summary: 'Send a notice to try it', tags, params: PushDeviceParams, response } }, (request) => testDevice(app, request.actor, request.params.deviceId));
}
