import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage } from '../stage.ts';
import type { Stage } from '../stage.ts';

interface Stats {
  accepted: number;
  answersDropped: number;
  duplicates: { count: number; callbackData: string[] };
  withoutCallbackData: number;
}

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ workers: 3, seed: 23, messagesPerSecond: 80, environment: { IN_DOUBT_MINUTES: '0.2' } });
});
afterAll(() => stage?.close());

const unsettled = async () => (await stage.read<{ count: number }>(`select count(*)::int as count from send where state in ('planned', 'claimed', 'in_doubt')`))[0]?.count ?? 0;

async function leaveCarts(count: number): Promise<void> {
  const { shop, simulator } = stage;
  for (let index = 0; index < count; index += 1) {
    const cart = shop.makeCart(simulator.world.now());
    shop.tellConsent(cart);
    shop.tellCheckout(cart);
  }
  await simulator.world.webhooks.idle();
}

test('P5: hundreds of interrupted sends reach their shoppers exactly once, and none stays in doubt', async () => {
  const carts = 700;
  await leaveCarts(carts);
  // A good third of the calls, so that well over two hundred are interrupted however the dice fall.
  await stage.control('POST', '/sim/faults', [
    { place: 'graph.messages', kind: 'drop_after', probability: 0.25 },
    { place: 'graph.messages', kind: 'drop_before', probability: 0.1 },
    { place: 'graph.messages', kind: 'status', status: 503, probability: 0.03 },
    { place: 'graph.messages', kind: 'slow', delayMs: 400, probability: 0.7 },
    { place: 'webhook.whatsapp', kind: 'repeat', probability: 0.3 },
    { place: 'webhook.whatsapp', kind: 'reorder', delayMs: 300, probability: 0.3 },
  ]);
  await stage.advance({ minutes: 61 });
  let kills = 0;
  const restarts: Promise<void>[] = [];
  await stage.until('all sends were taken once', async () => {
    await new Promise((settle) => setTimeout(settle, 400 + 800 * stage.simulator.world.random.next()));
    const victim = stage.workers.filter((worker) => worker.isRunning())[kills % 2];
    if (victim) {
      await victim.kill();
      kills += 1;
      restarts.push(victim.start());
    }
    const [row] = await stage.read<{ count: number }>(`select count(*)::int as count from send where attempts > 0`);
    return row?.count === carts;
  });
  await Promise.all(restarts);
  await stage.control('DELETE', '/sim/faults');
  // What the last kill interrupted arrives, and its echoes too, before time jumps over the leases.
  await new Promise((settle) => setTimeout(settle, 1500));
  await stage.until('every send is settled', async () => {
    if ((await unsettled()) === 0) return true;
    await stage.simulator.world.webhooks.idle();
    await stage.advance({ seconds: 13 });
    await new Promise((settle) => setTimeout(settle, 2500));
    return false;
  });

  const stats = await stage.control<Stats>('GET', '/sim/whatsapp/stats');
  const [interrupted] = await stage.read<{ count: number }>(`select count(*)::int as count from send where attempts > 1 or reason is not null`);
  expect(kills).toBeGreaterThanOrEqual(5);
  expect(interrupted?.count).toBeGreaterThanOrEqual(200);
  expect(stats.duplicates).toEqual({ count: 0, callbackData: [] });
  expect(stats.withoutCallbackData).toBe(0);
  expect(stats.accepted).toBe(carts);
  expect(await stage.read(`select state, count(*)::int as count from send where state not in ('accepted', 'delivered', 'read') group by 1`)).toEqual([]);
});

test('P5: within 20 seconds of a kill -9 other workers have taken up what the killed one held', async () => {
  await stage.control('POST', '/sim/faults', { place: 'graph.messages', kind: 'slow', delayMs: 4000 });
  await leaveCarts(60);
  await stage.advance({ minutes: 61 });
  let held: string[] = [];
  await stage.until('sends are under way', async () => {
    held = (await stage.read<{ id: string }>(`select id from send where state = 'claimed'`)).map(({ id }) => id);
    return held.length >= 20;
  });
  await Promise.all(stage.workers.map((worker) => worker.kill()));
  const killedAtMs = performance.now();
  await Promise.all(stage.workers.slice(0, 2).map((worker) => worker.start()));
  await stage.control('DELETE', '/sim/faults');
  const ids = held.map((id) => `'${id}'`).join(',');
  await stage.until('nothing is held by the dead', async () => (await stage.read(`select id from send where state = 'claimed' and id in (${ids})`)).length === 0);
  expect(performance.now() - killedAtMs).toBeLessThan(20_000);
  expect((await stage.control<Stats>('GET', '/sim/whatsapp/stats')).duplicates.count).toBe(0);
});
