import { sql } from 'kysely';
import type { Tx } from '#platform/database';
import { retryTransaction, rowsOf } from '#platform/database';
import type { Identity } from './person-identities.ts';

export interface StoredIdentity extends Identity {
  workspaceId: string;
  contactId: string;
}

/** The rows that equal these identities or share their match key, and every identity of the contacts so found. */
export async function findIdentities(tx: Tx, wanted: (Identity & { workspaceId: string })[]): Promise<StoredIdentity[]> {
  if (wanted.length === 0) return [];
  const { rows } = await sql<StoredIdentity>`
    with wanted as (
      select * from jsonb_to_recordset(${rowsOf(wanted)}) as w("workspaceId" uuid, kind text, value text, "matchKey" text)
    ), found as (
      select i.workspace_id, i.contact_id from wanted w
      join contact_identity i on i.workspace_id = w."workspaceId" and i.kind = w.kind and i.value = w.value
      union
      select i.workspace_id, i.contact_id from wanted w
      join contact_identity i on i.workspace_id = w."workspaceId" and i.match_key = w."matchKey"
      where w."matchKey" is not null
    )
    select i.workspace_id as "workspaceId", i.kind, i.value, i.contact_id as "contactId", i.match_key as "matchKey", i.reported
    from found f join contact_identity i on i.workspace_id = f.workspace_id and i.contact_id = f.contact_id`.execute(tx);
  return rows;
}

/** Stores identities; a reported address is kept once known. When another transaction took one of them meanwhile, ours starts again. */
export async function insertIdentities(tx: Tx, identities: StoredIdentity[], now: Date): Promise<void> {
  if (identities.length === 0) return;
  const unique = new Map(identities.map((identity) => [`${identity.workspaceId} ${identity.kind} ${identity.value}`, identity]));
  const ordered = [...unique.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, identity]) => identity);
  const { rows } = await sql<{ workspaceId: string; kind: string; value: string; contactId: string }>`
    insert into contact_identity (workspace_id, kind, value, contact_id, match_key, reported, created_at)
    select "workspaceId", kind, value, "contactId", "matchKey", reported, ${now}
    from jsonb_to_recordset(${rowsOf(ordered)}) as r("workspaceId" uuid, kind text, value text, "contactId" uuid, "matchKey" text, reported text)
    on conflict (workspace_id, kind, value) do update set reported = coalesce(excluded.reported, contact_identity.reported)
    returning workspace_id as "workspaceId", kind, value, contact_id as "contactId"`.execute(tx);
  const isTaken = rows.some((row) => unique.get(`${row.workspaceId} ${row.kind} ${row.value}`)?.contactId !== row.contactId);
  if (isTaken) retryTransaction('a contact with the same identity');
}

interface ContactFields {
  workspaceId: string;
  id: string;
  name: string | null;
  firstName: string | null;
  /** ISO instant of the news that gave the name. */
  nameAt: string | null;
  locale: string | null;
  country: string | null;
  region: string | null;
}

export async function insertContacts(tx: Tx, contacts: ContactFields[], now: Date): Promise<void> {
  if (contacts.length === 0) return;
  await sql`
    insert into contact (workspace_id, id, name, first_name, name_at, locale, country, region, created_at, updated_at)
    select "workspaceId", id, name, "firstName", "nameAt", locale, country, region, ${now}, ${now}
    from jsonb_to_recordset(${rowsOf(contacts)}) as ${contactRecord}`.execute(tx);
}

/** Fills in what is newly known and takes the newer name; rows that would not change are not written. */
export async function updateContacts(tx: Tx, contacts: ContactFields[], now: Date): Promise<void> {
  if (contacts.length === 0) return;
  const ordered = contacts.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  const isNewer = sql`r.name is not null and (c.name_at is null or r."nameAt" > c.name_at)`;
  await sql`
    update contact c set
      name = case when ${isNewer} then r.name else c.name end,
      first_name = case when ${isNewer} then coalesce(r."firstName", c.first_name) else coalesce(c.first_name, r."firstName") end,
      name_at = case when ${isNewer} then r."nameAt" else c.name_at end,
      locale = coalesce(c.locale, r.locale), country = coalesce(c.country, r.country), region = coalesce(c.region, r.region), updated_at = ${now}
    from jsonb_to_recordset(${rowsOf(ordered)}) as ${contactRecord}
    where c.workspace_id = r."workspaceId" and c.id = r.id and c.erased_at is null
      and (${isNewer} or c.first_name is null and r."firstName" is not null or c.locale is null and r.locale is not null
        or c.country is null and r.country is not null or c.region is null and r.region is not null)`.execute(tx);
}

const contactRecord = sql`r("workspaceId" uuid, id uuid, name text, "firstName" text, "nameAt" timestamptz, locale text, country text, region text)`;
