import { sql } from 'kysely';
import type { Keys } from '#platform/crypto';
import type { Tx } from '#platform/database';
import { rowsOf } from '#platform/database';

interface Hashable {
  kind: string;
  value: string;
  matchKey: string | null;
}

/** What is kept of an erased identity: every writing of one phone has the same. */
export function hashIdentity(keys: Keys, { kind, value, matchKey }: Hashable): string {
  return keys.hash(`${kind}:${matchKey ?? value}`);
}

/** Those of the identities that were erased, as "workspace hash". */
export async function findErased(tx: Tx, keys: Keys, identities: (Hashable & { workspaceId: string })[]): Promise<Set<string>> {
  if (identities.length === 0) return new Set();
  const rows = identities.map((identity) => ({ workspaceId: identity.workspaceId, hash: hashIdentity(keys, identity) }));
  const { rows: erased } = await sql<{ workspaceId: string; hash: string }>`
    select e.workspace_id as "workspaceId", e.hash from erased_identity e
    join jsonb_to_recordset(${rowsOf(rows)}) as r("workspaceId" uuid, hash text) on e.workspace_id = r."workspaceId" and e.hash = r.hash`.execute(tx);
  return new Set(erased.map(({ workspaceId, hash }) => `${workspaceId} ${hash}`));
}
