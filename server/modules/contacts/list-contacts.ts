import { sql } from 'kysely';
import type { App } from '#context';
import type { Contact, ContactQuery } from '#contract/contact';
import type { Page } from '#contract/page';
import { readWorkspaceFacts } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { hasText, likeOf } from '#platform/database';
import { pageOfRows, readCursor } from '#platform/page';
import { contactColumns, ContactRow, contactTables, toContact } from './contact-rows.ts';
import { readPhone } from './phone-rules.ts';

/** People, who changed last first. Erased and merged ones are left out. */
export async function listContacts(app: App, actor: Actor, query: ContactQuery): Promise<Page<Contact>> {
  requireRole(actor, 'analyst');
  const after = readCursor(query.cursor);
  const { rows } = await sql`
    select ${contactColumns} from ${contactTables}
    where p.workspace_id = ${actor.workspaceId} and p.merged_into is null and p.erased_at is null
      and (${query.tag ?? null}::text is null or p.tags @> array[${query.tag ?? null}::text])
      and (${query.consent ?? null}::text is null or coalesce(s.state, 'none') = ${query.consent ?? null})
      and ${query.search ? await matches(app, actor.workspaceId, query.search) : sql`true`}
      and ${after === null ? sql`true` : sql`(p.updated_at, p.id) < (${after.at}, ${after.id}::uuid)`}
    order by p.updated_at desc, p.id desc limit ${query.limit + 1}`.execute(app.db);
  return pageOfRows(ContactRow.array().parse(rows), query.limit, (row) => ({ at: row.updatedAt, id: row.id }), toContact);
}

/** A whole phone is found by its match key, however it is written; parts of it, of names, e-mails and tags by their letters. */
async function matches(app: App, workspaceId: string, search: string) {
  const words = likeOf(search);
  const digits = search.replaceAll(/\D/g, '');
  const country = (await readWorkspaceFacts(app.db, [workspaceId])).get(workspaceId)?.country ?? 'US';
  const phone = digits.length >= 8 ? readPhone(search, country) : null;
  return sql`(${hasText(sql`p.name`, search)} or p.tags @> array[${search}::text] or exists (
    select from contact_identity i where i.workspace_id = p.workspace_id and i.contact_id = p.id
      and (i.match_key = ${phone?.matchKey ?? null} or (i.kind = 'email' and i.value ilike ${words}) or (${digits.length >= 4} and i.kind = 'phone' and i.value like ${`%${digits}%`}))))`;
}
