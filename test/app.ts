import { createWeb } from '../server/program.ts';
import { makeApp } from '../server/app.ts';
import { readConfig } from '#config';
import type { App } from '#context';
import type { FlowDefinition } from '#contract/flow';
import type { Role } from '#contract/role';
import { assistantWork } from '#modules/assistant';
import type { AssistantParts } from '#modules/assistant';
import { createConnection } from '#modules/connections';
import { advisorFirst, createFlow, flowWork, switchFlow } from '#modules/flows';
import { doubtWork, sendWork } from '#modules/sends';
import { createMember, createWorkspace, signInAs } from '#modules/workspaces';
import { dayMs, hourMs, makeClock, minuteMs } from '#platform/clock';
import type { Clock } from '#platform/clock';
import { inTransaction, openDatabase } from '#platform/database';
import type { Http } from '#platform/http';
import { jobWorks } from '#platform/jobs';
import { openLive } from '#platform/live';
import { makeLog } from '#platform/log';
import { maintainPartitions } from '#platform/partitions';
import type { ConnectorIo } from '#ports/connector';
import { jobs } from '../server/all-modules.ts';
import { partitionedTables } from '../server/retention.ts';
import { startTestServer } from './database.ts';
import type { TestServer } from './database.ts';

export interface TestApp {
  app: App;
  /** The web server, not listening: `web.inject(...)`. */
  web: Http;
  databaseUrl: string;
  clock: Clock & { advance(by: { ms?: number; minutes?: number; hours?: number; days?: number }): void };
  /** Does everything that is due now, until nothing is: flow steps, sends, doubts, jobs. */
  runDue(): Promise<void>;
  close(): Promise<void>;
}

let sharedServer: Promise<TestServer> | null = null;

/** One PostgreSQL for the test process, stopped with it. */
export function sharedTestServer(): Promise<TestServer> {
  sharedServer ??= startTestServer();
  return sharedServer;
}

/** Stops the shared server; called once at the end of a test file (`afterAll`). */
export async function stopSharedServer(): Promise<void> {
  const server = await sharedServer;
  sharedServer = null;
  await server?.stop();
}

/**
 * An application on a database of its own. Only the edges are replaced: time, the outside, and the loops, which run when the test says so.
 * @param io the outside world; without one every call fails.
 * @param assistant engines and tools in place of the product's own.
 * @param isStill time passes only when the test says so, however busy the machine is; otherwise it also runs.
 */
export async function createTestApp(options: { io?: ConnectorIo; publicUrl?: string; environment?: Record<string, string>; databaseUrl?: string; assistant?: AssistantParts; isStill?: boolean } = {}): Promise<TestApp> {
  const databaseUrl = options.databaseUrl ?? (await (await sharedTestServer()).cloneDatabase());
  const config = readConfig({ DATABASE_URL: databaseUrl, SECRET_KEY: '5'.repeat(64), LOG_LEVEL: 'silent', SEARCH_PATIENCE_MS: '20000', ...options.environment });
  const log = makeLog(config.logLevel);
  const database = openDatabase(databaseUrl, { poolSize: 8, onError: () => undefined });
  const clock = makeTestClock(options.isStill ?? false);
  const live = openLive(databaseUrl, database.db, log);
  const app = makeApp({ config, publicUrl: options.publicUrl ?? 'https://chat.example.com', database, clock, live, io: options.io ?? closedWorld(clock) });
  await maintainPartitions(app.db, partitionedTables(config), clock.now());
  const web = await createWeb(app, false);
  const sends = sendWork(app);
  const assistant = assistantWork(app, options.assistant);
  const works = [flowWork(app), assistant, sends, doubtWork(app), ...jobWorks(app, jobs)];
  return {
    app,
    web,
    databaseUrl,
    clock,
    runDue: async () => {
      for (let round = 0; round < 200; round += 1) {
        let taken = 0;
        for (const work of works) {
          taken += await work.runOnce(work.batchSize);
          if (work === assistant) await assistant.drain();
        }
        await sends.drain();
        if (taken === 0) return;
      }
      throw new Error('The due work does not come to an end.');
    },
    close: async () => {
      await web.close();
      await live.close();
      await database.close();
    },
  };
}

