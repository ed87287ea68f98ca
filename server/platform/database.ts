import { Kysely, PostgresDialect, sql } from 'kysely';
import type { RawBuilder, Transaction } from 'kysely';
import pg from 'pg';
import type { DB } from './database-types.ts';
import { foldText } from './fold-text.ts';
import { preparingClient } from './prepare-statements.ts';

export type Db = Kysely<DB>;
export type Tx = Transaction<DB>;

export interface Database {
  db: Db;
  pool: pg.Pool;
  close(): Promise<void>;
}

// bigint columns are minor units, milliseconds and counters: all inside the safe integers, checked once here.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`A stored number is too large to be exact: ${text}`);
  return value;
});

/** Opens a pool. Connections are made when first needed, and made anew after the server went away. */
export function openDatabase(url: string, options: { poolSize: number; onError: (error: Error) => void }): Database {
  const pool = new pg.Pool({
    connectionString: url,
    Client: preparingClient(),
    max: options.poolSize,
    application_name: 'marchante',
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    // Disks without moving arms: an index look-up costs hardly more than the next page. The default makes batches read whole tables.
    options: '-c random_page_cost=1.1',
  });
  pool.on('error', options.onError);
  // The pool hears only clients that rest; one that is lost in the middle of a transaction would end the process.
  pool.on('connect', (client) => client.on('error', options.onError));
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}

// serialization_failure, deadlock_detected: the database asks to try again.
const retryableCodes = new Set(['40001', '40P01']);

/** The database asks to run the whole transaction again. */
export function isRetryable(error: unknown): boolean {
  return retryableCodes.has(databaseCode(error) ?? '');
}

/** Runs a transaction; a deadlock or a serialisation failure is tried again, at most five times. */
export async function inTransaction<Result>(db: Db, run: (tx: Tx) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    const news: (() => void)[] = [];
    try {
      const result = await db.transaction().execute((tx) => {
        waiting.set(tx, news);
        return run(tx);
      });
      for (const tell of news) tell();
      return result;
    } catch (error) {
      if (attempt >= 5 || !isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 5 * Math.random()));
    }
  }
}

const waiting = new WeakMap<Tx, (() => void)[]>();

/** Says something once this transaction stands, and nothing when it does not: whoever hears it finds what was written. At once for one of Kysely's own. */
export function afterCommit(tx: Tx, tell: () => void): void {
  const news = waiting.get(tx);
  if (news) news.push(tell);
  else tell();
}

/** Another transaction made the same thing a moment ago: rolls this one back and runs it again on what is there now. */
export function retryTransaction(what: string): never {
  throw Object.assign(new Error(`Another transaction was first: ${what}.`), { code: '40001' });
}

/** PostgreSQL's error code of a failure; null when it is none of the database's. */
export function databaseCode(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

/** The database cannot be reached just now (it went away, is starting, or has no room): worth trying again later. */
export function isDatabaseAway(error: unknown): boolean {
  const code = databaseCode(error);
  if (code !== null && /^(08|57P0|53)/.test(code)) return true;
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EPIPE' || code === 'ENOENT') return true;
  return error instanceof Error && /Connection terminated|timeout exceeded when trying to connect/i.test(error.message);
}

/** A pattern for `like` that finds a text anywhere, as it stands: what would be wildcards is none. */
export const likeOf = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

// The marks of the three languages, in both cases: what `lower` does to them depends on how the database was made.
const marked = 'áàâãäåéèêëíìîïóòôõöúùûüçñÁÀÂÃÄÅÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÇÑ';
const unmarked = [...marked].map(foldText).join('');

/** Whether a column has this text somewhere, whatever the case and the accents: "lucia" is in "Lucía Paz". */
export function hasText(column: RawBuilder<unknown>, text: string): RawBuilder<boolean> {
  return sql<boolean>`(${column} ilike ${likeOf(text)} or lower(translate(${column}, ${marked}, ${unmarked})) like ${likeOf(foldText(text))})`;
}

/** Rows of a set-based statement: `from jsonb_to_recordset(${rowsOf(list)}) as r(...)`. */
export function rowsOf(rows: readonly object[]) {
  return sql`${storableJson(rows)}::jsonb`;
}

/** JSON that PostgreSQL can keep: it has no place for NUL characters and halves of surrogate pairs, so those are left out or replaced. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!/\\u(0000|d[89a-f])/i.test(text)) return text;
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? part.replaceAll('\0', '').toWellFormed() : part));
}
