import { sql } from 'kysely';
import { z } from 'zod';
import type { App, Arrived, EventHandler } from '#context';
import type { ContactExport, PrivacyRequest } from '#contract/contact';
import { ContactExport as ExportSchema } from '#contract/contact';
import type { InboundEventOf } from '#contract/inbound-event';
import type { Page, PageQuery } from '#contract/page';
import { readWorkspaceFacts, writeAudit } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import type { Tx } from '#platform/database';
import { AppError } from '#platform/errors';
import { enqueueJob } from '#platform/jobs';
import { pageOfRows, readCursor } from '#platform/page';
import { eraseAndTell, writeTombstones } from './erase-contact.ts';
import { eraseShop } from './erase-shop.ts';
import { hashIdentity } from './erased-identities.ts';
import { exportPerson } from './export-person.ts';
import { findPeople } from './find-people.ts';
import { identitiesOf } from './person-identities.ts';

type Request = Arrived<InboundEventOf<'privacy.requested'>>;

/** What people asked for through their shop: kept, shown, and done. Rare, so one by one. */
export const applyPrivacyRequests: EventHandler<'privacy.requested'> = async (app, tx, events) => {
  for (const request of events) await applyRequest(app, tx, request);
};

async function applyRequest(app: App, tx: Tx, request: Request): Promise<void> {
  const { workspaceId, connectionId, event } = request;
  const contactIds = event.request === 'erase_shop' ? [] : await findPeople(app, tx, { workspaceId, connectionId, person: event.person });
  const id = app.ids.next();
  const isDone = event.request === 'erase_person' || (event.request === 'export_person' && contactIds.length === 0);
  await sql`
    insert into privacy_request (workspace_id, id, connection_id, kind, contact_id, requested_at, done_at)
    values (${workspaceId}, ${id}, ${connectionId}, ${event.request}, ${contactIds[0] ?? null}, ${event.at}, ${isDone ? app.clock.now() : null})`.execute(tx);
  const actor = await actorOf(tx, request);
  if (event.request === 'erase_person') await erasePerson(app, tx, request, actor, contactIds);
  if (event.request === 'export_person' && contactIds[0]) await enqueueJob(app, tx, exportPerson, { workspaceId, input: { requestId: id }, key: id });
  if (event.request === 'erase_shop') await enqueueJob(app, tx, eraseShop, { workspaceId, input: { requestId: id }, key: id });
  await writeAudit(app, tx, actor, 'privacy.requested', { kind: 'privacy_request', id }, { request: event.request, people: contactIds.length });
}

/** Also whoever is not known yet leaves a tombstone: what else the shop has on its way comes too late. */
async function erasePerson(app: App, tx: Tx, { workspaceId, connectionId, event }: Request, actor: Actor, contactIds: string[]) {
  const country = (await readWorkspaceFacts(app.db, [workspaceId], tx)).get(workspaceId)?.country ?? 'US';
  for (const contactId of contactIds) await eraseAndTell(app, tx, actor, contactId, 'shop');
  await writeTombstones(app, tx, workspaceId, identitiesOf(event.person, connectionId, country).map((identity) => hashIdentity(app.keys, identity)));
}

async function actorOf(tx: Tx, { workspaceId, connectionId }: Request): Promise<Actor> {
  const { rows } = await sql<{ name: string }>`select name from connection where workspace_id = ${workspaceId} and id = ${connectionId}`.execute(tx);
  return { kind: 'system', id: connectionId, name: rows[0]?.name ?? 'Shop', workspaceId, role: 'owner' };
}

const Row = z.object({
  id: z.string(),
  connectionId: z.string(),
  connectionName: z.string(),
  kind: z.enum(['export_person', 'erase_person', 'erase_shop']),
  contactId: z.string().nullable(),
  requestedAt: z.date(),
  doneAt: z.date().nullable(),
  hasExport: z.boolean(),
});

/** What people asked for, newest first. */
export async function listPrivacyRequests(app: App, actor: Actor, query: PageQuery): Promise<Page<PrivacyRequest>> {
  requireRole(actor, 'admin');
  const after = readCursor(query.cursor);
  const { rows } = await sql`
    select r.id, r.connection_id as "connectionId", c.name as "connectionName", r.kind, r.contact_id as "contactId", r.requested_at as "requestedAt", r.done_at as "doneAt",
      r.result is not null as "hasExport"
    from privacy_request r join connection c on c.workspace_id = r.workspace_id and c.id = r.connection_id
    where r.workspace_id = ${actor.workspaceId} and ${after === null ? sql`true` : sql`(r.requested_at, r.id) < (${after.at}, ${after.id}::uuid)`}
    order by r.requested_at desc, r.id desc limit ${query.limit + 1}`.execute(app.db);
  return pageOfRows(Row.array().parse(rows), query.limit, (row) => ({ at: row.requestedAt, id: row.id }), ({ requestedAt, doneAt, ...row }) => ({
    ...row,
    requestedAt: requestedAt.toISOString(),
    doneAt: doneAt?.toISOString() ?? null,
  }));
}

/** The export that a request brought about. Audited. */
export async function readRequestedExport(app: App, actor: Actor, requestId: string): Promise<ContactExport> {
  requireRole(actor, 'admin');
  const { rows } = await sql<{ result: unknown }>`select result from privacy_request where workspace_id = ${actor.workspaceId} and id = ${requestId}`.execute(app.db);
  if (!rows[0]?.result) throw new AppError('not_found', 'export_unknown', 'There is no such export; it is not ready yet, or the person was erased.');
  const result = ExportSchema.parse(rows[0].result);
  await app.db.transaction().execute((tx) => writeAudit(app, tx, actor, 'contact.exported', { kind: 'privacy_request', id: requestId }));
  return result;
}
