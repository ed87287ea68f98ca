import type { App } from '#context';
import type { KnowledgePageDetail } from '#contract/knowledge';
import { writeAudit } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import type { Tx } from '#platform/database';
import { AppError } from '#platform/errors';
import { enqueueJob } from '#platform/jobs';
import { publishAfterCommit } from '#platform/live';
import { requirePublishable } from './judge-page.ts';
import { detailOf, requireNewest, requirePage } from './manage-pages.ts';
import { countPublishedText, findVersion, setPublished } from './page-queries.ts';
import { settleQuestions } from './questions/settle-questions.ts';

/** From now on this version answers. A repeat changes nothing. */
export async function publishPage(app: App, actor: Actor, pageId: string, version: number): Promise<KnowledgePageDetail> {
  requireRole(actor, 'admin');
  const row = await inTransaction(app.db, async (tx) => {
    const page = await requirePage(tx, actor.workspaceId, pageId, 'for update');
    requireNewest(page, version);
    if (page.published_version === version) return page;
    const content = await findVersion(tx, actor.workspaceId, pageId, version);
    if (!content) throw new AppError('not_found', 'version_unknown', `This page has no version ${version}.`);
    requirePublishable(content);
    await requireRoom(tx, actor.workspaceId, pageId, content.body.length);
    await change(app, tx, actor, pageId, version);
    await writeAudit(app, tx, actor, 'knowledge.published', { kind: 'knowledge', id: pageId }, { title: content.title, version });
    return requirePage(tx, actor.workspaceId, pageId);
  });
  app.poke('jobs');
  return detailOf(app, row, actor.workspaceId);
}

/** The page answers no more; its text stays as a draft. A repeat changes nothing. */
export async function withdrawPage(app: App, actor: Actor, pageId: string): Promise<KnowledgePageDetail> {
  requireRole(actor, 'admin');
  const row = await inTransaction(app.db, async (tx) => {
    const page = await requirePage(tx, actor.workspaceId, pageId, 'for update');
    if (page.published_version === null) return page;
    await change(app, tx, actor, pageId, null);
    await writeAudit(app, tx, actor, 'knowledge.withdrawn', { kind: 'knowledge', id: pageId }, { title: page.title });
    return requirePage(tx, actor.workspaceId, pageId);
  });
  app.poke('jobs');
  return detailOf(app, row, actor.workspaceId);
}

/** Every process keeps what answers in memory and reads it anew after each change; far more than this is no shop's word of itself, but somebody's archive. */
const maxPublishedText = 2_000_000;

async function requireRoom(tx: Tx, workspaceId: string, pageId: string, length: number): Promise<void> {
  if ((await countPublishedText(tx, workspaceId, pageId)) + length <= maxPublishedText) return;
  throw new AppError('conflict', 'too_much_text', 'Together the published pages are longer than two million characters. Withdraw one, or shorten this one.');
}

async function change(app: App, tx: Tx, actor: Actor, pageId: string, version: number | null): Promise<void> {
  const { workspaceId } = actor;
  await setPublished(tx, workspaceId, pageId, version, app.clock.now());
  publishAfterCommit(app.live, tx, 'knowledge', [{ workspaceId, id: pageId }]);
  await enqueueJob(app, tx, settleQuestions, { workspaceId, input: {}, key: 'all' });
}
