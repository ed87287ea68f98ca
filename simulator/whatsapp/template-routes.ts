import type { FastifyInstance } from 'fastify';
import type { Account } from './accounts.ts';
import { checkComponents, checkTemplate } from './check-template.ts';
import { GraphError } from './graph-errors.ts';
import { asObjects, asText, type Json } from './json.ts';
import type { WhatsApp } from './state.ts';
import type { Template, TemplateCategory } from './templates.ts';

const DAY_MS = 86_400_000;
const PAGE_LIMIT = 250;

type Node = { Params: { node: string }; Querystring: Record<string, string>; Body: Json };

/** `/{WABA}/message_templates`: create, list by pages, delete. */
export function registerTemplates(graph: FastifyInstance, whatsapp: WhatsApp): void {
  graph.post<Node>('/:node/message_templates', (request) => {
    const account = whatsapp.requireWaba(request, request.params.node);
    const draft = request.body;
    checkTemplate(draft);
    const name = asText(draft.name);
    const language = asText(draft.language);
    if (whatsapp.templates.find(account.wabaId, name, language)) {
      throw new GraphError(100, 'Content in this language already exists', { subcode: 2388024 });
    }
    const template = whatsapp.templates.add(account, {
      name,
      language,
      category: asText(draft.category) as TemplateCategory,
      components: asObjects(draft.components),
      parameterFormat: draft.parameter_format,
    });
    whatsapp.templates.submit(template);
    return { id: template.id, status: template.status, category: template.category };
  });

  graph.get<Node>('/:node/message_templates', (request) => {
    const account = whatsapp.requireWaba(request, request.params.node);
    return listTemplates(whatsapp, account, request.query);
  });

  graph.delete<Node>('/:node/message_templates', (request) => {
    const account = whatsapp.requireWaba(request, request.params.node);
    const doomed = findDoomed(whatsapp.templates.of(account.wabaId), request.query);
    if (doomed.length === 0) throw new GraphError(100, 'Template not found', { subcode: 2593002 });
    for (const template of doomed) whatsapp.templates.remove(template);
    return { success: true };
  });
}

function findDoomed(templates: Template[], query: Record<string, string>): Template[] {
  if (query.hsm_ids) {
    const ids = query.hsm_ids.split(/\D+/);
    return templates.filter((template) => ids.includes(template.id));
  }
  return templates.filter(({ id, name }) => name === query.name && (!query.hsm_id || query.hsm_id === id));
}

function listTemplates(whatsapp: WhatsApp, account: Account, query: Record<string, string>) {
  const matching = whatsapp.templates
    .of(account.wabaId)
    .filter(({ name }) => !query.name || name.includes(query.name))
    .filter(({ status }) => !query.status || status === query.status.toUpperCase())
    .filter(({ language }) => !query.language || language === query.language);
  const limit = Math.min(PAGE_LIMIT, Math.max(1, Number(query.limit ?? 25)));
  const start = query.after ? readCursor(query.after) : 0;
  const page = matching.slice(start, start + limit);
  const fields = query.fields?.split(',') ?? [];
  const after = writeCursor(start + page.length);
  const hasMore = start + page.length < matching.length;
  const next = new URLSearchParams({ ...query, after });
  return {
    data: page.map((template) => describeTemplate(template, fields, whatsapp.world.now())),
    paging: {
      cursors: { before: writeCursor(start), after },
      ...(hasMore && { next: `${whatsapp.world.url}/graph/v26.0/${account.wabaId}/message_templates?${next}` }),
    },
  };
}

const writeCursor = (position: number) => Buffer.from(`at:${position}`).toString('base64url');

function readCursor(cursor: string): number {
  const position = Number(Buffer.from(cursor, 'base64url').toString().replace(/^at:/, ''));
  if (!Number.isInteger(position) || position < 0) throw new GraphError(131059, 'The paging cursor is not valid');
  return position;
}

/** The chosen fields of a template, the usual ones when none are named; `id` always. */
export function describeTemplate(template: Template, fields: string[], now: number): Json {
  const all: Json = {
    name: template.name,
    parameter_format: template.parameterFormat,
    components: template.components,
    language: template.language,
    status: template.status,
    category: template.category,
    quality_score: { score: template.quality, date: Math.floor(now / 1000) },
    rejected_reason: template.rejectedReason,
    health_status: { can_send_message: template.status === 'APPROVED' ? 'AVAILABLE' : 'BLOCKED', entities: [] },
  };
  const usual = ['name', 'parameter_format', 'components', 'language', 'status', 'category'];
  const wanted = fields.length > 0 ? fields : usual;
  const chosen = Object.fromEntries(wanted.filter((field) => field in all).map((field) => [field, all[field]]));
  return { ...chosen, id: template.id };
}

/** `POST /{TEMPLATE_ID}`: all parts are replaced and it is reviewed again. */
export function editTemplate(whatsapp: WhatsApp, template: Template, body: Json): Json {
  if (!['APPROVED', 'REJECTED', 'PAUSED'].includes(template.status)) {
    throw new GraphError(100, `A template that is ${template.status} cannot be edited`, { subcode: 2388039 });
  }
  const now = whatsapp.world.now();
  if (template.status === 'APPROVED' && template.editedAt !== null && now - template.editedAt < DAY_MS) {
    throw new GraphError(100, 'An approved template can be edited once in 24 hours', { subcode: 2388039 });
  }
  const category = asText(body.category) || template.category;
  if (template.status === 'APPROVED' && category !== template.category) {
    throw new GraphError(100, 'The category of an approved template cannot be edited', { subcode: 2388039 });
  }
  const components = body.components === undefined ? template.components : asObjects(body.components);
  checkComponents(components, category);
  if (template.status === 'APPROVED') template.editedAt = now;
  template.category = category as TemplateCategory;
  template.components = components;
  whatsapp.templates.submit(template);
  return { success: true };
}

/** `POST /{TEMPLATE_ID}/unpause`: ends a pause of the pacing kind. */
export function unpauseTemplate(whatsapp: WhatsApp, template: Template): Json {
  if (template.status !== 'PAUSED') throw new GraphError(100, 'The template is not paused');
  whatsapp.templates.setStatus(template, 'APPROVED', 'NONE', { title: 'UNPAUSE', description: 'The business resumed it' });
  return { success: true };
}
