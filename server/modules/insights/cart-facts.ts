import { sql } from 'kysely';
import { z } from 'zod';
import { CartOutcome } from '#contract/flow';
import { hourMs } from '#platform/clock';
import type { Db } from '#platform/database';
import type { CartFacts } from './cart-outcome.ts';

/** What holds for all carts of a workspace when they are judged. */
export interface JudgingFacts {
  now: Date;
  /** How long a cart must be left to count as abandoned. */
  abandonedAfterMs: number;
  /** Since when some flow is on; null: none is. */
  flowsOnSince: Date | null;
}

/** The patience of the most impatient flow that is on; an hour when none is. */
export async function readJudgingFacts(db: Db, workspaceId: string, now: Date): Promise<JudgingFacts> {
  const { rows } = await sql<{ delayMs: number | null; since: Date | null }>`
    select min((definition->'trigger'->>'delayMs')::bigint) as "delayMs", min(activated_at) as since from flow where workspace_id = ${workspaceId} and is_on`.execute(db);
  return { now, abandonedAfterMs: rows[0]?.delayMs ?? hourMs, flowsOnSince: rows[0]?.since ?? null };
}

/**
 * Joins each cart `c` with the run that tells its story (`r`: the one that messaged, else the one that lives, else the newest), the order
 * that ended it (`o`) and the message that waits (`w`).
 */
export const factTables = sql`
  left join lateral (
    select * from flow_run r where r.workspace_id = c.workspace_id and r.subject_id = c.id and r.subject_kind = 'cart'
    order by (r.messages_sent > 0) desc, (r.state <> 'ended') desc, (r.node is not null) desc, r.started_at desc, r.id limit 1) r on true
  left join shop_order o on o.workspace_id = c.workspace_id and o.id = coalesce(r.order_id, c.order_id)
  left join send w on w.workspace_id = r.workspace_id and w.id = r.pending_send_id`;

/** Columns that `readFacts` reads, in an order that can be grouped by. */
export function factColumns({ now, abandonedAfterMs, flowsOnSince }: JudgingFacts) {
  return sql`c.state, c.item_count = 0 as is_empty, cardinality(c.bot_signs) > 0 as is_bot, c.contact_id is not null as has_contact,
    coalesce(c.bought_at, ${now}) - c.activity_at >= make_interval(secs => ${abandonedAfterMs / 1000}) as is_idle,
    case when o.id is not null and (o.state = 'cancelled' or o.payment_state in ('voided', 'failed', 'refunded')) then 'cancelled'
      when o.id is not null then 'stands' when c.state = 'completed' then 'unknown' else 'none' end as order_state,
    case when ${flowsOnSince}::timestamptz is null then 'none' when c.activity_at < ${flowsOnSince}::timestamptz then 'later' else 'on' end as flows,
    r.state as run_state, r.node is not null as has_woken, r.messages_sent > 0 as is_messaged, r.outcome as run_outcome, r.outcome_reason as run_reason,
    case when w.state = 'planned' then w.reason end as waits_for, r.pending_send_id is not null and r.pending_result is null as has_pending_send, r.node = '(goal)' as is_at_goal`;
}

export const FactRow = z.object({
  state: z.enum(['open', 'completed', 'deleted']),
  is_empty: z.boolean(),
  is_bot: z.boolean(),
  has_contact: z.boolean(),
  is_idle: z.boolean(),
  order_state: z.enum(['none', 'unknown', 'stands', 'cancelled']),
  flows: z.enum(['none', 'later', 'on']),
  run_state: z.enum(['armed', 'running', 'ended']).nullable(),
  has_woken: z.boolean().nullable(),
  is_messaged: z.boolean().nullable(),
  run_outcome: CartOutcome.nullable(),
  run_reason: z.string().nullable(),
  waits_for: z.string().nullable(),
  has_pending_send: z.boolean().nullable(),
  is_at_goal: z.boolean().nullable(),
});
export type FactRow = z.infer<typeof FactRow>;

export function toFacts(row: FactRow): CartFacts {
  return {
    state: row.state,
    isEmpty: row.is_empty,
    isBot: row.is_bot,
    hasContact: row.has_contact,
    isIdle: row.is_idle,
    order: row.order_state,
    flows: row.flows,
    run: row.run_state && {
      state: row.run_state,
      hasWoken: row.has_woken ?? false,
      isMessaged: row.is_messaged ?? false,
      outcome: row.run_outcome,
      reason: row.run_reason,
      waitsFor: row.waits_for,
      hasPendingSend: row.has_pending_send ?? false,
      isAtGoal: row.is_at_goal ?? false,
    },
  };
}
