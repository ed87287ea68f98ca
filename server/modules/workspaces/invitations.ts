import type { App } from '#context';
import type { CreatedInvitation, Invitation, InvitationInput } from '#contract/member';
import { Role } from '#contract/role';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { dayMs } from '#platform/clock';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { makeToken } from './secret-token.ts';
import { writeAudit } from './write-audit.ts';

const lastsMs = 7 * dayMs;

/** Open ones, expired ones too: an owner sees why somebody has not come. */
export async function listInvitations(app: App, actor: Actor): Promise<{ items: Invitation[] }> {
  requireRole(actor, 'owner');
  const now = app.clock.now();
  const rows = await app.db
    .selectFrom('invitation')
    .selectAll()
    .where('workspace_id', '=', actor.workspaceId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return {
    items: rows.map((row) => ({
      id: row.id,
      email: row.email,
      role: Role.parse(row.role),
      invitedBy: row.invited_by,
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      isExpired: row.expires_at <= now,
    })),
  };
}

/** Makes a link for one person; an earlier one for the same address stops working. */
export async function inviteMember(app: App, actor: Actor, input: InvitationInput): Promise<CreatedInvitation> {
  requireRole(actor, 'owner');
  const token = makeToken('mi', actor.workspaceId);
  const now = app.clock.now();
  const invitation = { id: app.ids.next(), email: input.email, role: input.role, invitedBy: actor.name, createdAt: now, expiresAt: new Date(now.getTime() + lastsMs) };
  await inTransaction(app.db, async (tx) => {
    const member = await tx
      .selectFrom('member')
      .innerJoin('auth_user', 'auth_user.id', 'member.user_id')
      .select('member.user_id')
      .where('member.workspace_id', '=', actor.workspaceId)
      .where('auth_user.email', '=', input.email)
      .executeTakeFirst();
    if (member) throw new AppError('conflict', 'already_member', 'This person is already a member. Change their role in the list of members.');
    await tx
      .updateTable('invitation')
      .set({ revoked_at: now })
      .where('workspace_id', '=', actor.workspaceId)
      .where('email', '=', input.email)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .execute();
    await tx
      .insertInto('invitation')
      .values({
        workspace_id: actor.workspaceId,
        id: invitation.id,
        email: input.email,
        role: input.role,
        token_hash: token.hash,
        invited_by: actor.name,
        created_at: now,
        expires_at: invitation.expiresAt,
      })
      .execute();
    await writeAudit(app, tx, actor, 'member.invited', { kind: 'invitation', id: invitation.id }, { email: input.email, role: input.role });
  });
  return {
    ...invitation,
    createdAt: now.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
    isExpired: false,
    url: `${app.publicUrl}/invitation?token=${token.text}`,
  };
}

/** The link stops working. A repeat changes nothing. */
export async function revokeInvitation(app: App, actor: Actor, invitationId: string): Promise<void> {
  requireRole(actor, 'owner');
  await inTransaction(app.db, async (tx) => {
    const row = await tx
      .selectFrom('invitation')
      .select(['email', 'revoked_at', 'accepted_at'])
      .where('workspace_id', '=', actor.workspaceId)
      .where('id', '=', invitationId)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new AppError('not_found', 'invitation_unknown', 'There is no such invitation in this workspace.');
    if (row.revoked_at !== null || row.accepted_at !== null) return;
    await tx.updateTable('invitation').set({ revoked_at: app.clock.now() }).where('workspace_id', '=', actor.workspaceId).where('id', '=', invitationId).execute();
    await writeAudit(app, tx, actor, 'invitation.revoked', { kind: 'invitation', id: invitationId }, { email: row.email });
  });
}
