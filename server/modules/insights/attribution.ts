import { sql } from 'kysely';
import type { App, OrderChange, SendOutcome } from '#context';
import { dayMs } from '#platform/clock';
import type { Tx } from '#platform/database';
import { rowsOf } from '#platform/database';

/** The order counts for the last message that the person (or the cart) was sent in the flow's window before it. */
const rule = 'last_message';
/** A flow that does not say: an order counts for three days. No window is longer than ninety. */
const defaultWindowMs = 3 * dayMs;
const longestWindowMs = 90 * dayMs;

interface OrderRef {
  workspaceId: string;
  orderId: string;
}

/**
 * Counts orders for the messages before them, in the transaction that stores the order. One row per order, rule and window; a repeat
 * changes nothing, a cancelled or refunded order is marked as reversed, and one that stands again counts again.
 */
export async function recordAttribution(_app: App, tx: Tx, changes: readonly OrderChange[]): Promise<void> {
  await lockStories(tx, changes.flatMap(({ workspaceId, contactId, cartIds }) => [contactId, ...cartIds].flatMap((id) => (id ? [`${workspaceId} ${id}`] : []))));
  await countOrders(tx, changes);
}

/**
 * After a message settled: orders that came before the news of it are counted now, and those counted for a message that was not delivered
 * after all are counted anew.
 */
export async function reattributeSends(_app: App, tx: Tx, outcomes: readonly SendOutcome[]): Promise<void> {
  const rows = outcomes.filter(({ kind }) => kind === 'accepted' || kind === 'undelivered');
  if (rows.length === 0) return;
  await lockStories(tx, rows.flatMap(({ workspaceId, contactId, cartId }) => [contactId, cartId].flatMap((id) => (id ? [`${workspaceId} ${id}`] : []))));
  const { rows: orders } = await sql<OrderRef>`
    with settled as (
      select * from jsonb_to_recordset(${rowsOf(rows)}) as s("workspaceId" uuid, "sendId" uuid, "cartId" uuid, "contactId" uuid)
    ), sent as (
      select s.*, m.accepted_at from settled s join send m on m.workspace_id = s."workspaceId" and m.id = s."sendId" where m.origin in ('flow', 'campaign')
    )
    select o.workspace_id as "workspaceId", o.id as "orderId" from sent s join shop_order o
      on o.workspace_id = s."workspaceId" and o.contact_id = s."contactId" and o.placed_at >= date_trunc('second', s.accepted_at)
    union
    select o.workspace_id, o.id from sent s join shop_order o on o.workspace_id = s."workspaceId" and o.cart_id = s."cartId" and o.placed_at >= date_trunc('second', s.accepted_at)
    union
    select a.workspace_id, a.order_id from sent s join attribution a on a.workspace_id = s."workspaceId" and a.send_id = s."sendId"`.execute(tx);
  await countOrders(tx, orders);
}

/** Two contacts proved to be one: what either ordered may count for what the other was sent. */
export async function mergeAttribution(tx: Tx, merges: readonly { workspaceId: string; keptId: string; mergedId: string }[]): Promise<void> {
  if (merges.length === 0) return;
  const { rows } = await sql<OrderRef>`
    with moved as (
      update attribution a set contact_id = m."keptId" from jsonb_to_recordset(${rowsOf(merges)}) as m("workspaceId" uuid, "keptId" uuid, "mergedId" uuid)
      where a.workspace_id = m."workspaceId" and a.contact_id = m."mergedId"
    )
    select distinct o.workspace_id as "workspaceId", o.id as "orderId" from jsonb_to_recordset(${rowsOf(merges)}) as m("workspaceId" uuid, "keptId" uuid)
    join shop_order o on o.workspace_id = m."workspaceId" and o.contact_id = m."keptId"`.execute(tx);
  await countOrders(tx, rows);
}

