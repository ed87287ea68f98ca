import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '#context';
import type { ContactDetail, ErasurePreview } from '#contract/contact';
import { writeAudit } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { minuteMs } from '#platform/clock';
import type { Db, Tx } from '#platform/database';
import { afterCommit, inTransaction, rowsOf } from '#platform/database';
import { defineJob, enqueueJob } from '#platform/jobs';
import { hashIdentity } from './erased-identities.ts';
import { readContact, requireContact } from './read-contact.ts';

/** A webhook that had read the contact just before may write after us; by then its transaction is over. */
const lookAgainMs = 2 * minuteMs;

interface Erasure {
  workspaceId: string;
  contactId: string;
}

/**
 * Takes everything personal of a contact and of those merged into it: identities become tombstones, so that a late webhook cannot bring
 * the person back; names, words and proofs are blanked; carts and orders stay without a person. The suppression list stays, which is its
 * purpose. A repeat changes nothing more.
 */
export async function eraseContact(app: App, tx: Tx, erasure: Erasure): Promise<void> {
  const { workspaceId, contactId } = erasure;
  const family = await lockFamily(tx, workspaceId, contactId);
  await buryIdentities(app, tx, workspaceId, family);
  await sql`
    update contact set name = null, first_name = null, name_at = null, locale = null, country = null, region = null, time_zone = null, attributes = '{}', tags = '{}',
      order_count = null, spent_minor = null, spent_currency = null, last_order_at = null, erased_at = coalesce(erased_at, ${app.clock.now()}), updated_at = ${app.clock.now()}
    where workspace_id = ${workspaceId} and id = any(${family}::uuid[])`.execute(tx);
  await sql`update privacy_request set result = null where workspace_id = ${workspaceId} and contact_id = any(${family}::uuid[])`.execute(tx);
  await app.receivers.contactsErased(app, tx, family.map((id) => ({ workspaceId, contactId: id })));
  afterCommit(tx, () => app.live.publish({ workspaceId, topic: 'contact', id: contactId }));
}

/** Erases, says who asked for it, and looks once more when every transaction that ran beside is over. */
export async function eraseAndTell(app: App, tx: Tx, actor: Actor, contactId: string, because: string): Promise<void> {
  await eraseContact(app, tx, { workspaceId: actor.workspaceId, contactId });
  await writeAudit(app, tx, actor, 'contact.erased', { kind: 'contact', id: contactId }, { because });
  await enqueueJob(app, tx, eraseAgain, { workspaceId: actor.workspaceId, input: { contactId }, key: contactId, dueAt: new Date(app.clock.nowMs() + lookAgainMs) });
}

export const eraseAgain = defineJob({
  name: 'contacts.erase_again',
  input: z.object({ contactId: z.uuid() }),
  async run(app: App, { workspaceId, input }) {
    await inTransaction(app.db, (tx) => eraseContact(app, tx, { workspaceId, contactId: input.contactId }));
  },
});

/** An erasure that a member decides. */
export async function eraseByMember(app: App, actor: Actor, contactId: string): Promise<ContactDetail> {
  requireRole(actor, 'admin');
  await requireContact(app, actor.workspaceId, contactId);
  await inTransaction(app.db, (tx) => eraseAndTell(app, tx, actor, contactId, 'member'));
  return readContact(app, actor, contactId);
}

/** What an erasure would take, counted. */
export async function previewErasure(app: App, actor: Actor, contactId: string): Promise<ErasurePreview> {
  requireRole(actor, 'agent');
  await requireContact(app, actor.workspaceId, contactId);
  return countTraces(app.db, actor.workspaceId, contactId);
}

async function countTraces(db: Db, workspaceId: string, contactId: string): Promise<ErasurePreview> {
  const of = sql`workspace_id = ${workspaceId} and contact_id = ${contactId}`;
  const { rows } = await sql<ErasurePreview>`
    select (select count(*)::int from contact_identity where ${of}) as identities,
      (select count(*)::int from message m join conversation v on v.workspace_id = m.workspace_id and v.id = m.conversation_id where v.workspace_id = ${workspaceId} and v.contact_id = ${contactId}) as messages,
      (select count(*)::int from send where ${of}) as sends,
      (select count(*)::int from cart where ${of} and merged_into is null) as carts,
      (select count(*)::int from shop_order where ${of}) as orders,
      (select count(*)::int from consent_entry where ${of}) as consents,
      (select count(*)::int from activity where ${of}) as activity`.execute(db);
  return rows[0] as ErasurePreview;
}

/** The contact and everybody who was merged into it, locked in id order. */
async function lockFamily(tx: Tx, workspaceId: string, contactId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive family as (
      select id from contact where workspace_id = ${workspaceId} and id = ${contactId}
      union
      select c.id from contact c join family f on c.merged_into = f.id where c.workspace_id = ${workspaceId}
    )
    select c.id from contact c join family f on f.id = c.id where c.workspace_id = ${workspaceId} order by c.id for update of c`.execute(tx);
  return rows.map((row) => row.id);
}

async function buryIdentities(app: App, tx: Tx, workspaceId: string, contactIds: string[]): Promise<void> {
  const { rows } = await sql<{ kind: string; value: string; matchKey: string | null }>`
    delete from contact_identity where workspace_id = ${workspaceId} and contact_id = any(${contactIds}::uuid[])
    returning kind, value, match_key as "matchKey"`.execute(tx);
  await writeTombstones(app, tx, workspaceId, rows.map((identity) => hashIdentity(app.keys, identity)));
}

/** These identities are nobody's any more, and shall not become somebody's by what was already on its way. */
export async function writeTombstones(app: App, tx: Tx, workspaceId: string, hashes: string[]): Promise<void> {
  if (hashes.length === 0) return;
  await sql`
    insert into erased_identity (workspace_id, hash, erased_at)
    select ${workspaceId}::uuid, hash, ${app.clock.now()} from jsonb_to_recordset(${rowsOf([...new Set(hashes)].sort().map((hash) => ({ hash })))}) as r(hash text)
    on conflict (workspace_id, hash) do nothing`.execute(tx);
}
