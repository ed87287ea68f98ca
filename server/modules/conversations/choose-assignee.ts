import { AssignmentSettings } from '#contract/assignment';
import type { AssignTo } from '#contract/assignment';
import type { App } from '#context';
import { readWorkspaceFacts } from '#modules/workspaces';
import type { Db, Tx } from '#platform/database';
import { findTeam, takeTurn } from './assignment-queries.ts';
import type { Teammate } from './assignment-queries.ts';
import { backAtMsOf, isThereAt } from './availability-rules.ts';

export interface AssignRequest {
  workspaceId: string;
  /** Of the conversation, those of the handoff included. */
  tags: readonly string[];
  /** Whom the handoff's own rule names; null: the workspace's rules by tag decide, then its default. */
  ownerRule: AssignTo | null;
}

export interface AssigneeChoice {
  /** Null: nobody's; it waits for whoever takes it first. */
  assigneeId: string | null;
  /** Somebody who answers is there now, whether it was given to them or not. */
  isSomebodyThere: boolean;
  /** When the first of the team is back, for what the shopper is told; null: somebody is there, or nobody can say. */
  backAt: Date | null;
}

export const assignmentKey = 'assignment';

/** The workspace's rules and clock, from the cache of its facts: they are asked with every handoff. */
async function readRules(app: App, db: Db | Tx, workspaceId: string): Promise<{ settings: AssignmentSettings; zone: string }> {
  const facts = (await readWorkspaceFacts(app.db, [workspaceId], db)).get(workspaceId);
  return { settings: AssignmentSettings.parse(facts?.settings[assignmentKey] ?? {}), zone: facts?.timeZone ?? 'UTC' };
}

/**
 * Who gets a conversation that a person has to answer. Only members who are there are given one; when none of those named is, it stays
 * nobody's. A choice by turns counts as that member's turn, so ask once for each handoff.
 */
export async function chooseAssignee(app: App, tx: Tx, { workspaceId, tags, ownerRule }: AssignRequest): Promise<AssigneeChoice> {
  const { settings, zone } = await readRules(app, tx, workspaceId);
  const team = await findTeam(tx, workspaceId, settings.hours);
  const nowMs = app.clock.nowMs();
  const there = team.filter((member) => isThereAt(member, zone, nowMs));
  const wanted = candidatesOf(settings, tags, ownerRule, there);
  const assigneeId = wanted.length === 1 ? (wanted[0]?.userId ?? null) : await takeTurn(tx, workspaceId, wanted.map(({ userId }) => userId), app.clock.now());
  return { assigneeId, isSomebodyThere: there.length > 0, backAt: there.length > 0 ? null : firstBack(team, zone, nowMs) };
}

/** What decides: the handoff's own rule, the first rule by tag, the default. Null: it is nobody's. Pure. */
export function ruleFor(settings: AssignmentSettings, tags: readonly string[], ownerRule: AssignTo | null): AssignTo | null {
  return ownerRule ?? settings.rules.find(({ tag }) => tags.includes(tag))?.to ?? (settings.otherwise === 'turns' ? { kind: 'everyone' } : null);
}

/** Who may be given it, among those who are there. Pure. */
export function candidatesOf(settings: AssignmentSettings, tags: readonly string[], ownerRule: AssignTo | null, there: readonly Teammate[]): Teammate[] {
  const rule = ruleFor(settings, tags, ownerRule);
  switch (rule?.kind) {
    case 'member':
      return there.filter(({ userId }) => userId === rule.memberId);
    case 'group': {
      const memberIds = settings.groups.find(({ id }) => id === rule.groupId)?.memberIds ?? [];
      return there.filter(({ userId }) => memberIds.includes(userId));
    }
    case 'everyone':
      return [...there];
    default:
      return [];
  }
}

/** The same for a conversation that is only to be given away: asks for nobody when no rule names anybody. */
export async function assignByRules(app: App, tx: Tx, request: AssignRequest): Promise<string | null> {
  const { settings } = await readRules(app, tx, request.workspaceId);
  return ruleFor(settings, request.tags, request.ownerRule) === null ? null : (await chooseAssignee(app, tx, request)).assigneeId;
}

function firstBack(team: readonly Teammate[], zone: string, nowMs: number): Date | null {
  const moments = team.map((member) => backAtMsOf(member, zone, nowMs)).filter((moment) => moment !== null);
  return moments.length > 0 ? new Date(Math.min(...moments)) : null;
}

/** Whether somebody of the team is there now, and when the first is back otherwise. Changes nothing and gives nobody a turn. */
export async function whoIsThere(app: App, db: Db | Tx, workspaceId: string): Promise<Pick<AssigneeChoice, 'isSomebodyThere' | 'backAt'>> {
  const { settings, zone } = await readRules(app, db, workspaceId);
  const team = await findTeam(db, workspaceId, settings.hours);
  const nowMs = app.clock.nowMs();
  const isSomebodyThere = team.some((member) => isThereAt(member, zone, nowMs));
  return { isSomebodyThere, backAt: isSomebodyThere ? null : firstBack(team, zone, nowMs) };
}
