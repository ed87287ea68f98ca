import { sql } from 'kysely';
import { rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';
import { applyStandings } from './consent-queries.ts';

/**
 * Two contacts proved to be one: what stands is the newest word of both. Entries stay where they were written (their chain is
 * theirs); the ledger of who was kept shows them too. A repeat finds nothing left to move.
 */
export async function mergeConsents(tx: Tx, merges: { workspaceId: string; keptId: string; mergedId: string }[]): Promise<void> {
  if (merges.length === 0) return;
  const { rows } = await sql<{ workspaceId: string; contactId: string; channel: string; purpose: string; state: 'granted' | 'withdrawn'; occurredAt: Date; ownInitiative: boolean; entryId: string }>`
    with moved as (
      delete from consent c using jsonb_to_recordset(${rowsOf(merges)}) as r("workspaceId" uuid, "keptId" uuid, "mergedId" uuid)
      where c.workspace_id = r."workspaceId" and c.contact_id = r."mergedId"
      returning c.*, r."keptId" as kept_id)
    select distinct on (workspace_id, kept_id, channel, purpose)
      workspace_id as "workspaceId", kept_id as "contactId", channel, purpose, state, occurred_at as "occurredAt",
      own_initiative as "ownInitiative", entry_id as "entryId"
    from moved order by workspace_id, kept_id, channel, purpose, occurred_at desc, state desc, own_initiative`.execute(tx);
  if (rows.length > 0) await applyStandings(tx, rows.map((row) => ({ ...row, occurredAt: row.occurredAt.toISOString() })));
}

/**
 * An erased person keeps no standing and no words: wording and evidence are blanked, their fingerprints keep the chain whole.
 * The suppression list stays, which is its purpose. A repeat changes nothing.
 */
export async function eraseConsents(tx: Tx, people: { workspaceId: string; contactId: string }[]): Promise<void> {
  if (people.length === 0) return;
  const list = sql`select r."workspaceId", r."contactId" from jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid)`;
  await sql`delete from consent where (workspace_id, contact_id) in (${list})`.execute(tx);
  await sql`update consent_entry set wording = null, evidence = '{}', is_blanked = true where (workspace_id, contact_id) in (${list})`.execute(tx);
}
