import type { InboxFigures, InboxFiguresQuery } from '#contract/inbox-figures';
import type { App } from '#context';
import { countRatings } from '#modules/ratings';
import { readWorkspaceFacts } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { dayMs } from '#platform/clock';
import { countHandoffs, countPerDay, countWaitingNow, measureAnswers, measureResolution } from './inbox-queries.ts';

/** How the team answers: who waits now, and how quick and how often people had to answer in the last days. */
export async function readInboxFigures(app: App, actor: Actor, { days }: InboxFiguresQuery): Promise<InboxFigures> {
  requireRole(actor, 'analyst');
  const { workspaceId } = actor;
  const to = app.clock.now();
  const timeZone = (await readWorkspaceFacts(app.db, [workspaceId])).get(workspaceId)?.timeZone ?? 'UTC';
  const period = { workspaceId, from: new Date(to.getTime() - days * dayMs), to, timeZone };
  const { firstResponse, unanswered, days: answersPerDay } = await measureAnswers(app.db, period);
  return {
    from: period.from.toISOString(),
    to: to.toISOString(),
    days,
    now: { ...(await countWaitingNow(app.db, workspaceId, to)), unanswered },
    firstResponse,
    resolution: await measureResolution(app.db, period),
    handoffs: await countHandoffs(app.db, period),
    ratings: await countRatings(app.db, period),
    perDay: await countPerDay(app.db, period, answersPerDay),
  };
}