// An order and the status of its message may be stored at the same moment, neither seeing the other. Whoever comes second waits here and
// then sees both. Held to the end of the transaction.
async function lockStories(tx: Tx, keys: string[]) {
  const ordered = [...new Set(keys)].sort();
  if (ordered.length === 0) return;
  await sql`select pg_advisory_xact_lock(hashtextextended(key, 20)) from (select key from unnest(${ordered}::text[]) key order by key offset 0) ordered`.execute(tx);
}

/** Finds anew which message each order counts for, and writes the difference. */
async function countOrders(tx: Tx, orders: readonly OrderRef[]) {
  if (orders.length === 0) return;
  const refs = orders.map(({ workspaceId, orderId }) => ({ workspaceId, orderId }));
  await sql`
    with asked as (
      select distinct "workspaceId", "orderId" from jsonb_to_recordset(${rowsOf(refs)}) as r("workspaceId" uuid, "orderId" uuid)
    ), bought as (
      select o.*, o.state = 'cancelled' or o.payment_state in ('voided', 'failed', 'refunded') as is_reversed
      from asked a join shop_order o on o.workspace_id = a."workspaceId" and o.id = a."orderId"
    ), candidate as (
      select b.id as order_id, s.id as send_id from bought b join send s on s.workspace_id = b.workspace_id and s.contact_id = b.contact_id
        and s.planned_at <= b.placed_at and s.planned_at > b.placed_at - make_interval(secs => ${longestWindowMs / 1000} * 2)
      union
      select b.id, s.id from bought b join send s on s.workspace_id = b.workspace_id and s.cart_id = b.cart_id
    ), counted as (
      select distinct on (b.workspace_id, b.id) b.workspace_id, b.id as order_id, v.window_ms, c.id as send_id, case when c.origin = 'flow' then c.origin_id end as run_id,
        c.flow_id, coalesce(c.cart_id, b.cart_id) as cart_id, c.contact_id, b.total_minor, b.currency, b.placed_at, c.accepted_at, b.is_reversed
      from bought b join candidate k on k.order_id = b.id join send c on c.workspace_id = b.workspace_id and c.id = k.send_id
      left join flow_run r on r.workspace_id = c.workspace_id and r.id = c.origin_id
      left join flow_version f on f.workspace_id = r.workspace_id and f.flow_id = r.flow_id and f.version = r.flow_version
      cross join lateral (select coalesce((f.definition->'goal'->>'withinMs')::bigint, ${defaultWindowMs}::bigint) as window_ms) v
      where c.origin in ('flow', 'campaign') and c.state in ('accepted', 'delivered', 'read') and date_trunc('second', c.accepted_at) <= b.placed_at
        and c.accepted_at > b.placed_at - make_interval(secs => v.window_ms / 1000.0)
      order by b.workspace_id, b.id, c.accepted_at desc, c.id desc
    ), outdated as (
      delete from attribution a using asked q
      where a.workspace_id = q."workspaceId" and a.order_id = q."orderId" and a.rule = ${rule}
        and not exists (select from counted c where c.workspace_id = a.workspace_id and c.order_id = a.order_id and c.window_ms = a.window_ms)
    )
    insert into attribution (workspace_id, order_id, rule, window_ms, send_id, run_id, flow_id, cart_id, contact_id, amount_minor, currency, ordered_at, sent_at, is_reversed)
    select workspace_id, order_id, ${rule}, window_ms, send_id, run_id, flow_id, cart_id, contact_id, total_minor, currency, placed_at, accepted_at, is_reversed
    from counted order by workspace_id, order_id
    on conflict (workspace_id, order_id, rule, window_ms) do update set
      send_id = excluded.send_id, run_id = excluded.run_id, flow_id = excluded.flow_id, cart_id = excluded.cart_id, contact_id = excluded.contact_id,
      amount_minor = excluded.amount_minor, currency = excluded.currency, ordered_at = excluded.ordered_at, sent_at = excluded.sent_at, is_reversed = excluded.is_reversed`.execute(tx);
}
