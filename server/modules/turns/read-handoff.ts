import { sql } from 'kysely';
import { z } from 'zod';
import { HandoffPackage, HandoffView } from '#contract/handoff';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { AppError } from '#platform/errors';

const Row = HandoffView.extend({ at: z.date(), package: z.unknown() });

/** The last time that this conversation came to a person, with the six things they need to see. */
export async function readHandoff(app: App, actor: Actor, conversationId: string): Promise<{ handoff: HandoffView | null }> {
  requireRole(actor, 'analyst');
  const { workspaceId } = actor;
  const { rows: known } = await sql`select from conversation where workspace_id = ${workspaceId} and id = ${conversationId}`.execute(app.db);
  if (known.length === 0) throw new AppError('not_found', 'conversation_unknown', 'There is no such conversation in this workspace.');
  const { rows } = await sql`
    select id, at, trigger, summary, given_by as "givenBy", turn_id as "turnId", priority, tags, assignee_id as "assigneeId", package
    from handoff where workspace_id = ${workspaceId} and conversation_id = ${conversationId} order by at desc, id desc limit 1`.execute(app.db);
  if (rows[0] === undefined) return { handoff: null };
  const row = Row.parse(rows[0]);
  return { handoff: { ...row, at: row.at.toISOString(), package: HandoffPackage.safeParse(row.package).data ?? null } };
}
