import { sql } from 'kysely';
import type { Tx } from '#platform/database';
import { rowsOf } from '#platform/database';

/** Orders of erased people stay as amounts and goods; their parcels can no longer be followed to a door. Repeatable. */
export async function eraseOrderPeople(tx: Tx, people: { workspaceId: string; contactId: string }[]): Promise<void> {
  if (people.length === 0) return;
  const list = sql`select r."workspaceId", r."contactId" from jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid)`;
  await sql`
    update shipment s set tracking_number = null, tracking_url = null from shop_order o
    where (o.workspace_id, o.contact_id) in (${list}) and s.workspace_id = o.workspace_id and s.connection_id = o.connection_id and s.order_key = o.order_key`.execute(tx);
  await sql`
    update return_request set contact_id = null, conversation_id = null, reason = '…' where (workspace_id, contact_id) in (${list})`.execute(tx);
  await sql`
    with locked as (select workspace_id, id from shop_order where (workspace_id, contact_id) in (${list}) order by id for no key update)
    update shop_order o set contact_id = null, attributes = '{}', status_url = null from locked l where o.workspace_id = l.workspace_id and o.id = l.id`.execute(tx);
}
