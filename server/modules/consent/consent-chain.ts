/** What the chain binds: everything of an entry except wording and evidence, for which `proofHash` stands. */
export interface ChainedEntry {
  sequence: number;
  id: string;
  contactId: string;
  channel: string;
  purpose: string;
  state: string;
  occurredAt: Date;
  recordedAt: Date;
  source: string;
  everywhere: boolean;
  ownInitiative: boolean;
  doubleOptIn: boolean;
  connectionId: string | null;
  actor: string;
  proofHash: string;
}

export interface StoredEntry extends ChainedEntry {
  hash: string;
  previousHash: string | null;
  wording: string | null;
  evidence: Record<string, string>;
  /** Wording and evidence were erased with the person; their fingerprint stays. */
  isBlanked: boolean;
}

/** Where the ledger of one contact ends, kept apart from it: shows that entries were cut off. */
export interface ChainHead {
  length: number;
  hash: string;
}

export type ChainVerdict =
  | { isIntact: true; length: number }
  | { isIntact: false; length: number; brokenAt: number; problem: 'missing_entry' | 'changed_entry' | 'changed_proof' | 'cut_off' };

/** Keyed, so that who can write to the database but has no key cannot forge a ledger. */
type Hash = (text: string) => string;

export function hashProof(hash: Hash, wording: string | null, evidence: Record<string, string>): string {
  const sorted = Object.keys(evidence)
    .toSorted()
    .map((name) => [name, evidence[name]]);
  return hash(JSON.stringify(['consent proof 1', wording, sorted]));
}

export function hashEntry(hash: Hash, entry: ChainedEntry, previousHash: string | null): string {
  return hash(
    JSON.stringify([
      'consent entry 1',
      previousHash,
      entry.sequence,
      entry.id,
      entry.contactId,
      entry.channel,
      entry.purpose,
      entry.state,
      entry.occurredAt.toISOString(),
      entry.recordedAt.toISOString(),
      entry.source,
      entry.everywhere,
      entry.ownInitiative,
      entry.doubleOptIn,
      entry.connectionId,
      entry.actor,
      entry.proofHash,
    ]),
  );
}

/** Checks one contact's entries, given in order of `sequence`, link by link and against the head. */
export function verifyChain(hash: Hash, entries: StoredEntry[], head: ChainHead | null): ChainVerdict {
  let previousHash: string | null = null;
  for (const [index, entry] of entries.entries()) {
    const broken = { isIntact: false, length: entries.length, brokenAt: index + 1 } as const;
    if (entry.sequence !== index + 1) return { ...broken, problem: 'missing_entry' };
    if (entry.previousHash !== previousHash || entry.hash !== hashEntry(hash, entry, previousHash)) return { ...broken, problem: 'changed_entry' };
    if (!entry.isBlanked && entry.proofHash !== hashProof(hash, entry.wording, entry.evidence)) return { ...broken, problem: 'changed_proof' };
    previousHash = entry.hash;
  }
  if ((head?.length ?? 0) !== entries.length || (head?.hash ?? null) !== previousHash) {
    return { isIntact: false, length: entries.length, brokenAt: entries.length + 1, problem: 'cut_off' };
  }
  return { isIntact: true, length: entries.length };
}
