import type { Bench, BenchOptions, Figure } from './kit/bench.ts';
import type { LoadOrder, LoadReport } from './kit/load-process.ts';
import type { Measured } from './kit/run-process.ts';
import { runProcess } from './kit/run-process.ts';
import { openStage, shopSecretOfStage } from './kit/stage.ts';
import type { Stage } from './kit/stage.ts';

const goalPerSecond = 2000;
const connections = 96;

export const intake: Bench = {
  name: 'intake',
  about:
    'Signed Shopify webhooks (40 % new carts, 30 % changes, 20 % checkouts with person and consent, 10 % repeats): verified, stored, applied, timer armed, answered. ' +
    'One web process, PostgreSQL and the sender share the machine; every commit reaches the disk.',
  async run(options: BenchOptions): Promise<Figure[]> {
    const stage = await openStage();
    try {
      return [...(await measureBare(stage, options)), ...(await measureProduct(stage, options))];
    } finally {
      await stage.close();
    }
  },
};

async function measureBare(stage: Stage, options: BenchOptions): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const kind of ['alone', 'shared'] as const) {
    const bare = await runProcess('./bare-process.ts', { arguments: [kind, shopSecretOfStage], environment: { DATABASE_URL: stage.databaseUrl } });
    const report = await fire(stage, String(bare.ready), { perSecond: null, seconds: options.isQuick ? 2 : 4, expected: 12_000, seed: kind === 'alone' ? 1 : 2 });
    await bare.stop();
    figures.push({ what: kind === 'alone' ? 'bare route: HMAC and one committed insert each' : 'bare route: HMAC, inserts share commits', value: report.perSecond, unit: '/s', isBaseline: true, note: `p99 ${report.p99Ms.toFixed(0)} ms` });
  }
  return figures;
}

async function measureProduct(stage: Stage, options: BenchOptions): Promise<Figure[]> {
  const server = await stage.startServer('web');
  const seconds = options.isQuick ? 4 : 15;
  await fire(stage, String(server.ready), { perSecond: null, seconds: 2, expected: 2500, seed: 3 });
  // What autovacuum does within a minute: until then the planner takes tables that grow for empty ones.
  await stage.query('analyze');
  const full = await fire(stage, String(server.ready), { perSecond: null, seconds, expected: 5000, seed: 4 });
  await stage.query('vacuum analyze');
  const before = { ...server.usage(), databaseMs: stage.databaseCpuMs(), queries: await countQueries(server), bytes: await countBytes(stage) };
  const steady = await fire(stage, String(server.ready), { perSecond: goalPerSecond, seconds, expected: goalPerSecond, seed: 5 });
  const after = { ...server.usage(), databaseMs: stage.databaseCpuMs(), queries: await countQueries(server), bytes: await countBytes(stage) };
  const all = goalPerSecond * (seconds + 1) - steady.unsent;
  return [
    { what: 'webhooks each second, as fast as it goes', value: full.perSecond, unit: '/s', goal: { atLeast: goalPerSecond }, note: `p50 ${full.p50Ms.toFixed(0)} ms, p99 ${full.p99Ms.toFixed(0)} ms with ${connections} at once` },
    { what: `answered at ${goalPerSecond}/s offered`, value: steady.perSecond, unit: '/s', goal: { atLeast: goalPerSecond * 0.98 }, note: `${steady.refused} refused, ${steady.unsent} unsent` },
    { what: 'time to the answer at that rate, p50', value: steady.p50Ms, unit: 'ms' },
    { what: 'time to the answer at that rate, p99', value: steady.p99Ms, unit: 'ms', goal: { atMost: 50 }, note: `longest ${steady.maxMs.toFixed(0)} ms` },
    { what: 'processor time of one webhook in the web process', value: (1000 * (after.cpuMs - before.cpuMs)) / all, unit: 'µs' },
    { what: 'processor time of one webhook in PostgreSQL', value: (1000 * (after.databaseMs - before.databaseMs)) / all, unit: 'µs', note: `sender ${((1000 * steady.cpuMs) / all).toFixed(0)} µs` },
    { what: 'queries for one webhook', value: (after.queries - before.queries) / all, unit: 'each' },
    { what: 'stored for one webhook, indexes included', value: (after.bytes - before.bytes) / all, unit: 'bytes' },
    { what: 'memory of the web process', value: after.rssBytes / 1e6, unit: 'MB' },
  ];
}

const countQueries = (server: Measured) => server.ask<number>({ what: 'queries' });

async function countBytes(stage: Stage): Promise<number> {
  const [row] = await stage.query<{ bytes: number }>('select pg_database_size(current_database()) as bytes');
  return row?.bytes ?? 0;
}

/** @param input.expected highest rate to build requests for. */
async function fire(stage: Stage, url: string, input: { perSecond: number | null; seconds: number; expected: number; seed: number }): Promise<LoadReport> {
  const load = await runProcess('./load-process.ts');
  const order: LoadOrder = {
    port: Number(new URL(url).port),
    connections,
    perSecond: input.perSecond,
    seconds: input.seconds,
    warmUpSeconds: 1,
    traffic: { kind: 'shop', path: `/hooks/${stage.shopId}`, secret: shopSecretOfStage, count: Math.ceil(input.expected * (input.seconds + 1) * 1.1), seed: input.seed, atMs: stage.nowMs() },
  };
  const report = await load.ask<LoadReport>(order);
  await load.stop();
  return report;
}
