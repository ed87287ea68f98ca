import { sql } from 'kysely';
import type { EventHandler } from '#context';
import { rowsOf } from '#platform/database';
import { resolveContacts } from '#modules/contacts';

/** What shoppers did on the shop's pages. An act on a known cart also moves its time, so that a returning shopper is not interrupted (DET-07). */
export const storeActivity: EventHandler<'activity.recorded'> = async (app, tx, events) => {
  const contactIds = await resolveContacts(app, tx, events.map(({ workspaceId, connectionId, event }) => ({ workspaceId, connectionId, person: event.person, at: new Date(event.at) })));
  const rows = events.map(({ workspaceId, connectionId, event }, index) => ({ ...event, workspaceId, connectionId, id: app.ids.next(), contactId: contactIds[index] ?? null }));
  await sql`
    insert into activity (workspace_id, at, id, connection_id, contact_id, kind, name, cart_key, product_key, variant_key, dwell_ms, attributes)
    select "workspaceId", at, id, "connectionId", "contactId", kind, name, "cartKey", "productKey", "variantKey", "dwellMs", attributes
    from jsonb_to_recordset(${rowsOf(rows)}) as r("workspaceId" uuid, at timestamptz, id uuid, "connectionId" uuid, "contactId" uuid, kind text, name text, "cartKey" text,
      "productKey" text, "variantKey" text, "dwellMs" integer, attributes jsonb)`.execute(tx);
  const acts = rows.filter((row) => row.cartKey && row.kind !== 'custom');
  if (acts.length > 0) await touchCarts(tx, acts);
};

async function touchCarts(tx: Parameters<typeof storeActivity>[1], acts: object[]) {
  await sql`
    with latest as (
      select k.workspace_id, k.cart_id, max(a.at) as at
      from jsonb_to_recordset(${rowsOf(acts)}) as a("workspaceId" uuid, "connectionId" uuid, "cartKey" text, at timestamptz)
      join cart_key k on k.workspace_id = a."workspaceId" and k.connection_id = a."connectionId" and k.key = a."cartKey" group by 1, 2
    ), locked as (
      select c.workspace_id, c.id from cart c join latest l on l.workspace_id = c.workspace_id and l.cart_id = c.id order by c.id for no key update of c
    )
    update cart c set activity_at = greatest(c.activity_at, l.at) from latest l, locked k
    where c.workspace_id = l.workspace_id and c.id = l.cart_id and k.workspace_id = c.workspace_id and k.id = c.id and c.activity_at < l.at`.execute(tx);
}
