import { sql } from 'kysely';
import type { App } from '#context';
import type { ConnectionDetail, ConnectionPatch, ConnectionState, NewConnection } from '#contract/connection';
import { writeAudit } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import type { Tx } from '#platform/database';
import { databaseCode, inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { enqueueJob } from '#platform/jobs';
import { ConnectorError } from '#ports/connector';
import { hookUrlOf } from './check-connection.ts';
import { forgetConnection, requireConnection } from './open-connection.ts';
import type { OpenConnection } from './open-connection.ts';
import { readConnectionDetail } from './read-connections.ts';
import { createConnection, secretFieldsOf, splitSettings } from './save-connection.ts';
import { checkWebhooksJob } from './watch-webhooks.ts';

/** Connects an account. Nothing is asked of the vendor yet: the guided check does that. */
export async function addConnection(app: App, actor: Actor, input: NewConnection): Promise<ConnectionDetail> {
  requireRole(actor, 'admin');
  const id = await inTransaction(app.db, async (tx) => {
    const made = await createConnection(app, tx, { workspaceId: actor.workspaceId, ...input });
    await writeAudit(app, tx, actor, 'connection.created', { kind: 'connection', id: made }, { vendor: input.vendor, name: input.name });
    return made;
  });
  announce(app, actor.workspaceId, id);
  return readConnectionDetail(app, actor, id);
}

/** Changes name, settings or state. Closing also asks the vendor to send nothing more; its refusal does not keep the connection open. */
export async function changeConnection(app: App, actor: Actor, connectionId: string, patch: ConnectionPatch): Promise<ConnectionDetail> {
  requireRole(actor, 'admin');
  forgetConnection(app, connectionId);
  const connection = await requireConnection(app, actor.workspaceId, connectionId);
  const isClosing = patch.state === 'closed' && connection.state !== 'closed';
  const webhooksRemoved = isClosing ? await removeWebhooks(app, connection) : null;
  await inTransaction(app.db, async (tx) => {
    if (patch.name !== undefined) await rename(app, tx, actor, connection, patch.name);
    if (patch.settings !== undefined) await replaceSettings(app, tx, actor, connection, patch.settings);
    if (patch.state !== undefined && patch.state !== connection.state) await moveState(app, tx, actor, connection, patch.state, webhooksRemoved);
    if (isClosing) await recheckSiblings(app, tx, connection);
  });
  announce(app, actor.workspaceId, connectionId);
  return readConnectionDetail(app, actor, connectionId);
}

function announce(app: App, workspaceId: string, connectionId: string) {
  forgetConnection(app, connectionId);
  app.live.publish({ workspaceId, topic: 'connection', id: connectionId });
}

async function rename(app: App, tx: Tx, actor: Actor, connection: OpenConnection, name: string) {
  if (name === connection.name) return;
  await sql`update connection set name = ${name}, updated_at = ${app.clock.now()} where workspace_id = ${connection.workspaceId} and id = ${connection.id}`.execute(tx);
  await writeAudit(app, tx, actor, 'connection.renamed', { kind: 'connection', id: connection.id }, { name });
}

/**
 * Secrets that were left empty stay as they are. Other settings may point at another account, so what was known of the old one
 * (its key, its facts, its check) is forgotten until the next check; a repeat with the same settings changes nothing.
 */
async function replaceSettings(app: App, tx: Tx, actor: Actor, connection: OpenConnection, given: Record<string, unknown>) {
  const { definition } = connection;
  const before = connection.settings as Record<string, unknown>;
  const secrets = secretFieldsOf(definition);
  const kept = Object.fromEntries([...secrets].filter((name) => given[name] === undefined || given[name] === '').map((name) => [name, before[name]]));
  const { open, sealed } = splitSettings(app, definition, { ...given, ...kept });
  const isOtherAccount = Object.keys({ ...before, ...open }).some((name) => !secrets.has(name) && JSON.stringify(before[name] ?? null) !== JSON.stringify(open[name] ?? null));
  const forgotten = isOtherAccount ? sql`, account_key = null, facts = '{}', health = '{}', checked_at = null` : sql``;
  await sql`
    update connection set settings = ${JSON.stringify(open)}::jsonb, sealed_secrets = ${sealed}, updated_at = ${app.clock.now()}${forgotten}
    where workspace_id = ${connection.workspaceId} and id = ${connection.id}`.execute(tx);
  const changed = Object.keys(given).filter((name) => (secrets.has(name) ? !(name in kept) : JSON.stringify(before[name] ?? null) !== JSON.stringify(open[name] ?? null)));
  await writeAudit(app, tx, actor, 'connection.changed', { kind: 'connection', id: connection.id }, { name: connection.name, fields: changed });
}

const actions: Record<ConnectionState, string> = { active: 'connection.resumed', paused: 'connection.paused', closed: 'connection.closed' };

async function moveState(app: App, tx: Tx, actor: Actor, connection: OpenConnection, state: ConnectionState, webhooksRemoved: boolean | null) {
  try {
    await sql`
      update connection set state = ${state}, updated_at = ${app.clock.now()}, health = health - 'closedReason' - 'closedAt'
      where workspace_id = ${connection.workspaceId} and id = ${connection.id}`.execute(tx);
  } catch (error) {
    if (databaseCode(error) === '23505') throw new AppError('conflict', 'account_connected', 'This account is already connected in this workspace. Close the other connection first.');
    throw error;
  }
  const details = { name: connection.name, ...(webhooksRemoved !== null && { webhooksRemoved }) };
  await writeAudit(app, tx, actor, actions[state], { kind: 'connection', id: connection.id }, details);
}

/** False: the vendor refused or could not be asked; it will get "not found" for what it still sends. */
async function removeWebhooks(app: App, connection: OpenConnection): Promise<boolean | null> {
  if (!connection.definition.unsubscribe) return null;
  try {
    await connection.definition.unsubscribe(connection.client(), hookUrlOf(app, connection.id));
    return true;
  } catch (error) {
    if (error instanceof ConnectorError) return false;
    throw error;
  }
}

/** Another number of the same account may have been served by the hook that just closed: it takes over. */
async function recheckSiblings(app: App, tx: Tx, connection: OpenConnection) {
  const { rows } = await sql<{ id: string }>`
    select id from connection where workspace_id = ${connection.workspaceId} and vendor = ${connection.vendor} and id <> ${connection.id} and state = 'active'`.execute(tx);
  for (const { id } of rows) await enqueueJob(app, tx, checkWebhooksJob, { workspaceId: connection.workspaceId, input: { connectionId: id }, key: id });
}
