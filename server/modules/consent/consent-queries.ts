import { sql } from 'kysely';
import type { ConsentChannel, ConsentPurpose } from '#contract/inbound-event';
import { rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';

/** One statement on its way into the ledger. Instants are ISO text, as they travel to SQL inside JSON. */
export interface Statement {
  workspaceId: string;
  contactId: string;
  connectionId: string | null;
  channel: ConsentChannel;
  purpose: ConsentPurpose;
  state: 'granted' | 'withdrawn';
  occurredAt: string;
  source: string;
  wording: string | null;
  evidence: Record<string, string>;
  doubleOptIn: boolean;
  everywhere: boolean;
  ownInitiative: boolean;
  actor: string;
}

/** Leaves out what the ledger already holds; without locks, so a repeat costs one read. */
export async function findUnheard(tx: Tx, statements: Statement[]): Promise<Statement[]> {
  const keyed = statements.map((statement, place) => ({ ...statement, place }));
  const { rows } = await sql<{ place: number }>`
    select r.place from jsonb_to_recordset(${rowsOf(keyed)}) as r(
      place int, "workspaceId" uuid, "contactId" uuid, channel text, purpose text, state text, "occurredAt" timestamptz, source text)
    where not exists (
      select from consent_entry e
      where e.workspace_id = r."workspaceId" and e.contact_id = r."contactId" and e.channel = r.channel and e.purpose = r.purpose
        and e.state = r.state and e.occurred_at = r."occurredAt" and e.source = r.source)
    order by r.place`.execute(tx);
  return rows.flatMap(({ place }) => statements[place] ?? []);
}

export interface LockedContact {
  workspace_id: string;
  id: string;
  merged_into: string | null;
  erased_at: Date | null;
}

/** Locks these people in id order, so that each one's chain grows by one writer at a time. */
export async function lockContacts(tx: Tx, people: { workspaceId: string; contactId: string }[]): Promise<LockedContact[]> {
  const { rows } = await sql<LockedContact>`
    select c.workspace_id, c.id, c.merged_into, c.erased_at from contact c
    where (c.workspace_id, c.id) in (
      select r."workspaceId", r."contactId" from jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid))
    order by c.workspace_id, c.id for no key update`.execute(tx);
  return rows;
}

export async function readHeads(tx: Tx, people: { workspaceId: string; contactId: string }[]) {
  const { rows } = await sql<{ workspace_id: string; contact_id: string; length: number; head_hash: string }>`
    select h.workspace_id, h.contact_id, h.length, h.head_hash from consent_chain h
    where (h.workspace_id, h.contact_id) in (
      select r."workspaceId", r."contactId" from jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid))`.execute(tx);
  return rows;
}

export type LinkedStatement = Statement & { id: string; sequence: number; recordedAt: string; proofHash: string; hash: string; previousHash: string | null };

export async function insertEntries(tx: Tx, entries: LinkedStatement[]): Promise<void> {
  await sql`
    insert into consent_entry (workspace_id, id, contact_id, channel, purpose, state, occurred_at, recorded_at, source, wording, evidence,
      double_opt_in, connection_id, actor, hash, previous_hash, sequence, everywhere, own_initiative, proof_hash)
    select r."workspaceId", r.id, r."contactId", r.channel, r.purpose, r.state, r."occurredAt", r."recordedAt", r.source, r.wording, r.evidence,
      r."doubleOptIn", r."connectionId", r.actor, r.hash, r."previousHash", r.sequence, r.everywhere, r."ownInitiative", r."proofHash"
    from jsonb_to_recordset(${rowsOf(entries)}) as r(
      "workspaceId" uuid, id uuid, "contactId" uuid, channel text, purpose text, state text, "occurredAt" timestamptz, "recordedAt" timestamptz,
      source text, wording text, evidence jsonb, "doubleOptIn" boolean, "connectionId" uuid, actor text, hash text, "previousHash" text,
      sequence int, everywhere boolean, "ownInitiative" boolean, "proofHash" text)`.execute(tx);
}

export async function moveHeads(tx: Tx, heads: { workspaceId: string; contactId: string; length: number; hash: string }[]): Promise<void> {
  await sql`
    insert into consent_chain (workspace_id, contact_id, length, head_hash)
    select r."workspaceId", r."contactId", r.length, r.hash
    from jsonb_to_recordset(${rowsOf(heads)}) as r("workspaceId" uuid, "contactId" uuid, length int, hash text)
    on conflict (workspace_id, contact_id) do update set length = excluded.length, head_hash = excluded.head_hash`.execute(tx);
}

export interface NewStanding {
  workspaceId: string;
  contactId: string;
  channel: string;
  purpose: string;
  state: 'granted' | 'withdrawn';
  occurredAt: string;
  ownInitiative: boolean;
  entryId: string;
}

/** Moves what stands forward where the news is newer; gives back what it changed. At most one row for each thing. */
export async function applyStandings(tx: Tx, standings: NewStanding[]) {
  const { rows } = await sql<{ workspace_id: string; contact_id: string; channel: string; purpose: string; state: string }>`
    insert into consent (workspace_id, contact_id, channel, purpose, state, occurred_at, own_initiative, entry_id)
    select r."workspaceId", r."contactId", r.channel, r.purpose, r.state, r."occurredAt", r."ownInitiative", r."entryId"
    from jsonb_to_recordset(${rowsOf(standings)}) as r(
      "workspaceId" uuid, "contactId" uuid, channel text, purpose text, state text, "occurredAt" timestamptz, "ownInitiative" boolean, "entryId" uuid)
    order by 1, 2, 3, 4
    on conflict (workspace_id, contact_id, channel, purpose) do update
    set state = excluded.state, occurred_at = excluded.occurred_at, own_initiative = excluded.own_initiative, entry_id = excluded.entry_id
    where excluded.occurred_at > consent.occurred_at
      or (excluded.occurred_at = consent.occurred_at
        and ((excluded.state = 'withdrawn' and consent.state = 'granted')
          or (excluded.state = consent.state and consent.own_initiative and not excluded.own_initiative)))
    returning workspace_id, contact_id, channel, purpose, state`.execute(tx);
  return rows;
}
