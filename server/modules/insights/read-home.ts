import { sql } from 'kysely';
import type { Home, HomeQuery } from '#contract/insights';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { dayMs } from '#platform/clock';
import { summarizeOutcomes } from '#modules/assistant';
import { countRatings } from '#modules/ratings';
import { readWorkspaceFacts } from '#modules/workspaces';
import { listAlarms } from './alarm-rules.ts';
import { readJudgingFacts } from './cart-facts.ts';
import { countAll, countCarts, drawFunnel } from './funnel.ts';
import { findLongestWaits, readHealth, readTroubles } from './health-queries.ts';
import { countWaitingNow } from './inbox-queries.ts';
import { measureIncrement } from './increment.ts';
import { compareOrderValues, countMessages, countOptOuts, findMainCurrency, measureFirstResponse, sumCosts, sumRecovered } from './period-queries.ts';

/** The first page: what the last days earned, what needs a person, whether anything is wrong. */
export async function readHome(app: App, actor: Actor, { days }: HomeQuery): Promise<Home> {
  requireRole(actor, 'analyst');
  const { workspaceId } = actor;
  const now = app.clock.now();
  const period = { workspaceId, from: new Date(now.getTime() - days * dayMs), to: now };
  const before = { workspaceId, from: new Date(now.getTime() - 2 * days * dayMs), to: period.from };
  const workspace = (await readWorkspaceFacts(app.db, [workspaceId])).get(workspaceId);
  const currency = (await findMainCurrency(app.db, period)) ?? workspace?.currency ?? 'USD';
  const judging = await readJudgingFacts(app.db, workspaceId, now);
  const since = await readBeginning(app, workspaceId, now);

  const groups = await countCarts(app.db, workspaceId, judging, period.from);
  const funnel = drawFunnel(groups);
  const [recovered, recoveredBefore] = [await sumRecovered(app.db, period), await sumRecovered(app.db, before)];
  const [messages, messagesBefore] = [await countMessages(app.db, period), await countMessages(app.db, before)];
  const [optOuts, optOutsBefore] = [await countOptOuts(app.db, period), await countOptOuts(app.db, before)];
  const costs = await sumCosts(app.db, period);
  const increment = await measureIncrement(app.db, { ...period, currency, isFinished: false }, 'fixed');
  const soFar = await measureIncrement(app.db, { workspaceId, from: since ?? now, to: now, currency, isFinished: true }, 'always');
  const queue = await countWaitingNow(app.db, workspaceId, now);
  const waiting = { count: queue.waiting, longest: queue.waiting > 0 ? await findLongestWaits(app.db, workspaceId, now) : [] };
  const ratings = await countRatings(app.db, period);
  const outcomes = await summarizeOutcomes(app.db, { workspaceId, from: period.from, currency });
  const troubles = await readTroubles(app.db, workspaceId, now);
  const main = recovered.find((row) => row.currency === currency);
  const recoveredCarts = recovered.reduce((sum, row) => sum + row.carts, 0);
  const contactedCarts = countAll(groups.filter((group) => group.isMessaged));
  const boughtCarts = countAll(groups.filter((group) => group.standing.outcome === 'recovered'));
  const sumPeople = (rows: { people: number }[]) => rows.reduce((sum, row) => sum + row.people, 0);

  return {
    from: period.from.toISOString(),
    to: now.toISOString(),
    days,
    currency,
    isEmpty: groups.length === 0 && !(await hasCarts(app, workspaceId)),
    recovered: {
      carts: recoveredCarts,
      orders: recovered.reduce((sum, row) => sum + row.orders, 0),
      revenueMinor: main?.revenue ?? 0,
      previousRevenueMinor: recoveredBefore.find((row) => row.currency === currency)?.revenue ?? 0,
      otherCurrencies: recovered.filter((row) => row !== main).map((row) => ({ currency: row.currency, revenueMinor: row.revenue })),
    },
    increment: increment.view,
    incrementSoFar: { ...soFar.view, since: since?.toISOString() ?? null },
    recoveryOfContacted: { part: boughtCarts, whole: contactedCarts },
    recoveryOfAbandoned: { part: boughtCarts, whole: funnel[0]?.carts ?? 0 },
    funnel,
    messages,
    costs,
    costPerRecoveredCart: recoveredCarts > 0 ? costs.map((cost) => ({ ...cost, micros: Math.round(cost.micros / recoveredCarts) })) : [],
    optOuts: optOuts.map((row) => ({ ...row, contacted: messages.people })),
    firstResponse: await measureFirstResponse(app.db, period),
    orderValue: await compareOrderValues(app.db, period, currency),
    ratings,
    waiting,
    health: await readHealth(app.db, workspaceId, now.getTime()),
    alarms: listAlarms({
      days,
      contacted: messages.people,
      optedOut: sumPeople(optOuts),
      contactedBefore: messagesBefore.people,
      optedOutBefore: sumPeople(optOutsBefore),
      sent: messages.sent,
      failed: messages.failed,
      replied: messages.replied,
      waiting: waiting.count,
      longestWaitMs: queue.longestMs ?? 0,
      waitingAfterPrompts: queue.waitingAfterPrompts,
      longestAfterPromptsMs: queue.longestAfterPromptsMs ?? 0,
      answeredByAssistant: outcomes.sales.answered,
      settledAlone: outcomes.settledAlone,
      assistantRated: ratings.assistant.rated,
      assistantGood: ratings.assistant.good,
      lateMessages: troubles.lateMessages,
      failedEvents: troubles.failedEvents,
      stoppedTemplates: troubles.stoppedTemplates,
      isHoldoutUnfair: soFar.increment.sampleRatio.isSuspicious,
    }),
  };
}

/** When the first message of a flow was planned, at most a year ago: the fixed beginning that the watched interval needs. Null: never. */
async function readBeginning(app: App, workspaceId: string, now: Date): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`select planned_at as at from send where workspace_id = ${workspaceId} and origin = 'flow' order by planned_at, id limit 1`.execute(app.db);
  const [first] = rows;
  return first ? new Date(Math.max(first.at.getTime(), now.getTime() - 365 * dayMs)) : null;
}

async function hasCarts(app: App, workspaceId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select from cart where workspace_id = ${workspaceId}) as found`.execute(app.db);
  return rows[0]?.found ?? false;
}
