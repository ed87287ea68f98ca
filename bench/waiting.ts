import pg from 'pg';
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import type { Bench, BenchOptions, Figure } from './kit/bench.ts';
import { pauseMs, quantile, until } from './kit/bench.ts';
import { openServer, openStage } from './kit/stage.ts';
import type { Stage } from './kit/stage.ts';

const perSecond = 500;
const delayMs = 60_000;

export const waiting: Bench = {
  name: 'waiting',
  about:
    'Carts whose timers wait, a million of them, of which 500 fall due each second: one worker wakes them, decides with the flow and the facts, and writes the next step. ' +
    'Lateness is read from the commit times of PostgreSQL. The baseline is graphile-worker with a local queue, as many jobs waiting, and a task that does nothing.',
  async run({ isQuick }: BenchOptions): Promise<Figure[]> {
    const total = isQuick ? 50_000 : 1_000_000;
    const seconds = isQuick ? 5 : 20;
    const burst = isQuick ? 2000 : 10_000;
    return [...(await measureLibrary(total, burst)), ...(await measureWorker(total, seconds, burst))];
  },
};

async function measureWorker(total: number, seconds: number, burst: number): Promise<Figure[]> {
  // What wakes begins with a pause of three days: a whole step, but nothing to send.
  const stage = await openStage({
    flow: {
      trigger: { type: 'cart_abandoned', after: 'cart', delayMs },
      start: 'pause',
      nodes: { pause: { type: 'wait', durationMs: 259_200_000, next: 'first_message' }, first_message: { type: 'send', message: 'rescue_help', next: 'done' }, done: { type: 'end' } },
    },
  });
  try {
    await seedWaiting(stage, total);
    const worker = await stage.startServer('worker');
    const overdueMs = await wakeOverdue(stage, burst);
    const due = seconds * perSecond;
    const startMs = stage.nowMs() + 2000;
    await makeDue(stage, burst + 1, burst + due, startMs, 1000 / perSecond);
    const before = { ...worker.usage(), databaseMs: stage.databaseCpuMs() };
    await pauseMs(startMs + seconds * 1000 - stage.nowMs() + 500);
    await until('every timer that fell due has run', 60_000, async () => (await countWoken(stage)) >= burst + due);
    const after = { ...worker.usage(), databaseMs: stage.databaseCpuMs() };
    const late = await readLateness(stage, startMs);
    return [
      { what: 'timers woken each second when all are overdue', value: (1000 * burst) / overdueMs, unit: '/s', goal: { atLeast: perSecond }, note: `${total.toLocaleString('en')} carts waiting` },
      { what: `lateness at ${perSecond}/s, p50`, value: quantile(late, 0.5), unit: 'ms' },
      { what: `lateness at ${perSecond}/s, p99`, value: quantile(late, 0.99), unit: 'ms', goal: { atMost: 1000 }, note: `longest ${quantile(late, 1).toFixed(0)} ms` },
      { what: 'memory of the worker', value: after.rssBytes / 1e6, unit: 'MB', goal: { atMost: 300 } },
      { what: 'processor time of one wake-up in the worker', value: (1000 * (after.cpuMs - before.cpuMs)) / due, unit: 'µs' },
      { what: 'processor time of one wake-up in PostgreSQL', value: (1000 * (after.databaseMs - before.databaseMs)) / due, unit: 'µs' },
      { what: 'stored for one waiting cart, indexes included', value: await bytesPerRun(stage, total), unit: 'bytes' },
    ];
  } finally {
    await stage.close();
  }
}

/** Carts of ten thousand people, each with its armed timer, due in the coming weeks. */
async function seedWaiting({ query, workspaceId, shopId, flowId, nowMs }: Stage, total: number): Promise<void> {
  const now = new Date(nowMs());
  const person = `md5('contact' || n % 10000)::uuid`;
  const dueAt = `$2::timestamptz + interval '1 day' + n * interval '1 second'`;
  await query(`insert into contact (workspace_id, id, first_name, country, created_at, updated_at) select $1, ${person}, 'Lucía', 'AR', $2, $2 from generate_series(0, 9999) n`, [workspaceId, now]);
  await query(
    `insert into cart (workspace_id, id, connection_id, contact_id, state, version, currency, total_minor, item_count, lines, activity_at, created_at)
     select $1, md5('cart' || n)::uuid, $3, ${person}, 'open', $2, 'ARS', 4980000, 2, $4, ${dueAt} - $5 * interval '1 ms', $2 from generate_series(1, ${total}) n`,
    [workspaceId, now, shopId, JSON.stringify([{ variantKey: '3107', productKey: '31', title: 'Remera Brisa', quantity: 2, unitPriceMinor: 2_490_000 }]), delayMs],
  );
  await query(
    `insert into flow_run (workspace_id, id, flow_id, flow_version, lane, subject_kind, subject_id, contact_id, state, due_at, started_at)
     select $1, md5('run' || n)::uuid, $3, 1, 'cart_rescue', 'cart', md5('cart' || n)::uuid, ${person}, 'armed', ${dueAt}, $2 from generate_series(1, ${total}) n`,
    [workspaceId, now, flowId],
  );
  await query('vacuum analyze cart');
  await query('vacuum analyze flow_run');
}

