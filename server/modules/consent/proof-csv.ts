import type { ConsentProof } from '#contract/consent';

const columns = ['contactId', 'sequence', 'channel', 'purpose', 'state', 'everywhere', 'occurredAt', 'recordedAt', 'source', 'wording', 'evidence', 'doubleOptIn', 'ownInitiative', 'actor', 'hash', 'previousHash'] as const;

/** The proof as a table, one line for each entry and whether its ledger is intact. RFC 4180. */
export function writeProofCsv(proof: ConsentProof): string {
  const intact = new Map(proof.chains.map((chain) => [chain.contactId, chain.isIntact]));
  const lines = proof.entries.map((entry) => [
    ...columns.map((column) => {
      const value = entry[column];
      return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
    }),
    String(intact.get(entry.contactId) ?? false),
  ]);
  return [[...columns, 'ledgerIsIntact'], ...lines].map((cells) => `${cells.map(quote).join(',')}\r\n`).join('');
}

// A cell that begins like a formula is run by spreadsheets: an apostrophe before it keeps it text.
function quote(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
