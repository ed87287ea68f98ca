import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { App } from '#context';
import type { InboundEvent } from '#contract/inbound-event';
import type { Tx } from '#platform/database';
import { afterCommit, rowsOf } from '#platform/database';
import { ConnectorError } from '#ports/connector';

/** Something that came in and could not be applied. */
export interface InboundProblem {
  workspaceId: string;
  /** Whose event it is; of a body that could not be read, the connection whose address it came to. */
  connectionId: string;
  receivedAt: Date;
  /** Null: the body as a whole could not be read. */
  key: string | null;
  event: InboundEvent | null;
  code: string;
  message: string;
}

/** A failure in words for the operator. Bugs are logged whole, with a number that leads to the log entry. */
export function describeProblem(app: App, error: unknown): Pick<InboundProblem, 'code' | 'message'> {
  if (error instanceof ConnectorError) return { code: 'unreadable', message: error.message };
  const trace = randomUUID();
  app.log.error({ err: error, trace }, 'An inbound event could not be applied');
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'not_applied', message: `${message.slice(0, 500)} (trace ${trace})` };
}

/** Keeps problems for the operator to see and to replay. `deliveryId` null: read from the shop, not sent by it. */
export async function insertProblems(app: App, tx: Tx, problems: (InboundProblem & { deliveryId: string | null })[]): Promise<void> {
  if (problems.length === 0) return;
  const rows = problems.map((problem) => ({ ...problem, id: app.ids.next() }));
  await sql`
    insert into inbound_failure (workspace_id, id, connection_id, delivery_id, received_at, event_key, event, error_code, error, state)
    select "workspaceId", id, "connectionId", "deliveryId", "receivedAt", key, event, code, message, 'open'
    from jsonb_to_recordset(${rowsOf(rows)}) as r("workspaceId" uuid, id uuid, "connectionId" uuid, "deliveryId" uuid, "receivedAt" timestamptz, key text, event jsonb, code text, message text)`.execute(tx);
  for (const workspaceId of new Set(problems.map((problem) => problem.workspaceId))) afterCommit(tx, () => app.live.publish({ workspaceId, topic: 'inbound_failure', id: null }));
}