// A Tuesday noon in Buenos Aires, far from holidays: whether a message may go must not depend on when the tests run.
const startOfTests = Date.parse('2026-12-01T15:00:00Z');

function makeTestClock(isStill: boolean): TestApp['clock'] {
  const beganMs = Date.now();
  const clock = makeClock(startOfTests - beganMs);
  const nowMs = () => (isStill ? beganMs + clock.offsetMs() : clock.nowMs());
  return {
    ...clock,
    nowMs,
    now: () => new Date(nowMs()),
    advance: ({ ms = 0, minutes = 0, hours = 0, days = 0 }) => clock.setOffset(clock.offsetMs() + ms + minutes * minuteMs + hours * hourMs + days * dayMs),
  };
}

const closedWorld = (clock: Clock): ConnectorIo => ({
  now: () => clock.now(),
  fetch: (url) => Promise.reject(new Error(`The test did not expect a call to ${url}.`)),
});

export interface TestWorkspace {
  id: string;
  /** Cookie of its owner. */
  cookie: string;
  memberId: string;
}

/** A workspace with one member signed in. Argentine unless said otherwise. */
export async function makeWorkspace({ app }: TestApp, input: { country?: string; name?: string; role?: Role } = {}): Promise<TestWorkspace> {
  const { id, memberId } = await inTransaction(app.db, async (tx) => {
    const workspace = await createWorkspace(app, tx, { name: input.name ?? 'Tienda Aurora', country: input.country ?? 'AR' });
    const userId = await createMember(app, tx, { workspaceId: workspace.id, name: 'Ana', email: `${workspace.id}@example.com`, role: input.role ?? 'owner' });
    return { id: workspace.id, memberId: userId };
  });
  return { id, memberId, cookie: await signInAs(app, memberId) };
}

/** A Shopify connection with known secrets. */
export function makeShop({ app }: TestApp, workspaceId: string, settings: Record<string, unknown> = {}): Promise<string> {
  return inTransaction(app.db, (tx) =>
    createConnection(app, tx, {
      workspaceId,
      vendor: 'shopify',
      name: 'Aurora (Shopify)',
      settings: { shop: 'aurora', clientId: 'client', clientSecret: shopSecret, currency: 'ARS', ...settings },
    }),
  );
}
export const shopSecret = 'shpss_test_secret';

/** A WhatsApp number with known secrets. */
export function makeNumber({ app }: TestApp, workspaceId: string, settings: Record<string, unknown> = {}): Promise<string> {
  return inTransaction(app.db, (tx) =>
    createConnection(app, tx, {
      workspaceId,
      vendor: 'cloud-api',
      name: 'Aurora (WhatsApp)',
      settings: { phoneNumberId: '200300400500600', wabaId: '100200300400500', accessToken: 'token', appId: '900100000000001', appSecret: whatsappSecret, verifyToken: 'verify-me-please', ...settings },
    }),
  );
}
export const whatsappSecret = 'whatsapp-test-secret';

/** A flow switched on; the advisor-first rescue unless another definition is given. */
export function makeFlow({ app }: TestApp, workspaceId: string, change: Partial<FlowDefinition> = {}): Promise<string> {
  return inTransaction(app.db, async (tx) => {
    const flowId = await createFlow(app, tx, { workspaceId, name: 'Rescue', playbook: 'advisor-first', lane: 'cart_rescue', priority: 0, definition: { ...advisorFirst, ...change }, author: 'test' });
    await switchFlow(app, tx, { workspaceId, flowId, isOn: true });
    return flowId;
  });
}
