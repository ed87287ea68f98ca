import { sql } from 'kysely';
import { SavedView } from '#contract/conversation';
import type { SavedViewBody } from '#contract/conversation';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { AppError } from '#platform/errors';

const mostViews = 50;

/** The reader's own views and those shared with all, by name. */
export async function listViews(app: App, actor: Actor): Promise<{ items: SavedView[] }> {
  const { rows } = await sql`
    select id, name, filters, is_shared as "isShared", user_id = ${actor.id} as "isMine" from saved_view
    where workspace_id = ${actor.workspaceId} and (is_shared or user_id = ${actor.id}) order by lower(name), id limit 200`.execute(app.db);
  return { items: SavedView.array().parse(rows) };
}

/** Keeps the filters of a list under a name. Sharing one with all is an admin's. */
export async function saveView(app: App, actor: Actor, { name, filters, isShared }: SavedViewBody): Promise<{ items: SavedView[] }> {
  requireRole(actor, isShared ? 'admin' : 'agent');
  if (actor.kind !== 'member') throw new AppError('forbidden', 'members_only', 'Views belong to members; a key has none.');
  const { workspaceId } = actor;
  const { numAffectedRows = 0n } = await sql`
    insert into saved_view (workspace_id, id, user_id, is_shared, name, filters, created_at)
    select ${workspaceId}, ${app.ids.next()}, ${actor.id}, ${isShared}, ${name}, ${JSON.stringify(filters)}, ${app.clock.now()}
    where (select count(*) from saved_view where workspace_id = ${workspaceId} and user_id = ${actor.id}) < ${mostViews}`.execute(app.db);
  if (numAffectedRows === 0n) throw new AppError('conflict', 'too_many_views', `You have ${mostViews} views. Delete one first.`);
  return listViews(app, actor);
}

/** Each their own; a shared one also by an admin. */
export async function deleteView(app: App, actor: Actor, viewId: string): Promise<{ items: SavedView[] }> {
  requireRole(actor, 'agent');
  const isAdmin = actor.role === 'admin' || actor.role === 'owner';
  const { numAffectedRows = 0n } = await sql`
    delete from saved_view where workspace_id = ${actor.workspaceId} and id = ${viewId} and (user_id = ${actor.id} or (is_shared and ${isAdmin}))`.execute(app.db);
  if (numAffectedRows === 0n) throw new AppError('not_found', 'view_unknown', 'There is no such view that you may delete.');
  return listViews(app, actor);
}
