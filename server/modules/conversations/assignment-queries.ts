import { sql } from 'kysely';
import { z } from 'zod';
import { WeekHours } from '#contract/assignment';
import type { Db, Tx } from '#platform/database';

import type { Working } from './availability-rules.ts';

const TeamRow = z.object({
  userId: z.string(),
  name: z.string(),
  isAway: z.boolean(),
  backAt: z.date().nullable(),
  ownHours: WeekHours.nullable(),
  openCount: z.int(),
});

/** A member who may answer shoppers. */
export interface Teammate extends Working {
  userId: string;
  name: string;
  ownHours: WeekHours | null;
  openCount: number;
}

/** Everybody who may answer, in the order they came; hours are the team's where a member has none. One statement. */
export async function findTeam(db: Db | Tx, workspaceId: string, teamHours: WeekHours | null): Promise<Teammate[]> {
  const { rows } = await sql`
    select m.user_id as "userId", u.name, coalesce(a.is_away, false) as "isAway", a.back_at as "backAt", a.hours as "ownHours",
      (select count(*)::int from conversation v where v.workspace_id = m.workspace_id and v.state <> 'closed' and v.assignee_id = m.user_id) as "openCount"
    from member m join auth_user u on u.id = m.user_id
    left join member_availability a on a.workspace_id = m.workspace_id and a.user_id = m.user_id
    where m.workspace_id = ${workspaceId} and m.role <> 'analyst' order by m.created_at, m.user_id`.execute(db);
  return TeamRow.array().parse(rows).map(({ backAt, ...row }) => ({ ...row, backAtMs: backAt?.getTime() ?? null, hours: row.ownHours ?? teamHours }));
}

/**
 * Whose turn it is among these members: who was given one longest ago. Two handoffs at the same moment take two different members, and
 * wait for each other only when there is one.
 */
export async function takeTurn(tx: Tx, workspaceId: string, userIds: string[], now: Date): Promise<string | null> {
  if (userIds.length === 0) return null;
  const chosen = (await findNext(tx, workspaceId, userIds, sql`skip locked`)) ?? (await findNext(tx, workspaceId, userIds, sql``));
  if (chosen === null) return null;
  await sql`
    insert into member_availability (workspace_id, user_id, last_assigned_at, updated_at) values (${workspaceId}, ${chosen}, ${now}, ${now})
    on conflict (workspace_id, user_id) do update set last_assigned_at = excluded.last_assigned_at`.execute(tx);
  return chosen;
}

async function findNext(tx: Tx, workspaceId: string, userIds: string[], patience: ReturnType<typeof sql>): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select m.user_id as id from member m
    left join member_availability a on a.workspace_id = m.workspace_id and a.user_id = m.user_id
    where m.workspace_id = ${workspaceId} and m.user_id = any(${userIds})
    order by a.last_assigned_at nulls first, m.created_at, m.user_id limit 1 for no key update of m ${patience}`.execute(tx);
  return rows[0]?.id ?? null;
}

