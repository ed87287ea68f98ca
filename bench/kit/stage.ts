import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import type { FlowDefinition } from '#contract/flow';
import { createNodeIo } from '#kit';
import { createConnection } from '#modules/connections';
import { inTransaction } from '#platform/database';
import { createTestApp, makeFlow, makeNumber, makeShop, makeWorkspace, shopSecret } from '#test/app';
import type { TestApp } from '#test/app';
import { startTestServer } from '#test/database';
import type { TestServer } from '#test/database';
import { startSimulatorProcess } from '../../server/demo/start-simulator.ts';
import type { RunningSimulator } from '../../server/demo/start-simulator.ts';
import { readTreeCpuMs, runProcess } from './run-process.ts';
import type { Measured } from './run-process.ts';

/**
 * PostgreSQL as it should run in production on such a machine: every commit reaches the disk before it is acknowledged. Commit times are
 * kept so that lateness can be read from outside.
 */
export const durableSettings = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on', 'shared_buffers=512MB', 'max_wal_size=4GB', 'track_commit_timestamp=on'];

let server: Promise<TestServer> | null = null;

/** `BENCH_STATEMENTS=1` prints where the database spent its time. */
const showsStatements = process.env['BENCH_STATEMENTS'] !== undefined;

/** `BENCH_EXPLAIN=20` writes the plan of every statement of 20 ms or more into the server's log, which is copied to ./tmp. */
const explainsFromMs = process.env['BENCH_EXPLAIN'];

/** One PostgreSQL for the whole run, with a database for each measurement. */
export function openServer(): Promise<TestServer> {
  server ??= startTestServer([...durableSettings, ...(showsStatements ? ['shared_preload_libraries=pg_stat_statements', 'pg_stat_statements.track_planning=on'] : []), ...(explainsFromMs ? ['session_preload_libraries=auto_explain', 'auto_explain.log_analyze=on', 'auto_explain.log_buffers=on', `auto_explain.log_min_duration=${explainsFromMs}`] : [])]);
  return server;
}

export async function closeServer(): Promise<void> {
  await (await server)?.stop();
  server = null;
}

export interface Stage {
  test: TestApp;
  databaseUrl: string;
  workspaceId: string;
  shopId: string;
  /** WhatsApp numbers, each allowed 1,000 messages a second unless said otherwise. */
  numberIds: string[];
  flowId: string;
  simulator: RunningSimulator | null;
  /** Business time, epoch ms: noon of a working day, when marketing may go out. */
  nowMs(): number;
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Time that PostgreSQL spent on a processor since its start, ms. */
  databaseCpuMs(): number;
  startServer(role: 'web' | 'worker' | 'all', environment?: Record<string, string>): Promise<Measured>;
  close(): Promise<void>;
}

export const shopSecretOfStage = shopSecret;
export const eventSecret = 'whsec_bench_secret_0001';

/** A merchant in a database of its own: shop, numbers, the rescue switched on, its templates approved. */
export async function openStage(options: { simulator?: boolean; statuses?: boolean; numbers?: number; messagesPerSecond?: number; flow?: Partial<FlowDefinition> } = {}): Promise<Stage> {
  const databaseUrl = await (await openServer()).cloneDatabase();
  const offsetMs = nextWorkingNoonMs(Date.now()) - Date.now();
  const simulator = options.simulator ? await startSimulatorProcess(0, 'http://127.0.0.1:1', Date.now() + offsetMs) : null;
  const test = await createTestApp({ databaseUrl, ...(simulator ? { io: nodeIo() } : {}) });
  test.clock.setOffset(offsetMs);
  await sql`insert into clock_offset (offset_ms) values (${Math.round(offsetMs)})`.execute(test.app.db);
  const workspace = await makeWorkspace(test);
  const shopId = await makeShop(test, workspace.id);
  const numberIds: string[] = [];
  for (let index = 0; index < (options.numbers ?? 1); index += 1) numberIds.push(await addNumber(test, workspace.id, simulator, index, options));
  const flowId = await makeFlow(test, workspace.id, { holdoutShare: 0, ...options.flow });
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, application_name: 'bench' });
  const postmaster = await findPostmaster(pool);
  await approveTemplates(test, simulator);
  await pool.query(`update flow set activated_at = activated_at - interval '30 days'`);
  if (showsStatements) await pool.query('create extension pg_stat_statements; select pg_stat_statements_reset()');
  const started: Measured[] = [];
  return {
    test, databaseUrl, workspaceId: workspace.id, shopId, numberIds, flowId, simulator,
    nowMs: () => Date.now() + offsetMs,
    query: async (text, values) => (await pool.query(text, values)).rows,
    databaseCpuMs: () => readTreeCpuMs(postmaster),
    startServer: async (role, environment = {}) => {
      const measured = await runProcess('./server-process.ts', { arguments: [role], environment: { ...serverEnvironment(databaseUrl), ...environment } });
      started.push(measured);
      return measured;
    },
    close: async () => {
      for (const measured of started) await measured.stop();
      if (showsStatements) await printStatements(pool);
      if (explainsFromMs) copyFileSync(join(await findFolder(pool), 'server.log'), 'tmp/postgresql.log');
      await test.close();
      await simulator?.stop();
      await pool.end();
      await dropDatabase(databaseUrl);
    },
  };
}

