import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '#context';
import type { FailurePage, FailureQuery, InboundFailure, InboundFailureDetail } from '#contract/inbound';
import { FailureState } from '#contract/inbound';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { AppError } from '#platform/errors';
import { pageOfRows, readCursor } from '#platform/page';

const Row = z.object({
  id: z.string(),
  connectionId: z.string(),
  connectionName: z.string(),
  receivedAt: z.date(),
  eventType: z.string().nullable(),
  code: z.string(),
  error: z.string(),
  attempts: z.number(),
  state: FailureState,
  settledAt: z.date().nullable(),
});

const columns = sql`f.id, f.connection_id as "connectionId", coalesce(c.name, '') as "connectionName", f.received_at as "receivedAt", f.event->>'type' as "eventType",
  f.error_code as code, f.error, f.attempts, f.state, f.settled_at as "settledAt"`;
const tables = sql`inbound_failure f left join connection c on c.workspace_id = f.workspace_id and c.id = f.connection_id`;

/** What could not be applied, newest first, and how much of each kind waits. */
export async function listFailures(app: App, actor: Actor, query: FailureQuery): Promise<FailurePage> {
  requireRole(actor, 'admin');
  const after = readCursor(query.cursor);
  const { rows } = await sql`
    select ${columns} from ${tables}
    where f.workspace_id = ${actor.workspaceId} and f.state = ${query.state}
      and (${query.connectionId ?? null}::uuid is null or f.connection_id = ${query.connectionId ?? null})
      and (${query.code ?? null}::text is null or f.error_code = ${query.code ?? null})
      and ${after === null ? sql`true` : sql`(f.received_at, f.id) < (${after.at}, ${after.id}::uuid)`}
    order by f.received_at desc, f.id desc limit ${query.limit + 1}`.execute(app.db);
  const page = pageOfRows(Row.array().parse(rows), query.limit, (row) => ({ at: row.receivedAt, id: row.id }), toFailure);
  return { ...page, kinds: await countKinds(app, actor.workspaceId) };
}

async function countKinds(app: App, workspaceId: string): Promise<FailurePage['kinds']> {
  const { rows } = await sql<FailurePage['kinds'][number]>`
    select f.connection_id as "connectionId", coalesce(c.name, '') as "connectionName", f.error_code as code, f.event->>'type' as "eventType", count(*)::int as count
    from ${tables} where f.workspace_id = ${workspaceId} and f.state = 'open'
    group by 1, 2, 3, 4 order by 5 desc, 2, 3 limit 50`.execute(app.db);
  return rows;
}

const shownBytes = 64 * 1024;
const DeliveryRow = z.object({ method: z.string(), headers: z.record(z.string(), z.string()), body: z.instanceof(Buffer), sizeBytes: z.number() });

export async function readFailure(app: App, actor: Actor, failureId: string): Promise<InboundFailureDetail> {
  requireRole(actor, 'admin');
  const { rows } = await sql<Record<string, unknown>>`
    select ${columns}, f.event, f.delivery_id as "deliveryId" from ${tables} where f.workspace_id = ${actor.workspaceId} and f.id = ${failureId}`.execute(app.db);
  const [row] = rows;
  if (!row) throw new AppError('not_found', 'failure_unknown', 'There is no such entry in this workspace.');
  const failure = Row.parse(row);
  const { rows: deliveries } = await sql`
    select method, headers, substring(body from 1 for ${shownBytes}) as body, length(body) as "sizeBytes" from inbound_delivery
    where workspace_id = ${actor.workspaceId} and received_at = ${failure.receivedAt} and id = ${row['deliveryId']}`.execute(app.db);
  const delivery = DeliveryRow.optional().parse(deliveries[0]);
  return {
    ...toFailure(failure),
    event: row['event'] ?? null,
    delivery: delivery ? { method: delivery.method, headers: delivery.headers, sizeBytes: delivery.sizeBytes, body: readable(delivery.body), isCut: delivery.sizeBytes > shownBytes } : null,
  };
}

/** Text as it is; control characters that would upset a page or a terminal are shown as �. */
function readable(body: Buffer): string {
  // oxlint-disable-next-line no-control-regex -- those are the ones meant
  return body.toString('utf8').replaceAll(/[\0-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\ufffd');
}

function toFailure(row: z.infer<typeof Row>): InboundFailure {
  return { ...row, receivedAt: row.receivedAt.toISOString(), settledAt: row.settledAt?.toISOString() ?? null };
}
