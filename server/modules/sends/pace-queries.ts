import { sql } from 'kysely';
import type { Tx } from '#platform/database';
import { rowsOf } from '#platform/database';
import { grantSlots } from './pacing-rules.ts';
import type { SlotGrant } from './pacing-rules.ts';

export interface PaceRequest {
  workspaceId: string;
  connectionId: string;
  wanted: number;
  messagesPerSecond: number;
}

/**
 * Slots for each number, granted under the lock of its row until the transaction ends: all workers together keep to the number's limit.
 * The row is made with the first message.
 */
export async function leaseSlots(tx: Tx, requests: PaceRequest[], nowMs: number, horizonMs: number): Promise<Map<string, SlotGrant>> {
  const ordered = requests.toSorted((left, right) => (left.connectionId < right.connectionId ? -1 : 1));
  const { rows } = await sql<{ connectionId: string; nextFreeMs: number; backlogMs: number }>`
    insert into pace as p (workspace_id, connection_id, next_free_at, backlog_at)
    select "workspaceId", "connectionId", ${new Date(nowMs)}, ${new Date(nowMs)} from jsonb_to_recordset(${rowsOf(ordered)}) as r("workspaceId" uuid, "connectionId" uuid)
    on conflict (workspace_id, connection_id) do update set next_free_at = p.next_free_at
    returning connection_id as "connectionId", (extract(epoch from next_free_at) * 1000)::float8 as "nextFreeMs", (extract(epoch from backlog_at) * 1000)::float8 as "backlogMs"`.execute(tx);
  const states = new Map(rows.map((row) => [row.connectionId, row]));
  const fresh = { nextFreeMs: nowMs, backlogMs: nowMs };
  const grants = new Map(ordered.map((request) => [request.connectionId, grantSlots(request.wanted, states.get(request.connectionId) ?? fresh, nowMs, request.messagesPerSecond, horizonMs)]));
  const writes = ordered.map(({ workspaceId, connectionId }) => ({ workspaceId, connectionId, ...fresh, ...grants.get(connectionId), slotsMs: undefined, putOffMs: undefined }));
  await sql`
    update pace p set next_free_at = to_timestamp(r."nextFreeMs" / 1000.0), backlog_at = to_timestamp(r."backlogMs" / 1000.0)
    from jsonb_to_recordset(${rowsOf(writes)}) as r("workspaceId" uuid, "connectionId" uuid, "nextFreeMs" float8, "backlogMs" float8)
    where p.workspace_id = r."workspaceId" and p.connection_id = r."connectionId"`.execute(tx);
  return grants;
}

/**
 * How many people the portfolio reached in the last 24 hours, and which of these were among them. Asked only when there is a limit, and
 * under a lock until the transaction ends: workers that counted at the same time would together go beyond it. Two contacts that became one today
 * count as two, and the kept one is counted anew: the provider may have seen two, and the limit errs on the safe side.
 */
export async function readPortfolio(tx: Tx, workspaceId: string, portfolioKey: string, contactIds: string[], now: Date): Promise<{ used: number; counted: Set<string> }> {
  const since = new Date(now.getTime() - 86_400_000);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`reach ${workspaceId} ${portfolioKey}`}, 0))`.execute(tx);
  const { rows } = await sql<{ used: number; counted: string[] }>`
    select count(*) as used, coalesce(array_agg(contact_id) filter (where contact_id = any(${contactIds}::uuid[])), '{}') as counted
    from reach where workspace_id = ${workspaceId} and portfolio_key = ${portfolioKey} and last_at > ${since}`.execute(tx);
  return { used: rows[0]?.used ?? 0, counted: new Set(rows[0]?.counted) };
}

/** Counts people reached outside a window. */
export async function noteReach(tx: Tx, people: { workspaceId: string; portfolioKey: string; contactId: string }[], now: Date): Promise<void> {
  if (people.length === 0) return;
  const unique = [...new Map(people.map((row) => [`${row.portfolioKey} ${row.contactId}`, row])).values()];
  await sql`
    insert into reach (workspace_id, portfolio_key, contact_id, last_at)
    select "workspaceId", "portfolioKey", "contactId", ${now} from jsonb_to_recordset(${rowsOf(unique)}) as r("workspaceId" uuid, "portfolioKey" text, "contactId" uuid)
    order by 2, 3 on conflict (workspace_id, portfolio_key, contact_id) do update set last_at = excluded.last_at`.execute(tx);
}
