import { expect, test } from 'vitest';
import { startDueLoop } from './due-work.ts';
import { makeLog } from './log.ts';

const log = makeLog('silent');

test('an idle loop asks the cheap question, and works again once something is due', async () => {
  let due = 0;
  const asked = { cheap: 0, whole: 0 };
  const loop = startDueLoop(
    {
      name: 'test',
      batchSize: 10,
      idleMs: 1,
      dueInMs: async () => {
        asked.cheap += 1;
        return due > 0 ? 0 : null;
      },
      runOnce: async () => {
        asked.whole += 1;
        const taken = due;
        due = 0;
        return taken;
      },
    },
    log,
  );
  await expect.poll(() => asked.cheap).toBeGreaterThan(3);
  expect(asked.whole).toBe(1);
  due = 2;
  await expect.poll(() => due).toBe(0);
  await loop.stop();
});

test('a loop that knows when the next row is due sleeps until then, not until its idle time is over', async () => {
  const dueAtMs = performance.now() + 300;
  const takenAtMs: number[] = [];
  const loop = startDueLoop(
    {
      name: 'test',
      batchSize: 10,
      idleMs: 600_000,
      dueInMs: async () => (takenAtMs.length > 0 ? null : dueAtMs - performance.now()),
      runOnce: async () => {
        if (takenAtMs.length > 0 || performance.now() < dueAtMs) return 0;
        takenAtMs.push(performance.now());
        return 1;
      },
    },
    log,
  );
  await expect.poll(() => takenAtMs).toHaveLength(1);
  await loop.stop();
});

test('what another process holds is not asked for without end', async () => {
  const beganMs = performance.now();
  let rounds = 0;
  const loop = startDueLoop({ name: 'test', batchSize: 10, idleMs: 1000, dueInMs: async () => 0, runOnce: async () => ((rounds += 1), 0) }, log);
  await expect.poll(() => rounds).toBeGreaterThan(2);
  expect(rounds).toBeLessThanOrEqual(1 + (performance.now() - beganMs) / 190);
  await loop.stop();
});

test('a failed round is tried again, whole', async () => {
  let rounds = 0;
  const loop = startDueLoop(
    {
      name: 'test',
      batchSize: 1,
      idleMs: 60_000,
      dueInMs: async () => null,
      runOnce: async () => {
        rounds += 1;
        if (rounds === 1) throw new Error('once');
        return 0;
      },
    },
    log,
  );
  await expect.poll(() => rounds).toBe(1);
  loop.poke();
  await expect.poll(() => rounds).toBe(2);
  await loop.stop();
});
