import { sql } from 'kysely';
import { z } from 'zod';
import { FlowDefinition } from '#contract/flow';
import type { FlowFigures, FlowSummary, FlowVersion } from '#contract/flow-management';
import type { Db, Tx } from '#platform/database';
import type { Position } from '#platform/page';

/** A flow as the database holds it, checked. */
export const FlowRow = z.object({
  id: z.string(),
  name: z.string(),
  playbook: z.string().nullable(),
  lane: z.string(),
  priority: z.number(),
  isOn: z.boolean(),
  activatedAt: z.date().nullable(),
  version: z.number(),
  createdAt: z.date(),
  updatedAt: z.date(),
  definition: FlowDefinition,
});
export type FlowRow = z.infer<typeof FlowRow>;

const columns = sql`id, name, playbook, lane, priority, is_on as "isOn", activated_at as "activatedAt", version, created_at as "createdAt", updated_at as "updatedAt", definition`;

/** Flows of a workspace, oldest first. */
export async function findFlows(db: Db | Tx, workspaceId: string, limit: number, after: Position | null): Promise<FlowRow[]> {
  const { rows } = await sql`
    select ${columns} from flow where workspace_id = ${workspaceId} and (${after?.at ?? null}::timestamptz is null or (created_at, id) > (${after?.at ?? null}, ${after?.id ?? null}::uuid))
    order by created_at, id limit ${limit + 1}`.execute(db);
  return FlowRow.array().parse(rows);
}

/** One flow; null: there is none. @param lock keeps it as it is until the transaction ends. */
export async function findFlow(db: Db | Tx, workspaceId: string, flowId: string, lock = false): Promise<FlowRow | null> {
  const { rows } = await sql`select ${columns} from flow where workspace_id = ${workspaceId} and id = ${flowId} ${lock ? sql`for no key update` : sql``}`.execute(db);
  return rows[0] ? FlowRow.parse(rows[0]) : null;
}

export function toSummary(row: FlowRow, figures: FlowFigures | undefined, currency: string): FlowSummary {
  const { createdAt: _createdAt, activatedAt, updatedAt, ...rest } = row;
  return { ...rest, activatedAt: activatedAt?.toISOString() ?? null, updatedAt: updatedAt.toISOString(), figures: figures ?? noFigures, currency };
}

export const noFigures: FlowFigures = { runs: 0, contacted: 0, replied: 0, clicked: 0, recovered: 0, revenueMinor: 0, optOuts: 0 };

/** The figures of these flows since an instant, by flow. Flows without any are left out. */
export async function countFigures(db: Db | Tx, workspaceId: string, flowIds: string[], since: Date, currency: string): Promise<Map<string, FlowFigures>> {
  const { rows } = await sql<FlowFigures & { flowId: string }>`
    select f.id as "flowId",
      (select count(*)::int from flow_run r where r.workspace_id = f.workspace_id and r.flow_id = f.id and r.started_at >= ${since} and r.node is not null) as runs,
      (select count(*)::int from flow_run r where r.workspace_id = f.workspace_id and r.flow_id = f.id and r.started_at >= ${since} and r.messages_sent > 0) as contacted,
      (select count(*)::int from flow_run r where r.workspace_id = f.workspace_id and r.flow_id = f.id and r.started_at >= ${since} and r.messages_sent > 0 and r.replied_at is not null) as replied,
      (select count(distinct s.origin_id)::int from send s where s.workspace_id = f.workspace_id and s.flow_id = f.id and s.planned_at >= ${since} and s.click_count > 0) as clicked,
      (select count(*)::int from flow_run r where r.workspace_id = f.workspace_id and r.flow_id = f.id and r.started_at >= ${since} and r.outcome = 'recovered') as recovered,
      (select coalesce(sum(a.amount_minor), 0)::float8 from attribution a where a.workspace_id = f.workspace_id and a.flow_id = f.id and a.rule = 'last_message'
        and not a.is_reversed and a.currency = ${currency} and a.ordered_at >= ${since}) as "revenueMinor",
      (select count(distinct e.contact_id)::int from send s join consent_entry e on e.workspace_id = s.workspace_id and e.contact_id = s.contact_id
        where s.workspace_id = f.workspace_id and s.flow_id = f.id and s.accepted_at >= ${since} and e.state = 'withdrawn' and e.purpose = 'marketing'
          and e.occurred_at between s.accepted_at and s.accepted_at + interval '3 days') as "optOuts"
    from flow f where f.workspace_id = ${workspaceId} and f.id = any(${flowIds}::uuid[])`.execute(db);
  return new Map(rows.map(({ flowId, ...figures }) => [flowId, figures]));
}

/** Templates of each message by status. */
export async function countReviews(db: Db | Tx, workspaceId: string, messageKeys: string[]): Promise<{ messageKey: string; counts: Record<string, number> }[]> {
  const { rows } = await sql<{ messageKey: string; status: string; count: number }>`
    select message_key as "messageKey", status, count(*)::int as count from template
    where workspace_id = ${workspaceId} and message_key = any(${messageKeys}) and status <> 'deleted' group by 1, 2`.execute(db);
  return messageKeys.map((messageKey) => ({ messageKey, counts: Object.fromEntries(rows.filter((row) => row.messageKey === messageKey).map((row) => [row.status, row.count])) }));
}

const VersionRow = z.object({ version: z.number(), author: z.string(), createdAt: z.date(), definition: FlowDefinition });

/** The last hundred versions, newest first. */
export async function findVersions(db: Db | Tx, workspaceId: string, flowId: string): Promise<FlowVersion[]> {
  const { rows } = await sql`
    select version, author, created_at as "createdAt", definition from flow_version where workspace_id = ${workspaceId} and flow_id = ${flowId} order by version desc limit 100`.execute(db);
  return VersionRow.array().parse(rows).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
