import { sql } from 'kysely';
import { keptConversation } from '#modules/contacts';
import type { Tx } from '#platform/database';
import { rowsOf } from '#platform/database';
import type { InboundEventOf } from '#contract/inbound-event';

type OrderRow = Omit<InboundEventOf<'order.changed'>, 'type' | 'person' | 'consents' | 'cartKeys'> & {
  workspaceId: string;
  connectionId: string;
  id: string;
  contactId: string | null;
  cartId: string | null;
  receivedAt: string;
};

/** Inserts or updates by the vendor's key; a newer version wins. Gives id and novelty by "connection key". */
export async function upsertOrders(tx: Tx, orders: OrderRow[]): Promise<Map<string, { orderId: string; isNew: boolean }>> {
  const ordered = orders.toSorted((left, right) => (`${left.connectionId} ${left.orderKey}` < `${right.connectionId} ${right.orderKey}` ? -1 : 1));
  const { rows } = await sql<{ connectionId: string; orderKey: string; orderId: string; isNew: boolean }>`
    insert into shop_order as o (workspace_id, id, connection_id, order_key, number, version, contact_id, cart_id, currency, total_minor, discount_minor, lines,
      placed_at, state, payment_state, fulfilment_state, discount_codes, status_url, attributes, received_at)
    select "workspaceId", id, "connectionId", "orderKey", number, version, "contactId", "cartId", currency, "totalMinor", "discountMinor", lines,
      "placedAt", state, "paymentState", "fulfilmentState", "discountCodes", "statusUrl", attributes, "receivedAt"
    from jsonb_to_recordset(${rowsOf(ordered)}) as r("workspaceId" uuid, id uuid, "connectionId" uuid, "orderKey" text, number text, version timestamptz,
      "contactId" uuid, "cartId" uuid, currency text, "totalMinor" bigint, "discountMinor" bigint, lines jsonb, "placedAt" timestamptz, state text,
      "paymentState" text, "fulfilmentState" text, "discountCodes" text[], "statusUrl" text, attributes jsonb, "receivedAt" timestamptz)
    on conflict (workspace_id, connection_id, order_key) do update set
      contact_id = coalesce(o.contact_id, excluded.contact_id), cart_id = coalesce(o.cart_id, excluded.cart_id),
      version = greatest(o.version, excluded.version),
      total_minor = case when excluded.version >= o.version then excluded.total_minor else o.total_minor end,
      discount_minor = case when excluded.version >= o.version then excluded.discount_minor else o.discount_minor end,
      lines = case when excluded.version >= o.version then excluded.lines else o.lines end,
      placed_at = least(o.placed_at, excluded.placed_at),
      state = case when excluded.version >= o.version then excluded.state else o.state end,
      payment_state = case when excluded.version >= o.version then excluded.payment_state else o.payment_state end,
      fulfilment_state = case when excluded.version >= o.version then excluded.fulfilment_state else o.fulfilment_state end,
      discount_codes = case when excluded.version >= o.version then excluded.discount_codes else o.discount_codes end,
      status_url = coalesce(case when excluded.version >= o.version then excluded.status_url end, o.status_url),
      attributes = case when excluded.version >= o.version then o.attributes || excluded.attributes else excluded.attributes || o.attributes end
    returning connection_id as "connectionId", order_key as "orderKey", id as "orderId", (xmax = 0) as "isNew"`.execute(tx);
  return new Map(rows.map((row) => [`${row.connectionId} ${row.orderKey}`, row]));
}

export async function insertOrderCartKeys(tx: Tx, keys: { workspaceId: string; connectionId: string; key: string; orderId: string }[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    insert into order_cart_key (workspace_id, connection_id, key, order_id)
    select "workspaceId", "connectionId", key, "orderId"
    from jsonb_to_recordset(${rowsOf(keys)}) as r("workspaceId" uuid, "connectionId" uuid, key text, "orderId" uuid)
    order by "connectionId", key
    on conflict (workspace_id, connection_id, key) do nothing`.execute(tx);
}

export async function touchLastOrder(tx: Tx, people: { workspaceId: string; contactId: string; at: string }[]): Promise<void> {
  if (people.length === 0) return;
  await sql`
    with latest as (
      select "workspaceId", "contactId", max(at) as at from jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid, at timestamptz) group by 1, 2
    ), locked as (
      select c.workspace_id, c.id from contact c join latest l on c.workspace_id = l."workspaceId" and c.id = l."contactId" order by c.id for no key update of c
    )
    update contact c set last_order_at = greatest(c.last_order_at, l.at) from latest l, locked k
    where c.workspace_id = l."workspaceId" and c.id = l."contactId" and k.workspace_id = c.workspace_id and k.id = c.id
      and (c.last_order_at is null or c.last_order_at < l.at)`.execute(tx);
}

export async function repointOrderContacts(tx: Tx, merges: { workspaceId: string; keptId: string; mergedId: string }[]): Promise<void> {
  for (const merge of merges) {
    const { workspaceId, keptId, mergedId } = merge;
    await sql`update shop_order set contact_id = ${keptId} where workspace_id = ${workspaceId} and contact_id = ${mergedId}`.execute(tx);
    await sql`update return_request set contact_id = ${keptId}, conversation_id = ${keptConversation(merge)} where workspace_id = ${workspaceId} and contact_id = ${mergedId}`.execute(tx);
  }
}
