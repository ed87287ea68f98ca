import { fillText, mentionedVariables } from '#contract/flow-message';
import type { Page } from '#contract/page';
import type { NewTemplate, StoredTemplateButton, Template, TemplateDetail, TemplateQuery } from '#contract/template';
import type { App } from '#context';
import { requireConnection } from '#modules/connections';
import { writeAudit } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { enqueueJob } from '#platform/jobs';
import { pageOfRows, readCursor } from '#platform/page';
import { openTemplates, submitTemplate } from './submit-template.ts';
import { syncTemplatesJob } from './sync-templates.ts';
import { findTemplate, findTemplates, insertTemplates } from './template-queries.ts';
import { storeTemplateNews } from './template-news-queries.ts';
import { toTemplate } from './template-row.ts';
import type { TemplateRow } from './template-row.ts';
import { examplesFor } from './write-template.ts';

export async function listTemplates(app: App, actor: Actor, query: TemplateQuery): Promise<Page<Template>> {
  const rows = await findTemplates(app.db, actor.workspaceId, query, readCursor(query.cursor));
  return pageOfRows(rows, query.limit, (row) => ({ at: row.created_at, id: row.id }), toTemplate);
}

export async function readTemplate(app: App, actor: Actor, id: string): Promise<TemplateDetail> {
  const row = await requireTemplate(app, actor, id);
  const preview = { header: row.header.text, body: fillText(row.body, examplesFor(row.language)), footer: row.footer };
  return { ...toTemplate(row), preview };
}

/** Keeps a template written by hand and hands it in for review. */
export async function createTemplate(app: App, actor: Actor, draft: NewTemplate): Promise<Template> {
  requireRole(actor, 'admin');
  const variables = mentionedVariables(draft.body);
  const unexplained = variables.filter((name) => !draft.examples[name]);
  if (unexplained.length > 0) throw new AppError('invalid', 'template_example_missing', `Give an example for: ${unexplained.join(', ')}. The channel's reviewers ask for it.`);
  await openTemplates(app, actor.workspaceId, draft.connectionId);
  const [id] = await inTransaction(app.db, async (tx) => {
    const written = { ...draft, id: app.ids.next(), header: { kind: draft.headerText ? ('text' as const) : ('none' as const), text: draft.headerText }, variables, buttons: readButtons(draft), contentHash: '', messageKey: null, purpose: draft.category };
    const ids = await insertTemplates(tx, actor.workspaceId, draft.connectionId, [written], app.clock.now());
    for (const templateId of ids) {
      await enqueueJob(app, tx, submitTemplate, { workspaceId: actor.workspaceId, input: { templateId, examples: draft.examples }, key: templateId });
      await writeAudit(app, tx, actor, 'template.created', { kind: 'template', id: templateId }, { name: draft.name, language: draft.language });
    }
    return ids;
  });
  if (id === undefined) throw new AppError('conflict', 'template_exists', `A template named ${draft.name} exists in this language. Choose another name.`);
  app.poke('jobs');
  return toTemplate(await requireTemplate(app, actor, id));
}

function readButtons(draft: NewTemplate): StoredTemplateButton[] {
  return draft.buttons.map((button) => ({ kind: button.kind, title: button.title, url: button.kind === 'link' ? button.url : null, urlExample: null, action: null, target: null }));
}

/** Hands a draft, or one whose submission failed, in again. One that the channel reviewed needs a new name instead. */
export async function resubmitTemplate(app: App, actor: Actor, id: string): Promise<Template> {
  requireRole(actor, 'admin');
  const row = await requireTemplate(app, actor, id);
  if (row.template_key !== null) throw new AppError('conflict', 'template_submitted', 'The channel already has this template. Write a new one to change its text.');
  await inTransaction(app.db, async (tx) => {
    await tx
      .updateTable('template')
      .set({ status: 'draft', problem: null, updated_at: app.clock.now() })
      .where('workspace_id', '=', actor.workspaceId)
      .where('id', '=', id)
      .where('template_key', 'is', null)
      .execute();
    await enqueueJob(app, tx, submitTemplate, { workspaceId: actor.workspaceId, input: { templateId: id, examples: {} }, key: id });
    await writeAudit(app, tx, actor, 'template.submitted', { kind: 'template', id }, { name: row.name });
  });
  app.poke('jobs');
  return toTemplate(await requireTemplate(app, actor, id));
}

/** Takes a template away, at the channel too, in every language that shares its name. A repeat changes nothing. */
export async function deleteTemplate(app: App, actor: Actor, id: string): Promise<void> {
  requireRole(actor, 'admin');
  const row = await requireTemplate(app, actor, id);
  if (row.template_key !== null) await (await openTemplates(app, actor.workspaceId, row.connection_id)).remove(row.name);
  const now = app.clock.now();
  await inTransaction(app.db, async (tx) => {
    const same = await tx
      .selectFrom('template')
      .select(['id', 'language', 'template_key'])
      .where('workspace_id', '=', actor.workspaceId)
      .where('connection_id', '=', row.connection_id)
      .where('name', '=', row.name)
      .execute();
    await storeTemplateNews(tx, same.map(({ id: sameId, language, template_key }) => deletion(row, sameId, language, template_key, now)), now);
    await writeAudit(app, tx, actor, 'template.deleted', { kind: 'template', id }, { name: row.name });
  });
  app.live.publish({ workspaceId: actor.workspaceId, topic: 'template', id });
}

function deletion(row: TemplateRow, id: string, language: string, templateKey: string | null, at: Date) {
  const nothing = { reason: null, category: null, categoryAt: null, quality: null, qualityAt: null };
  return { ...nothing, workspaceId: row.workspace_id, connectionId: row.connection_id, id, name: row.name, language, templateKey, status: 'deleted', statusAt: at.toISOString() };
}

/** Queues a reading of all templates from the channel; one that already waits is kept. */
export async function requestSync(app: App, actor: Actor, connectionId: string): Promise<void> {
  requireRole(actor, 'admin');
  await requireConnection(app, actor.workspaceId, connectionId);
  await enqueueJob(app, app.db, syncTemplatesJob, { workspaceId: actor.workspaceId, input: { connectionId }, key: connectionId });
  app.poke('jobs');
}

async function requireTemplate(app: App, actor: Actor, id: string): Promise<TemplateRow> {
  const row = await findTemplate(app.db, actor.workspaceId, id);
  if (!row) throw new AppError('not_found', 'template_unknown', 'There is no such template in this workspace.');
  return row;
}
