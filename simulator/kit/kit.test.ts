import { expect, test } from 'vitest';
import { createFaults } from './faults.ts';
import { createRandom } from './random.ts';
import { createRing } from './ring.ts';
import { createSchedule } from './schedule.ts';
import { startSimulator } from '../index.ts';

test('runs what falls due while the clock jumps, in order and each at its own moment', () => {
  const schedule = createSchedule(1_000_000);
  const seen: [string, number][] = [];
  const note = (name: string) => () => seen.push([name, Math.round((schedule.now() - 1_000_000) / 1000)]);
  schedule.after(60_000, note('minute'));
  schedule.after(30_000, () => {
    note('half')();
    schedule.after(10_000, note('chained'));
  });
  schedule.after(7_200_000, note('too far'));
  schedule.advance(3_600_000);
  expect(seen).toEqual([['half', 30], ['chained', 40], ['minute', 60]]);
  expect(Math.round(schedule.offsetMs() / 1000)).toBe(Math.round((1_000_000 - Date.now()) / 1000) + 3600);
  schedule.clear();
});

test('does not run cancelled work', () => {
  const schedule = createSchedule();
  let runs = 0;
  schedule.after(10, () => (runs += 1)).cancel();
  schedule.advance(1000);
  expect(runs).toBe(0);
});

test('keeps thousands of timers in order', () => {
  const schedule = createSchedule();
  const random = createRandom(5);
  const due: number[] = [];
  for (let index = 0; index < 5000; index += 1) {
    const delay = random.int(1, 100_000);
    schedule.after(delay, () => due.push(delay));
  }
  schedule.advance(200_000);
  expect(due).toHaveLength(5000);
  // A timer made a millisecond later may overtake one that was made before it with the same delay.
  expect(due.every((delay, index) => index === 0 || delay >= (due[index - 1] ?? 0) - 50)).toBe(true);
});

test('gives the same world for the same seed', () => {
  const draw = (seed: number) => Array.from({ length: 20 }, (() => { const random = createRandom(seed); return () => random.int(0, 999); })());
  expect(draw(4)).toEqual(draw(4));
  expect(draw(4)).not.toEqual(draw(5));
});

test('strikes by place, recipient and count, and no more', () => {
  const faults = createFaults(createRandom(1));
  faults.add({ place: 'graph', kind: 'hang', recipient: '5491155550199', count: 2 });
  expect(faults.strike('graph.messages', '+5491100000000')).toBeNull();
  expect(faults.strike('webhook.whatsapp', '+5491155550199')).toBeNull();
  expect(faults.strike('graph.messages', '+5491155550199')?.kind).toBe('hang');
  expect(faults.strike('graph.media', '5491155550199')?.struck).toBe(2);
  expect(faults.strike('graph.messages', '5491155550199')).toBeNull();
});

test('strikes about as often as its probability says', () => {
  const faults = createFaults(createRandom(2));
  faults.add({ place: 'graph.messages', kind: 'drop_after', probability: 0.3 });
  const struck = Array.from({ length: 2000 }, () => faults.strike('graph.messages')).filter(Boolean).length;
  expect(struck).toBeGreaterThan(500);
  expect(struck).toBeLessThan(700);
});

test('a ring forgets the oldest', () => {
  const ring = createRing<number>(3);
  for (const item of [1, 2, 3, 4]) ring.push(item);
  expect(ring.all()).toEqual([2, 3, 4]);
  expect(ring.evicted()).toBe(1);
});

test('retries faster or slower when told, and reports each attempt', async () => {
  const simulator = await startSimulator({ seed: 3 });
  const call = (method: string, path: string, body?: unknown) =>
    fetch(`${simulator.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  try {
    expect((await call('PATCH', '/sim/webhooks', { concurrency: 0 })).status).toBe(400);
    expect((await call('PATCH', '/sim/webhooks', { firstRetryMs: 60_000, giveUpAfterMs: 100_000 })).status).toBe(200);
    const { world } = simulator;
    world.webhooks.send({ source: 'test', url: 'http://127.0.0.1:9/nobody', headers: {}, body: '{}' });
    await world.webhooks.idle();
    world.advance(59_000);
    await world.webhooks.idle();
    expect(world.webhooks.attempts().map(({ status }) => status)).toEqual([null]);
    world.advance(2000);
    await world.webhooks.idle();
    expect(world.webhooks.attempts()).toHaveLength(2);
    expect(world.webhooks.stats()).toMatchObject({ delivered: 0, abandoned: 1, waiting: 0 });
  } finally {
    await simulator.close();
  }
});
