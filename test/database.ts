import { mkdtempSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedDatabase } from '../server/platform/embedded-database.ts';
import { migrate } from '../server/platform/migrate.ts';

export interface TestServer {
  url: string;
  createEmptyDatabase(): Promise<string>;
  /** A database of its own with the whole schema, cloned from a migrated template in some 50 ms. */
  cloneDatabase(): Promise<string>;
  stop(): Promise<void>;
}

// A test may lose its data when the machine does; it may not lose a kill -9 of our own processes, and does not.
const fastSettings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_wal_size=2GB', 'shared_buffers=128MB', 'autovacuum_naptime=10s'];

/**
 * A PostgreSQL for tests. Inside a whole test run it is the one that the run began with (`global-setup.ts`); alone, or with settings of
 * its own, a new one in a folder of its own, gone with `stop`.
 */
export async function startTestServer(settings?: string[]): Promise<TestServer> {
  const [sharedUrl, sharedTemplate] = [process.env['TEST_POSTGRES_URL'], process.env['TEST_POSTGRES_TEMPLATE']];
  if (settings === undefined && sharedUrl && sharedTemplate) return joinServer(sharedUrl, sharedTemplate);
  return startOwnServer(settings ?? fastSettings);
}

function joinServer(url: string, template: string): TestServer {
  return {
    url,
    createEmptyDatabase: () => createDatabase(url, null),
    cloneDatabase: () => createDatabase(url, template),
    stop: async () => undefined,
  };
}

/** A new server whatever the run has: for tests that stop it, kill it or need it durable. */
export async function startOwnServer(settings: string[] = fastSettings): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'marchante-test-'));
  const server = await startEmbeddedDatabase(join(folder, 'database'), settings);
  let template: Promise<string> | null = null;
  const createEmptyDatabase = () => createDatabase(server.url, null);
  const migratedTemplate = () => {
    template ??= createEmptyDatabase().then(async (url) => {
      await migrate(url);
      return nameOf(url);
    });
    return template;
  };
  return {
    url: server.url,
    createEmptyDatabase,
    cloneDatabase: async () => createDatabase(server.url, await migratedTemplate()),
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function createDatabase(serverUrl: string, template: string | null): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`create database ${name}${template ? ` template ${template}` : ''}`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

export const nameOf = (url: string) => new URL(url).pathname.slice(1);
