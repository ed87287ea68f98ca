import { sql } from 'kysely';
import type { App } from '#context';
import type { ContactExport } from '#contract/contact';
import { ContactExport as ExportSchema } from '#contract/contact';
import { writeAudit } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import type { Tx } from '#platform/database';
import { requireContact } from './read-contact.ts';

/** Everything that is known of a person, for the person. Audited. */
export async function exportContact(app: App, actor: Actor, contactId: string): Promise<ContactExport> {
  requireRole(actor, 'admin');
  await requireContact(app, actor.workspaceId, contactId);
  return inTransaction(app.db, async (tx) => {
    await writeAudit(app, tx, actor, 'contact.exported', { kind: 'contact', id: contactId });
    return gatherExport(app, tx, actor.workspaceId, contactId);
  });
}

/** One statement, so that it shows one moment. Ids, hashes and the ways we work are left out: they say nothing of the person. */
export async function gatherExport(app: App, tx: Tx, workspaceId: string, contactId: string): Promise<ContactExport> {
  const of = (alias: string) => sql`${sql.ref(`${alias}.workspace_id`)} = ${workspaceId} and ${sql.ref(`${alias}.contact_id`)} = ${contactId}`;
  const list = (what: ReturnType<typeof sql>, from: ReturnType<typeof sql>) => sql`(select coalesce(jsonb_agg(part.one order by part.at), '[]') from (select ${what} ${from}) part)`;
  const inThreads = sql`(select v.id from conversation v where ${of('v')})`;
  const { rows } = await sql<{ export: unknown }>`
    with recursive family as (
      select id from contact where workspace_id = ${workspaceId} and id = ${contactId}
      union select c.id from contact c join family f on c.merged_into = f.id where c.workspace_id = ${workspaceId})
    select jsonb_build_object(
      'contact', (select jsonb_build_object('name', p.name, 'firstName', p.first_name, 'locale', p.locale, 'country', p.country, 'region', p.region, 'timeZone', p.time_zone,
          'attributes', p.attributes, 'tags', p.tags, 'orderCount', p.order_count, 'spentMinor', p.spent_minor, 'spentCurrency', p.spent_currency, 'lastOrderAt', p.last_order_at, 'createdAt', p.created_at)
        from contact p where p.workspace_id = ${workspaceId} and p.id = ${contactId}),
      'identities', ${list(sql`i.created_at as at, jsonb_build_object('kind', i.kind, 'value', i.value, 'since', i.created_at) as one`, sql`from contact_identity i where ${of('i')}`)},
      'consents', ${list(sql`e.recorded_at as at, jsonb_build_object('channel', e.channel, 'purpose', e.purpose, 'state', e.state, 'occurredAt', e.occurred_at, 'recordedAt', e.recorded_at, 'source', e.source,
          'wording', e.wording, 'evidence', e.evidence, 'doubleOptIn', e.double_opt_in, 'hash', e.hash) as one`, sql`from consent_entry e where e.workspace_id = ${workspaceId} and e.contact_id in (select id from family)`)},
      'messages', ${list(sql`m.at, jsonb_build_object('at', m.at, 'direction', m.direction, 'content', case when m.is_revoked then null else m.content end) as one`, sql`from message m where m.workspace_id = ${workspaceId} and m.conversation_id in ${inThreads}`)},
      'notes', ${list(sql`n.created_at as at, jsonb_build_object('at', n.created_at, 'author', n.author_name, 'text', n.text) as one`, sql`from conversation_note n where n.workspace_id = ${workspaceId} and n.conversation_id in ${inThreads}`)},
      'sends', ${list(sql`s.planned_at as at, jsonb_build_object('plannedAt', s.planned_at, 'channel', s.channel, 'purpose', s.purpose, 'state', s.state, 'reason', s.reason, 'content', s.content, 'acceptedAt', s.accepted_at,
          'deliveredAt', s.delivered_at, 'readAt', s.read_at, 'firstClickedAt', s.first_clicked_at) as one`, sql`from send s where ${of('s')}`)},
      'carts', ${list(sql`c.created_at as at, jsonb_build_object('state', c.state, 'lines', c.lines, 'totalMinor', c.total_minor, 'currency', c.currency, 'activityAt', c.activity_at, 'attributes', c.attributes) as one`, sql`from cart c where ${of('c')} and c.merged_into is null`)},
      'orders', ${list(sql`o.placed_at as at, jsonb_build_object('number', o.number, 'state', o.state, 'paymentState', o.payment_state, 'lines', o.lines, 'totalMinor', o.total_minor, 'currency', o.currency, 'placedAt', o.placed_at,
          'attributes', o.attributes) as one`, sql`from shop_order o where ${of('o')}`)},
      'returns', ${list(sql`r.created_at as at, jsonb_build_object('kind', r.kind, 'state', r.state, 'thing', r.line_title, 'reason', r.reason, 'askedAt', r.created_at) as one`, sql`from return_request r where ${of('r')}`)},
      'restockWishes', ${list(sql`w.wished_at as at, jsonb_build_object('variantKey', w.variant_key, 'words', w.wording, 'state', w.state, 'wishedAt', w.wished_at) as one`, sql`from restock_wish w where ${of('w')}`)},
      'ratings', ${list(sql`q.asked_at as at, jsonb_build_object('askedAt', q.asked_at, 'score', q.score, 'ratedAt', q.rated_at, 'comment', q.comment) as one`, sql`from rating q where ${of('q')}`)},
      'activity', ${list(sql`a.at, jsonb_build_object('at', a.at, 'kind', a.kind, 'name', a.name, 'productKey', a.product_key, 'cartKey', a.cart_key, 'dwellMs', a.dwell_ms, 'attributes', a.attributes) as one`, sql`from activity a where ${of('a')}`)}
    ) as export`.execute(tx);
  return ExportSchema.parse({ ...(rows[0]?.export as object), exportedAt: app.clock.now().toISOString() });
}
