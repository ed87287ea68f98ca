import type { App } from '#context';
import type { Member } from '#contract/member';
import { Role } from '#contract/role';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import type { Tx } from '#platform/database';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { writeAudit } from './write-audit.ts';

/** Everybody who is in, in the order they came. Agents see it too: they hand conversations to each other. */
export async function listMembers(app: App, actor: Actor): Promise<{ items: Member[] }> {
  const rows = await app.db
    .selectFrom('member')
    .innerJoin('auth_user', 'auth_user.id', 'member.user_id')
    .select(['member.user_id', 'member.role', 'member.created_at', 'auth_user.name', 'auth_user.email', 'auth_user.two_factor_enabled'])
    .where('member.workspace_id', '=', actor.workspaceId)
    .orderBy('member.created_at')
    .orderBy('member.user_id')
    .execute();
  return {
    items: rows.map((row) => ({
      userId: row.user_id,
      name: row.name,
      email: row.email,
      role: Role.parse(row.role),
      hasSecondFactor: row.two_factor_enabled,
      joinedAt: row.created_at.toISOString(),
    })),
  };
}

export async function changeRole(app: App, actor: Actor, userId: string, role: Role): Promise<void> {
  requireRole(actor, 'owner');
  await inTransaction(app.db, async (tx) => {
    const before = await lockMember(tx, actor.workspaceId, userId);
    if (before === role) return;
    if (before === 'owner') await requireAnotherOwner(tx, actor.workspaceId, userId);
    await tx.updateTable('member').set({ role }).where('workspace_id', '=', actor.workspaceId).where('user_id', '=', userId).execute();
    await writeAudit(app, tx, actor, 'member.role_changed', { kind: 'member', id: userId }, { from: before, to: role });
  });
}

/** An owner removes anybody; everybody may leave. The last owner stays. */
export async function removeMember(app: App, actor: Actor, userId: string): Promise<void> {
  if (actor.kind !== 'member' || actor.id !== userId) requireRole(actor, 'owner');
  await inTransaction(app.db, async (tx) => {
    const role = await lockMember(tx, actor.workspaceId, userId);
    if (role === 'owner') await requireAnotherOwner(tx, actor.workspaceId, userId);
    await tx.deleteFrom('member').where('workspace_id', '=', actor.workspaceId).where('user_id', '=', userId).execute();
    await writeAudit(app, tx, actor, 'member.removed', { kind: 'member', id: userId }, { role });
  });
}

/** The whole team is locked in one order, so that two owners cannot remove each other at the same moment. */
async function lockMember(tx: Tx, workspaceId: string, userId: string): Promise<Role> {
  const rows = await tx.selectFrom('member').select(['user_id', 'role']).where('workspace_id', '=', workspaceId).orderBy('user_id').forUpdate().execute();
  const found = rows.find((row) => row.user_id === userId);
  if (!found) throw new AppError('not_found', 'member_unknown', 'There is no such member in this workspace.');
  return Role.parse(found.role);
}

async function requireAnotherOwner(tx: Tx, workspaceId: string, userId: string): Promise<void> {
  const other = await tx
    .selectFrom('member')
    .select('user_id')
    .where('workspace_id', '=', workspaceId)
    .where('role', '=', 'owner')
    .where('user_id', '<>', userId)
    .executeTakeFirst();
  if (!other) throw new AppError('conflict', 'last_owner', 'A workspace needs an owner. Make somebody else an owner first.');
}