/** Sets the timers of these carts to `startMs` and then one each `everyMs`, as if their shoppers had left a delay earlier. */
async function makeDue({ query }: Stage, from: number, to: number, startMs: number, everyMs: number): Promise<void> {
  const dueAt = `$1::timestamptz + (n - ${from}) * $2::float8 * interval '1 ms'`;
  await query(`update cart c set activity_at = ${dueAt} - $3 * interval '1 ms' from generate_series(${from}, ${to}) n where c.id = md5('cart' || n)::uuid and c.workspace_id = (select id from workspace)`, [new Date(startMs), everyMs, delayMs]);
  await query(`update flow_run r set due_at = ${dueAt} from generate_series(${from}, ${to}) n where r.id = md5('run' || n)::uuid and r.workspace_id = (select id from workspace)`, [new Date(startMs), everyMs]);
}

/** Ms that the worker needs for so many timers that are all due at once. */
async function wakeOverdue(stage: Stage, burst: number): Promise<number> {
  await makeDue(stage, 1, burst, stage.nowMs() - 1000, 0);
  const [{ at } = { at: new Date() }] = await stage.query<{ at: Date }>('select clock_timestamp() as at');
  await until('the overdue timers have run', 120_000, async () => (await countWoken(stage)) >= burst, 100);
  const [row] = await stage.query<{ last: Date }>(`select max(pg_xact_commit_timestamp(xmin)) as last from flow_run where state = 'running'`);
  return (row?.last.getTime() ?? Number.NaN) - at.getTime();
}

async function countWoken(stage: Stage): Promise<number> {
  const [row] = await stage.query<{ count: number }>(`select count(*) as count from flow_run where state = 'running' and due_at > '2020-01-01'`);
  return Number(row?.count);
}

/** Ms from the moment each was due to the commit of its step. */
async function readLateness(stage: Stage, startMs: number): Promise<number[]> {
  const rows = await stage.query<{ late: number }>(
    `select extract(epoch from pg_xact_commit_timestamp(r.xmin) - c.activity_at) * 1000 - $1 + $2 as late
     from flow_run r join cart c on c.workspace_id = r.workspace_id and c.id = r.subject_id where r.state = 'running' and c.activity_at >= $3`,
    [delayMs, stage.nowMs() - Date.now(), new Date(startMs - delayMs)],
  );
  return rows.map(({ late }) => Number(late));
}

async function bytesPerRun(stage: Stage, total: number): Promise<number> {
  const [row] = await stage.query<{ bytes: number }>(`select pg_total_relation_size('flow_run') as bytes`);
  return Number(row?.bytes) / total;
}

/** The job library on a database of its own: as many jobs waiting, and so many that are due at once. */
async function measureLibrary(total: number, burst: number): Promise<Figure[]> {
  const server = await openServer();
  const connectionString = await server.createEmptyDatabase();
  const tools = await makeWorkerUtils({ connectionString });
  await tools.migrate();
  await tools.release();
  const pool = new pg.Pool({ connectionString, max: 2 });
  const add = (count: number, when: string) =>
    pool.query(`select count(*) from graphile_worker.add_jobs((select array_agg(('empty', '{}'::json, null, ${when}, null, null, null, null)::graphile_worker.job_spec) from generate_series(1, ${count}) n))`);
  for (let added = 0; added < total; added += 50_000) await add(Math.min(50_000, total - added), `now() + interval '1 day' + n * interval '1 second'`);
  await pool.query('analyze');
  await add(burst, 'now()');
  let done = 0;
  const startMs = performance.now();
  const finished = new Promise<void>((settle) => {
    const task = async () => {
      done += 1;
      if (done === burst) settle();
    };
    void run({ connectionString, taskList: { empty: task }, noHandleSignals: true, logger: silent, preset: { worker: { concurrentJobs: 24, maxPoolSize: 10, pollInterval: 100, localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 } } }).then(async (runner) => {
      await finished;
      await runner.stop();
    });
  });
  await finished;
  const seconds = (performance.now() - startMs) / 1000;
  await pauseMs(500);
  await pool.end();
  return [{ what: 'graphile-worker: empty tasks each second when all are overdue', value: burst / seconds, unit: '/s', isBaseline: true, note: `${total.toLocaleString('en')} jobs waiting` }];
}

const silent = new Logger(() => () => undefined);
