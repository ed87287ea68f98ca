import { sql } from 'kysely';
import { StoredHandoffRules } from '#contract/handoff';
import type { HandoffRules, HandoffRulesPatch } from '#contract/handoff';
import { AssignmentSettings } from '#contract/assignment';
import type { App } from '#context';
import { readWorkspaceSetting, writeAudit, writeWorkspaceSetting } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import type { Tx } from '#platform/database';
import { AppError } from '#platform/errors';
import { handoffKey, listRules } from './handoff-rules.ts';

/** The fifteen triggers with what each does. */
export async function readHandoffRules(app: App, actor: Actor): Promise<HandoffRules> {
  requireRole(actor, 'analyst');
  return listRules(await readWorkspaceSetting(app.db, actor.workspaceId, handoffKey, StoredHandoffRules.catch(StoredHandoffRules.parse({}))));
}

/** Replaces the rules that are named. They hold from the next handoff on. */
export async function changeHandoffRules(app: App, actor: Actor, patch: HandoffRulesPatch): Promise<HandoffRules> {
  requireRole(actor, 'admin');
  const { workspaceId } = actor;
  await inTransaction(app.db, async (tx) => {
    await requireOwners(tx, workspaceId, patch);
    const stored = await readWorkspaceSetting(tx, workspaceId, handoffKey, StoredHandoffRules.catch(StoredHandoffRules.parse({})));
    const next = { rules: { ...stored.rules, ...patch.rules }, highValueMinor: patch.highValueMinor === undefined ? stored.highValueMinor : patch.highValueMinor };
    await writeWorkspaceSetting(app, tx, workspaceId, handoffKey, StoredHandoffRules, next);
    await writeAudit(app, tx, actor, 'handoff_rules.changed', null, { triggers: Object.keys(patch.rules) });
  });
  app.live.publish({ workspaceId, topic: 'assistant', id: null });
  return readHandoffRules(app, actor);
}

/** Whoever a rule names must be there to answer. */
async function requireOwners(tx: Tx, workspaceId: string, { rules }: HandoffRulesPatch): Promise<void> {
  const owners = Object.values(rules).flatMap((rule) => rule?.owner ?? []);
  const memberIds = [...new Set(owners.flatMap((owner) => (owner.kind === 'member' ? [owner.memberId] : [])))];
  const { rows } = await sql`select from member where workspace_id = ${workspaceId} and user_id = any(${memberIds}) and role <> 'analyst'`.execute(tx);
  if (rows.length < memberIds.length) throw new AppError('invalid', 'member_unknown', 'A rule names somebody who does not answer shoppers in this workspace.', { field: 'owner' });
  const groupIds = owners.flatMap((owner) => (owner.kind === 'group' ? [owner.groupId] : []));
  if (groupIds.length === 0) return;
  const { groups } = await readWorkspaceSetting(tx, workspaceId, 'assignment', AssignmentSettings);
  if (groupIds.some((groupId) => !groups.some(({ id }) => id === groupId))) throw new AppError('invalid', 'group_unknown', 'A rule names a group that is not in the list of groups.', { field: 'owner' });
}
