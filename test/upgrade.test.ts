import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate, readMigrations } from '../server/platform/migrate.ts';
import { startTestServer } from './database.ts';
import type { TestServer } from './database.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.stop());

/** A database as it was before this migration, and how to bring it up to date. What is written into it need not hang together. */
async function before(number: number): Promise<{ client: pg.Client; upgrade: () => Promise<string[]>; close: () => Promise<void> }> {
  const url = await server.createEmptyDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create table schema_migration (number integer primary key, name text not null, applied_at timestamptz not null default now())');
  for (const migration of readMigrations()) {
    if (migration.number >= number) break;
    await client.query(migration.text);
    await client.query('insert into schema_migration (number, name) values ($1, $2)', [migration.number, migration.name]);
  }
  await client.query('set session_replication_role = replica');
  return { client, upgrade: () => migrate(url), close: () => client.end() };
}

const states = ['planned', 'claimed', 'in_doubt', 'accepted', 'delivered', 'read', 'refused', 'failed'];

test('a full ledger keeps every send, what is due and what may be in a call', async () => {
  const { client, upgrade, close } = await before(122);
  for (const [place, state] of states.entries()) {
    await client.query(
      `insert into send (workspace_id, id, origin, origin_id, step, contact_id, connection_id, channel, purpose, state, planned_at, planned_for, due_at, lease_until, intent)
       select gen_random_uuid(), gen_random_uuid(), 'flow', gen_random_uuid(), n::text, gen_random_uuid(), gen_random_uuid(), 'whatsapp', 'marketing', $1, now(), now(), timestamptz '2026-11-01' + n * interval '1 minute', $2, '{}'
       from generate_series(1, 20) n`,
      [state, ['claimed', 'in_doubt'].includes(state) ? new Date(Date.UTC(2026, 10, 1, place)) : null],
    );
  }
  await upgrade();
  const { rows } = await client.query(`select state, count(*)::int as sends, count(due_at)::int as due, count(lease_until)::int as leased from send group by state`);
  expect(rows.toSorted((left, right) => states.indexOf(left.state) - states.indexOf(right.state))).toEqual(
    states.map((state) => ({ state, sends: 20, due: state === 'planned' ? 20 : 0, leased: state === 'claimed' || state === 'in_doubt' ? 20 : 0 })),
  );
  expect((await client.query(`select min(due_at) as first, max(due_at) as last from send`)).rows).toEqual([{ first: new Date('2026-11-01T00:01:00Z'), last: new Date('2026-11-01T00:20:00Z') }]);
  expect(await upgrade()).toEqual([]);
  await close();
});

test('devices that wanted every notice hear of bad ratings, those that chose do not, and codes of before vouch for nobody', async () => {
  const { client, upgrade, close } = await before(130);
  const devices = { everything: ['assigned', 'mentioned', 'urgent', 'written'], chosen: ['urgent', 'written'] };
  for (const [label, kinds] of Object.entries(devices)) {
    await client.query(`insert into push_device (workspace_id, id, user_id, address_hash, sealed, label, kinds, created_at) values (gen_random_uuid(), gen_random_uuid(), 'ana', $1, '', $1, $2, now())`, [label, kinds]);
  }
  await client.query(`insert into contact_code (workspace_id, code, contact_id, conversation_id, created_at, expires_at, used_at) values (gen_random_uuid(), 'ABCDEFGH', gen_random_uuid(), gen_random_uuid(), now(), now(), now())`);
  await upgrade();
  expect((await client.query('select label, kinds from push_device order by label')).rows).toEqual([
    { label: 'chosen', kinds: devices.chosen },
    { label: 'everything', kinds: [...devices.everything, 'rated_bad'] },
  ]);
  expect((await client.query('select visitor from contact_code')).rows).toEqual([{ visitor: null }]);
  await close();
});
