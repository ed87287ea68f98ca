import { sql } from 'kysely';
import { z } from 'zod';
import type { Db, Tx } from '#platform/database';
import { minuteMs } from '#platform/clock';

/** What other modules need to know of a workspace on every path. Changes seldom. */
export interface WorkspaceFacts {
  id: string;
  name: string;
  country: string;
  timeZone: string;
  locale: string;
  currency: string;
  holdoutSalt: string;
  /** Settings of the modules by key; each module checks its own with a schema. */
  settings: Record<string, unknown>;
}

const Settings = z.record(z.string(), z.unknown());
const cache = new WeakMap<object, Map<string, { facts: WorkspaceFacts; until: number }>>();
const keepMs = minuteMs / 4;

/**
 * Facts of these workspaces, from a cache of 15 s that belongs to the database handle. Unknown ids are left out.
 * @param root the pool's handle: it is the cache's key and outlives every transaction.
 */
export async function readWorkspaceFacts(root: Db, ids: Iterable<string>, tx: Db | Tx = root): Promise<Map<string, WorkspaceFacts>> {
  const known = cache.get(root) ?? new Map<string, { facts: WorkspaceFacts; until: number }>();
  cache.set(root, known);
  const wanted = [...new Set(ids)];
  const missing = wanted.filter((id) => (known.get(id)?.until ?? 0) < Date.now());
  if (missing.length > 0) {
    const { rows } = await sql<Omit<WorkspaceFacts, 'settings'> & { settings: unknown }>`
      select id, name, country, time_zone as "timeZone", locale, currency, holdout_salt as "holdoutSalt", settings
      from workspace where id = any(${missing}::uuid[])`.execute(tx);
    for (const row of rows) known.set(row.id, { facts: { ...row, settings: Settings.parse(row.settings) }, until: Date.now() + keepMs });
  }
  return new Map(wanted.flatMap((id) => (known.has(id) ? [[id, (known.get(id) as { facts: WorkspaceFacts }).facts]] : [])));
}

/** After a change of the workspace in this process; others follow within 15 s. */
export function forgetWorkspaceFacts(root: Db, id: string): void {
  cache.get(root)?.delete(id);
}
