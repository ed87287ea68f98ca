import { sql } from 'kysely';
import type { App } from '#context';
import { cartOutcomes } from '#contract/flow';
import type { FlowResults } from '#contract/flow-management';
import type { Actor } from '#platform/actor';
import { dayMs } from '#platform/clock';
import type { Db } from '#platform/database';
import { fixedZ, shareInterval } from '#modules/experiments';
import { requireFlow, requireWorkspace } from './edit-flows.ts';
import { countFigures, noFigures } from './manage-queries.ts';

/** What a flow brought in the last days: what it did, how its cases ended, each arm beside the held-out. */
export async function readResults(app: App, actor: Actor, flowId: string, days: number): Promise<FlowResults> {
  await requireFlow(app, actor, flowId);
  const { currency, id: workspaceId } = await requireWorkspace(app, actor);
  const since = new Date(app.clock.nowMs() - days * dayMs);
  const here = { workspaceId, flowId, since };
  const figures = await countFigures(app.db, workspaceId, [flowId], since, currency);
  const groups = await countGroups(app.db, here);
  const outcomes = await countOutcomes(app.db, here);
  return {
    days,
    currency,
    figures: figures.get(flowId) ?? noFigures,
    ...(await countMessages(app.db, here)),
    outcomes: outcomes.flatMap(({ outcome, reason, carts }) => (isOutcome(outcome) ? [{ outcome, reason, carts }] : [])),
    open: outcomes.find(({ outcome }) => outcome === null)?.carts ?? 0,
    arms: groups.filter(({ heldOut }) => !heldOut).map(({ arm, people, bought }) => ({ arm, ...withInterval(people, bought) })),
    heldOut: withInterval(sum(groups.filter(({ heldOut }) => heldOut).map(({ people }) => people)), sum(groups.filter(({ heldOut }) => heldOut).map(({ bought }) => bought))),
  };
}

const isOutcome = (outcome: string | null): outcome is (typeof cartOutcomes)[number] => cartOutcomes.some((known) => known === outcome);
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/** A share with its 95 % interval; null where there is nobody to take a share of. */
function withInterval(people: number, bought: number): FlowResults['heldOut'] {
  if (people === 0) return { people, bought, share: null, low: null, high: null };
  return { people, bought, share: bought / people, ...shareInterval(bought, people, fixedZ) };
}

interface Here {
  workspaceId: string;
  flowId: string;
  since: Date;
}

/** Carts that got a message, by arm, and carts of held-out people who would have got one. */
async function countGroups(db: Db, { workspaceId, flowId, since }: Here): Promise<{ arm: string | null; heldOut: boolean; people: number; bought: number }[]> {
  const { rows } = await sql<{ arm: string | null; heldOut: boolean; people: number; bought: number }>`
    select case when r.held_out then null else r.arm end as arm, r.held_out as "heldOut", count(*)::int as people, count(r.order_id)::int as bought
    from flow_run r
    where r.workspace_id = ${workspaceId} and r.flow_id = ${flowId} and r.started_at >= ${since}
      and (r.messages_sent > 0 or r.held_out and exists (select 1 from send s where s.workspace_id = r.workspace_id and s.origin_id = r.id and s.would_send))
    group by 1, 2 order by 2, 1 nulls first`.execute(db);
  return rows;
}

async function countOutcomes(db: Db, { workspaceId, flowId, since }: Here): Promise<{ outcome: string | null; reason: string | null; carts: number }[]> {
  const { rows } = await sql<{ outcome: string | null; reason: string | null; carts: number }>`
    select outcome, case when outcome is not null then outcome_reason end as reason, count(*)::int as carts from flow_run
    where workspace_id = ${workspaceId} and flow_id = ${flowId} and started_at >= ${since} group by 1, 2 order by 3 desc, 1, 2`.execute(db);
  return rows;
}

async function countMessages(db: Db, { workspaceId, flowId, since }: Here): Promise<Pick<FlowResults, 'messages' | 'cost'>> {
  const { rows } = await sql<{ currency: string | null; messages: number; micros: number }>`
    select cost_currency as currency, count(*)::int as messages, coalesce(sum(cost_micros), 0)::float8 as micros from send
    where workspace_id = ${workspaceId} and flow_id = ${flowId} and planned_at >= ${since} and accepted_at is not null group by 1`.execute(db);
  return { messages: sum(rows.map(({ messages }) => messages)), cost: rows.flatMap(({ currency, micros }) => (currency ? [{ micros, currency }] : [])) };
}
