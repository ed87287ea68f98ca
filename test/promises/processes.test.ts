import { afterAll, afterEach, expect, test } from 'vitest';
import pg from 'pg';
import { openStage } from '../stage.ts';
import type { Stage } from '../stage.ts';

let stage: Stage | null = null;
const close = async () => {
  await stage?.close();
  stage = null;
};
afterEach(close);
afterAll(close);

const countOf = async (open: Stage, where: string) => (await open.read<{ count: number }>(`select count(*)::int as count from ${where}`))[0]?.count ?? 0;

async function leaveCarts({ shop, simulator: { world } }: Stage, count: number) {
  const carts = Array.from({ length: count }, () => shop.makeCart(world.now()));
  for (const cart of carts) {
    shop.tellConsent(cart);
    shop.tellCheckout(cart);
  }
  await world.webhooks.idle();
  return carts;
}

// Open: one call of some hundred came too early for the limit after late calls were spaced anew; to be mended with a measurement on a quiet machine.
test('two webs and four workers on one database take the same journey, and a number limited to 80 a second never exceeds it', async () => {
  const open = (stage = await openStage({ webs: 2, workers: 4, messagesPerSecond: 80 }));
  const carts = await leaveCarts(open, 500);
  await open.advance({ minutes: 61 });
  await open.until('all are messaged', async () => (await countOf(open, `send where state in ('accepted', 'delivered', 'read')`)) === carts.length);
  for (const cart of carts.slice(0, 100)) open.shop.tellOrder(cart, open.simulator.world.now());
  await open.simulator.world.webhooks.idle();
  await open.until('the purchases are recovered', async () => (await countOf(open, `flow_run where outcome = 'recovered'`)) === 100);
  const stats = await open.control<{ numbers: Record<string, { maxPerSecond: number }>; duplicates: { count: number }; refused: object }>('GET', '/sim/whatsapp/stats');
  expect(stats.duplicates.count).toBe(0);
  expect(stats.refused).toEqual({});
  expect(Object.values(stats.numbers)[0]?.maxPerSecond).toBeLessThanOrEqual(80);
  // P3: each was decided by the gate with its checks, and only what the ledger let go has left.
  const { messages } = await open.control<{ messages: { callbackData: string }[] }>('GET', '/sim/whatsapp/messages?limit=10000');
  const decided = await open.read<{ id: string }>(`select id from send where decisions->-1->'decision'->>'kind' = 'send' and jsonb_array_length(decisions->-1->'checks') > 20`);
  expect(new Set(messages.map(({ callbackData }) => callbackData))).toEqual(new Set(decided.map(({ id }) => id)));
});

test('nothing acknowledged is lost when the database goes away for a while, and the processes go on by themselves', async () => {
  const open = (stage = await openStage({ webs: 1, workers: 2, environment: { IN_DOUBT_MINUTES: '0.2' } }));
  const before = await leaveCarts(open, 100);
  await open.advance({ minutes: 61 });
  const { world } = open.simulator;
  // Every connection is cut and none is let in: what a restart of the server looks like to its clients.
  const admin = new pg.Client({ connectionString: open.server.url });
  await admin.connect();
  const name = new URL(open.databaseUrl).pathname.slice(1);
  const cut = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`;
  await admin.query(`alter database ${name} with allow_connections false`);
  await admin.query(cut);
  const during = Array.from({ length: 50 }, () => open.shop.makeCart(world.now()));
  for (const cart of during) open.shop.tellCheckout(cart);
  const hooks = open.shop.hooks.slice(-during.length);
  await new Promise((settle) => setTimeout(settle, 3000));
  expect(hooks.every((hook) => hook.acknowledgedAtMs === null)).toBe(true);
  await admin.query(`alter database ${name} with allow_connections true`);
  await admin.end();
  await open.until('what was refused meanwhile is delivered again', () => hooks.every((hook) => hook.acknowledgedAtMs !== null));
  expect(await countOf(open, `cart where merged_into is null`)).toBe(before.length + during.length);
  await open.until('all that was due is messaged', async () => {
    if ((await countOf(open, `send where state in ('accepted', 'delivered', 'read')`)) === before.length) return true;
    // Leases and doubts end, in steps that let echoes arrive.
    await world.webhooks.idle();
    await new Promise((settle) => setTimeout(settle, 1500));
    await open.advance({ seconds: 16 });
    return false;
  });
  expect((await open.control<{ duplicates: { count: number } }>('GET', '/sim/whatsapp/stats')).duplicates.count).toBe(0);
  expect([...open.webs, ...open.workers].every((each) => each.isRunning())).toBe(true);
});

test('a graceful stop finishes the calls and the webhooks under way, and leaves with code 0', async () => {
  const open = (stage = await openStage({ webs: 1, workers: 1 }));
  await leaveCarts(open, 60);
  await open.control('POST', '/sim/faults', { place: 'graph.messages', kind: 'slow', delayMs: 1500 });
  await open.advance({ minutes: 61 });
  await open.until('calls are under way', async () => (await countOf(open, `send where state = 'claimed'`)) >= 10);
  const cart = open.shop.makeCart(open.simulator.world.now());
  const hook = open.shop.tellCheckout(cart);
  const codes = await Promise.all([...open.workers, ...open.webs].map((each) => each.stop()));
  expect(codes).toEqual([0, 0]);
  expect(await countOf(open, `send where state in ('claimed', 'in_doubt')`)).toBe(0);
  const { accepted } = await open.control<{ accepted: number }>('GET', '/sim/whatsapp/stats');
  expect(await countOf(open, `send where state in ('accepted', 'delivered', 'read')`)).toBe(accepted);
  // The answer may still be on its way to the shop when the process is gone.
  const stored = await countOf(open, `cart_key where key = '${cart.cartKey}'`);
  await open.until('the shop has read its answer', () => (hook.acknowledgedAtMs !== null) === (stored === 1));
});
