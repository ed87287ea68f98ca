import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '#context';
import { hourMs, minuteMs } from '#platform/clock';
import { inTransaction } from '#platform/database';
import { defineJob } from '#platform/jobs';
import { lockCart } from './cart-to-pay.ts';
import { expireLink } from './follow-attempt.ts';
import { lockLink, readLink } from './link-rows.ts';
import type { LinkRow } from './link-rows.ts';
import { lookUpLink } from './ask-look-up.ts';

const firstMs = 15 * minuteMs;
const longestMs = 6 * hourMs;
/** A vendor tells of a link's end a little late; after this we say it ourselves. */
const graceMs = 10 * minuteMs;
const atOnce = 200;

/** When to look again: a quarter of an hour, doubling to six hours, and once just after the link's end. Pure. */
export function nextCheckAt(checks: number, nowMs: number, expiresAtMs: number): number {
  const usual = nowMs + Math.min(firstMs * 2 ** Math.min(checks, 10), longestMs);
  const end = expiresAtMs + graceMs;
  return nowMs < end ? Math.min(usual, end) : usual;
}

/** Looks for payments whose webhook was lost: open links that are due for a look, a few hundred at a time, and links that ran out in silence. */
export const reconcileJob = defineJob<App, Record<string, never>>({
  name: 'payments.reconcile',
  input: z.record(z.string(), z.never()),
  everyMs: 5 * minuteMs,
  async run(app) {
    const { rows } = await sql<{ workspaceId: string; id: string }>`
      select workspace_id as "workspaceId", id from payment_link where next_check_at <= ${app.clock.now()} order by next_check_at limit ${atOnce}`.execute(app.db);
    for (const { workspaceId, id } of rows) {
      const link = await readLink(app.db, workspaceId, id);
      if (link) await checkLink(app, link);
    }
    if (rows.length > 0) app.poke('jobs');
  },
});

async function checkLink(app: App, named: LinkRow): Promise<void> {
  const { workspaceId, id } = named;
  await inTransaction(app.db, async (tx) => {
    await lockCart(tx, workspaceId, named.cartId);
    const link = await lockLink(tx, workspaceId, id);
    if (!link) return;
    const nowMs = app.clock.nowMs();
    const isOver = nowMs >= link.expiresAt.getTime() + graceMs;
    // Its making was never answered, so nobody knows its address: it ends in silence.
    if (isOver && link.state === 'asked') {
      await sql`update payment_link set state = 'failed', problem = 'The till never answered.', settled_at = ${app.clock.now()}, next_check_at = null where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
      return;
    }
    const isWaiting = link.holdUntil !== null && link.holdUntil.getTime() > nowMs;
    // The look just after the end came back with nothing that was paid.
    if (isOver && !isWaiting && link.state === 'open' && link.checks > 0 && nowMs > link.expiresAt.getTime() + graceMs + minuteMs) {
      await expireLink(app, tx, link);
      return;
    }
    const isDone = link.state !== 'open' && link.state !== 'asked' && !isWaiting;
    const next = isDone ? null : new Date(isOver && !isWaiting ? nowMs + 2 * minuteMs : nextCheckAt(link.checks, nowMs, link.expiresAt.getTime()));
    await sql`update payment_link set checks = least(checks + 1, 1000), next_check_at = ${next} where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
    if (link.providerKey) await lookUpLink(app, tx, link);
  });
}
