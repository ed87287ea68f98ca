import { sql } from 'kysely';
import { z } from 'zod';
import type { AnyDefinition, App } from '#context';
import type { Connection, ConnectionDetail, ConnectionReading } from '#contract/connection';
import { ConnectionPort, ConnectionState, ConnectionStep } from '#contract/connection';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { AppError } from '#platform/errors';
import { hookUrlOf } from './check-connection.ts';
import { capabilitiesOf } from './describe-vendors.ts';
import { requireConnection } from './open-connection.ts';
import { readReadings } from './read-readings.ts';
import { secretFieldsOf } from './save-connection.ts';
import { findDefinition } from './find-definition.ts';

const Health = z.object({
  steps: z.array(ConnectionStep).default([]),
  accountName: z.string().nullable().default(null),
  closedReason: z.string().nullable().default(null),
});

const Row = z.object({
  id: z.string(),
  port: ConnectionPort,
  vendor: z.string(),
  name: z.string(),
  state: ConnectionState,
  health: Health.catch({ steps: [], accountName: null, closedReason: null }),
  checkedAt: z.date().nullable(),
  lastEventAt: z.date().nullable(),
  openFailures: z.number(),
  createdAt: z.date(),
});
type Row = z.infer<typeof Row>;

/** All connections of the workspace, the open ones first. */
export async function listConnections(app: App, actor: Actor): Promise<{ items: Connection[] }> {
  requireRole(actor, 'analyst');
  return { items: (await findRows(app, actor.workspaceId, null)).map((row) => toConnection(app, row)) };
}

const isChat = (definition: AnyDefinition) => definition.port === 'channel' && definition.channel === 'chat';

/** All that a page of the shop carries for the chat. */
const chatLine = (publicUrl: string, connectionId: string, publicKey: string) =>
  `<script src="${publicUrl}/chat.js?c=${connectionId}&k=${encodeURIComponent(publicKey)}" async></script>`;

export async function readConnectionDetail(app: App, actor: Actor, connectionId: string): Promise<ConnectionDetail> {
  requireRole(actor, 'analyst');
  const [row] = await findRows(app, actor.workspaceId, connectionId);
  if (!row) throw new AppError('not_found', 'connection_unknown', 'There is no such connection in this workspace.');
  const connection = await requireConnection(app, actor.workspaceId, connectionId);
  const { definition } = connection;
  const settings = connection.settings as Record<string, unknown>;
  const secrets = secretFieldsOf(definition);
  const capabilities = capabilitiesOf(definition);
  return {
    ...toConnection(app, row),
    settings: Object.fromEntries(Object.entries(settings).filter(([name]) => !secrets.has(name))),
    storedSecrets: [...secrets].filter((name) => settings[name] !== undefined && settings[name] !== null && settings[name] !== ''),
    hookUrl: hookUrlOf(app, connectionId),
    pasteLine: isChat(definition) ? chatLine(app.publicUrl, connectionId, String(settings['publicKey'])) : null,
    steps: row.health.steps,
    facts: Object.fromEntries(Object.entries(connection.facts).flatMap(([name, value]) => (isPlain(value) ? [[name, value]] : []))),
    capabilities,
    readings: await readReadings(app, actor.workspaceId, connectionId, capabilities.filter(isReading)),
    closedReason: row.health.closedReason,
  };
}

const isPlain = (value: unknown): value is string | number | boolean | null => value === null || ['string', 'number', 'boolean'].includes(typeof value);
const isReading = (capability: string): capability is ConnectionReading['kind'] => ['carts', 'orders', 'catalog'].includes(capability);

async function findRows(app: App, workspaceId: string, connectionId: string | null): Promise<Row[]> {
  const { rows } = await sql`
    select c.id, c.port, c.vendor, c.name, c.state, c.health, c.checked_at as "checkedAt", c.last_event_at as "lastEventAt", c.created_at as "createdAt",
      (select count(*)::int from inbound_failure f where f.workspace_id = c.workspace_id and f.connection_id = c.id and f.state = 'open') as "openFailures"
    from connection c where c.workspace_id = ${workspaceId} and (${connectionId}::uuid is null or c.id = ${connectionId})
    order by c.state = 'closed', c.port desc, c.created_at`.execute(app.db);
  return Row.array().parse(rows);
}

function toConnection(app: App, row: Row): Connection {
  const definition = findDefinition(app, row.vendor);
  return {
    id: row.id,
    port: row.port,
    vendor: row.vendor,
    vendorName: definition?.name ?? row.vendor,
    name: row.name,
    state: row.state,
    accountName: row.health.accountName,
    health: worstOf(row),
    checkedAt: row.checkedAt?.toISOString() ?? null,
    lastEventAt: row.lastEventAt?.toISOString() ?? null,
    openFailures: row.openFailures,
    createdAt: row.createdAt.toISOString(),
  };
}

function worstOf({ checkedAt, health }: Row): Connection['health'] {
  if (checkedAt === null) return 'unchecked';
  const states = new Set(health.steps.map((step) => step.state));
  if (states.has('failed')) return 'failed';
  return states.has('warning') ? 'warning' : 'ok';
}
