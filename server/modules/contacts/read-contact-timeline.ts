import { sql } from 'kysely';
import type { App } from '#context';
import { ContactEvent } from '#contract/contact';
import type { Page, PageQuery } from '#contract/page';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { pageOfRows, readCursor } from '#platform/page';
import { requireContact } from './read-contact.ts';

interface Row {
  id: string;
  at: Date;
  kind: string;
  subjectId: string | null;
  details: unknown;
}

/** Everything of a person in one line of time, newest first. Each part is read no further than the page reaches. */
export async function readContactTimeline(app: App, actor: Actor, contactId: string, query: PageQuery): Promise<Page<ContactEvent>> {
  requireRole(actor, 'analyst');
  await requireContact(app, actor.workspaceId, contactId);
  const after = readCursor(query.cursor);
  const limit = query.limit + 1;
  // Cursors carry milliseconds, so rows are compared by them too.
  const part = (alias: string, at: string) => {
    const column = sql.ref(`${alias}.${at}`);
    const id = sql.ref(`${alias}.id`);
    const before = after === null ? sql`true` : sql`(date_trunc('milliseconds', ${column}), ${id}) < (${after.at}, ${after.id}::uuid)`;
    return sql`${before} order by date_trunc('milliseconds', ${column}) desc, ${id} desc limit ${limit}`;
  };
  const of = (alias: string) => sql`${sql.ref(`${alias}.workspace_id`)} = ${actor.workspaceId} and ${sql.ref(`${alias}.contact_id`)} = ${contactId}`;
  const { rows } = await sql<Row>`
    select * from (
      (select c.id, c.activity_at as at, 'cart' as kind, c.id as "subjectId", jsonb_build_object('state', c.state, 'totalMinor', c.total_minor, 'currency', c.currency, 'itemCount', c.item_count) as details
        from cart c where ${of('c')} and c.merged_into is null and ${part('c', 'activity_at')})
      union all
      (select o.id, o.placed_at, 'order', o.cart_id, jsonb_build_object('number', o.number, 'state', o.state, 'paymentState', o.payment_state, 'totalMinor', o.total_minor, 'currency', o.currency)
        from shop_order o where ${of('o')} and ${part('o', 'placed_at')})
      union all
      (select m.id, m.at, 'message', m.conversation_id, jsonb_build_object('direction', m.direction, 'type', m.content->>'type', 'text', case when m.is_revoked then null else left(coalesce(m.content->>'text', m.content->'media'->>'caption'), 300) end)
        from message m where m.workspace_id = ${actor.workspaceId} and m.conversation_id in (select v.id from conversation v where ${of('v')}) and ${part('m', 'at')})
      union all
      (select s.id, s.planned_at, 'send', coalesce(s.cart_id, s.conversation_id), jsonb_build_object('origin', s.origin, 'state', s.state, 'reason', s.reason, 'purpose', s.purpose, 'channel', s.channel)
        from send s where ${of('s')} and ${part('s', 'planned_at')})
      union all
      (select e.id, e.recorded_at, 'consent', null, jsonb_build_object('channel', e.channel, 'purpose', e.purpose, 'state', e.state, 'source', e.source)
        from consent_entry e where ${of('e')} and ${part('e', 'recorded_at')})
      union all
      (select a.id, a.at, 'activity', null, jsonb_build_object('kind', a.kind, 'name', a.name, 'productKey', a.product_key, 'dwellMs', a.dwell_ms)
        from activity a where ${of('a')} and ${part('a', 'at')})
    ) parts order by date_trunc('milliseconds', at) desc, id desc limit ${limit}`.execute(app.db);
  return pageOfRows(rows, query.limit, (row) => row, (row) => ContactEvent.parse({ ...row, at: row.at.toISOString() }));
}
