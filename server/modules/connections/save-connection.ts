import { sql } from 'kysely';
import { z } from 'zod';
import type { AnyDefinition, App } from '#context';
import type { Tx } from '#platform/database';
import { AppError } from '#platform/errors';
import { findDefinition } from './find-definition.ts';
import { forgetConnection } from './open-connection.ts';
import type { OpenConnection } from './open-connection.ts';

export interface ConnectionInput {
  workspaceId: string;
  vendor: string;
  name: string;
  /** As the connector's schema wants it, secrets included. */
  settings: Record<string, unknown>;
}

/** The definition of a vendor's connector, or `not_found`. */
export function requireDefinition(app: App, vendor: string): AnyDefinition {
  const definition = findDefinition(app, vendor);
  if (!definition) throw new AppError('not_found', 'vendor_unknown', `There is no connector for "${vendor}".`);
  return definition;
}

/** Makes a connection with its settings checked by the connector's schema and its secrets sealed. Its hook address exists from now on. */
export async function createConnection(app: App, tx: Tx, input: ConnectionInput): Promise<string> {
  const definition = requireDefinition(app, input.vendor);
  const { open, sealed } = splitSettings(app, definition, input.settings);
  const id = app.ids.next();
  const now = app.clock.now();
  await sql`
    insert into connection (workspace_id, id, port, vendor, name, state, settings, sealed_secrets, created_at, updated_at)
    values (${input.workspaceId}, ${id}, ${definition.port}, ${input.vendor}, ${input.name}, 'active', ${JSON.stringify(open)}, ${sealed}, ${now}, ${now})`.execute(tx);
  await sql`insert into hook_route (connection_id, workspace_id) values (${id}, ${input.workspaceId})`.execute(tx);
  return id;
}

/** Names of the fields that a connector marks as secret. */
export function secretFieldsOf(definition: { settings: z.ZodType }): Set<string> {
  const shape = definition.settings instanceof z.ZodObject ? (definition.settings.shape as Record<string, z.ZodType>) : {};
  return new Set(Object.entries(shape).filter(([, field]) => field.meta()?.['secret'] === true).map(([name]) => name));
}

/** Checked settings, parted into what is stored in the clear and what is sealed. Throws `invalid` naming each field. */
export function splitSettings(app: App, definition: AnyDefinition, settings: Record<string, unknown>): { open: Record<string, unknown>; sealed: Buffer } {
  const parsed = definition.settings.safeParse(settings);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
    throw new AppError('invalid', 'settings_invalid', fields.map(({ field, message }) => `${field}: ${message}`).join(' '), { fields });
  }
  const secrets = secretFieldsOf(definition);
  const entries = Object.entries(parsed.data as Record<string, unknown>);
  return {
    open: Object.fromEntries(entries.filter(([name]) => !secrets.has(name))),
    sealed: app.keys.seal(JSON.stringify(Object.fromEntries(entries.filter(([name]) => secrets.has(name))))),
  };
}

/** Seals secrets that the vendor told by itself with those that were given before. A repeat changes nothing. */
export async function keepSecrets(app: App, connection: OpenConnection, secrets: Record<string, string>): Promise<void> {
  const { sealed } = splitSettings(app, connection.definition, { ...(connection.settings as Record<string, unknown>), ...secrets });
  await sql`
    update connection set sealed_secrets = ${sealed}, updated_at = ${app.clock.now()}
    where workspace_id = ${connection.workspaceId} and id = ${connection.id}`.execute(app.db);
  forgetConnection(app, connection.id);
}
