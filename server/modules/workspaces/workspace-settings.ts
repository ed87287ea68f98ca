import { sql } from 'kysely';
import type { z } from 'zod';
import type { App } from '#context';
import { afterCommit } from '#platform/database';
import type { Db, Tx } from '#platform/database';
import { AppError } from '#platform/errors';
import { forgetWorkspaceFacts } from './workspace-facts.ts';

/**
 * The settings of one module, kept under its key in the workspace. `schema` gives every field a default, so that a workspace
 * which never changed anything, and settings of an older version, stay readable.
 */
export async function readWorkspaceSetting<Schema extends z.ZodType>(db: Db | Tx, workspaceId: string, key: string, schema: Schema): Promise<z.output<Schema>> {
  const { rows } = await sql<{ stored: unknown }>`select settings -> ${key} as stored from workspace where id = ${workspaceId}`.execute(db);
  if (!rows[0]) throw new AppError('not_found', 'workspace_unknown', 'There is no such workspace.');
  return schema.parse(rows[0].stored ?? {});
}

/** Replaces the settings of one module; those of others are not touched, even when they change at the same time. */
export async function writeWorkspaceSetting<Schema extends z.ZodType>(app: App, tx: Tx, workspaceId: string, key: string, schema: Schema, value: z.input<Schema>): Promise<z.output<Schema>> {
  const checked = schema.parse(value);
  await sql`update workspace set settings = jsonb_set(settings, array[${key}], ${JSON.stringify(checked)}::jsonb) where id = ${workspaceId}`.execute(tx);
  // For whoever reads in this transaction; and again when it stands, since somebody may have read the old ones meanwhile.
  forgetWorkspaceFacts(app.db, workspaceId);
  afterCommit(tx, () => forgetWorkspaceFacts(app.db, workspaceId));
  return checked;
}
