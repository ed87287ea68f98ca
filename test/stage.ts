import { sql } from 'kysely';
import { advanceClock } from '../server/demo-clock.ts';
import type { FlowDefinition } from '#contract/flow';
import { syncCatalog } from '#modules/catalog';
import { checkConnection } from '#modules/connections';
import { createNodeIo } from '#kit';
import { startSimulator } from '../simulator/index.ts';
import type { Simulator } from '../simulator/index.ts';
import { aurora } from '../simulator/shopify/index.ts';
import { createTestApp, makeFlow, makeNumber, makeShop, makeWorkspace } from './app.ts';
import type { TestApp } from './app.ts';
import { setAssistant } from './assistant.ts';
import { startOwnServer, startTestServer } from './database.ts';
import type { TestServer } from './database.ts';
import { makePretendShop } from './pretend-shop.ts';
import type { PretendShop } from './pretend-shop.ts';
import { makeProcess } from './processes.ts';
import type { ProductProcess } from './processes.ts';

/** The product in several processes, with the simulator as its outside world. */
export interface Stage {
  server: TestServer;
  databaseUrl: string;
  /** Looks into the product's database and moves its clock; it takes no part in the work. */
  inside: TestApp;
  simulator: Simulator;
  webs: ProductProcess[];
  workers: ProductProcess[];
  workspaceId: string;
  shopId: string;
  numberId: string;
  shop: PretendShop;
  /** Lets time pass for the world and for every process of the product. */
  advance(by: { minutes?: number; seconds?: number }): Promise<void>;
  control<Reply>(method: string, path: string, body?: unknown): Promise<Reply>;
  /** Rows of a query in the product's database. */
  read<Row>(text: string): Promise<Row[]>;
  until(what: string, isSo: () => Promise<boolean> | boolean, limitMs?: number): Promise<void>;
  close(): Promise<void>;
}

export interface StageOptions {
  webs?: number;
  workers?: number;
  seed?: number;
  environment?: Record<string, string>;
  /** A PostgreSQL of its own, for tests that stop it. */
  ownServer?: boolean;
  flow?: Partial<FlowDefinition>;
  /** The assistant is on from the start: a process that runs already learns of a setting only within 15 s. */
  hasAssistant?: boolean;
  /** Of the pretend number and of the connection; far above what a test sends unless it is about the pace. */
  messagesPerSecond?: number;
}

