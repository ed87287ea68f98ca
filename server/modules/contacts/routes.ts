import type { App } from '#context';
import {
  ContactDetail,
  ContactExport,
  ContactPage,
  ContactParams,
  ContactPatch,
  ContactQuery,
  ContactTimeline,
  ErasurePreview,
  MergeBody,
  MergePreview,
  MergeQuery,
  PrivacyRequestPage,
  PrivacyRequestParams,
} from '#contract/contact';
import { PageQuery, WorkspaceParams } from '#contract/page';
import type { Http } from '#platform/http';
import { changeContact } from './change-contact.ts';
import { eraseByMember, previewErasure } from './erase-contact.ts';
import { exportContact } from './export-contact.ts';
import { listContacts } from './list-contacts.ts';
import { mergeByMember, previewMerge } from './merge-by-member.ts';
import { listPrivacyRequests, readRequestedExport } from './privacy-requests.ts';
import { readContact } from './read-contact.ts';
import { readContactTimeline } from './read-contact-timeline.ts';

const base = '/v1/workspaces/:workspaceId/contacts';
const one = `${base}/:contactId`;
const tags = ['contacts'];
const params = ContactParams;

export function addContactRoutes(http: Http, app: App): void {
  http.get(base, { schema: { summary: 'List or search people', tags, params: WorkspaceParams, querystring: ContactQuery, response: { 200: ContactPage } } }, (request) =>
    listContacts(app, request.actor, request.query),
  );
  http.get(one, { schema: { summary: 'Read one person', tags, params, response: { 200: ContactDetail } } }, (request) => readContact(app, request.actor, request.params.contactId));
  http.patch(one, { schema: { summary: 'Change name, language, tags or attributes', tags, params, body: ContactPatch, response: { 200: ContactDetail } } }, (request) =>
    changeContact(app, request.actor, request.params.contactId, request.body),
  );
  http.get(`${one}/timeline`, { schema: { summary: 'Read everything of a person, newest first', tags, params, querystring: PageQuery, response: { 200: ContactTimeline } } }, (request) =>
    readContactTimeline(app, request.actor, request.params.contactId, request.query),
  );
  http.get(`${one}/merge`, { schema: { summary: 'Show what a merge with another contact would make', tags, params, querystring: MergeQuery, response: { 200: MergePreview } } }, (request) =>
    previewMerge(app, request.actor, request.params.contactId, request.query.otherId),
  );
  http.post(`${one}/merge`, { schema: { summary: 'Make another contact one with this', tags, params, body: MergeBody, response: { 200: ContactDetail } } }, (request) =>
    mergeByMember(app, request.actor, request.params.contactId, request.body.otherId),
  );
  http.get(`${one}/erasure`, { schema: { summary: 'Count what an erasure would take', tags, params, response: { 200: ErasurePreview } } }, (request) =>
    previewErasure(app, request.actor, request.params.contactId),
  );
  http.post(`${one}/erase`, { schema: { summary: 'Erase everything personal of a contact', tags, params, response: { 200: ContactDetail } } }, (request) =>
    eraseByMember(app, request.actor, request.params.contactId),
  );
  http.get(`${one}/export`, { schema: { summary: 'Export everything that is known of a person', tags, params, response: { 200: ContactExport } } }, async (request, reply) => {
    reply.header('content-disposition', `attachment; filename="contact-${request.params.contactId}.json"`);
    return exportContact(app, request.actor, request.params.contactId);
  });
  addPrivacyRoutes(http, app);
}

function addPrivacyRoutes(http: Http, app: App): void {
  const requests = '/v1/workspaces/:workspaceId/privacy-requests';
  http.get(requests, { schema: { summary: 'List what people asked for through their shop', tags, params: WorkspaceParams, querystring: PageQuery, response: { 200: PrivacyRequestPage } } }, (request) =>
    listPrivacyRequests(app, request.actor, request.query),
  );
  http.get(`${requests}/:requestId/export`, { schema: { summary: 'Fetch the export that a person asked for', tags, params: PrivacyRequestParams, response: { 200: ContactExport } } }, async (request, reply) => {
    reply.header('content-disposition', `attachment; filename="request-${request.params.requestId}.json"`);
    return readRequestedExport(app, request.actor, request.params.requestId);
  });
}
