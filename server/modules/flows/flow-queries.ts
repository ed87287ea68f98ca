import { sql } from 'kysely';
import { FlowDefinition } from '#contract/flow';
import type { Db, Tx } from '#platform/database';
import { rowsOf } from '#platform/database';
import type { ActiveFlow } from './choose-flow.ts';

interface FlowRow {
  workspaceId: string;
  id: string;
  lane: string;
  priority: number;
  version: number;
  activatedAt: Date;
  definition: unknown;
}

const keepMs = 2000;
const activeFlows = new WeakMap<Db, Map<string, { flows: ActiveFlow[]; until: number }>>();

/** Flows switched on, by workspace, from a cache of 2 s. The gate asks the database again before anything goes out. */
export async function readActiveFlows(root: Db, tx: Db | Tx, workspaceIds: Iterable<string>): Promise<Map<string, ActiveFlow[]>> {
  const cache = activeFlows.get(root) ?? new Map<string, { flows: ActiveFlow[]; until: number }>();
  activeFlows.set(root, cache);
  const wanted = [...new Set(workspaceIds)];
  const missing = wanted.filter((id) => (cache.get(id)?.until ?? 0) < Date.now());
  if (missing.length > 0) {
    const { rows } = await sql<FlowRow>`
      select workspace_id as "workspaceId", id, lane, priority, version, activated_at as "activatedAt", definition
      from flow where workspace_id = any(${missing}::uuid[]) and is_on`.execute(tx);
    const byWorkspace = Map.groupBy(rows, (row) => row.workspaceId);
    for (const id of missing) cache.set(id, { flows: (byWorkspace.get(id) ?? []).map(toActiveFlow), until: Date.now() + keepMs });
  }
  return new Map(wanted.map((id) => [id, cache.get(id)?.flows ?? []]));
}

/** After a flow was switched or edited in this process; others follow within 2 s. */
export function forgetActiveFlows(root: Db, workspaceId: string): void {
  activeFlows.get(root)?.delete(workspaceId);
}

function toActiveFlow(row: FlowRow): ActiveFlow {
  return { ...row, activatedAtMs: row.activatedAt.getTime(), definition: FlowDefinition.parse(row.definition) };
}

const definitions = new WeakMap<Db, Map<string, FlowDefinition>>();

/** The definition of one version: it never changes, so it is kept. */
export async function readDefinition(root: Db, tx: Db | Tx, flow: { workspaceId: string; flowId: string; version: number }): Promise<FlowDefinition | null> {
  const cache = definitions.get(root) ?? new Map<string, FlowDefinition>();
  definitions.set(root, cache);
  const key = `${flow.flowId} ${flow.version}`;
  const known = cache.get(key);
  if (known) return known;
  const { rows } = await sql<{ definition: unknown }>`
    select definition from flow_version where workspace_id = ${flow.workspaceId} and flow_id = ${flow.flowId} and version = ${flow.version}`.execute(tx);
  if (!rows[0]) return null;
  const definition = FlowDefinition.parse(rows[0].definition);
  // Old versions fade out with their runs; the cache is emptied now and then instead of tracking that.
  if (cache.size > 500) cache.clear();
  cache.set(key, definition);
  return definition;
}

export interface ArmRow {
  workspaceId: string;
  id: string;
  flowId: string;
  flowVersion: number;
  lane: string;
  cartId: string;
  contactId: string | null;
  dueAt: string;
}

/** Reasons after which a cart that moves again is timed anew: nobody was messaged, and the obstacle may be gone. */
const rearmReasons = ['no_address', 'cart_saved', 'cart_emptied', 'cart_changed', 'flow_off', 'before_activation', 'connection_closed'];

/**
 * Sets the one timer of each cart: made, moved while it waits, or set anew when its case had ended without a message and the cart lives again.
 * A case that messaged anybody is never opened again.
 */
export async function armRuns(tx: Tx, rows: ArmRow[], now: Date): Promise<void> {
  await sql`
    insert into flow_run as r (workspace_id, id, flow_id, flow_version, lane, subject_kind, subject_id, contact_id, state, due_at, started_at)
    select "workspaceId", id, "flowId", "flowVersion", lane, 'cart', "cartId", "contactId", 'armed', "dueAt", ${now}
    from jsonb_to_recordset(${rowsOf(rows)}) as a("workspaceId" uuid, id uuid, "flowId" uuid, "flowVersion" integer, lane text, "cartId" uuid, "contactId" uuid, "dueAt" timestamptz)
    order by "cartId"
    on conflict (workspace_id, subject_id, lane) do update set
      due_at = excluded.due_at, flow_id = excluded.flow_id, flow_version = excluded.flow_version, contact_id = coalesce(excluded.contact_id, r.contact_id),
      state = 'armed', node = null, wait_until = null, outcome = null, outcome_reason = null, ended_at = null,
      entry = case when r.state = 'ended' then r.entry + 1 else r.entry end
    where r.state = 'armed' and (r.due_at, r.flow_id, r.contact_id) is distinct from (excluded.due_at, excluded.flow_id, coalesce(excluded.contact_id, r.contact_id))
      or r.state = 'ended' and r.outcome = 'not_messaged' and r.messages_sent = 0 and not r.held_out and r.outcome_reason = any(${rearmReasons})
        and excluded.due_at > r.ended_at`.execute(tx);
}

export async function repointRunContacts(tx: Tx, merges: { workspaceId: string; keptId: string; mergedId: string }[]): Promise<void> {
  for (const { workspaceId, keptId, mergedId } of merges) await sql`update flow_run set contact_id = ${keptId} where workspace_id = ${workspaceId} and contact_id = ${mergedId}`.execute(tx);
}
