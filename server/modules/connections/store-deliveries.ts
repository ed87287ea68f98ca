import { sql } from 'kysely';
import type { App, Arrived } from '#context';
import { makeBatcher } from '#platform/batcher';
import type { Batcher } from '#platform/batcher';
import type { Tx } from '#platform/database';
import { withSpan } from '#platform/trace';
import { inTransaction, isDatabaseAway, rowsOf } from '#platform/database';
import { applyEachAlone, applyEvents } from './apply-events.ts';
import { insertProblems } from './inbound-problems.ts';
import type { InboundProblem } from './inbound-problems.ts';
import { makeArrivalNotes } from './note-arrivals.ts';
import type { Delivery } from './receive-hook.ts';
import { keepUnseen } from './remember-keys.ts';

/** Stores deliveries; those that arrive together share one transaction, and one that fails is set aside alone. */
export function makeDeliveryStore(app: App): Batcher<Delivery, void> {
  const noteArrivals = makeArrivalNotes(app);
  return makeBatcher({
    maxItems: 40,
    parallel: 4,
    patienceMs: 5,
    run: async (deliveries) => {
      try {
        await withSpan('intake.store', { deliveries: deliveries.length }, () => inTransaction(app.db, (tx) => applyTogether(app, tx, deliveries)));
      } catch (error) {
        if (isDatabaseAway(error) || deliveries.length > 1) throw error;
        for (const delivery of deliveries) await applyOneByOne(app, delivery);
      }
      await noteArrivals(deliveries);
      app.poke('flows');
      app.poke('sends');
      return deliveries.map(() => undefined);
    },
  });
}

async function applyTogether(app: App, tx: Tx, deliveries: Delivery[]) {
  await insertDeliveries(tx, deliveries.map((delivery) => ({ ...delivery, hasProblems: delivery.problems.length > 0 })));
  await applyEvents(app, tx, await keepUnseen(tx, deliveries.flatMap(arrivedOf)));
  await insertProblems(app, tx, deliveries.flatMap((delivery) => delivery.problems.map((problem) => ({ ...problem, deliveryId: delivery.id }))));
}

/** A delivery that cannot be applied whole: what fails is kept for the operator (P2). */
async function applyOneByOne(app: App, delivery: Delivery) {
  await inTransaction(app.db, async (tx) => {
    const events = await keepUnseen(tx, arrivedOf(delivery));
    const problems: InboundProblem[] = [...delivery.problems, ...(await applyEachAlone(app, tx, events))];
    await insertDeliveries(tx, [{ ...delivery, hasProblems: problems.length > 0 }]);
    await insertProblems(app, tx, problems.map((problem) => ({ ...problem, deliveryId: delivery.id })));
  });
}

function arrivedOf({ workspaceId, receivedAt, events }: Delivery): Arrived[] {
  return events.map(({ key, event, connectionId }) => ({ workspaceId, connectionId, key, receivedAt, event }));
}

async function insertDeliveries(tx: Tx, deliveries: (Delivery & { hasProblems: boolean })[]) {
  // Bodies travel as bytes in one piece: as text inside JSON they would cost more than all the rest.
  let offset = 1;
  const rows = deliveries.map((delivery) => {
    const { events: _events, problems: _problems, body, hasProblems, ...row } = delivery;
    const placed = { ...row, offset, length: body.length, state: hasProblems ? 'failed' : 'applied' };
    offset += body.length;
    return placed;
  });
  const bodies = Buffer.concat(deliveries.map(({ body }) => body));
  await sql`
    insert into inbound_delivery (workspace_id, received_at, id, connection_id, method, headers, body, state)
    select "workspaceId", "receivedAt", id, "connectionId", method, headers, substring(${bodies}::bytea from "offset" for length), state
    from jsonb_to_recordset(${rowsOf(rows)}) as r("workspaceId" uuid, "receivedAt" timestamptz, id uuid, "connectionId" uuid, method text, headers jsonb, "offset" int, length int, state text)`.execute(tx);
}
