import { sql } from 'kysely';
import { z } from 'zod';
import type { CartStanding } from '#contract/cart';
import type { FunnelStage } from '#contract/insights';
import type { Db } from '#platform/database';
import { factColumns, FactRow, factTables, toFacts } from './cart-facts.ts';
import type { JudgingFacts } from './cart-facts.ts';
import { judgeCart } from './cart-outcome.ts';

/** Carts that are alike in everything that is counted. */
export interface CartGroup {
  standing: CartStanding;
  isMessaged: boolean;
  isRead: boolean;
  hasReplied: boolean;
  carts: number;
}

const GroupRow = FactRow.extend({ is_read: z.boolean(), has_replied: z.boolean(), carts: z.int() });

/** Carts last touched in the period, counted by all that decides where they stand. */
export async function countCarts(db: Db, workspaceId: string, judging: JudgingFacts, from: Date): Promise<CartGroup[]> {
  const { rows } = await sql`
    with seen as (
      select origin_id as run_id from send
      where workspace_id = ${workspaceId} and origin = 'flow' and planned_at >= ${from} and (read_at is not null or state = 'read') group by origin_id
    ), told as (
      select ${factColumns(judging)}, s.run_id is not null as is_read, r.replied_at is not null as has_replied
      from cart c ${factTables} left join seen s on s.run_id = r.id
      where c.workspace_id = ${workspaceId} and c.merged_into is null and c.activity_at >= ${from} and c.activity_at <= ${judging.now}
    )
    select *, count(*)::int as carts from told
    group by state, is_empty, is_bot, has_contact, is_idle, order_state, flows, run_state, has_woken, is_messaged, run_outcome, run_reason, waits_for,
      has_pending_send, is_at_goal, is_read, has_replied`.execute(db);
  return GroupRow.array()
    .parse(rows)
    .map((row) => ({ standing: judgeCart(toFacts(row)), isMessaged: row.is_messaged ?? false, isRead: row.is_read, hasReplied: row.has_replied, carts: row.carts }));
}

/** Every abandoned cart from the left to the right of the picture, with the reasons for each loss. Pure. */
export function drawFunnel(groups: readonly CartGroup[]): FunnelStage[] {
  const abandoned = groups.filter(({ standing }) => standing.isAbandoned);
  // What the gate or the shopper ended before a message was due; the holdout, waiting messages and failures of the channel come after it.
  const eligible = abandoned.filter((group) => group.isMessaged || group.standing.outcome === 'held_out' || group.standing.outcome === 'in_progress');
  const messaged = eligible.filter((group) => group.isMessaged);
  const read = messaged.filter((group) => group.isRead || group.hasReplied);
  const replied = messaged.filter((group) => group.hasReplied);
  const bought = messaged.filter((group) => group.standing.outcome === 'recovered');
  return [
    { stage: 'abandoned', carts: countAll(abandoned), losses: [] },
    { stage: 'eligible', carts: countAll(eligible), losses: listLosses(abandoned, eligible) },
    { stage: 'messaged', carts: countAll(messaged), losses: listLosses(eligible, messaged) },
    { stage: 'read', carts: countAll(read), losses: [] },
    { stage: 'replied', carts: countAll(replied), losses: [] },
    { stage: 'bought', carts: countAll(bought), losses: listLosses(messaged, bought) },
  ];
}

export const countAll = (groups: readonly { carts: number }[]) => groups.reduce((sum, { carts }) => sum + carts, 0);

function listLosses(before: readonly CartGroup[], after: readonly CartGroup[]): FunnelStage['losses'] {
  const kept = new Set(after);
  const lost = Map.groupBy(before.filter((group) => !kept.has(group)), ({ standing }) => `${standing.outcome} ${standing.reason ?? ''}`);
  return [...lost.values()]
    .map((list) => ({ outcome: (list[0] as CartGroup).standing.outcome as string, reason: (list[0] as CartGroup).standing.reason, carts: countAll(list) }))
    .toSorted((left, right) => right.carts - left.carts);
}
