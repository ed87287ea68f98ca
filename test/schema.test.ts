import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeSchema, describeTypes } from '../server/platform/schema-description.ts';
import { startTestServer } from './database.ts';
import type { TestServer } from './database.ts';

/** Tables of the installation, not of a workspace: each is small, or found by a key that comes before any workspace is known. */
const globalTables = new Set([
  'workspace',
  'clock_offset',
  'hook_route',
  'auth_user',
  'auth_session',
  'auth_account',
  'auth_verification',
  'auth_two_factor',
  'sign_in_attempt',
  'push_key',
  'schema_migration',
]);

let server: TestServer;
let client: pg.Client;

beforeAll(async () => {
  server = await startTestServer();
  client = new pg.Client({ connectionString: await server.cloneDatabase() });
  await client.connect();
});

afterAll(async () => {
  await client?.end();
  await server?.stop();
});

test('the committed schema and types are what the migrations lead to', async () => {
  const read = (name: string) => readFileSync(fileURLToPath(new URL(`../server/platform/${name}`, import.meta.url)), 'utf8');
  expect(read('schema.sql')).toBe(await describeSchema(client));
  expect(read('database-types.ts')).toBe(await describeTypes(client));
});

test('P10: every table but the global ones leads its primary key and every unique index with the workspace', async () => {
  const { rows } = await client.query<{ table: string; index: string; columns: string[] | null; isPrimary: boolean }>(`
    select c.relname as table, x.relname as index, i.indisprimary as "isPrimary",
      array(select a.attname::text from unnest(i.indkey) with ordinality k (number, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number order by k.place) as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    left join pg_index i on i.indrelid = c.oid and i.indisunique
    left join pg_class x on x.oid = i.indexrelid
    where c.relkind in ('r', 'p') and not c.relispartition`);
  const tables = new Set(rows.map((row) => row.table));
  expect(tables.size).toBeGreaterThan(30);
  const own = rows.filter((row) => !globalTables.has(row.table));
  expect(own.filter((row) => row.columns?.[0] !== 'workspace_id').map((row) => `${row.table}: ${row.index ?? 'no key at all'}`)).toEqual([]);
  const keyed = new Set(own.filter((row) => row.isPrimary).map((row) => row.table));
  expect([...tables].filter((table) => !globalTables.has(table) && !keyed.has(table))).toEqual([]);
});

test('every reference between tables of a workspace stays inside it', async () => {
  const { rows } = await client.query<{ table: string; target: string; columns: string[] }>(`
    select k.conrelid::regclass::text as table, k.confrelid::regclass::text as target,
      array(select a.attname::text from unnest(k.conkey) with ordinality c (number, place)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.number order by c.place) as columns
    from pg_constraint k join pg_namespace n on n.oid = k.connamespace and n.nspname = 'public'
    where k.contype = 'f' and k.conparentid = 0`);
  const crossing = rows.filter((row) => !globalTables.has(row.table) && !globalTables.has(row.target) && row.columns[0] !== 'workspace_id');
  expect(crossing).toEqual([]);
});
