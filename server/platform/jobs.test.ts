import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestApp, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp, TestWorkspace } from '#test/app';
import { defineJob, enqueueJob, jobWorks } from './jobs.ts';
import type { AnyJob, JobDefinition } from './jobs.ts';

let it: TestApp;
let home: TestWorkspace;
beforeAll(async () => {
  it = await createTestApp();
});
beforeEach(async () => {
  home = await makeWorkspace(it);
});
afterAll(async () => {
  await it?.close();
  await stopSharedServer();
});

let named = 0;

/** A job whose runs wait until the test lets each of them end, by name. */
function makeHeldJob(change: Partial<JobDefinition<TestApp['app'], { word: string }>> = {}) {
  named += 1;
  const runs: { word: string; end(error?: Error): void }[] = [];
  const job = defineJob<TestApp['app'], { word: string }>({
    name: `test.held_${named}`,
    input: z.object({ word: z.string() }),
    run: (_app, { input }) => {
      const held = Promise.withResolvers<void>();
      runs.push({ word: input.word, end: (error) => (error ? held.reject(error) : held.resolve()) });
      return held.promise;
    },
    ...change,
  });
  const worker = () => jobWorks(it.app, [job] as unknown as AnyJob<TestApp['app']>[])[job.isLong ? 1 : 0] ?? expect.unreachable();
  return {
    runs,
    worker,
    ask: (word: string, dueAt?: Date) => enqueueJob(it.app, it.app.db, job, { workspaceId: home.id, input: { word }, key: 'one', ...(dueAt && { dueAt }) }),
    started: (count: number) => expect.poll(() => runs.length).toBe(count),
    rows: async () => (await sql<{ dueAt: Date; error: string | null }>`select due_at as "dueAt", last_error as error from job where name = ${job.name}`.execute(it.app.db)).rows,
  };
}

describe('a job that is asked for again while it runs', () => {
  test('runs once more afterwards, with what was asked last, and no more than that', async () => {
    const { ask, worker, runs, started, rows } = makeHeldJob();
    await ask('first');
    const first = worker().runOnce(4);
    await started(1);
    await ask('second');
    await ask('third');
    expect(await worker().runOnce(4)).toBe(0); // another worker leaves it alone meanwhile
    runs[0]?.end();
    await first;
    const second = worker().runOnce(4);
    await started(2);
    runs[1]?.end();
    expect(await second).toBe(1);
    expect(runs.map(({ word }) => word)).toEqual(['first', 'third']);
    expect(await rows()).toEqual([]);
  });

  test('for later, waits until then', async () => {
    const { ask, worker, runs, started, rows } = makeHeldJob();
    const later = new Date(it.clock.nowMs() + 3_600_000);
    await ask('first');
    const first = worker().runOnce(4);
    await started(1);
    await ask('second', later);
    runs[0]?.end();
    await first;
    expect(await worker().runOnce(4)).toBe(0);
    expect(await rows()).toMatchObject([{ dueAt: later }]);
  });

  test('and fails, is tried at once instead of after its pause', async () => {
    const { ask, worker, runs, started } = makeHeldJob();
    await ask('first');
    const first = worker().runOnce(4);
    await started(1);
    await ask('second');
    runs[0]?.end(new Error('The shop is away.'));
    await first;
    const second = worker().runOnce(4);
    await started(2);
    runs[1]?.end();
    expect(await second).toBe(1);
  });

  test('is run for that by whoever takes it over, and the first worker, woken late, ends nothing', async () => {
    const { ask, worker, runs, started, rows } = makeHeldJob();
    await ask('first');
    const frozen = worker().runOnce(4);
    await started(1);
    await ask('second');
    it.clock.advance({ minutes: 1 });
    const heir = worker().runOnce(4);
    await started(2);
    runs[0]?.end();
    await frozen;
    expect(await rows()).toHaveLength(1);
    await ask('third');
    runs[1]?.end();
    await heir;
    const last = worker().runOnce(4);
    await started(3);
    runs[2]?.end();
    await last;
    expect(runs.map(({ word }) => word)).toEqual(['first', 'second', 'third']);
    expect(await rows()).toEqual([]);
  });
});

test('a recurring job comes back after its time', async () => {
  const { ask, worker, runs, started, rows } = makeHeldJob({ everyMs: 60_000 });
  await ask('first');
  const first = worker().runOnce(4);
  await started(1);
  runs[0]?.end();
  await first;
  expect(await rows()).toMatchObject([{ error: null }]);
  expect(await worker().runOnce(4)).toBe(0);
  it.clock.advance({ minutes: 2 });
  const second = worker().runOnce(4);
  await started(2);
  runs[1]?.end();
  expect(await second).toBe(1);
});

test('a job that was given up is due no more, and the loop sleeps over it', async () => {
  const { ask, worker, runs, started, rows } = makeHeldJob({ maxAttempts: 1 });
  await ask('first');
  expect(await worker().dueInMs?.()).toBeLessThanOrEqual(0);
  const first = worker().runOnce(4);
  await started(1);
  runs[0]?.end(new Error('Never.'));
  await first;
  expect(await rows()).toMatchObject([{ error: 'Never.' }]);
  expect(await worker().dueInMs?.()).toBeNull();
});

test('short jobs do not wait for a long one', async () => {
  const long = makeHeldJob({ isLong: true });
  const short = makeHeldJob();
  await long.ask('whole shop');
  await short.ask('payment');
  const reading = long.worker().runOnce(4);
  await long.started(1);
  const paying = short.worker().runOnce(4);
  await short.started(1);
  short.runs[0]?.end();
  expect(await paying).toBe(1);
  long.runs[0]?.end();
  expect(await reading).toBe(1);
});
