import { sql } from 'kysely';
import type { App } from '#context';
import { rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';

export interface PersonToSuppress {
  workspaceId: string;
  contactId: string;
  /** ISO instant of the opt-out. */
  at: string;
  reason: string;
  /** `everything`: never write to these addresses again, whatever the message is. */
  scope: 'marketing' | 'everything';
}

/** The kinds of identity that a message can be sent to. */
const addressKinds = sql`('phone', 'email', 'bsuid')`;

/**
 * Keeps the keyed hash of each address a person has now, so that an opt-out outlives the person's erasure and meets them again.
 * The latest opt-out of an address counts; nothing is ever taken off: a later opt-in passes over it (`isStillSuppressed`).
 */
export async function suppressPeople(app: App, tx: Tx, people: PersonToSuppress[]): Promise<void> {
  const addresses = await readAddresses(tx, people);
  const byKey = new Map<string, { workspaceId: string; hash: string; at: string; reason: string; scope: string }>();
  for (const person of people) {
    for (const address of addresses.filter(({ contact_id }) => contact_id === person.contactId)) {
      const hash = hashAddress(app, address);
      const key = `${person.workspaceId} ${hash} ${person.scope}`;
      const known = byKey.get(key);
      if (!known || known.at < person.at) byKey.set(key, { workspaceId: person.workspaceId, hash, at: person.at, reason: person.reason, scope: person.scope });
    }
  }
  if (byKey.size === 0) return;
  await sql`
    insert into suppression (workspace_id, hash, scope, reason, at)
    select r."workspaceId", r.hash, r.scope, r.reason, r.at
    from jsonb_to_recordset(${rowsOf([...byKey.values()])}) as r("workspaceId" uuid, hash text, scope text, reason text, at timestamptz)
    order by 1, 2, 3
    on conflict (workspace_id, hash, scope) do update set at = excluded.at, reason = excluded.reason where excluded.at > suppression.at`.execute(tx);
}

export interface AddressRow {
  workspace_id: string;
  contact_id: string;
  kind: string;
  value: string;
  match_key: string | null;
}

export async function readAddresses(tx: Tx, people: { workspaceId: string; contactId: string }[]): Promise<AddressRow[]> {
  const { rows } = await sql<AddressRow>`
    select i.workspace_id, i.contact_id, i.kind, i.value, i.match_key from contact_identity i
    where i.kind in ${addressKinds} and (i.workspace_id, i.contact_id) in (
      select r."workspaceId", r."contactId" from jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid))`.execute(tx);
  return rows;
}

/** Regional variants of one phone share a match key and so one hash. */
export function hashAddress(app: App, address: Pick<AddressRow, 'workspace_id' | 'kind' | 'value' | 'match_key'>): string {
  return app.keys.hash(`suppression ${address.workspace_id} ${address.kind} ${address.match_key ?? address.value}`);
}
