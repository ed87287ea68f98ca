import type { App } from '../server/context.ts';
import { makeApp } from '../server/app.ts';
import { readConfig } from '../server/config.ts';
import { makeClock } from '../server/platform/clock.ts';
import { openDatabase } from '../server/platform/database.ts';
import type { Http } from '../server/platform/http.ts';
import { createWeb } from '../server/program.ts';
import { startTestServer } from './database.ts';

/** The whole web server on a database of its own, with nobody outside and no loops running. */
export interface House {
  app: App;
  http: Http;
  close(): Promise<void>;
}

export async function openHouse(environment: Record<string, string> = {}): Promise<House> {
  const server = await startTestServer();
  const database = openDatabase(await server.cloneDatabase(), { poolSize: 5, onError: () => undefined });
  const clock = makeClock();
  const app = makeApp({
    config: readConfig({ DATABASE_URL: 'postgres://unused', LOG_LEVEL: 'silent', SECRET_KEY: '5a'.repeat(32), SEARCH_PATIENCE_MS: '20000', ...environment }),
    publicUrl: 'http://localhost:4500',
    database,
    clock,
    live: { publish: () => undefined, subscribe: () => () => undefined, close: async () => undefined },
    io: { fetch: () => Promise.reject(new Error('Nobody is outside of this house.')), now: clock.now },
  });
  const http = await createWeb(app, false);
  return {
    app,
    http,
    close: async () => {
      await http.close();
      await database.close();
      await server.stop();
    },
  };
}
