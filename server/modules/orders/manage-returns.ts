import { sql } from 'kysely';
import { z } from 'zod';
import { ReturnPolicy, ReturnRequest } from '#contract/return-request';
import type { ReturnDecision, ReturnQuery } from '#contract/return-request';
import type { Page } from '#contract/page';
import type { App } from '#context';
import { writeAudit, writeWorkspaceSetting } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import type { Db, Tx } from '#platform/database';
import { AppError } from '#platform/errors';
import { pageOfRows, readCursor } from '#platform/page';
import { readReturnPolicy } from './start-return.ts';

const columns = sql`r.id, r.kind, r.state, r.order_id as "orderId", o.number as "orderNumber", o.total_minor as "orderTotalMinor", o.currency, o.placed_at as "placedAt", r.line_title as "lineTitle",
  r.reason, r.contact_id as "contactId", p.name as "contactName", v.id as "conversationId", r.created_at as "createdAt", r.updated_at as "updatedAt", r.decided_by as "decidedBy"`;
const tables = sql`return_request r
  join shop_order o on o.workspace_id = r.workspace_id and o.id = r.order_id
  left join contact p on p.workspace_id = r.workspace_id and p.id = r.contact_id
  left join conversation v on v.workspace_id = r.workspace_id and v.id = r.conversation_id`;

const Stored = ReturnRequest.extend({ placedAt: z.date(), createdAt: z.date(), updatedAt: z.date() });

const toReturn = (row: z.infer<typeof Stored>): ReturnRequest => ({ ...row, placedAt: row.placedAt.toISOString(), createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() });

/** Newest first. */
export async function listReturns(app: App, actor: Actor, query: ReturnQuery): Promise<Page<ReturnRequest>> {
  requireRole(actor, 'analyst');
  const after = readCursor(query.cursor);
  const { rows } = await sql`
    select ${columns} from ${tables}
    where r.workspace_id = ${actor.workspaceId}
      and (${query.state ?? null}::text is null or r.state = ${query.state ?? null})
      and (${query.contactId ?? null}::uuid is null or r.contact_id = ${query.contactId ?? null})
      and (${query.orderId ?? null}::uuid is null or r.order_id = ${query.orderId ?? null})
      and (${after === null} or (date_trunc('milliseconds', r.created_at), r.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by date_trunc('milliseconds', r.created_at) desc, r.id desc limit ${query.limit + 1}`.execute(app.db);
  return pageOfRows(Stored.array().parse(rows), query.limit, (row) => ({ at: row.createdAt, id: row.id }), toReturn);
}

export async function readReturn(app: App, actor: Actor, returnId: string): Promise<ReturnRequest> {
  requireRole(actor, 'analyst');
  return toReturn(await requireReturn(app.db, actor.workspaceId, returnId));
}

async function requireReturn(db: Db | Tx, workspaceId: string, returnId: string): Promise<z.infer<typeof Stored>> {
  const { rows } = await sql`select ${columns} from ${tables} where r.workspace_id = ${workspaceId} and r.id = ${returnId}`.execute(db);
  if (rows[0] === undefined) throw new AppError('not_found', 'return_unknown', 'There is no such return in this workspace.');
  return Stored.parse(rows[0]);
}

/** A person decides. The same decision again changes nothing; an ended request stays as it is. */
export async function decideReturn(app: App, actor: Actor, returnId: string, { state }: ReturnDecision): Promise<ReturnRequest> {
  requireRole(actor, 'agent');
  const { workspaceId } = actor;
  await inTransaction(app.db, async (tx) => {
    await sql`select id from return_request where workspace_id = ${workspaceId} and id = ${returnId} for update`.execute(tx);
    const present = await requireReturn(tx, workspaceId, returnId);
    if (present.state === state) return;
    if (present.state === 'declined' || present.state === 'done') throw new AppError('conflict', 'return_ended', 'This return has ended already.');
    await sql`update return_request set state = ${state}, decided_by = ${actor.name}, updated_at = ${app.clock.now()} where workspace_id = ${workspaceId} and id = ${returnId}`.execute(tx);
    await writeAudit(app, tx, actor, `return.${state}`, { kind: 'return', id: returnId }, { order: present.orderNumber });
  });
  app.live.publish({ workspaceId, topic: 'return', id: returnId });
  return readReturn(app, actor, returnId);
}

export async function readPolicy(app: App, actor: Actor): Promise<ReturnPolicy> {
  requireRole(actor, 'analyst');
  return readReturnPolicy(app.db, actor.workspaceId);
}

export async function changePolicy(app: App, actor: Actor, policy: ReturnPolicy): Promise<ReturnPolicy> {
  requireRole(actor, 'admin');
  return inTransaction(app.db, async (tx) => {
    await writeAudit(app, tx, actor, 'returns.policy_changed', null, policy);
    return writeWorkspaceSetting(app, tx, actor.workspaceId, 'returns', ReturnPolicy, policy);
  });
}
