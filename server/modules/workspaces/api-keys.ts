import type { Selectable } from 'kysely';
import type { App } from '#context';
import type { ApiKey, ApiKeyInput, CreatedApiKey } from '#contract/member';
import { Role } from '#contract/role';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { dayMs } from '#platform/clock';
import type { ApiKeyRow } from '#platform/database-types';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { makeToken } from './secret-token.ts';
import { writeAudit } from './write-audit.ts';

/** Every key ever made, revoked ones too, newest first. */
export async function listApiKeys(app: App, actor: Actor): Promise<{ items: ApiKey[] }> {
  requireRole(actor, 'admin');
  const rows = await app.db.selectFrom('api_key').selectAll().where('workspace_id', '=', actor.workspaceId).orderBy('created_at', 'desc').orderBy('id').execute();
  return { items: rows.map(mapApiKey) };
}

/** The key itself is in the answer and nowhere else. It can do no more than the one who makes it. */
export async function createApiKey(app: App, actor: Actor, input: ApiKeyInput): Promise<CreatedApiKey> {
  requireRole(actor, 'admin');
  requireRole(actor, input.role);
  const token = makeToken('mk', actor.workspaceId);
  const now = app.clock.now();
  const row = await inTransaction(app.db, async (tx) => {
    const created = await tx
      .insertInto('api_key')
      .values({
        workspace_id: actor.workspaceId,
        id: app.ids.next(),
        name: input.name,
        role: input.role,
        hint: token.text.slice(-4),
        secret_hash: token.hash,
        created_by: actor.name,
        created_at: now,
        expires_at: input.expiresInDays === undefined ? null : new Date(now.getTime() + input.expiresInDays * dayMs),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await writeAudit(app, tx, actor, 'api_key.created', { kind: 'api_key', id: created.id }, { name: input.name, role: input.role });
    return created;
  });
  return { ...mapApiKey(row), key: token.text };
}

/** From the next request on the key opens nothing. A repeat changes nothing. */
export async function revokeApiKey(app: App, actor: Actor, apiKeyId: string): Promise<void> {
  requireRole(actor, 'admin');
  await inTransaction(app.db, async (tx) => {
    const row = await tx.selectFrom('api_key').select(['name', 'revoked_at']).where('workspace_id', '=', actor.workspaceId).where('id', '=', apiKeyId).forUpdate().executeTakeFirst();
    if (!row) throw new AppError('not_found', 'api_key_unknown', 'There is no such API key in this workspace.');
    if (row.revoked_at !== null) return;
    await tx.updateTable('api_key').set({ revoked_at: app.clock.now() }).where('workspace_id', '=', actor.workspaceId).where('id', '=', apiKeyId).execute();
    await writeAudit(app, tx, actor, 'api_key.revoked', { kind: 'api_key', id: apiKeyId }, { name: row.name });
  });
}

function mapApiKey(row: Selectable<ApiKeyRow>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    role: Role.parse(row.role),
    hint: row.hint,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  };
}
