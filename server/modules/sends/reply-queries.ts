import { sql } from 'kysely';
import { z } from 'zod';
import { CartLine } from '#contract/inbound-event';
import type { Db, Tx } from '#platform/database';

const ReplyFacts = z.object({
  firstName: z.string().nullable(),
  locale: z.string().nullable(),
  /** The cart they filled last that is still open; null: none. */
  cart: z.object({ id: z.string(), lines: z.array(CartLine), totalMinor: z.int(), currency: z.string() }).nullable(),
});

/** What a member's template can say about this person without being told. */
export async function findReplyFacts(db: Db | Tx, workspaceId: string, contactId: string): Promise<z.infer<typeof ReplyFacts>> {
  const { rows } = await sql`
    select p.first_name as "firstName", p.locale, case when c.id is not null then
      jsonb_build_object('id', c.id, 'lines', c.lines, 'totalMinor', c.total_minor, 'currency', c.currency) end as cart
    from contact p
    left join lateral (
      select c.id, c.lines, c.total_minor, c.currency from cart c
      where c.workspace_id = p.workspace_id and c.contact_id = p.id and c.state = 'open' and c.item_count > 0
      order by c.activity_at desc limit 1) c on true
    where p.workspace_id = ${workspaceId} and p.id = ${contactId}`.execute(db);
  return ReplyFacts.parse(rows[0]);
}

/** The last message that a member wrote to this person over this connection since then; null: none. */
export async function findLastAnswer(tx: Tx, { workspace_id, contact_id, connection_id }: { workspace_id: string; contact_id: string; connection_id: string }, since: Date) {
  const { rows } = await sql<{ authorId: string | null; authorName: string | null; at: Date; preview: string | null }>`
    select author_id as "authorId", author_name as "authorName", planned_at as at, left(coalesce(intent->'content'->>'text', intent->'content'->'preview'->>'text'), 200) as preview
    from send where workspace_id = ${workspace_id} and contact_id = ${contact_id} and connection_id = ${connection_id} and planned_at > ${since} and origin = 'person'
    order by planned_at desc, id desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

/** The order they placed last, with where its parcel is; null: none. */
export async function findLastOrder(db: Db | Tx, workspaceId: string, contactId: string): Promise<{ number: string; status: string; trackingUrl: string | null } | null> {
  const { rows } = await sql<{ number: string; status: string; trackingUrl: string | null }>`
    select o.number, coalesce(h.status, o.fulfilment_state) as status, h.tracking_url as "trackingUrl" from shop_order o
    left join lateral (select s.status, s.tracking_url from shipment s where s.workspace_id = o.workspace_id and s.connection_id = o.connection_id and s.order_key = o.order_key
      order by s.version desc limit 1) h on true
    where o.workspace_id = ${workspaceId} and o.contact_id = ${contactId} order by o.placed_at desc, o.id desc limit 1`.execute(db);
  return rows[0] ?? null;
}
