import { sql } from 'kysely';
import { z } from 'zod';
import type { IncrementView } from '#contract/insights';
import type { Db } from '#platform/database';
import { estimateIncrement } from '#modules/experiments';
import type { Estimated, Increment, Stratum } from '#modules/experiments';

/** Whose outcomes are compared: the first case of each person in the time, as the gate first answered it. */
export interface Comparison {
  workspaceId: string;
  from: Date;
  to: Date;
  currency: string;
  /** Only people whose time to buy has passed, so that every one of them adds a finished outcome. */
  isFinished: boolean;
}

const SumsRow = z.object({ share: z.number(), held_out: z.boolean(), people: z.int(), buyers: z.int(), sum: z.number(), sum_of_squares: z.number() });

/**
 * What treated and held-out people spent in the flow's goal window after the moment their first message was decided. Compared are those whose
 * message would have gone, at once or after a wait: what the gate said later, when a purchase or a reply may have come in between, must not
 * choose who is compared.
 */
export async function readStrata(db: Db, { workspaceId, from, to, currency, isFinished }: Comparison): Promise<Stratum[]> {
  const { rows } = await sql`
    with version as materialized (
      -- Read once for each version: a definition is large.
      select flow_id, version, coalesce((definition->>'holdoutShare')::float8, 0.1) as share, coalesce((definition->'goal'->>'withinMs')::float8, 259200000) as within_ms
      from flow_version where workspace_id = ${workspaceId}
    ), asked as (
      select s.contact_id, s.held_out, to_timestamp((s.decisions->0->>'atMs')::float8 / 1000) as at, v.share, v.within_ms,
        row_number() over (partition by s.contact_id order by s.planned_at, s.id) as place
      from send s
      join flow_run r on r.workspace_id = s.workspace_id and r.id = s.origin_id
      join version v on v.flow_id = r.flow_id and v.version = r.flow_version
      where s.workspace_id = ${workspaceId} and s.origin = 'flow' and s.planned_at >= ${from} and s.planned_at <= ${to} and jsonb_array_length(s.decisions) > 0
        and case when s.held_out then s.would_send else s.decisions->0->'decision'->>'kind' in ('send', 'wait') end
    ), person as (
      select a.share, a.held_out, coalesce((
        select sum(o.total_minor) from shop_order o where o.workspace_id = ${workspaceId} and o.contact_id = a.contact_id and o.placed_at > a.at
          and o.placed_at <= a.at + make_interval(secs => a.within_ms / 1000) and o.state <> 'cancelled' and o.payment_state not in ('voided', 'failed', 'refunded')
          and o.currency = ${currency}), 0)::float8 as spent
      from asked a where a.place = 1 and a.share > 0 and (not ${isFinished} or a.at + make_interval(secs => a.within_ms / 1000) <= ${to})
    )
    select share, held_out, count(*)::int as people, (count(*) filter (where spent > 0))::int as buyers, sum(spent)::float8 as sum, sum(spent * spent)::float8 as sum_of_squares
    from person group by share, held_out`.execute(db);
  const byShare = Map.groupBy(SumsRow.array().parse(rows), (row) => row.share);
  return [...byShare].map(([share, list]) => ({ share, treated: sideOf(list, false), heldOut: sideOf(list, true) }));
}

function sideOf(rows: z.infer<typeof SumsRow>[], heldOut: boolean): Stratum['treated'] {
  const row = rows.find((candidate) => candidate.held_out === heldOut);
  return { people: row?.people ?? 0, buyers: row?.buyers ?? 0, sum: row?.sum ?? 0, sumOfSquares: row?.sum_of_squares ?? 0 };
}

export async function measureIncrement(db: Db, comparison: Comparison, kind: 'fixed' | 'always'): Promise<{ view: IncrementView; increment: Increment }> {
  const strata = await readStrata(db, comparison);
  const increment = estimateIncrement(strata, kind);
  return { view: viewIncrement(increment, strata.length > 0 || (await isHoldoutOn(db, comparison.workspaceId))), increment };
}

/** Whether some flow that is on holds people out; nobody may have been dealt yet. */
async function isHoldoutOn(db: Db, workspaceId: string): Promise<boolean> {
  const { rows } = await sql<{ isOn: boolean }>`
    select exists (select from flow where workspace_id = ${workspaceId} and is_on and coalesce((definition->>'holdoutShare')::float8, 0.1) > 0) as "isOn"`.execute(db);
  return rows[0]?.isOn ?? false;
}

/** What the console is told; a comparison whose draw was not kept gives no figure. Pure. */
export function viewIncrement(increment: Increment, hasHoldout: boolean): IncrementView {
  const people = { treatedPeople: increment.treated.people, heldOutPeople: increment.heldOut.people };
  const none = { ...people, revenueMinor: null, orders: null };
  if (!hasHoldout) return { ...none, status: 'off' };
  if (increment.sampleRatio.isSuspicious) return { ...none, status: 'unfair' };
  if (increment.status === 'not_enough') return { ...none, status: 'not_enough' };
  return { ...people, status: 'ready', revenueMinor: increment.revenueMinor && rounded(increment.revenueMinor), orders: increment.orders && plain(increment.orders) };
}

const plain = ({ value, interval }: Estimated) => ({ value, low: interval.low, high: interval.high });
const rounded = (estimated: Estimated) => {
  const { value, low, high } = plain(estimated);
  return { value: Math.round(value), low: Math.round(low), high: Math.round(high) };
};
