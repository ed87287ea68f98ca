import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '#context';
import { RatingSettings } from '#contract/rating';
import { minuteMs } from '#platform/clock';
import { afterCommit, inTransaction } from '#platform/database';
import { defineJob, enqueueJobs } from '#platform/jobs';
import { askForRating } from './ask-for-rating.ts';
import { ratingsKey } from './manage-settings.ts';

/** One that fell silent longer ago than this is left: a late question is worse than none. Several looks long, so that a missed one loses nobody. */
const latestMs = 30 * minuteMs;

/**
 * Finds the assistant's conversations that have fallen silent, in workspaces that ask then. Each job decides anew whether to ask, so that finding one
 * twice asks nobody twice.
 */
export const findSilentConversations = defineJob<App, Record<string, never>>({
  name: 'ratings.find_silent',
  input: z.object({}).strip() as unknown as z.ZodType<Record<string, never>>,
  everyMs: 5 * minuteMs,
  run: async (app) => {
    const { rows: workspaces } = await sql<{ id: string; settings: unknown }>`select id, settings -> ${ratingsKey} as settings from workspace where settings -> ${ratingsKey} ->> 'asksWhenSilent' = 'true'`.execute(app.db);
    for (const { id: workspaceId, settings } of workspaces) await findIn(app, workspaceId, RatingSettings.parse(settings).silentMinutes * minuteMs);
  },
});

async function findIn(app: App, workspaceId: string, silentMs: number): Promise<void> {
  const latest = new Date(app.clock.nowMs() - silentMs);
  const earliest = new Date(latest.getTime() - latestMs);
  await inTransaction(app.db, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select distinct v.id from assistant_turn t join conversation v on v.workspace_id = t.workspace_id and v.id = t.conversation_id
      where t.workspace_id = ${workspaceId} and t.started_at >= ${earliest} and t.state = 'answered'
        and v.handler = 'assistant' and v.state = 'open' and v.last_inbound_at > ${earliest} and v.last_inbound_at <= ${latest}
        and not exists (select from rating q where q.workspace_id = v.workspace_id and q.conversation_id = v.id and q.asked_at >= v.last_inbound_at)`.execute(tx);
    if (rows.length === 0) return;
    await enqueueJobs(app, tx, askForRating, rows.map(({ id }) => ({ workspaceId, input: { conversationId: id }, key: id })));
    afterCommit(tx, () => app.poke('jobs'));
  });
}
