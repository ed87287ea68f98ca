import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const folder = fileURLToPath(new URL('./migrations/', import.meta.url));
// One number for all processes of the product: whoever holds it migrates, the others wait.
const lockKey = 4_178_225_001;

/** The numbered migrations in order; a gap or a repeated number is an error. */
export function readMigrations(): { number: number; name: string; text: string }[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql')).sort();
  const seen = new Set<number>();
  return files.map((name) => {
    const number = Number(name.slice(0, 4));
    if (!Number.isInteger(number) || seen.has(number)) throw new Error(`Migration ${name} has no number of its own.`);
    seen.add(number);
    return { number, name, text: readFileSync(folder + name, 'utf8') };
  });
}

/** Brings the schema up to date, each migration in its own transaction. Safe to run in many processes at once. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'marchante migrations' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await client.query('create table if not exists schema_migration (number integer primary key, name text not null, applied_at timestamptz not null default now())');
    const { rows } = await client.query<{ number: number }>('select number from schema_migration');
    const done = new Set(rows.map((row) => row.number));
    const applied: string[] = [];
    for (const migration of readMigrations()) {
      if (done.has(migration.number)) continue;
      await applyMigration(client, migration);
      applied.push(migration.name);
    }
    return applied;
  } finally {
    await client.end();
  }
}

async function applyMigration(client: pg.Client, migration: { number: number; name: string; text: string }) {
  await client.query('begin');
  try {
    await client.query(migration.text);
    await client.query('insert into schema_migration (number, name) values ($1, $2)', [migration.number, migration.name]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${migration.name} failed.`, { cause: error });
  }
}
