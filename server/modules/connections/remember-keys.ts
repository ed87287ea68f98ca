import { sql } from 'kysely';
import type { Arrived } from '#context';
import type { Tx } from '#platform/database';
import { rowsOf } from '#platform/database';

/** Remembers the keys and gives the events whose key was not known: a repeat goes no further. */
export async function keepUnseen(tx: Tx, events: readonly Arrived[]): Promise<Arrived[]> {
  const byKey = new Map<string, Arrived>();
  for (const arrived of events) {
    const id = `${arrived.connectionId} ${arrived.key}`;
    if (!byKey.has(id)) byKey.set(id, arrived);
  }
  if (byKey.size === 0) return [];
  // In one order everywhere, so that two batches with the same keys cannot wait for each other.
  const ordered = [...byKey.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, arrived]) => arrived);
  const { rows } = await sql<{ connectionId: string; key: string }>`
    insert into inbound_key (workspace_id, connection_id, key, received_at)
    select "workspaceId", "connectionId", key, "receivedAt"
    from jsonb_to_recordset(${rowsOf(ordered.map((arrived) => ({ ...arrived, event: undefined })))}) as r("workspaceId" uuid, "connectionId" uuid, key text, "receivedAt" timestamptz)
    on conflict (workspace_id, connection_id, key) do nothing
    returning connection_id as "connectionId", key`.execute(tx);
  return rows.flatMap((row) => byKey.get(`${row.connectionId} ${row.key}`) ?? []);
}
