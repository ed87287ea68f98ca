import { sql } from 'kysely';
import { AssistantSettings } from '#contract/assistant';
import type { App } from '#context';
import { readWorkspaceSetting, writeAudit, writeWorkspaceSetting } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import type { Tx } from '#platform/database';
import { AppError } from '#platform/errors';
import { settingsKey } from './situation.ts';

export async function readSettings(app: App, actor: Actor): Promise<AssistantSettings> {
  requireRole(actor, 'analyst');
  return readWorkspaceSetting(app.db, actor.workspaceId, settingsKey, AssistantSettings.catch(AssistantSettings.parse({})));
}

/** Replaces all settings. They hold from the next message on; a turn that is being thought ends under the old ones. */
export async function changeSettings(app: App, actor: Actor, settings: AssistantSettings): Promise<AssistantSettings> {
  requireRole(actor, 'admin');
  const { workspaceId } = actor;
  await inTransaction(app.db, async (tx) => {
    await requireModels(tx, workspaceId, settings);
    await writeWorkspaceSetting(app, tx, workspaceId, settingsKey, AssistantSettings, settings);
    const { guidance: _guidance, disclosure: _disclosure, ...told } = settings;
    await writeAudit(app, tx, actor, 'assistant.changed', null, told);
  });
  app.live.publish({ workspaceId, topic: 'assistant', id: null });
  return readSettings(app, actor);
}

async function requireModels(tx: Tx, workspaceId: string, settings: AssistantSettings): Promise<void> {
  for (const field of ['modelConnectionId', 'fallbackConnectionId'] as const) {
    const id = settings[field];
    if (id === null) continue;
    const { rows } = await sql<{ state: string }>`select state from connection where workspace_id = ${workspaceId} and id = ${id} and port = 'model'`.execute(tx);
    if (!rows[0] || rows[0].state === 'closed') throw new AppError('invalid', 'model_unknown', 'There is no such model among the connections of this workspace. Connect it first.', { field });
  }
}
