import { sql } from 'kysely';
import { z } from 'zod';
import type { Home } from '#contract/insights';
import type { Db } from '#platform/database';

export interface Period {
  workspaceId: string;
  from: Date;
  to: Date;
}

const stands = sql`o.state <> 'cancelled' and o.payment_state not in ('voided', 'failed', 'refunded')`;

/** The currency most orders of the period were paid in; null without orders. */
export async function findMainCurrency(db: Db, { workspaceId, from, to }: Period): Promise<string | null> {
  const { rows } = await sql<{ currency: string }>`
    select currency from shop_order where workspace_id = ${workspaceId} and placed_at >= ${from} and placed_at <= ${to}
    group by currency order by count(*) desc, currency limit 1`.execute(db);
  return rows[0]?.currency ?? null;
}

const Recovered = z.object({ currency: z.string(), orders: z.int(), carts: z.int(), revenue: z.number() });

/** Orders counted for messages, by currency. */
export async function sumRecovered(db: Db, { workspaceId, from, to }: Period): Promise<z.infer<typeof Recovered>[]> {
  const { rows } = await sql`
    select currency, count(*)::int as orders, count(distinct coalesce(cart_id, order_id))::int as carts, sum(amount_minor)::float8 as revenue
    from attribution where workspace_id = ${workspaceId} and rule = 'last_message' and not is_reversed and ordered_at >= ${from} and ordered_at < ${to}
    group by currency order by orders desc, currency`.execute(db);
  return Recovered.array().parse(rows);
}

/** Average order that messages brought, beside all others. */
export async function compareOrderValues(db: Db, { workspaceId, from, to }: Period, currency: string): Promise<Home['orderValue']> {
  const { rows } = await sql<Home['orderValue']>`
    select (round(avg(o.total_minor) filter (where a.order_id is not null)))::float8 as "recoveredMinor", (count(a.order_id))::int as "recoveredOrders",
      (round(avg(o.total_minor) filter (where a.order_id is null)))::float8 as "otherMinor", (count(*) filter (where a.order_id is null))::int as "otherOrders"
    from shop_order o
    left join attribution a on a.workspace_id = o.workspace_id and a.order_id = o.id and a.rule = 'last_message' and not a.is_reversed
    where o.workspace_id = ${workspaceId} and o.placed_at >= ${from} and o.placed_at < ${to} and o.currency = ${currency} and ${stands}`.execute(db);
  return rows[0] as Home['orderValue'];
}

/** What became of the messages of flows and campaigns that were accepted. */
export async function countMessages(db: Db, { workspaceId, from, to }: Period): Promise<Home['messages'] & { people: number; failed: number }> {
  const { rows } = await sql<Home['messages'] & { people: number; failed: number }>`
    select count(*) filter (where accepted_at is not null and state <> 'failed')::int as sent,
      (count(*) filter (where state in ('delivered', 'read')))::int as delivered, (count(*) filter (where state = 'read'))::int as read,
      (count(*) filter (where click_count > 0))::int as clicked, (count(*) filter (where state = 'failed'))::int as failed,
      (count(distinct contact_id) filter (where accepted_at is not null and state <> 'failed'))::int as people,
      (select count(*)::int from flow_run r where r.workspace_id = ${workspaceId} and r.replied_at >= ${from} and r.replied_at < ${to}) as replied,
      (select count(*)::int from flow_run r where r.workspace_id = ${workspaceId} and r.replied_at >= ${from} and r.replied_at < ${to}
        and r.outcome = 'recovered') as "boughtAfterReply"
    from send where workspace_id = ${workspaceId} and origin in ('flow', 'campaign') and planned_at >= ${from} and planned_at < ${to}`.execute(db);
  return rows[0] as Home['messages'] & { people: number; failed: number };
}

/** What the channel charged for everything that was sent, answers too. */
export async function sumCosts(db: Db, { workspaceId, from, to }: Period): Promise<Home['costs']> {
  const { rows } = await sql<{ currency: string; micros: number }>`
    select cost_currency as currency, sum(cost_micros)::bigint as micros from send
    where workspace_id = ${workspaceId} and planned_at >= ${from} and planned_at < ${to} and cost_micros is not null and cost_currency is not null
    group by cost_currency order by micros desc`.execute(db);
  return rows;
}

/** People who said that they want no more marketing, by channel. */
export async function countOptOuts(db: Db, { workspaceId, from, to }: Period): Promise<{ channel: string; people: number }[]> {
  const { rows } = await sql<{ channel: string; people: number }>`
    select channel, count(distinct contact_id)::int as people from consent_entry
    where workspace_id = ${workspaceId} and state = 'withdrawn' and purpose = 'marketing' and occurred_at >= ${from} and occurred_at < ${to}
    group by channel order by people desc, channel`.execute(db);
  return rows;
}

/** How long shoppers who answered a message waited for our first word. */
export async function measureFirstResponse(db: Db, { workspaceId, from, to }: Period): Promise<Home['firstResponse']> {
  const { rows } = await sql<{ medianMs: number | null; answered: number }>`
    select percentile_cont(0.5) within group (order by extract(epoch from a.at - r.replied_at) * 1000)::float8 as "medianMs", count(a.at)::int as answered
    from (select contact_id, replied_at from flow_run where workspace_id = ${workspaceId} and replied_at >= ${from} and replied_at < ${to}
      order by replied_at desc limit 5000) r
    cross join lateral (select min(at) as at from (
      (select accepted_at as at from send s where s.workspace_id = ${workspaceId} and s.contact_id = r.contact_id and s.planned_at >= r.replied_at and s.origin <> 'flow'
        and s.accepted_at is not null order by s.planned_at limit 1)
      union all
      (select m.at from message m join conversation v on v.workspace_id = m.workspace_id and v.id = m.conversation_id
        where v.workspace_id = ${workspaceId} and v.contact_id = r.contact_id and m.at > r.replied_at and m.direction = 'out' and m.author = 'app' order by m.at limit 1)) answers) a`.execute(db);
  const [row] = rows;
  return row && row.medianMs !== null ? { medianMs: Math.max(0, Math.round(row.medianMs)), answered: row.answered } : null;
}
