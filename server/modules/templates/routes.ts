import { z } from 'zod';
import { WorkspaceParams } from '#contract/page';
import { NewTemplate, SyncTemplatesBody, Template, TemplateDetail, TemplatePage, TemplateParams, TemplateQuery } from '#contract/template';
import type { App } from '#context';
import type { Http } from '#platform/http';
import { createTemplate, deleteTemplate, listTemplates, readTemplate, requestSync, resubmitTemplate } from './manage-templates.ts';

const base = '/v1/workspaces/:workspaceId/templates';
const tags = ['templates'];

export function addTemplateRoutes(http: Http, app: App): void {
  http.get(base, { schema: { summary: 'List templates with quality, status, category and reason', tags, params: WorkspaceParams, querystring: TemplateQuery, response: { 200: TemplatePage } } }, (request) =>
    listTemplates(app, request.actor, request.query),
  );
  http.get(`${base}/:templateId`, { schema: { summary: 'Read one template with a preview', tags, params: TemplateParams, response: { 200: TemplateDetail } } }, (request) =>
    readTemplate(app, request.actor, request.params.templateId),
  );
  http.post(base, { schema: { summary: 'Write a template and hand it in for review', tags, params: WorkspaceParams, body: NewTemplate, response: { 201: Template } } }, async (request, reply) =>
    reply.status(201).send(await createTemplate(app, request.actor, request.body)),
  );
  http.post(`${base}/:templateId/submit`, { schema: { summary: 'Hand a template in again whose submission failed', tags, params: TemplateParams, response: { 200: Template } } }, (request) =>
    resubmitTemplate(app, request.actor, request.params.templateId),
  );
  http.delete(`${base}/:templateId`, { schema: { summary: 'Delete a template, at the channel too', tags, params: TemplateParams, response: { 204: z.null() } } }, async (request, reply) => {
    await deleteTemplate(app, request.actor, request.params.templateId);
    return reply.status(204).send(null);
  });
  http.post(`${base}/sync`, { schema: { summary: 'Read all templates of a connection from its channel', tags, params: WorkspaceParams, body: SyncTemplatesBody, response: { 202: z.null() } } }, async (request, reply) => {
    await requestSync(app, request.actor, request.body.connectionId);
    return reply.status(202).send(null);
  });
}
