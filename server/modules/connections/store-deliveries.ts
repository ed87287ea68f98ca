import { sql } from 'kysely';
import type { App, Arrived, EventHandlers } from '#context';
import type { InboundEvent, InboundEventType } from '#contract/inbound-event';
import { makeBatcher } from '#platform/batcher';
import type { Batcher } from '#platform/batcher';
import type { Tx } from '#platform/database';
import { inTransaction, isDatabaseAway, rowsOf } from '#platform/database';
import { describeProblem } from './receive-hook.ts';
import type { Delivery } from './receive-hook.ts';

/**
 * The order in which types of one batch are applied: goods and people before carts, carts before orders, messages before their statuses.
 * Correctness does not need it (events commute); it saves work.
 */
const applyOrder: InboundEventType[] = [
  'product.changed', 'stock.changed', 'identity.changed', 'customers.merged', 'customer.changed', 'consent.changed', 'cart.changed', 'order.changed', 'shipment.changed',
  'activity.recorded', 'message.imported', 'message.received', 'message.edited', 'message.echoed', 'message.status', 'template.changed', 'channel.changed', 'connection.closed',
  'privacy.requested', 'ignored',
];

/** Stores deliveries; those that arrive together share one transaction, and one that fails is set aside alone. */
export function makeDeliveryStore(app: App): Batcher<Delivery, void> {
  return makeBatcher({
    maxItems: 128,
    parallel: 2,
    run: async (deliveries) => {
      try {
        await inTransaction(app.db, (tx) => applyTogether(app, tx, deliveries));
      } catch (error) {
        if (isDatabaseAway(error) || deliveries.length > 1) throw error;
        for (const delivery of deliveries) await applyOneByOne(app, delivery);
      }
      app.poke('flows');
      app.poke('sends');
      return deliveries.map(() => undefined);
    },
  });
}

async function applyTogether(app: App, tx: Tx, deliveries: Delivery[]) {
  await insertDeliveries(tx, deliveries);
  await applyEvents(app, tx, await keepUnseen(tx, deliveries));
  await insertProblems(app, tx, deliveries);
}

/** Applies what one transaction brought, grouped by type. Used by intake, synchronisation and replay alike. */
export async function applyEvents(app: App, tx: Tx, events: Arrived[]): Promise<void> {
  const byType = Map.groupBy(events, (arrived) => arrived.event.type);
  for (const type of applyOrder) {
    const group = byType.get(type);
    if (group) await handlerOf(app.handlers, type)(app, tx, group);
  }
}

// The table's type ties each handler to its event; grouping by type is what makes this call right.
const handlerOf = (handlers: EventHandlers, type: InboundEventType) => handlers[type] as (app: App, tx: Tx, events: Arrived[]) => Promise<void>;

/** A delivery that cannot be applied whole: every event alone, in a savepoint; what fails is kept for the operator (P2). */
async function applyOneByOne(app: App, delivery: Delivery) {
  await inTransaction(app.db, async (tx) => {
    await insertDeliveries(tx, [delivery]);
    const events = await keepUnseen(tx, [delivery]);
    for (const arrived of events) {
      await sql`savepoint one_event`.execute(tx);
      try {
        await applyEvents(app, tx, [arrived]);
        await sql`release savepoint one_event`.execute(tx);
      } catch (error) {
        if (isDatabaseAway(error)) throw error;
        await sql`rollback to savepoint one_event`.execute(tx);
        delivery.problems.push({ ...describeProblem(app, error), key: arrived.key, event: arrived.event });
      }
    }
    await insertProblems(app, tx, [delivery]);
  });
}

async function insertDeliveries(tx: Tx, deliveries: Delivery[]) {
  const rows = deliveries.map((delivery) => ({ ...delivery, events: undefined, problems: undefined, body: delivery.body.toString('base64'), state: delivery.problems.length > 0 ? 'failed' : 'applied' }));
  await sql`
    insert into inbound_delivery (workspace_id, received_at, id, connection_id, method, headers, body, state)
    select "workspaceId", "receivedAt", id, "connectionId", method, headers, decode(body, 'base64'), state
    from jsonb_to_recordset(${rowsOf(rows)}) as r("workspaceId" uuid, "receivedAt" timestamptz, id uuid, "connectionId" uuid, method text, headers jsonb, body text, state text)`.execute(tx);
}

/** Remembers the keys and gives the events whose key was not known: a repeat goes no further. */
async function keepUnseen(tx: Tx, deliveries: Delivery[]): Promise<Arrived[]> {
  const byKey = new Map<string, Arrived>();
  for (const delivery of deliveries) {
    for (const { key, event, connectionId } of delivery.events) {
      const id = `${connectionId} ${key}`;
      if (!byKey.has(id)) byKey.set(id, { workspaceId: delivery.workspaceId, connectionId, key, receivedAt: delivery.receivedAt, event });
    }
  }
  if (byKey.size === 0) return [];
  // In one order everywhere, so that two batches with the same keys cannot wait for each other.
  const ordered = [...byKey.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, arrived]) => arrived);
  const { rows } = await sql<{ connectionId: string; key: string }>`
    insert into inbound_key (workspace_id, connection_id, key, received_at)
    select "workspaceId", "connectionId", key, "receivedAt"
    from jsonb_to_recordset(${rowsOf(ordered.map((arrived) => ({ ...arrived, event: undefined })))}) as r("workspaceId" uuid, "connectionId" uuid, key text, "receivedAt" timestamptz)
    on conflict (workspace_id, connection_id, key) do nothing
    returning connection_id as "connectionId", key`.execute(tx);
  return rows.flatMap((row) => byKey.get(`${row.connectionId} ${row.key}`) ?? []);
}

async function insertProblems(app: App, tx: Tx, deliveries: Delivery[]) {
  const rows = deliveries.flatMap((delivery) =>
    delivery.problems.map((problem) => ({ ...problem, event: problem.event as InboundEvent | null, workspaceId: delivery.workspaceId, id: app.ids.next(), connectionId: delivery.connectionId, deliveryId: delivery.id, receivedAt: delivery.receivedAt })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into inbound_failure (workspace_id, id, connection_id, delivery_id, received_at, event_key, event, error_code, error, state)
    select "workspaceId", id, "connectionId", "deliveryId", "receivedAt", key, event, code, message, 'open'
    from jsonb_to_recordset(${rowsOf(rows)}) as r("workspaceId" uuid, id uuid, "connectionId" uuid, "deliveryId" uuid, "receivedAt" timestamptz, key text, event jsonb, code text, message text)`.execute(tx);
}
