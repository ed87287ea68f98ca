import type { Bench, BenchOptions, Figure } from './kit/bench.ts';
import { until } from './kit/bench.ts';
import { callAlone } from './kit/call-alone.ts';
import { countSends, seedPeople, seedPlannedSends } from './kit/seed-people.ts';
import { callSimulator, openStage } from './kit/stage.ts';
import type { Stage } from './kit/stage.ts';

const preset = '200300400500600';

export const dispatch: Bench = {
  name: 'dispatch',
  about:
    'Planned sends that are due: claimed under the cart\'s lock, asked at the gate with fresh facts, called at the pretend Graph API, recorded. One worker over four ' +
    'numbers of 1,000/s each; then four workers over one number of 80/s. The pretend API shares the machine; its statuses are off.',
  run: async (options: BenchOptions): Promise<Figure[]> => [...(await measureOneWorker(options)), ...(await measurePace(options))],
};

async function measureOneWorker({ isQuick }: BenchOptions): Promise<Figure[]> {
  const stage = await openStage({ simulator: true, numbers: 4 });
  try {
    const [warmUp, count] = isQuick ? [300, 1500] : [1000, 10_000];
    const alone = await callAlone(stage.simulator as NonNullable<Stage['simulator']>, preset, isQuick ? 1000 : 5000, 100);
    await seedPeople(stage, warmUp + count);
    const worker = await stage.startServer('worker');
    await seedPlannedSends(stage, 1, warmUp);
    await untilSettled(stage, warmUp, 60);
    const before = { ...worker.usage(), databaseMs: stage.databaseCpuMs(), queries: await worker.ask<number>({ what: 'queries' }) };
    await seedPlannedSends(stage, warmUp + 1, warmUp + count);
    await untilSettled(stage, warmUp + count, 180);
    const after = { ...worker.usage(), databaseMs: stage.databaseCpuMs(), queries: await worker.ask<number>({ what: 'queries' }) };
    const [row] = await stage.query<{ seconds: number; accepted: number }>(`
      with measured as (select claimed_at, accepted_at from send order by claimed_at desc limit ${count})
      select extract(epoch from max(accepted_at) - min(claimed_at)) as seconds, count(accepted_at) as accepted from measured`);
    return [
      { what: 'the same HTTP calls alone', value: alone, unit: '/s', isBaseline: true },
      { what: 'sends accepted each second, one worker', value: Number(row?.accepted) / Number(row?.seconds), unit: '/s', goal: { atLeast: 1000 }, note: describeStates(await countSends(stage)) },
      { what: 'processor time of one send in the worker', value: (1000 * (after.cpuMs - before.cpuMs)) / count, unit: 'µs' },
      { what: 'processor time of one send in PostgreSQL', value: (1000 * (after.databaseMs - before.databaseMs)) / count, unit: 'µs' },
      { what: 'queries for one send', value: (after.queries - before.queries) / count, unit: 'each' },
      { what: 'memory of the worker', value: after.rssBytes / 1e6, unit: 'MB' },
    ];
  } finally {
    await stage.close();
  }
}

async function measurePace({ isQuick }: BenchOptions): Promise<Figure[]> {
  const stage = await openStage({ simulator: true, numbers: 1, messagesPerSecond: 80 });
  try {
    const count = 80 * (isQuick ? 5 : 15);
    await seedPeople(stage, count);
    for (let worker = 0; worker < 4; worker += 1) await stage.startServer('worker', { DATABASE_POOL: '4' });
    await seedPlannedSends(stage, 1, count);
    await untilSettled(stage, count, 120);
    const stats = await callSimulator<{ numbers: Record<string, { maxPerSecond: number }> }>(stage.simulator as NonNullable<Stage['simulator']>, 'GET', '/sim/whatsapp/stats');
    const [row] = await stage.query<{ seconds: number }>('select extract(epoch from max(accepted_at) - min(claimed_at)) as seconds from send');
    return [
      { what: 'four workers, a number limited to 80/s: most in any second', value: Math.max(...Object.values(stats.numbers).map(({ maxPerSecond }) => maxPerSecond)), unit: '/s', goal: { atMost: 80 }, note: 'as the pretend platform counted' },
      { what: 'the same, on average', value: count / Number(row?.seconds), unit: '/s' },
    ];
  } finally {
    await stage.close();
  }
}

async function untilSettled(stage: Stage, count: number, seconds: number): Promise<void> {
  await until(`${count} sends settled`, seconds * 1000, async () => {
    const { planned = 0, claimed = 0 } = await countSends(stage);
    return planned + claimed === 0;
  }, 250).catch(async (error: unknown) => {
    throw new Error(`${String(error)} ${describeStates(await countSends(stage))}`, { cause: error });
  });
}

const describeStates = (states: Record<string, number>) => Object.entries(states).map(([state, count]) => `${count} ${state}`).join(', ');
