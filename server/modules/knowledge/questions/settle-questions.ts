import { z } from 'zod';
import type { App } from '#context';
import { answerThreshold } from '#contract/knowledge';
import { inTransaction } from '#platform/database';
import { defineJob } from '#platform/jobs';
import { publishAfterCommit } from '#platform/live';
import { readPublishedSince } from '../page-queries.ts';
import { openPublishedPages, requireWorkspaceFacts } from '../published-pages.ts';
import type { PassageIndex } from '../retrieval/build-index.ts';
import { rankPassages } from '../retrieval/rank-passages.ts';
import { answerGroups, findGroups } from './question-queries.ts';
import type { GroupRow } from './question-queries.ts';

/** After something was published: the open questions that it answers now, or whose page is out, are settled. Repeatable. */
export const settleQuestions = defineJob<App, Record<string, never>>({
  name: 'knowledge.settle_questions',
  input: z.object({}).strip() as unknown as z.ZodType<Record<string, never>>,
  run: async (app, { workspaceId }) => {
    const { index } = await openPublishedPages(app, await requireWorkspaceFacts(app, workspaceId));
    const publishedSince = await readPublishedSince(app.db, workspaceId);
    const groups = await findGroups(app.db, workspaceId, { state: 'open', limit: 500 }, null);
    const answered = groups.flatMap((group) => {
      const pageId = group.page_id !== null && publishedSince.has(group.page_id) ? group.page_id : answeringPage(index, group, publishedSince);
      return pageId === null ? [] : [{ groupId: group.id, pageId }];
    });
    await inTransaction(app.db, async (tx) => {
      const ids = await answerGroups(tx, workspaceId, answered, app.clock.now());
      publishAfterCommit(app.live, tx, 'question', ids.map((id) => ({ workspaceId, id })));
    });
  },
});

/** What was published before it was last asked, or taken up again, did not answer it. */
function answeringPage(index: PassageIndex, { label, language, last_at: askedAt, state_at: stateAt }: GroupRow, publishedSince: ReadonlyMap<string, Date>): string | null {
  const openSince = Math.max(askedAt.getTime(), stateAt?.getTime() ?? 0);
  const found = rankPassages(index, { question: label, language, limit: 5 }).find(({ passage, score }) => score >= answerThreshold && (publishedSince.get(passage.pageId)?.getTime() ?? 0) >= openSince);
  return found?.passage.pageId ?? null;
}
