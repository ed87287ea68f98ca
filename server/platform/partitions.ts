import { sql } from 'kysely';
import type { Db, Tx } from './database.ts';
import { inTransaction } from './database.ts';
import { dayMs } from './clock.ts';

/** A table split by time: new parts are made ahead, old ones dropped whole, which costs nothing. */
export interface PartitionedTable {
  table: string;
  unit: 'day' | 'month';
  /** Parts that ended longer ago than this are dropped. */
  keepMs: number;
}

/** Makes the parts from one before `now` to three ahead and drops the expired ones. Safe to repeat and to run in parallel. */
export async function maintainPartitions(db: Db, tables: PartitionedTable[], now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(4178225002)`.execute(tx);
    for (const table of tables) {
      for (let step = -1; step <= 3; step += 1) await makePart(tx, table, startOf(table.unit, now, step), startOf(table.unit, now, step + 1));
      await dropExpired(tx, table, now);
    }
  });
}

/**
 * A bound in time for a table split by time, in a statement asked often. PostgreSQL keeps no plan for the bare instant, since one made for just that
 * instant leaves parts out and looks cheaper, and planning a large statement costs more than running it (10 ms against 2). Behind a subquery every
 * plan looks the same, so one is kept, and parts are left out as it runs (PostgreSQL, chapter "Table Partitioning", section on pruning).
 */
export const withinParts = (at: Date) => sql`(select ${at}::timestamptz)`;

/** UTC start of the day or month `step` units after the one that holds `at`. */
export function startOf(unit: 'day' | 'month', at: Date, step: number): Date {
  return unit === 'day'
    ? new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + step))
    : new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + step, 1));
}

async function makePart(tx: Tx, { table }: PartitionedTable, from: Date, to: Date) {
  const part = `${table}_${from.toISOString().slice(0, 10).replaceAll('-', '')}`;
  const known = await sql<{ known: boolean }>`select to_regclass(${part}) is not null as known`.execute(tx);
  if (known.rows[0]?.known) return;
  const [partRef, tableRef, restRef] = [sql.ref(part), sql.ref(table), sql.ref(`${table}_rest`)];
  await sql`create table if not exists ${restRef} partition of ${tableRef} default`.execute(tx);
  // Rows that came while the part was missing (a clock put forward) wait in the rest; they move into the part.
  await sql`create table ${partRef} (like ${tableRef} including defaults including constraints including storage)`.execute(tx);
  const column = sql.ref(await partitionColumn(tx, table));
  await sql`with moved as (delete from ${restRef} where ${column} >= ${from} and ${column} < ${to} returning *) insert into ${partRef} select * from moved`.execute(tx);
  await sql`alter table ${tableRef} attach partition ${partRef} for values from (${sql.lit(from.toISOString())}) to (${sql.lit(to.toISOString())})`.execute(tx);
}

async function partitionColumn(tx: Tx, table: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select a.attname as name from pg_partitioned_table p
    join pg_attribute a on a.attrelid = p.partrelid and a.attnum = p.partattrs[0]
    where p.partrelid = ${table}::regclass`.execute(tx);
  if (!rows[0]) throw new Error(`The table ${table} is not split by time.`);
  return rows[0].name;
}

async function dropExpired(tx: Tx, { table, unit, keepMs }: PartitionedTable, now: Date) {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = ${table}::regclass and c.relname ~ '_[0-9]{8}$'`.execute(tx);
  for (const { name } of rows) {
    const text = name.slice(-8);
    const from = new Date(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}T00:00:00Z`);
    if (startOf(unit, from, 1).getTime() < now.getTime() - keepMs - dayMs) await sql`drop table ${sql.ref(name)}`.execute(tx);
  }
}