/** A Wednesday, noon in Buenos Aires: no quiet hours, no holiday, whenever the test runs. */
const storyBeginsMs = Date.UTC(2027, 2, 10, 15);
const dayMs = 86_400_000;
export const pretendNumber = { phoneNumberId: '200300400500600', wabaId: '100200300400500', appId: '900100000000001', appSecret: 'pretend-app-secret-aurora', accessToken: 'PRETEND-TOKEN-AURORA' };

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const server = options.ownServer ? await startOwnServer() : await startTestServer();
  const databaseUrl = await server.cloneDatabase();
  const simulator = await startSimulator({ seed: options.seed ?? 7, startAt: storyBeginsMs, webhooks: { firstRetryMs: 100, longestRetryMs: 1000, timeoutMs: 10_000, concurrency: 48 } });
  const webs = await makeProcesses('web', options.webs ?? 1, databaseUrl, options);
  const workers = await makeProcesses('worker', options.workers ?? 1, databaseUrl, { ...options, environment: { PUBLIC_URL: webs[0]?.url ?? '', ...options.environment } });
  let now = () => new Date();
  const inside = await createTestApp({ databaseUrl, publicUrl: webs[0]?.url ?? '', io: createNodeIo({ userAgent: 'Marchante test', now: () => now() }) });
  now = () => inside.clock.now();
  const { app } = inside;
  const messagesPerSecond = options.messagesPerSecond ?? 1000;

  await setClock(inside, storyBeginsMs - dayMs);
  const { id: workspaceId } = await makeWorkspace(inside);
  const shopId = await makeShop(inside, workspaceId, {
    clientId: aurora.clientId,
    clientSecret: aurora.clientSecret,
    adminBaseUrl: `${simulator.url}/shopify/aurora`,
    storefrontUrl: `${simulator.url}/shop/aurora`,
  });
  const numberId = await makeNumber(inside, workspaceId, { ...pretendNumber, messagesPerSecond, apiBaseUrl: `${simulator.url}/graph` });
  if (options.hasAssistant) await setAssistant(inside, workspaceId);
  await setClock(inside, storyBeginsMs);
  await Promise.all([...webs, ...workers].map((each) => each.start()));

  let turn = 0;
  const shop = makePretendShop(simulator.world, () => `${webs[(turn += 1) % webs.length]?.url}/hooks/${shopId}`);
  const stage: Stage = {
    server,
    databaseUrl,
    inside,
    simulator,
    webs,
    workers,
    workspaceId,
    shopId,
    numberId,
    shop,
    async advance({ minutes = 0, seconds = 0 }) {
      const ms = minutes * 60_000 + seconds * 1000;
      simulator.world.advance(ms);
      await advanceClock(app, ms);
    },
    async control(method, path, body) {
      const reply = await fetch(`${simulator.url}${path}`, { method, ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });
      if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${await reply.text()}`);
      return reply.json() as never;
    },
    async read(text) {
      const { rows } = await sql.raw(text).execute(app.db);
      return rows as never;
    },
    until: (what, isSo, limitMs) => waitUntil(what, isSo, limitMs),
    async close() {
      await Promise.all([...webs, ...workers].map((each) => each.kill()));
      await simulator.close();
      await inside.close();
      await server.stop();
    },
  };
  try {
    await prepare(stage, messagesPerSecond, { holdoutShare: 0, ...options.flow });
  } catch (error) {
    const output = [...webs, ...workers].map((each) => each.output()).join('');
    await stage.close();
    throw new Error(`The stage could not be set. ${output}`, { cause: error });
  }
  return stage;
}

async function makeProcesses(role: 'web' | 'worker', count: number, databaseUrl: string, { environment }: StageOptions): Promise<ProductProcess[]> {
  const made: ProductProcess[] = [];
  for (let index = 0; index < count; index += 1) made.push(await makeProcess(role, databaseUrl, { DATABASE_POOL: '6', ...environment }));
  return made;
}

/** Connects the number for real, through the platform's own verification, and sees its templates approved. */
async function prepare(stage: Stage, messagesPerSecond: number, flow: Partial<FlowDefinition>) {
  const { inside, workspaceId, shopId, numberId } = stage;
  await stage.control('PATCH', '/sim/whatsapp/templates/review', { delayMs: 0 });
  await stage.control('PATCH', `/sim/whatsapp/accounts/${pretendNumber.phoneNumberId}`, { messagesPerSecond });
  for (const id of [shopId, numberId]) await checkConnection(inside.app, workspaceId, id, { subscribe: id === numberId });
  // The portfolio's daily limit is another test's subject.
  await sql`update connection set facts = facts - 'dailyLimit' where id = ${numberId}`.execute(inside.app.db);
  // The pictures of the catalogue are the samples that reviewers want to see.
  await syncCatalog(inside.app, workspaceId, shopId, async () => undefined);
  // Switched on before the first cart of the story was left.
  const offsetMs = inside.clock.offsetMs();
  inside.clock.setOffset(offsetMs - dayMs);
  await makeFlow(inside, workspaceId, flow);
  inside.clock.setOffset(offsetMs);
  await stage.until('the templates are approved', async () => {
    const [row] = await stage.read<{ open: number; all: number }>(`select count(*) filter (where status <> 'approved') as open, count(*) as all from template`);
    return row !== undefined && row.all > 0 && row.open === 0;
  });
}

async function setClock({ app, clock }: TestApp, atMs: number) {
  clock.setOffset(atMs - Date.now());
  await sql`insert into clock_offset (offset_ms) values (${clock.offsetMs()}) on conflict (only_row) do update set offset_ms = excluded.offset_ms`.execute(app.db);
}

export async function waitUntil(what: string, isSo: () => Promise<boolean> | boolean, limitMs = 120_000): Promise<void> {
  const giveUpMs = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > giveUpMs) throw new Error(`Waited ${limitMs} ms in vain until ${what}.`);
    await new Promise((settle) => setTimeout(settle, 25));
  }
}
