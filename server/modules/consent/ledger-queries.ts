import { sql } from 'kysely';
import { z } from 'zod';
import type { ConsentEntry } from '#contract/consent';
import { ConsentChannel, ConsentPurpose } from '#contract/inbound-event';
import type { Db, Tx } from '#platform/database';
import type { Position } from '#platform/page';
import type { ChainHead, StoredEntry } from './consent-chain.ts';

const EntryRow = z.object({
  id: z.string(),
  sequence: z.int(),
  contactId: z.string(),
  channel: ConsentChannel,
  purpose: ConsentPurpose,
  state: z.enum(['granted', 'withdrawn']),
  everywhere: z.boolean(),
  occurredAt: z.date(),
  recordedAt: z.date(),
  source: z.string(),
  wording: z.string().nullable(),
  evidence: z.record(z.string(), z.string()),
  doubleOptIn: z.boolean(),
  ownInitiative: z.boolean(),
  connectionId: z.string().nullable(),
  actor: z.string(),
  hash: z.string(),
  previousHash: z.string().nullable(),
  proofHash: z.string(),
  isBlanked: z.boolean(),
});
export type EntryRow = z.infer<typeof EntryRow> & StoredEntry;

const columns = sql`e.id, e.sequence, e.contact_id as "contactId", e.channel, e.purpose, e.state, e.everywhere, e.occurred_at as "occurredAt",
  e.recorded_at as "recordedAt", e.source, e.wording, e.evidence, e.double_opt_in as "doubleOptIn", e.own_initiative as "ownInitiative",
  e.connection_id as "connectionId", e.actor, e.hash, e.previous_hash as "previousHash", e.proof_hash as "proofHash", e.is_blanked as "isBlanked"`;

/** The contact and everybody who was merged into it, also over several merges. Empty: unknown in this workspace. */
export async function findFamily(db: Db | Tx, workspaceId: string, contactId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive family as (
      select id from contact where workspace_id = ${workspaceId} and id = ${contactId}
      union
      select c.id from contact c join family f on c.workspace_id = ${workspaceId} and c.merged_into = f.id)
    select id from family`.execute(db);
  return rows.map((row) => row.id);
}

/** Newest first by when it was recorded; one more than `limit` when there are older ones. */
export async function findEntries(db: Db, workspaceId: string, contactIds: string[], after: Position | null, limit: number): Promise<EntryRow[]> {
  const { rows } = await sql`
    select ${columns} from consent_entry e
    where e.workspace_id = ${workspaceId} and e.contact_id = any(${contactIds}::uuid[])
      and (${after === null} or (e.recorded_at, e.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by e.recorded_at desc, e.id desc limit ${limit + 1}`.execute(db);
  return EntryRow.array().parse(rows);
}

/** The whole ledger of each contact in order, and where it ends, in one picture of the database. */
export async function readChains(tx: Tx, workspaceId: string, contactIds: string[]): Promise<Map<string, { entries: EntryRow[]; head: ChainHead | null }>> {
  const { rows } = await sql`
    select ${columns} from consent_entry e where e.workspace_id = ${workspaceId} and e.contact_id = any(${contactIds}::uuid[])
    order by e.contact_id, e.sequence`.execute(tx);
  const heads = await sql<{ contact_id: string; length: number; head_hash: string }>`
    select contact_id, length, head_hash from consent_chain where workspace_id = ${workspaceId} and contact_id = any(${contactIds}::uuid[])`.execute(tx);
  const entries = EntryRow.array().parse(rows);
  return new Map(
    contactIds.map((contactId) => {
      const head = heads.rows.find((row) => row.contact_id === contactId);
      return [contactId, { entries: entries.filter((entry) => entry.contactId === contactId), head: head ? { length: head.length, hash: head.head_hash } : null }];
    }),
  );
}

export async function findStandings(db: Db | Tx, workspaceId: string, contactId: string) {
  const { rows } = await sql`
    select channel, purpose, state, occurred_at, own_initiative from consent
    where workspace_id = ${workspaceId} and contact_id = ${contactId} order by purpose, channel`.execute(db);
  return StandingRow.array().parse(rows);
}

const StandingRow = z.object({ channel: ConsentChannel, purpose: ConsentPurpose, state: z.enum(['granted', 'withdrawn']), occurred_at: z.date(), own_initiative: z.boolean() });

export function toEntry({ isBlanked, ...row }: EntryRow): ConsentEntry {
  return { ...row, occurredAt: row.occurredAt.toISOString(), recordedAt: row.recordedAt.toISOString(), isErased: isBlanked };
}