function serverEnvironment(databaseUrl: string): Record<string, string> {
  return { NODE_ENV: 'production', DATABASE_URL: databaseUrl, SECRET_KEY: '5'.repeat(64), LOG_LEVEL: 'warn', HOST: '127.0.0.1', PORT: '0', DEMO: 'off' };
}

/** A shop of the event API, whose one request may bring cart, person and consent together. */
export function addEventShop({ test, workspaceId }: Stage): Promise<string> {
  return inTransaction(test.app.db, (tx) =>
    createConnection(test.app, tx, { workspaceId, vendor: 'generic', name: 'Aurora (events)', settings: { signingSecret: eventSecret, shopUrl: 'https://shop.example', currency: 'ARS', country: 'AR', toleranceS: 3600 } }),
  );
}

async function addNumber(test: TestApp, workspaceId: string, simulator: RunningSimulator | null, index: number, options: { statuses?: boolean; messagesPerSecond?: number }): Promise<string> {
  const phoneNumberId = `2003004005006${String(index).padStart(2, '0')}`;
  const accessToken = 'PRETEND-TOKEN-AURORA';
  const settings = { phoneNumberId, accessToken, messagesPerSecond: options.messagesPerSecond ?? 1000, ...(simulator ? { apiBaseUrl: `${simulator.url}/graph` } : {}) };
  const id = await makeNumber(test, workspaceId, settings);
  if (simulator) {
    const account = { wabaId: '100200300400500', phoneNumberId, token: accessToken, appSecret: 'whatsapp-test-secret', messagesPerSecond: 100_000 };
    await callSimulator(simulator, 'POST', '/sim/whatsapp/accounts', account);
    await callSimulator(simulator, 'PATCH', '/sim/whatsapp/settings', { statuses: options.statuses ?? false, pairRate: false, throughput: false });
    await callSimulator(simulator, 'PATCH', '/sim/whatsapp/templates/review', { delayMs: 0, decision: 'approve' });
  }
  return id;
}

/** Hands the texts in at the pretend platform, which approves what it takes (numbers of one account share it); alone, takes that for granted. */
async function approveTemplates(test: TestApp, simulator: RunningSimulator | null) {
  await test.runDue();
  await sql`
    update template t set status = 'approved', problem = null, template_key = coalesce(template_key, name)
    where ${simulator === null} or exists (select from template o where o.name = t.name and o.language = t.language and o.template_key is not null)`.execute(test.app.db);
}

export async function callSimulator<Answer>({ url }: RunningSimulator, method: string, path: string, body?: object): Promise<Answer> {
  const reply = await fetch(url + path, { method, ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}) });
  if (!reply.ok) throw new Error(`The simulator answered ${reply.status} to ${method} ${path}: ${await reply.text()}`);
  return (await reply.json()) as Answer;
}

/** Noon in Buenos Aires of the next Wednesday: no quiet hours anywhere in the country. */
function nextWorkingNoonMs(nowMs: number): number {
  const noon = new Date(nowMs);
  noon.setUTCHours(15, 0, 0, 0);
  noon.setUTCDate(noon.getUTCDate() + (((3 - noon.getUTCDay() + 7) % 7) || 7));
  return noon.getTime();
}

async function dropDatabase(databaseUrl: string) {
  const { url } = await openServer();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`drop database ${new URL(databaseUrl).pathname.slice(1)} with (force)`);
  await client.end();
}

function nodeIo() {
  return createNodeIo({ userAgent: 'Marchante bench', now: () => new Date() });
}

async function findPostmaster(pool: pg.Pool): Promise<number> {
  return Number(readFileSync(join(await findFolder(pool), 'postmaster.pid'), 'utf8').split('\n')[0]);
}

async function findFolder(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
  return rows[0]?.folder ?? '';
}

async function printStatements(pool: pg.Pool) {
  const { rows } = await pool.query<{ ms: number; calls: number; mean: number; plan: number; blocks: number; query: string }>(`
    select total_exec_time as ms, total_plan_time as plan, calls, mean_exec_time as mean, shared_blks_hit + shared_blks_read as blocks, regexp_replace(query, '\\s+', ' ', 'g') as query
    from pg_stat_statements s join pg_database d on d.oid = s.dbid and d.datname = current_database() order by total_exec_time + total_plan_time desc limit 25`);
  for (const row of rows) process.stdout.write(`${row.ms.toFixed(0).padStart(8)} ms run  ${row.plan.toFixed(0).padStart(6)} ms plan  ${String(row.calls).padStart(7)} ×  ${row.mean.toFixed(2).padStart(8)} ms  ${String(row.blocks).padStart(10)} blocks  ${row.query.slice(0, 130)}\n`);
}
