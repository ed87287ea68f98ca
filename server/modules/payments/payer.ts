import { sql } from 'kysely';
import { z } from 'zod';
import type { Person } from '#contract/inbound-event';
import type { Db, Tx } from '#platform/database';

const Row = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  bsuid: z.string().nullable(),
});

/** What a till may be told of a person, so that they need not type it again; all null when nobody is known. */
export async function readPayer(db: Db | Tx, workspaceId: string, contactId: string | null): Promise<{ name: string | null; email: string | null; phone: string | null }> {
  const { name, email, phone } = await readIdentities(db, workspaceId, contactId);
  return { name, email, phone };
}

/** The person of a contact as an event names one, so that an order of ours meets them. */
export async function readPerson(db: Db | Tx, workspaceId: string, contactId: string | null): Promise<Person> {
  const { name, email, phone, bsuid } = await readIdentities(db, workspaceId, contactId);
  return { name, email, phone, bsuid };
}

async function readIdentities(db: Db | Tx, workspaceId: string, contactId: string | null): Promise<z.infer<typeof Row>> {
  if (contactId === null) return { name: null, email: null, phone: null, bsuid: null };
  const one = (kind: string) => sql`(select i.value from contact_identity i where i.workspace_id = p.workspace_id and i.contact_id = p.id and i.kind = ${kind} order by i.created_at limit 1)`;
  const { rows } = await sql`
    select p.name, ${one('email')} as email, ${one('phone')} as phone, ${one('bsuid')} as bsuid
    from contact p where p.workspace_id = ${workspaceId} and p.id = ${contactId} and p.erased_at is null`.execute(db);
  return rows[0] ? Row.parse(rows[0]) : { name: null, email: null, phone: null, bsuid: null };
}
