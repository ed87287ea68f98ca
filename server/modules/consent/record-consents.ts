import type { ConsentSignal } from '#contract/inbound-event';
import type { App } from '#context';
import type { Tx } from '#platform/database';
import { hashEntry, hashProof } from './consent-chain.ts';
import { applyStandings, findUnheard, insertEntries, lockContacts, moveHeads, readHeads } from './consent-queries.ts';
import type { LinkedStatement, NewStanding, Statement } from './consent-queries.ts';
import { channelsOf, chooseStanding, countsEverywhere, isOwnInitiative } from './consent-rules.ts';
import { suppressPeople } from './suppress-people.ts';

export interface ConsentToRecord {
  workspaceId: string;
  contactId: string;
  /** Null: not said through a connection (a member wrote it down). */
  connectionId: string | null;
  signal: ConsentSignal;
  /** Who reports it: "shop", "whatsapp", "member:<id>" … */
  actor: string;
}

/**
 * Writes statements of will into the ledger and moves what stands forward: newest wins, at the same instant the "no".
 * Commutes and may be repeated. A marketing opt-out is told upwards; one that counts everywhere also suppresses each address of the person.
 */
export async function recordConsents(app: App, tx: Tx, entries: ConsentToRecord[]): Promise<void> {
  if (entries.length === 0) return;
  const now = app.clock.now();
  const unheard = await findUnheard(tx, distinct(entries.map((entry) => readStatement(entry, now))));
  if (unheard.length === 0) return;
  const owned = await lockOwners(tx, unheard);
  // Asked again under the locks: a neighbour may have recorded the same statement meanwhile.
  const fresh = owned.length > 0 ? await findUnheard(tx, distinct(owned)) : [];
  if (fresh.length === 0) return;

  const linked = await linkEntries(app, tx, fresh, now);
  await insertEntries(tx, linked);
  const changed = await applyStandings(tx, newestStandings(linked));
  const everywhere = linked.filter((entry) => entry.everywhere);
  if (everywhere.length > 0) await suppressPeople(app, tx, everywhere.map((entry) => ({ ...entry, at: entry.occurredAt, reason: `opt_out:${entry.source}`, scope: 'marketing' as const })));
  const stopped = new Set(changed.filter((row) => row.purpose === 'marketing' && row.state === 'withdrawn').map((row) => row.contact_id));
  const people = distinctPeople(linked).filter((person) => stopped.has(person.contactId));
  if (people.length > 0) await app.receivers.marketingWithdrawn(app, tx, people);
}

/** A shop's clock may run ahead: what is said to come from the future counts from now, or no later word could overrule it. */
function readStatement({ workspaceId, contactId, connectionId, signal, actor }: ConsentToRecord, now: Date): Statement {
  const occurredAt = new Date(Math.min(Date.parse(signal.occurredAt), now.getTime())).toISOString();
  return {
    workspaceId,
    contactId,
    connectionId,
    channel: signal.channel,
    purpose: signal.purpose,
    state: signal.state,
    occurredAt,
    source: signal.source,
    wording: signal.wording ?? null,
    evidence: signal.evidence,
    doubleOptIn: signal.doubleOptIn,
    everywhere: countsEverywhere(signal),
    ownInitiative: isOwnInitiative(signal),
    actor,
  };
}

function distinct(statements: Statement[]): Statement[] {
  const keyOf = (s: Statement) => [s.workspaceId, s.contactId, s.channel, s.purpose, s.state, s.occurredAt, s.source].join('\n');
  return [...new Map(statements.toReversed().map((statement) => [keyOf(statement), statement])).values()].toReversed();
}

export function distinctPeople<Person extends { workspaceId: string; contactId: string }>(people: Person[]) {
  return [...new Map(people.map(({ workspaceId, contactId }) => [contactId, { workspaceId, contactId }])).values()];
}

/** Locks the people; statements about somebody merged meanwhile go to who was kept, about somebody erased nowhere. */
async function lockOwners(tx: Tx, statements: Statement[]): Promise<Statement[]> {
  const locked = new Map((await lockContacts(tx, distinctPeople(statements))).map((row) => [row.id, row]));
  const moved = statements.filter(({ contactId }) => locked.get(contactId)?.merged_into);
  const staying = statements.filter(({ contactId }) => {
    const contact = locked.get(contactId);
    return contact && !contact.merged_into && !contact.erased_at;
  });
  if (moved.length === 0) return staying;
  const followed = moved.map((statement) => ({ ...statement, contactId: locked.get(statement.contactId)?.merged_into ?? statement.contactId }));
  return [...staying, ...(await lockOwners(tx, followed))];
}

async function linkEntries(app: App, tx: Tx, statements: Statement[], now: Date): Promise<LinkedStatement[]> {
  const people = distinctPeople(statements);
  const heads = new Map((await readHeads(tx, people)).map((row) => [row.contact_id, { length: row.length, hash: row.head_hash }]));
  const linked = statements.map((statement): LinkedStatement => {
    const head = heads.get(statement.contactId) ?? null;
    const proofHash = hashProof(app.keys.hash, statement.wording, statement.evidence);
    const link = { ...statement, id: app.ids.next(), sequence: (head?.length ?? 0) + 1, recordedAt: now.toISOString(), proofHash };
    const hash = hashEntry(app.keys.hash, { ...link, occurredAt: new Date(link.occurredAt), recordedAt: now }, head?.hash ?? null);
    heads.set(statement.contactId, { length: link.sequence, hash });
    return { ...link, hash, previousHash: head?.hash ?? null };
  });
  await moveHeads(tx, people.flatMap((person) => {
    const head = heads.get(person.contactId);
    return head ? [{ ...person, ...head }] : [];
  }));
  return linked;
}

function newestStandings(entries: LinkedStatement[]): NewStanding[] {
  const newest = new Map<string, NewStanding & { occurredAtMs: number }>();
  for (const entry of entries) {
    for (const channel of channelsOf(entry)) {
      const standing = { ...entry, channel, entryId: entry.id, occurredAtMs: Date.parse(entry.occurredAt) };
      const key = `${entry.contactId} ${channel} ${entry.purpose}`;
      const known = newest.get(key);
      newest.set(key, known ? chooseStanding(known, standing) : standing);
    }
  }
  return [...newest.values()];
}
