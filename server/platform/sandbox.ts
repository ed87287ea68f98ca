import { CompiledQuery, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { DatabaseConnection, Driver } from 'kysely';
import type { DB } from './database-types.ts';
import type { Db } from './database.ts';

/**
 * Lets `run` work in a database in which everything it writes vanishes afterwards: one transaction that is never committed. Transactions inside
 * are savepoints, so that ordinary use cases run as they are. It holds one connection for as long as it runs.
 */
export function inSandbox<Result>(db: Db, run: (sandbox: Db) => Promise<Result>): Promise<Result> {
  return db.connection().execute(async (connection) => {
    await connection.executeQuery(CompiledQuery.raw('begin'));
    try {
      const sandbox = sandboxOn(connection);
      roots.set(sandbox, rootOf(db));
      return await run(sandbox);
    } finally {
      await connection.executeQuery(CompiledQuery.raw('rollback'));
    }
  });
}

const roots = new WeakMap<Db, Db>();

/** The database that a sandbox was opened in; any other is its own. What is kept in memory of a database is kept for this one, and read from it. */
export const rootOf = (db: Db): Db => roots.get(db) ?? db;

function sandboxOn(connection: Kysely<DB>): Db {
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => sandboxDriver(connection),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

function sandboxDriver(connection: Kysely<DB>): Driver {
  const savepoints: string[] = [];
  let made = 0;
  const same: DatabaseConnection = {
    executeQuery: async (query) => connection.executeQuery(query) as never,
    streamQuery: () => {
      throw new Error('A sandbox streams nothing.');
    },
  };
  const tell = (words: string) => connection.executeQuery(CompiledQuery.raw(words));
  return {
    init: async () => undefined,
    acquireConnection: async () => same,
    beginTransaction: async () => {
      const name = `sandbox_${(made += 1)}`;
      savepoints.push(name);
      await tell(`savepoint ${name}`);
    },
    commitTransaction: async () => void (await tell(`release savepoint ${savepoints.pop()}`)),
    rollbackTransaction: async () => {
      const name = savepoints.pop();
      await tell(`rollback to savepoint ${name}`);
      await tell(`release savepoint ${name}`);
    },
    releaseConnection: async () => undefined,
    destroy: async () => undefined,
  };
}
