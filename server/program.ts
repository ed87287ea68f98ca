import { fileURLToPath } from 'node:url';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { App } from '#context';
import type { Config } from '#config';
import { assistantWork } from '#modules/assistant';
import { addHookRoutes, makeDeliveryStore } from '#modules/connections';
import { addSharedCartRoutes } from '#modules/carts';
import { flowWork } from '#modules/flows';
import { addPayRoutes } from '#modules/payments';
import { addLinkRoutes, doubtWork, sendWork } from '#modules/sends';
import { makeFindActor, makeSignIn } from '#modules/workspaces';
import { makeClock } from '#platform/clock';
import { openDatabase } from '#platform/database';
import { joinLoops, startDueLoop } from '#platform/due-work';
import type { DueLoop } from '#platform/due-work';
import { readOrMakeSecretKey, startEmbeddedDatabase } from '#platform/embedded-database';
import { createHttp } from '#platform/http';
import type { Http } from '#platform/http';
import { addConsole } from '#platform/http-console';
import { armRecurringJobs, jobWorks, systemWorkspaceId } from '#platform/jobs';
import { openLive } from '#platform/live';
import { makeLog } from '#platform/log';
import { makeMetrics } from '#platform/metrics';
import { migrate } from '#platform/migrate';
import { maintainPartitions } from '#platform/partitions';
import type { ConnectorIo } from '#ports/connector';
import { makeApp } from './app.ts';
import { followClock, readClockOffset } from './demo-clock.ts';
import { addModuleRoutes, jobs } from './all-modules.ts';
import { partitionedTables } from './retention.ts';
import { addShopScripts } from './shop-scripts.ts';
import { translateError } from './translate-error.ts';

export type Role = 'web' | 'worker' | 'all';

export interface Program {
  app: App;
  /** Where it listens; null for a worker. */
  url: string | null;
  databaseUrl: string;
  /** Takes nothing new, finishes what it holds, then closes. Safe to repeat. */
  stop(): Promise<void>;
}

const consoleFolder = fileURLToPath(new URL('../console/dist', import.meta.url));

/** Starts one process of the product. Every role shares nothing with others but the database. */
export async function startProgram(options: { config: Config; role: Role; io?: ConnectorIo; serveConsole?: boolean }): Promise<Program> {
  const { role } = options;
  const embedded = options.config.databaseUrl === '' ? await startEmbeddedDatabase(join(options.config.dataDir, 'database')) : null;
  const config = withSecretKey(options.config);
  const databaseUrl = embedded?.url ?? config.databaseUrl;
  await migrate(databaseUrl);
  const log = makeLog(config.logLevel);
  const database = openDatabase(databaseUrl, { poolSize: config.databasePool, onError: (error) => log.warn({ err: error }, 'A connection to the database was lost') });
  const clock = makeClock(await readClockOffset(database.db));
  const live = openLive(databaseUrl, database.db, log);
  const port = role === 'worker' ? 0 : config.port;
  const listening = role === 'worker' ? null : await findPort(config.host, port);
  const publicUrl = config.publicUrl || `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${listening ?? config.port}`;
  const app = makeApp({ config, publicUrl, database, clock, live, ...(options.io ? { io: options.io } : {}) });
  await maintainPartitions(app.db, partitionedTables(config), clock.now());
  const stopClock = followClock(app);
  const loops = role === 'web' ? pokeOthers(app) : startLoops(app);
  const web = role === 'worker' ? null : await startWeb(app, listening ?? port, options.serveConsole ?? true);
  return {
    app,
    url: web ? publicUrl : null,
    databaseUrl,
    stop: once(async () => {
      await web?.close();
      await loops?.stop();
      stopClock();
      await live.close();
      await database.close();
      await embedded?.stop();
    }),
  };
}

function withSecretKey(config: Config): Config {
  if (config.secretKey !== '') return config;
  if (config.databaseUrl !== '' && !config.isDemo) throw new Error('SECRET_KEY is missing. Make one with "openssl rand -hex 32" and keep it: what it sealed can be opened with nothing else.');
  return { ...config, secretKey: readOrMakeSecretKey(config.dataDir, () => randomBytes(32).toString('hex')) };
}

/** The loops that do what is due, and how the rest of the process pokes them. */
function startLoops(app: App): { stop(): Promise<void> } {
  const sends = sendWork(app);
  const assistant = assistantWork(app);
  const loops: Record<string, DueLoop> = {
    flows: startDueLoop(flowWork(app), app.log),
    sends: startDueLoop(sends, app.log),
    doubts: startDueLoop(doubtWork(app), app.log),
    jobs: joinLoops(jobWorks(app, jobs).map((work) => startDueLoop(work, app.log))),
    assistant: startDueLoop(assistant, app.log),
  };
  app.poke = (work) => loops[work]?.poke();
  const stopListening = app.live.subscribe((news) => news.topic === pokeTopic && news.id !== null && loops[news.id]?.poke());
  void armRecurringJobs(app, jobs);
  return {
    stop: async () => {
      stopListening();
      await Promise.all(Object.values(loops).map((loop) => loop.stop()));
      await assistant.drain();
      await sends.drain();
    },
  };
}

const pokeTopic = 'poke';

/** A process without loops tells those that have them; a poke that is lost costs at most their idle time. */
function pokeOthers(app: App): { stop(): Promise<void> } {
  app.poke = (work) => app.live.publish({ workspaceId: systemWorkspaceId, topic: pokeTopic, id: work });
  return { stop: async () => undefined };
}

async function startWeb(app: App, port: number, serveConsole: boolean): Promise<Http> {
  const http = await createWeb(app, serveConsole);
  await http.listen({ host: app.config.host, port });
  return http;
}

/** Every route of the product, not yet listening: tests inject requests into it. */
export async function createWeb(app: App, serveConsole: boolean): Promise<Http> {
  const signIn = makeSignIn(app);
  const http = await createHttp({
    log: app.log,
    db: app.db,
    metrics: makeMetrics(),
    metricsToken: app.config.metricsToken,
    trustProxy: app.config.trustProxy,
    publicOrigin: () => new URL(app.publicUrl).origin,
    nextRequestId: () => app.ids.next(),
    findActor: makeFindActor(app, signIn),
    translateError,
  });
  const store = makeDeliveryStore(app);
  await addHookRoutes(http, app, (delivery) => store.add(delivery));
  addLinkRoutes(http, app);
  addSharedCartRoutes(http, app);
  addPayRoutes(http, app);
  addShopScripts(http);
  await addModuleRoutes(http, app, signIn);
  if (serveConsole) await addConsole(http, consoleFolder);
  http.addHook('onClose', () => store.drain());
  return http;
}

/** The wished port, or a free one when it is taken: said on the way. */
async function findPort(host: string, wished: number): Promise<number> {
  const { findFreePort, isPortFree } = await import('./free-port.ts');
  if (wished !== 0 && (await isPortFree(host, wished))) return wished;
  const port = await findFreePort();
  if (wished !== 0) process.stdout.write(`Port ${wished} is taken; using ${port} instead.\n`);
  return port;
}

function once(run: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => (done ??= run());
}
