import type { App } from '#context';
import { NewKnowledgePage } from '#contract/knowledge';
import type { KnowledgePage, KnowledgePageDetail, KnowledgeQuery, PageContent, SavedKnowledgePage } from '#contract/knowledge';
import type { Page } from '#contract/page';
import { writeAudit } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import type { Tx } from '#platform/database';
import { AppError } from '#platform/errors';
import { publishAfterCommit } from '#platform/live';
import { pageOfRows, readCursor } from '#platform/page';
import { checkContent, previewOf, warningsOf } from './judge-page.ts';
import { countPages, findPage, findPages, findVersion, keepVersion, removePage } from './page-queries.ts';
import { toPage } from './page-row.ts';
import type { PageRow } from './page-row.ts';
import { requireWorkspaceFacts } from './published-pages.ts';
import { linkGroupToPage } from './questions/question-queries.ts';

const maxPages = 500;

export async function listPages(app: App, actor: Actor, query: KnowledgeQuery): Promise<Page<KnowledgePage>> {
  const rows = await findPages(app.db, actor.workspaceId, query, readCursor(query.cursor));
  return pageOfRows(rows, query.limit, (row) => ({ at: row.updated_at, id: row.id }), toPage);
}

/** The newest version, published or not. */
export async function readPage(app: App, actor: Actor, pageId: string): Promise<KnowledgePageDetail> {
  return detailOf(app, await requirePage(app.db, actor.workspaceId, pageId), actor.workspaceId);
}

export async function detailOf(app: App, row: PageRow, workspaceId: string): Promise<KnowledgePageDetail> {
  const version = await findVersion(app.db, workspaceId, row.id, row.version);
  return { ...toPage(row), body: version?.body ?? '', structure: version?.structure ?? null };
}

/** A new page; it is a draft until somebody publishes it. */
export async function createPage(app: App, actor: Actor, input: NewKnowledgePage): Promise<KnowledgePageDetail> {
  requireRole(actor, 'agent');
  const { importedFrom, questionGroupId, ...content } = NewKnowledgePage.parse(input);
  checkContent(content, (await requireWorkspaceFacts(app, actor.workspaceId)).country);
  const pageId = app.ids.next();
  await inTransaction(app.db, async (tx) => {
    if ((await countPages(tx, actor.workspaceId)) >= maxPages) throw new AppError('conflict', 'too_many_pages', `A shop has at most ${maxPages} pages. Delete or join some.`);
    await keepContent(app, tx, actor, pageId, 1, content);
    if (questionGroupId !== null) await linkGroupToPage(tx, actor.workspaceId, questionGroupId, pageId);
    await writeAudit(app, tx, actor, importedFrom === null ? 'knowledge.created' : 'knowledge.imported', { kind: 'knowledge', id: pageId }, { title: content.title, ...(importedFrom !== null && { from: importedFrom }) });
  });
  return readPage(app, actor, pageId);
}

/** The next version, a draft; what is published goes on answering. */
export async function savePage(app: App, actor: Actor, pageId: string, { basedOn, ...content }: SavedKnowledgePage): Promise<KnowledgePageDetail> {
  requireRole(actor, 'agent');
  checkContent(content, (await requireWorkspaceFacts(app, actor.workspaceId)).country);
  await inTransaction(app.db, async (tx) => {
    const row = await requirePage(tx, actor.workspaceId, pageId, 'for update');
    requireNewest(row, basedOn);
    await keepContent(app, tx, actor, pageId, row.version + 1, content);
  });
  return readPage(app, actor, pageId);
}

/** Puts an earlier version back as the newest draft, so that nothing is lost. */
export async function restoreVersion(app: App, actor: Actor, pageId: string, wish: { version: number; basedOn: number }): Promise<KnowledgePageDetail> {
  requireRole(actor, 'agent');
  await inTransaction(app.db, async (tx) => {
    const row = await requirePage(tx, actor.workspaceId, pageId, 'for update');
    requireNewest(row, wish.basedOn);
    const earlier = await findVersion(tx, actor.workspaceId, pageId, wish.version);
    if (!earlier) throw new AppError('not_found', 'version_unknown', `This page has no version ${wish.version}.`);
    const { kind, title, language, body, structure, url } = earlier;
    await keepContent(app, tx, actor, pageId, row.version + 1, { kind, title, language, body, structure, url });
  });
  return readPage(app, actor, pageId);
}

/** For ever, with all its versions. */
export async function deletePage(app: App, actor: Actor, pageId: string): Promise<void> {
  requireRole(actor, 'admin');
  await inTransaction(app.db, async (tx) => {
    const row = await requirePage(tx, actor.workspaceId, pageId, 'for update');
    await removePage(tx, actor.workspaceId, pageId);
    await writeAudit(app, tx, actor, 'knowledge.deleted', { kind: 'knowledge', id: pageId }, { title: row.title });
    publishAfterCommit(app.live, tx, 'knowledge', [{ workspaceId: actor.workspaceId, id: pageId }]);
  });
}

async function keepContent(app: App, tx: Tx, actor: Actor, pageId: string, version: number, content: PageContent): Promise<void> {
  await keepVersion(tx, actor.workspaceId, { ...content, pageId, version, author: actor.name, warnings: warningsOf(content), preview: previewOf(content.body), at: app.clock.now() });
  publishAfterCommit(app.live, tx, 'knowledge', [{ workspaceId: actor.workspaceId, id: pageId }]);
}

export async function requirePage(db: Tx | App['db'], workspaceId: string, pageId: string, lock: 'for update' | 'no lock' = 'no lock'): Promise<PageRow> {
  const row = await findPage(db, workspaceId, pageId, lock);
  if (!row) throw new AppError('not_found', 'page_unknown', 'There is no such page in this workspace.');
  return row;
}

export function requireNewest(row: PageRow, basedOn: number): void {
  if (row.version === basedOn) return;
  throw new AppError('conflict', 'page_changed', `${row.author} saved this page meanwhile (version ${row.version}). Load it again, then repeat your change.`, { version: row.version });
}
