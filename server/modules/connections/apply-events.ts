import { sql } from 'kysely';
import type { App, Arrived, EventHandlers } from '#context';
import type { InboundEventType } from '#contract/inbound-event';
import { isDatabaseAway, isRetryable } from '#platform/database';
import type { Tx } from '#platform/database';
import { describeProblem } from './inbound-problems.ts';
import type { InboundProblem } from './inbound-problems.ts';

/**
 * The order in which types of one batch are applied: goods and people before carts, carts before orders, messages before their statuses.
 * Correctness does not need it (events commute); it saves work.
 */
const applyOrder: InboundEventType[] = [
  'product.changed', 'stock.changed', 'identity.changed', 'customers.merged', 'customer.changed', 'consent.changed', 'cart.changed', 'order.changed', 'shipment.changed',
  'message.imported', 'message.received', 'activity.recorded', 'message.edited', 'message.echoed', 'message.status', 'template.changed', 'channel.changed', 'payment.changed', 'connection.closed',
  'privacy.requested', 'ignored',
];

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

/** Applies each event in a savepoint of its own and gives what failed: a bad event never spoils its neighbours (P2). */
export async function applyEachAlone(app: App, tx: Tx, events: Arrived[]): Promise<InboundProblem[]> {
  const problems: InboundProblem[] = [];
  for (const arrived of events) {
    const error = await inSavepoint(tx, () => applyEvents(app, tx, [arrived]));
    if (error !== null) problems.push({ ...describeProblem(app, error.thrown), ...arrived });
  }
  return problems;
}

/** Runs in a savepoint; a failure undoes it and is given back. What the database wants tried again as a whole is thrown. */
export async function inSavepoint(tx: Tx, run: () => Promise<void>): Promise<{ thrown: unknown } | null> {
  await sql`savepoint one_event`.execute(tx);
  try {
    await run();
    await sql`release savepoint one_event`.execute(tx);
    return null;
  } catch (thrown) {
    if (isDatabaseAway(thrown) || isRetryable(thrown)) throw thrown;
    await sql`rollback to savepoint one_event`.execute(tx);
    return { thrown };
  }
}
