import { sql } from 'kysely';
import { z } from 'zod';
import type { App, Arrived } from '#context';
import type { InboundEventOf } from '#contract/inbound-event';
import { dayMs, minuteMs } from '#platform/clock';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { defineJob, enqueueJob } from '#platform/jobs';
import type { Page, StorefrontDefinition } from '#ports/storefront';
import { openShop } from './open-shop.ts';
import { applyEachAlone, applyEvents } from './apply-events.ts';
import { insertProblems } from './inbound-problems.ts';
import { keepUnseen } from './remember-keys.ts';

/** A row is stamped before it can be read: every reading begins this much before the end of the last. */
const overlapMs = 5 * minuteMs;
const everyMs = 15 * minuteMs;
// A shop that gives a next page for ever must not keep us for ever.
const maxPages = 2_000;

type Kind = 'carts' | 'orders';
type Polled = InboundEventOf<'cart.changed'> | InboundEventOf<'order.changed'>;

/** How far back the first reading goes: recent purchases matter to the gate, older carts to nobody. */
const firstMs: Record<Kind, number> = { carts: 2 * dayMs, orders: 60 * dayMs };

/**
 * Reads what changed in a shop since the last reading and applies it as its webhook would: webhooks get lost. What a webhook told already,
 * or an earlier reading, changes nothing. Gives how many facts were new.
 */
export async function pollShop(app: App, workspaceId: string, connectionId: string, kind: Kind, progress: (done: { read: number }) => Promise<void>): Promise<number> {
  const shop = await openShop(app, workspaceId, connectionId);
  if (!shop) return 0;
  const read = readerOf(shop.definition, shop.client, kind);
  if (!read) throw new AppError('conflict', 'reading_unknown', `"${shop.name}" cannot be read for ${kind}.`);
  const startedAt = app.clock.now();
  const since = await readSince(app, workspaceId, connectionId, kind, startedAt);
  let [cursor, found, fresh]: [string | null, number, number] = [null, 0, 0];
  for (let page = 0; page < maxPages; page += 1) {
    const { items, nextCursor }: Page<Polled> = await read(since, cursor);
    fresh += await applyPage(app, items.map((event) => ({ workspaceId, connectionId, key: keyOf(event), receivedAt: startedAt, event })));
    found += items.length;
    await progress({ read: found });
    cursor = nextCursor;
    if (cursor === null) break;
  }
  await noteReading(app, workspaceId, connectionId, kind, { readUntil: startedAt, error: null });
  app.poke('flows');
  app.live.publish({ workspaceId, topic: 'connection', id: connectionId });
  return fresh;
}

function readerOf(definition: StorefrontDefinition, client: unknown, kind: Kind): ((since: Date, cursor: string | null) => Promise<Page<Polled>>) | null {
  const reader = kind === 'carts' ? definition.carts?.(client) : definition.orders?.(client);
  return reader ? (since, cursor) => reader.changedSince(since, cursor) : null;
}

/** The same version of the same thing is applied once, however often it is read. */
function keyOf(event: Polled): string {
  return event.type === 'cart.changed' ? `poll:cart:${event.cartKey}:${event.version}` : `poll:order:${event.orderKey}:${event.version}`;
}

async function applyPage(app: App, arrived: Arrived[]): Promise<number> {
  if (arrived.length === 0) return 0;
  try {
    return await inTransaction(app.db, async (tx) => {
      const unseen = await keepUnseen(tx, arrived);
      await applyEvents(app, tx, unseen);
      return unseen.length;
    });
  } catch {
    // One of them cannot be applied: it is found by trying each alone, and kept for the operator. A database that is away fails again here.
    return inTransaction(app.db, async (tx) => {
      const unseen = await keepUnseen(tx, arrived);
      const problems = await applyEachAlone(app, tx, unseen);
      await insertProblems(app, tx, problems.map((problem) => ({ ...problem, deliveryId: null })));
      return unseen.length - problems.length;
    });
  }
}

async function readSince(app: App, workspaceId: string, connectionId: string, kind: Kind, now: Date): Promise<Date> {
  const { rows } = await sql<{ readUntil: Date }>`
    select read_until as "readUntil" from connection_poll where workspace_id = ${workspaceId} and connection_id = ${connectionId} and kind = ${kind}`.execute(app.db);
  const last = rows[0]?.readUntil.getTime() ?? now.getTime() - firstMs[kind];
  return new Date(last - overlapMs);
}

/** @param readUntil null: the reading failed, the next one begins where this one did. */
async function noteReading(app: App, workspaceId: string, connectionId: string, kind: Kind, note: { readUntil: Date | null; error: string | null }) {
  const now = app.clock.now();
  const first = new Date(now.getTime() - firstMs[kind]);
  await sql`
    insert into connection_poll as p (workspace_id, connection_id, kind, read_until, ran_at, error)
    values (${workspaceId}, ${connectionId}, ${kind}, ${note.readUntil ?? first}, ${now}, ${note.error})
    on conflict (workspace_id, connection_id, kind) do update set
      read_until = greatest(p.read_until, ${note.readUntil}::timestamptz), ran_at = excluded.ran_at, error = excluded.error`.execute(app.db);
}

function definePoll(kind: Kind) {
  return defineJob({
    name: `connections.poll_${kind}`,
    input: z.object({ connectionId: z.uuid() }),
    isLong: true,
    maxAttempts: 3,
    async run(app: App, { workspaceId, input, reportProgress }) {
      try {
        await pollShop(app, workspaceId, input.connectionId, kind, reportProgress);
      } catch (error) {
        await noteReading(app, workspaceId, input.connectionId, kind, { readUntil: null, error: error instanceof Error ? error.message.slice(0, 500) : String(error) });
        throw error;
      }
    },
  });
}

export const pollCarts = definePoll('carts');
export const pollOrders = definePoll('orders');

/** Asks every quarter of an hour for a reading of each shop that can be read, spread over a part of it. */
export const schedulePolls = defineJob<App, Record<string, never>>({
  name: 'connections.schedule_polls',
  input: z.record(z.string(), z.never()),
  everyMs,
  async run(app) {
    const { rows } = await sql<{ workspaceId: string; id: string; vendor: string }>`
      select workspace_id as "workspaceId", id, vendor from connection where state = 'active' and port = 'storefront' and checked_at is not null order by id`.execute(app.db);
    for (const [place, { workspaceId, id, vendor }] of rows.entries()) {
      const definition = app.connectors.storefronts.get(vendor);
      const dueAt = new Date(app.clock.nowMs() + Math.floor((place / rows.length) * (everyMs / 2)));
      if (definition?.orders) await enqueueJob(app, app.db, pollOrders, { workspaceId, input: { connectionId: id }, key: id, dueAt });
      if (definition?.carts) await enqueueJob(app, app.db, pollCarts, { workspaceId, input: { connectionId: id }, key: id, dueAt });
    }
  },
});
