import { z } from 'zod';
import type { App } from '#context';
import { answerThreshold } from '#contract/knowledge';
import { inTransaction } from '#platform/database';
import { defineJob } from '#platform/jobs';
import { publishAfterCommit } from '#platform/live';
import { openPublishedPages, requireWorkspaceFacts } from '../published-pages.ts';
import { rankPassages } from '../retrieval/rank-passages.ts';
import { findGroups, setGroupState } from './question-queries.ts';

/** After something was published: the open questions that are answered now, or whose page is out, are settled. Repeatable. */
export const settleQuestions = defineJob<App, Record<string, never>>({
  name: 'knowledge.settle_questions',
  input: z.object({}).strip() as unknown as z.ZodType<Record<string, never>>,
  run: async (app, { workspaceId }) => {
    const { index, pages } = await openPublishedPages(app, await requireWorkspaceFacts(app, workspaceId));
    const groups = await findGroups(app.db, workspaceId, { state: 'open', limit: 500 }, null);
    const settled = groups.flatMap((group) => {
      const written = pages.find(({ pageId }) => pageId === group.page_id);
      const best = rankPassages(index, { question: group.label, language: group.language, limit: 1 })[0];
      const pageId = written?.pageId ?? (best && best.score >= answerThreshold ? best.passage.pageId : null);
      return pageId === null ? [] : [{ groupId: group.id, pageId }];
    });
    await inTransaction(app.db, async (tx) => {
      for (const { groupId, pageId } of settled) await setGroupState(tx, workspaceId, groupId, 'answered', pageId, app.clock.now());
      publishAfterCommit(app.live, tx, 'question', settled.map(({ groupId }) => ({ workspaceId, id: groupId })));
    });
  },
});
