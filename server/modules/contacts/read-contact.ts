import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '#context';
import { ContactReturn, ContactShipment, ContactWish } from '#contract/contact';
import type { ContactDetail } from '#contract/contact';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { AppError } from '#platform/errors';
import { findContact, findContactIdentities, toContact } from './contact-rows.ts';
import type { ContactRow } from './contact-rows.ts';

/** The contact, or `not_found`. */
export async function requireContact(app: App, workspaceId: string, contactId: string): Promise<ContactRow> {
  const row = await findContact(app.db, workspaceId, contactId);
  if (!row) throw new AppError('not_found', 'contact_unknown', 'There is no such contact in this workspace.');
  return row;
}

const shown = 20;
const Instants = z.date().transform((at) => at.toISOString());
const CartRow = z.object({ id: z.string(), state: z.enum(['open', 'completed', 'deleted']), totalMinor: z.number(), currency: z.string(), itemCount: z.number(), titles: z.array(z.string()), activityAt: Instants });
const OrderRow = z.object({ id: z.string(), number: z.string(), state: z.string(), paymentState: z.string(), fulfilmentState: z.string(), totalMinor: z.number(), currency: z.string(), placedAt: Instants, shipments: z.array(ContactShipment) });
const ReturnRow = ContactReturn.extend({ createdAt: Instants });
const WishRow = ContactWish.extend({ wishedAt: Instants });
const ConversationRow = z.object({ id: z.string(), channel: z.string(), connectionName: z.string(), state: z.string(), lastMessageAt: Instants.nullable() });

/**
 * A person on one page. Carts, orders and conversations belong to modules that stand on this one, so their rows are read here and
 * nothing of those modules is called.
 */
export async function readContact(app: App, actor: Actor, contactId: string): Promise<ContactDetail> {
  requireRole(actor, 'analyst');
  const { workspaceId } = actor;
  const row = await requireContact(app, workspaceId, contactId);
  const of = sql`workspace_id = ${workspaceId} and contact_id = ${contactId}`;
  const [identities, carts, orders, conversations, returns, wishes] = await Promise.all([
    findContactIdentities(app.db, workspaceId, [contactId]),
    sql`select id, state, total_minor as "totalMinor", currency, item_count as "itemCount", activity_at as "activityAt",
        (select coalesce(array_agg(line->>'title'), '{}') from (select line from jsonb_array_elements(lines) line limit 3) l) as titles
      from cart where ${of} and merged_into is null order by activity_at desc, id desc limit ${shown}`.execute(app.db),
    sql`select id, number, state, payment_state as "paymentState", fulfilment_state as "fulfilmentState", total_minor as "totalMinor", currency, placed_at as "placedAt",
        (select coalesce(jsonb_agg(jsonb_build_object('status', h.status, 'carrier', h.carrier, 'trackingNumber', h.tracking_number, 'trackingUrl', h.tracking_url,
            'estimatedAt', to_char(h.estimated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by h.version desc), '[]')
          from shipment h where h.workspace_id = o.workspace_id and h.connection_id = o.connection_id and h.order_key = o.order_key) as shipments
      from shop_order o where ${of} order by placed_at desc, id desc limit ${shown}`.execute(app.db),
    sql`select v.id, v.channel, c.name as "connectionName", v.state, v.last_message_at as "lastMessageAt"
      from conversation v join connection c on c.workspace_id = v.workspace_id and c.id = v.connection_id
      where v.workspace_id = ${workspaceId} and v.contact_id = ${contactId} order by v.last_message_at desc nulls last limit ${shown}`.execute(app.db),
    sql`select r.id, o.number as "orderNumber", r.kind, r.state, r.line_title as "lineTitle", r.created_at as "createdAt"
      from return_request r join shop_order o on o.workspace_id = r.workspace_id and o.id = r.order_id
      where r.workspace_id = ${workspaceId} and r.contact_id = ${contactId} order by r.created_at desc, r.id desc limit ${shown}`.execute(app.db),
    sql`select coalesce(p.title, w.variant_key) as title, nullif(v.title, '') as "variantTitle", w.state, w.reason, w.wished_at as "wishedAt"
      from restock_wish w
      left join variant v on v.workspace_id = w.workspace_id and v.connection_id = w.connection_id and v.variant_key = w.variant_key
      left join product p on p.workspace_id = v.workspace_id and p.id = v.product_id
      where w.workspace_id = ${workspaceId} and w.contact_id = ${contactId} order by w.wished_at desc limit ${shown}`.execute(app.db),
  ]);
  const { firstName, locale, region, timeZone, attributes, mergedInto } = row;
  return {
    ...toContact(row), firstName, locale, region, timeZone, attributes, mergedInto, identities,
    carts: CartRow.array().parse(carts.rows),
    orders: OrderRow.array().parse(orders.rows),
    conversations: ConversationRow.array().parse(conversations.rows),
    returns: ReturnRow.array().parse(returns.rows),
    wishes: WishRow.array().parse(wishes.rows),
  };
}
