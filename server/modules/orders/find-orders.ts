import { sql } from 'kysely';
import { z } from 'zod';
import { CartLine } from '#contract/inbound-event';
import { rowsOf } from '#platform/database';
import type { Db, Tx } from '#platform/database';

const FoundOrder = z.object({
  id: z.string(),
  connectionId: z.string(),
  number: z.string(),
  placedAt: z.date(),
  totalMinor: z.int(),
  currency: z.string(),
  state: z.enum(['open', 'cancelled', 'closed']),
  paymentState: z.string(),
  fulfilmentState: z.string(),
  lines: z.array(CartLine),
  statusUrl: z.string().nullable(),
  shipments: z.array(
    z.object({
      status: z.string(),
      carrier: z.string().nullable(),
      trackingNumber: z.string().nullable(),
      trackingUrl: z.string().nullable(),
      estimatedAt: z.coerce.date().nullable(),
      /** When the carrier said so. */
      at: z.coerce.date(),
    }),
  ),
});
export type FoundOrder = z.infer<typeof FoundOrder>;

/**
 * This person's own orders, newest first. An order of somebody else and one that does not exist are the same here: neither is found, by the
 * same read.
 * @param number as printed or as typed, "#1042" or "1042", or as we told it before the shop had the order; null: whichever.
 */
export async function findOrdersOf(db: Db | Tx, owner: { workspaceId: string; contactId: string }, number: string | null, limit: number): Promise<FoundOrder[]> {
  const wanted = number === null ? null : plainNumber(number);
  const { rows } = await sql`
    select o.id, o.connection_id as "connectionId", o.number, o.placed_at as "placedAt", o.total_minor as "totalMinor", o.currency, o.state, o.payment_state as "paymentState",
      o.fulfilment_state as "fulfilmentState", o.lines, o.status_url as "statusUrl",
      (select coalesce(jsonb_agg(jsonb_build_object('status', s.status, 'carrier', s.carrier, 'trackingNumber', s.tracking_number, 'trackingUrl', s.tracking_url,
          'estimatedAt', s.estimated_at, 'at', s.version) order by s.version desc), '[]')
        from shipment s where s.workspace_id = o.workspace_id and s.connection_id = o.connection_id and s.order_key = o.order_key) as shipments
    from shop_order o
    where o.workspace_id = ${owner.workspaceId} and o.contact_id = ${owner.contactId}
      and (${wanted}::text is null or ${wanted} in (ltrim(regexp_replace(lower(o.number), '[^a-z0-9]', '', 'g'), '0'), regexp_replace(lower(o.attributes ->> 'own_number'), '[^a-z0-9]', '', 'g')))
    order by o.placed_at desc, o.id desc limit ${limit}`.execute(db);
  return FoundOrder.array().parse(rows);
}

/** "#001042", "Pedido 1042" and "1042" are one number. A word before it is no part of it; letters that belong to it stay. */
function plainNumber(typed: string): string {
  const last = typed.trim().split(/\s+/).at(-1) ?? '';
  return last.toLowerCase().replaceAll(/[^a-z0-9]/g, '').replace(/^0+/, '');
}

/** What the people of these orders bought, for whoever keeps wishes for it. Orders that do not stand, or have nobody, are left out. */
export async function boughtThings(tx: Tx, orders: { workspaceId: string; orderId: string; contactId: string | null; counts: boolean }[]): Promise<{ workspaceId: string; contactId: string; variantKeys: string[] }[]> {
  const standing = orders.filter(({ contactId, counts }) => contactId !== null && counts);
  if (standing.length === 0) return [];
  const { rows } = await sql<{ workspaceId: string; contactId: string; variantKeys: string[] }>`
    select r."workspaceId", r."contactId", array_agg(distinct line->>'variantKey') as "variantKeys"
    from jsonb_to_recordset(${rowsOf(standing)}) as r("workspaceId" uuid, "orderId" uuid, "contactId" uuid)
    join shop_order o on o.workspace_id = r."workspaceId" and o.id = r."orderId", jsonb_array_elements(o.lines) line
    where line->>'variantKey' is not null group by 1, 2`.execute(tx);
  return rows;
}
