import { sql } from 'kysely';
import type { EventHandler } from '#context';
import { rowsOf } from '#platform/database';

/** Stores where parcels are; a newer version wins, and what was delivered stays delivered. */
export const storeShipments: EventHandler<'shipment.changed'> = async (_app, tx, events) => {
  const newest = new Map<string, (typeof events)[number]>();
  for (const arrived of events) {
    const id = `${arrived.connectionId} ${arrived.event.shipmentKey}`;
    const other = newest.get(id);
    if (!other || Date.parse(arrived.event.version) >= Date.parse(other.event.version)) newest.set(id, arrived);
  }
  const rows = [...newest.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, { workspaceId, connectionId, event }]) => ({ workspaceId, connectionId, ...event }));
  await sql`
    insert into shipment as s (workspace_id, connection_id, shipment_key, order_key, version, status, carrier, tracking_number, tracking_url, estimated_at)
    select "workspaceId", "connectionId", "shipmentKey", "orderKey", version, status, carrier, "trackingNumber", "trackingUrl", "estimatedAt"
    from jsonb_to_recordset(${rowsOf(rows)}) as r("workspaceId" uuid, "connectionId" uuid, "shipmentKey" text, "orderKey" text, version timestamptz,
      status text, carrier text, "trackingNumber" text, "trackingUrl" text, "estimatedAt" timestamptz)
    on conflict (workspace_id, connection_id, shipment_key) do update set
      version = excluded.version, status = case when s.status = 'delivered' then s.status else excluded.status end,
      carrier = coalesce(excluded.carrier, s.carrier), tracking_number = coalesce(excluded.tracking_number, s.tracking_number),
      tracking_url = coalesce(excluded.tracking_url, s.tracking_url), estimated_at = coalesce(excluded.estimated_at, s.estimated_at)
    where excluded.version >= s.version`.execute(tx);
};
