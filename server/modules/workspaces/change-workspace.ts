import type { App } from '#context';
import type { Workspace, WorkspacePatch } from '#contract/workspace';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import type { Db, Tx } from '#platform/database';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { forgetWorkspaceFacts } from './workspace-facts.ts';
import { writeAudit } from './write-audit.ts';

export async function readWorkspace(db: Db | Tx, actor: Actor): Promise<Workspace> {
  const row = await db.selectFrom('workspace').select(['id', 'name', 'country', 'time_zone', 'locale', 'currency']).where('id', '=', actor.workspaceId).executeTakeFirst();
  if (!row) throw new AppError('not_found', 'workspace_unknown', 'There is no such workspace.');
  const { time_zone: timeZone, ...rest } = row;
  return { ...rest, timeZone };
}

export async function changeWorkspace(app: App, actor: Actor, patch: WorkspacePatch): Promise<Workspace> {
  requireRole(actor, 'admin');
  const workspace = await inTransaction(app.db, async (tx) => {
    const { timeZone, ...rest } = patch;
    await tx
      .updateTable('workspace')
      .set({ ...rest, ...(timeZone !== undefined && { time_zone: timeZone }) })
      .where('id', '=', actor.workspaceId)
      .execute();
    await writeAudit(app, tx, actor, 'workspace.changed', null, patch);
    return readWorkspace(tx, actor);
  });
  forgetWorkspaceFacts(app.db, actor.workspaceId);
  app.live.publish({ workspaceId: actor.workspaceId, topic: 'workspace', id: null });
  return workspace;
}
