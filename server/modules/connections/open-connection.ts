import { sql } from 'kysely';
import { z } from 'zod';
import type { AnyDefinition, App } from '#context';
import type { Db } from '#platform/database';
import { AppError } from '#platform/errors';
import { secondMs } from '#platform/clock';
import { findDefinition } from './find-definition.ts';

/** A merchant's account at a vendor, its secrets in the clear. Lives in memory only. */
export interface OpenConnection {
  workspaceId: string;
  id: string;
  port: AnyDefinition['port'];
  vendor: string;
  name: string;
  state: 'active' | 'paused' | 'closed';
  accountKey: string | null;
  /** Passed the connector's schema. */
  settings: unknown;
  facts: Record<string, unknown>;
  definition: AnyDefinition;
  /** The vendor's client, made when first asked for. */
  client(): unknown;
}

interface Row {
  workspaceId: string;
  id: string;
  port: AnyDefinition['port'];
  vendor: string;
  name: string;
  state: 'active' | 'paused' | 'closed';
  accountKey: string | null;
  settings: unknown;
  sealedSecrets: Buffer | null;
  facts: unknown;
}

const StoredObject = z.record(z.string(), z.unknown());
const columns = sql`c.workspace_id as "workspaceId", c.id, c.port, c.vendor, c.name, c.state, c.account_key as "accountKey", c.settings,
  c.sealed_secrets as "sealedSecrets", c.facts`;

const keepMs = 5 * secondMs;
const caches = new WeakMap<Db, Map<string, { connection: Promise<OpenConnection | null>; until: number }>>();

/** The connection behind a public hook address, from a cache of 5 s; null when there is none. */
export function openConnection(app: App, connectionId: string): Promise<OpenConnection | null> {
  const cache = caches.get(app.db) ?? new Map();
  caches.set(app.db, cache);
  const cached = cache.get(connectionId);
  if (cached && cached.until > Date.now()) return cached.connection;
  const connection = readConnection(app, app.db, sql`hook_route h join connection c on c.workspace_id = h.workspace_id and c.id = h.connection_id where h.connection_id = ${connectionId}`);
  cache.set(connectionId, { connection, until: Date.now() + keepMs });
  connection.catch(() => cache.delete(connectionId));
  return connection;
}

/** After a change in this process; other processes follow within 5 s. */
export function forgetConnection(app: App, connectionId: string): void {
  caches.get(app.db)?.delete(connectionId);
}

/** The workspace's own connection, or `not_found`. */
export async function requireConnection(app: App, workspaceId: string, connectionId: string): Promise<OpenConnection> {
  const connection = await openConnection(app, connectionId);
  if (connection?.workspaceId !== workspaceId) throw new AppError('not_found', 'connection_unknown', 'There is no such connection in this workspace.');
  return connection;
}

async function readConnection(app: App, db: Db, from: ReturnType<typeof sql>): Promise<OpenConnection | null> {
  const { rows } = await sql<Row>`select ${columns} from ${from}`.execute(db);
  const [row] = rows;
  return row ? openRow(app, row) : null;
}

function openRow(app: App, row: Row): OpenConnection {
  const definition = findDefinition(app, row.vendor);
  if (!definition) throw new AppError('conflict', 'vendor_unknown', `The connection "${row.name}" belongs to the vendor "${row.vendor}", which this version does not have.`);
  const secrets: unknown = row.sealedSecrets ? JSON.parse(app.keys.open(row.sealedSecrets)) : {};
  const settings = definition.settings.parse({ ...StoredObject.parse(row.settings), ...StoredObject.parse(secrets) });
  let client: unknown;
  return {
    workspaceId: row.workspaceId,
    id: row.id,
    port: row.port,
    vendor: row.vendor,
    name: row.name,
    state: row.state,
    accountKey: row.accountKey,
    settings,
    facts: StoredObject.parse(row.facts),
    definition,
    client: () => (client ??= definition.connect(settings, app.io)),
  };
}
