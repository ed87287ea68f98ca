import type { Bench, BenchOptions, Figure } from './kit/bench.ts';
import { until } from './kit/bench.ts';
import { seedPeople, seedPlannedSends } from './kit/seed-people.ts';
import { callSimulator, openStage } from './kit/stage.ts';
import type { Stage } from './kit/stage.ts';

export const recovery: Bench = {
  name: 'recovery',
  about:
    'A worker under load against a pretend Graph API that takes half a second for each answer ends as by kill -9, and another starts. What it held runs again once ' +
    'that one has taken it over: a flow step at once, a job when its lease ends, a send cut off in its call as one in doubt, whose echo is awaited before anything is sent again.',
  async run({ isQuick }: BenchOptions): Promise<Figure[]> {
    const stage = await openStage({ simulator: true, numbers: 4 });
    try {
      const count = isQuick ? 1000 : 3000;
      await seedPeople(stage, count);
      await callSimulator(stage.simulator as NonNullable<Stage['simulator']>, 'POST', '/sim/faults', { place: 'graph.messages', kind: 'slow', delayMs: 500 });
      const victim = await stage.startServer('worker');
      await seedPlannedSends(stage, 1, count);
      await until('the worker holds sends', 30_000, async () => (await countClaimed(stage)) > 100);
      await victim.kill();
      const killedMs = performance.now();
      const orphans = await stage.query<{ id: string }>(`select id from send where state = 'claimed'`);
      const survivor = await stage.startServer('worker');
      await until('what the killed worker held was taken over', 60_000, async () => (await countClaimed(stage, orphans.map(({ id }) => id))) === 0);
      const takenOverS = (performance.now() - killedMs) / 1000;
      await survivor.stop();
      return [
        { what: 'after kill -9: everything it held taken over', value: takenOverS, unit: 's', goal: { atMost: 20 }, note: `${orphans.length} sends cut off in their calls` },
      ];
    } finally {
      await stage.close();
    }
  },
};

/** @param ids among these; all when left out. */
async function countClaimed(stage: Stage, ids: string[] | null = null): Promise<number> {
  const [row] = await stage.query<{ count: number }>(`select count(*) as count from send where state = 'claimed' and ($1::uuid[] is null or id = any($1))`, [ids]);
  return Number(row?.count);
}
