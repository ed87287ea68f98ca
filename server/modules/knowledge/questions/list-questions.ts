import type { App } from '#context';
import type { QuestionGroup, QuestionQuery } from '#contract/knowledge-question';
import type { Page } from '#contract/page';
import { findActiveTitles } from '#modules/catalog';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { publishAfterCommit } from '#platform/live';
import { pageOfRows, readCursor } from '#platform/page';
import { openPublishedPages, requireWorkspaceFacts } from '../published-pages.ts';
import type { PublishedPages } from '../published-pages.ts';
import { rankPassages } from '../retrieval/rank-passages.ts';
import { findGroup, findGroups, setGroupState } from './question-queries.ts';
import type { GroupRow } from './question-queries.ts';
import { suggestPage, titleWords } from './suggest-page.ts';
import type { NamedProduct, NearPage } from './suggest-page.ts';

/** A page is near from this score on: it is about the matter, and does not answer. */
const nearScore = 0.12;

export async function listQuestions(app: App, actor: Actor, query: QuestionQuery): Promise<Page<QuestionGroup>> {
  const rows = await findGroups(app.db, actor.workspaceId, query, readCursor(query.cursor));
  const pages = await openPublishedPages(app, await requireWorkspaceFacts(app, actor.workspaceId));
  const products = await findActiveTitles(app.db, actor.workspaceId, titleWords(rows.flatMap(({ label, examples }) => [label, ...examples.map(({ question }) => question)])));
  return pageOfRows(rows, query.limit, (row) => ({ at: row.last_at, id: row.id }), (row) => toGroup(row, products, pages));
}

/** Sets a group aside, takes it up again, or calls it answered. A repeat changes nothing. */
export async function settleQuestion(app: App, actor: Actor, groupId: string, state: GroupRow['state']): Promise<QuestionGroup> {
  requireRole(actor, 'agent');
  await inTransaction(app.db, async (tx) => {
    await setGroupState(tx, actor.workspaceId, groupId, state, app.clock.now());
    publishAfterCommit(app.live, tx, 'question', [{ workspaceId: actor.workspaceId, id: groupId }]);
  });
  const row = await findGroup(app.db, actor.workspaceId, groupId);
  if (!row) throw new AppError('not_found', 'question_unknown', 'There is no such group of questions in this workspace.');
  const pages = await openPublishedPages(app, await requireWorkspaceFacts(app, actor.workspaceId));
  return toGroup(row, await findActiveTitles(app.db, actor.workspaceId, titleWords([row.label])), pages);
}

function toGroup(row: GroupRow, products: readonly NamedProduct[], pages: PublishedPages): QuestionGroup {
  return {
    id: row.id,
    state: row.state,
    label: row.label,
    language: row.language,
    count: row.count,
    firstAskedAt: row.first_at.toISOString(),
    lastAskedAt: row.last_at.toISOString(),
    examples: row.examples.map((example) => ({ ...example, askedAt: new Date(example.askedAt).toISOString() })),
    answeredBy: row.state === 'answered' && row.page_id !== null && row.page_title !== null ? { id: row.page_id, title: row.page_title } : null,
    suggestion: suggestPage(row, products, nearPageOf(row, pages)),
  };
}

function nearPageOf(row: GroupRow, { index }: PublishedPages): NearPage | null {
  const best = rankPassages(index, { question: row.label, language: row.language, limit: 1 })[0];
  return best && best.score >= nearScore ? { id: best.passage.pageId, title: best.passage.title, kind: best.passage.kind } : null;
}
