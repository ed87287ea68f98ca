import { sql } from 'kysely';
import { AssistantOverview } from '#contract/assistant';
import type { Db } from '#platform/database';
import type { SpentOf } from './cost-queries.ts';

type Period = SpentOf & { from: Date; to: Date };

const Spoken = AssistantOverview.pick({ activeDays: true, spoken: true });
const Done = AssistantOverview.omit({ days: true, activeDays: true, spoken: true, spentTodayMicros: true, disclosure: true, sales: true, settledAlone: true, ratings: true });
const Outcome = AssistantOverview.pick({ sales: true, settledAlone: true });

/** In how many conversations shoppers wrote, by channel; one that goes on for three days counts three times. */
export async function countSpoken(db: Db, { workspaceId, timeZone, from, to }: Period) {
  const { rows } = await sql`
    with spoken as (
      select distinct m.conversation_id, (m.at at time zone ${timeZone})::date as day from message m
      where m.workspace_id = ${workspaceId} and m.at >= ${from} and m.direction = 'in' and m.author = 'contact'
    ), counted as (
      select v.channel, count(*)::int as count from spoken s join conversation v on v.workspace_id = ${workspaceId} and v.id = s.conversation_id group by v.channel
    )
    select (select coalesce((${to}::timestamptz at time zone ${timeZone})::date - min(day) + 1, 0) from spoken)::int as "activeDays",
      (select coalesce(jsonb_agg(c order by c.count desc, c.channel), '[]') from counted c) as spoken`.execute(db);
  return Spoken.parse(rows[0]);
}

/** Settled turns of the period with what they cost. */
export async function summarizeTurns(db: Db, { workspaceId, from }: Period) {
  const { rows } = await sql`
    with t as materialized (
      select state, reason, engine, fallback, conversation_id, send_id, input_tokens, output_tokens, cost_micros, think_ms from assistant_turn
      where workspace_id = ${workspaceId} and started_at >= ${from} and settled_at is not null
    ), reasons as (
      select reason, count(*)::int as count from t where state = 'handed_over' and reason is not null group by reason
    )
    select jsonb_build_object('answered', count(*) filter (where state = 'answered'), 'handedOver', count(*) filter (where state = 'handed_over'),
        'dropped', count(*) filter (where state = 'dropped'), 'generative', count(*) filter (where engine = 'generative'), 'fellBack', count(*) filter (where fallback is not null)) as turns,
      count(distinct conversation_id)::int as conversations, (count(distinct conversation_id) filter (where state = 'handed_over'))::int as "handedOver",
      (select coalesce(jsonb_agg(r order by r.count desc, r.reason), '[]') from reasons r) as reasons,
      m.messages, m.micros as "messageMicros", m.currency as "messageCurrency",
      coalesce(sum(input_tokens), 0)::float8 as "inputTokens", coalesce(sum(output_tokens), 0)::float8 as "outputTokens", coalesce(sum(cost_micros), 0)::float8 as "modelMicros",
      round(percentile_cont(0.5) within group (order by think_ms) filter (where state = 'answered'))::int as "medianThinkMs"
    from (select count(*)::int as messages, sum(s.cost_micros)::float8 as micros, max(s.cost_currency) as currency
      from t join send s on s.workspace_id = ${workspaceId} and s.id = t.send_id where s.state in ('accepted', 'delivered', 'read')) m
    left join t on true
    group by m.messages, m.micros, m.currency`.execute(db);
  return Done.parse(rows[0]);
}

/** What became of the conversations that it answered in the period. */
export async function summarizeOutcomes(db: Db, { workspaceId, from, currency }: Pick<Period, 'workspaceId' | 'from'> & { currency: string }) {
  const { rows } = await sql`
    with answered as materialized (
      select conversation_id, contact_id, min(settled_at) as first_at, max(settled_at) as last_at from assistant_turn
      where workspace_id = ${workspaceId} and started_at >= ${from} and state = 'answered' group by conversation_id, contact_id
    ), sold as (
      select distinct on (o.id) o.id, a.conversation_id, o.total_minor, o.currency from answered a
      join shop_order o on o.workspace_id = ${workspaceId} and o.contact_id = a.contact_id and o.state <> 'cancelled'
        and o.placed_at > a.first_at and o.placed_at <= a.last_at + interval '7 days'
      order by o.id, a.last_at desc
    ), alone as (
      select from answered a join conversation v on v.workspace_id = ${workspaceId} and v.id = a.conversation_id and v.handler <> 'person'
      where not exists (select from handoff h where h.workspace_id = ${workspaceId} and h.conversation_id = a.conversation_id and h.at >= a.first_at)
        and not exists (select from send s where s.workspace_id = ${workspaceId} and s.contact_id = a.contact_id and s.planned_at >= a.first_at and s.origin = 'person')
    )
    select jsonb_build_object('answered', (select count(*) from answered), 'bought', count(distinct conversation_id), 'orders', count(*),
        'revenueMinor', coalesce(sum(total_minor) filter (where currency = ${currency}), 0), 'pricedOrders', count(*) filter (where currency = ${currency}), 'currency', ${currency}::text) as sales,
      (select count(*)::int from alone) as "settledAlone"
    from sold`.execute(db);
  return Outcome.parse(rows[0]);
}
