import { sql } from 'kysely';
import { AssignmentSettings } from '#contract/assignment';
import type { AvailabilityPatch, MemberAvailability } from '#contract/assignment';
import type { App } from '#context';
import { readWorkspaceFacts, readWorkspaceSetting, writeAudit, writeWorkspaceSetting } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { findTeam } from './assignment-queries.ts';
import { backAtMsOf, isThereAt } from './availability-rules.ts';
import { assignmentKey } from './choose-assignee.ts';

export function readAssignment(app: App, actor: Actor): Promise<AssignmentSettings> {
  return readWorkspaceSetting(app.db, actor.workspaceId, assignmentKey, AssignmentSettings);
}

/** Replaces the rules. They hold from the next handoff on; who has a conversation keeps it. */
export async function changeAssignment(app: App, actor: Actor, settings: AssignmentSettings): Promise<AssignmentSettings> {
  requireRole(actor, 'admin');
  const { workspaceId } = actor;
  await inTransaction(app.db, async (tx) => {
    const named = new Set([...settings.groups.flatMap(({ memberIds }) => memberIds), ...settings.rules.flatMap(({ to }) => (to.kind === 'member' ? [to.memberId] : []))]);
    const { rows } = await sql<{ id: string }>`select user_id as id from member where workspace_id = ${workspaceId} and user_id = any(${[...named]}) and role <> 'analyst'`.execute(tx);
    if (rows.length < named.size) throw new AppError('invalid', 'member_unknown', 'A rule or group names somebody who does not answer shoppers in this workspace.', { field: 'groups' });
    await writeWorkspaceSetting(app, tx, workspaceId, assignmentKey, AssignmentSettings, settings);
    await writeAudit(app, tx, actor, 'assignment.changed', null, { rules: settings.rules.length, groups: settings.groups.length, otherwise: settings.otherwise });
  });
  app.live.publish({ workspaceId, topic: 'member', id: null });
  return settings;
}

/** Who of the team is there, and when the others are back. */
export async function listAvailability(app: App, actor: Actor): Promise<{ items: MemberAvailability[] }> {
  const { hours } = await readAssignment(app, actor);
  const zone = (await readWorkspaceFacts(app.db, [actor.workspaceId])).get(actor.workspaceId)?.timeZone ?? 'UTC';
  const nowMs = app.clock.nowMs();
  const team = await findTeam(app.db, actor.workspaceId, hours);
  return {
    items: team.map((member) => {
      const isThere = isThereAt(member, zone, nowMs);
      const backAtMs = isThere ? null : backAtMsOf(member, zone, nowMs);
      const isAway = member.isAway && (member.backAtMs === null || member.backAtMs > nowMs);
      return { userId: member.userId, name: member.name, isThere, isAway, backAt: backAtMs === null ? null : new Date(backAtMs).toISOString(), hours: member.ownHours, openCount: member.openCount };
    }),
  };
}

/** Each for themselves; an admin for everybody. */
export async function changeAvailability(app: App, actor: Actor, userId: string, patch: AvailabilityPatch): Promise<{ items: MemberAvailability[] }> {
  requireRole(actor, actor.kind === 'member' && actor.id === userId ? 'agent' : 'admin');
  const { workspaceId } = actor;
  const now = app.clock.now();
  if (patch.backAt && new Date(patch.backAt) <= now) throw new AppError('invalid', 'back_at_past', 'Choose a time in the future to be back at.', { field: 'backAt' });
  // Coming back ends the absence with its end.
  const backAt = patch.isAway === false ? null : patch.backAt;
  await inTransaction(app.db, async (tx) => {
    const { rows } = await sql`select from member where workspace_id = ${workspaceId} and user_id = ${userId} and role <> 'analyst'`.execute(tx);
    if (rows.length === 0) throw new AppError('not_found', 'member_unknown', 'There is no such member who answers shoppers in this workspace.');
    await sql`
      insert into member_availability (workspace_id, user_id, is_away, back_at, hours, updated_at)
      values (${workspaceId}, ${userId}, ${patch.isAway ?? false}, ${backAt ?? null}, ${patch.hours ? JSON.stringify(patch.hours) : null}, ${now})
      on conflict (workspace_id, user_id) do update set updated_at = excluded.updated_at,
        is_away = case when ${patch.isAway !== undefined} then excluded.is_away else member_availability.is_away end,
        back_at = case when ${backAt !== undefined} then excluded.back_at else member_availability.back_at end,
        hours = case when ${patch.hours !== undefined} then excluded.hours else member_availability.hours end`.execute(tx);
    if (actor.id !== userId || patch.hours !== undefined) await writeAudit(app, tx, actor, 'member.availability_changed', { kind: 'member', id: userId }, { ...patch });
  });
  app.live.publish({ workspaceId, topic: 'member', id: userId });
  return listAvailability(app, actor);
}
