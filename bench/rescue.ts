import type { Bench, BenchOptions, Figure } from './kit/bench.ts';
import { until } from './kit/bench.ts';
import { callAlone } from './kit/call-alone.ts';
import type { LoadOrder, LoadReport } from './kit/load-process.ts';
import { runProcess } from './kit/run-process.ts';
import { addEventShop, eventSecret, openStage } from './kit/stage.ts';
import type { Stage } from './kit/stage.ts';

export const rescue: Bench = {
  name: 'rescue',
  about:
    'Whole rescues: a signed webhook brings a cart left a minute ago with its person and consent; stored, the timer fires at once, the flow takes its step, the send meets ' +
    'the gate and is accepted by the pretend Graph API. One process with every role; it shares the machine with PostgreSQL, the pretend API (statuses off) and the sender.',
  async run({ isQuick }: BenchOptions): Promise<Figure[]> {
    const stage = await openStage({ simulator: true, numbers: 1, flow: { trigger: { type: 'cart_abandoned', after: 'cart', delayMs: 60_000 } } });
    try {
      const [warmUp, count] = isQuick ? [200, 1000] : [500, 8000];
      const alone = await callAlone(stage.simulator as NonNullable<Stage['simulator']>, '200300400500600', isQuick ? 1000 : 4000, 64);
      const shopId = await addEventShop(stage);
      const server = await stage.startServer('all');
      await offer(stage, String(server.ready), shopId, warmUp, 1);
      // What autovacuum does within a minute: until then the planner takes tables that grow for empty ones.
      await stage.query('analyze');
      const before = { ...server.usage(), databaseMs: stage.databaseCpuMs(), queries: await server.ask<number>({ what: 'queries' }) };
      const startMs = performance.now();
      const offered = await offer(stage, String(server.ready), shopId, count, 2, warmUp + count);
      const seconds = (performance.now() - startMs - offered.buildMs) / 1000;
      const after = { ...server.usage(), databaseMs: stage.databaseCpuMs(), queries: await server.ask<number>({ what: 'queries' }) };
      return [
        { what: 'the same HTTP calls alone', value: alone, unit: '/s', isBaseline: true },
        { what: 'a popular workflow tool, tuned, on such a machine', value: 79, unit: '/s', isBaseline: true, note: 'from the task, not measured here' },
        { what: 'whole rescues completed each second', value: count / seconds, unit: '/s', goal: { atLeast: 500 }, note: `webhooks answered at ${offered.perSecond.toFixed(0)}/s, p99 ${offered.p99Ms.toFixed(0)} ms` },
        { what: 'processor time of one rescue in the server', value: (1000 * (after.cpuMs - before.cpuMs)) / count, unit: 'µs' },
        { what: 'processor time of one rescue in PostgreSQL', value: (1000 * (after.databaseMs - before.databaseMs)) / count, unit: 'µs' },
        { what: 'queries for one rescue', value: (after.queries - before.queries) / count, unit: 'each' },
      ];
    } finally {
      await stage.close();
    }
  },
};

/** Sends so many webhooks and waits until as many messages were accepted. */
async function offer(stage: Stage, url: string, shopId: string, count: number, seed: number, accepted = count): Promise<LoadReport> {
  const load = await runProcess('./load-process.ts');
  const order: LoadOrder = {
    port: Number(new URL(url).port),
    connections: 64,
    perSecond: null,
    seconds: 120,
    warmUpSeconds: 0,
    traffic: { kind: 'rescue', path: `/hooks/${shopId}`, secret: eventSecret, count, seed, atMs: stage.nowMs() },
  };
  const report = await load.ask<LoadReport>(order);
  await load.stop();
  await until(`${accepted} messages accepted`, 120_000, async () => {
    const [row] = await stage.query<{ count: number }>(`select count(*) as count from send where state = 'accepted'`);
    return Number(row?.count) >= accepted;
  }, 100).catch(async (error: unknown) => {
    const states = await stage.query(`select state, reason, count(*) from send group by 1, 2 union all select 'run ' || state, outcome_reason, count(*) from flow_run group by 1, 2`);
    throw new Error(`${String(error)} ${JSON.stringify(states)}`, { cause: error });
  });
  return report;
}
