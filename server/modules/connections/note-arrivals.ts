import { sql } from 'kysely';
import type { App } from '#context';
import { minuteMs } from '#platform/clock';
import { rowsOf } from '#platform/database';
import type { Delivery } from './receive-hook.ts';

/**
 * Keeps on each connection when it last reported, exact to a minute: more would make every webhook of a shop wait for the same row.
 * Outside the transaction that stores the webhooks, for the same reason.
 */
export function makeArrivalNotes(app: App): (deliveries: Delivery[]) => Promise<void> {
  const notedMs = new Map<string, number>();
  return async (deliveries) => {
    const stale = new Map(deliveries.filter(({ connectionId, receivedAt }) => receivedAt.getTime() - (notedMs.get(connectionId) ?? 0) >= minuteMs).map((delivery) => [delivery.connectionId, delivery]));
    if (stale.size === 0) return;
    const rows = [...stale.values()].map(({ workspaceId, connectionId, receivedAt }) => ({ workspaceId, connectionId, receivedAt })).sort((left, right) => (left.connectionId < right.connectionId ? -1 : 1));
    await sql`
      update connection c set last_event_at = r."receivedAt" from jsonb_to_recordset(${rowsOf(rows)}) as r("workspaceId" uuid, "connectionId" uuid, "receivedAt" timestamptz)
      where c.workspace_id = r."workspaceId" and c.id = r."connectionId" and (c.last_event_at is null or c.last_event_at < r."receivedAt")`.execute(app.db);
    for (const { workspaceId, connectionId, receivedAt } of rows) {
      notedMs.set(connectionId, receivedAt.getTime());
      app.live.publish({ workspaceId, topic: 'connection', id: connectionId });
    }
  };
}
