import { pino } from 'pino';
import type { App, EventHandlers } from '../server/context.ts';
import { readConfig } from '../server/config.ts';
import { openHttp } from '../server/open-http.ts';
import { makeClock } from '../server/platform/clock.ts';
import { makeKeys } from '../server/platform/crypto.ts';
import { openDatabase } from '../server/platform/database.ts';
import type { Http } from '../server/platform/http.ts';
import { makeIds } from '../server/platform/ids.ts';
import { makeMetrics } from '../server/platform/metrics.ts';
import { startTestServer } from './database.ts';

/** The house with its doors and nobody in the rooms: database, sign-in and web server, no connectors and no receivers. */
export interface House {
  app: App;
  http: Http;
  close(): Promise<void>;
}

export async function openHouse(environment: Record<string, string> = {}): Promise<House> {
  const server = await startTestServer();
  const { db, close } = openDatabase(await server.cloneDatabase(), { poolSize: 5, onError: () => undefined });
  const clock = makeClock();
  const silent = async () => undefined;
  const app: App = {
    config: readConfig({ DATABASE_URL: 'postgres://unused', LOG_LEVEL: 'silent', ...environment }),
    publicUrl: 'http://localhost:4500',
    db,
    clock,
    ids: makeIds(clock.nowMs),
    log: pino({ level: 'silent' }),
    keys: makeKeys('5a'.repeat(32)),
    live: { publish: () => undefined, subscribe: () => () => undefined, close: silent },
    io: { fetch: () => Promise.reject(new Error('Nobody is outside of this house.')), now: clock.now },
    connectors: { storefronts: new Map(), channels: new Map() },
    handlers: {} as EventHandlers,
    receivers: {
      cartsChanged: silent,
      ordersChanged: silent,
      messagesReceived: silent,
      personTookOver: silent,
      marketingWithdrawn: silent,
      sendsSettled: silent,
      contactsMerged: silent,
      contactsErased: silent,
    },
    poke: () => undefined,
  };
  const http = await openHttp(app, makeMetrics());
  return {
    app,
    http,
    close: async () => {
      await http.close();
      await close();
      await server.stop();
    },
  };
}
