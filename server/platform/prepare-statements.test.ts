import { afterAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { openDatabase } from './database.ts';
import { makeStatementNames } from './prepare-statements.ts';
import { sharedTestServer, stopSharedServer } from '#test/app';

afterAll(stopSharedServer);

const repeat = <Result>(times: number, run: () => Result) => Array.from({ length: times }, run);

test('names a statement once it was asked often, and always alike', () => {
  const nameOf = makeStatementNames();
  expect(repeat(10, () => nameOf('select 1')).every((name) => name === null)).toBe(true);
  const [first, ...others] = repeat(3, () => nameOf('select 1'));
  expect(first).toMatch(/^[\w-]{24}$/);
  expect(new Set(others)).toEqual(new Set([first]));
  expect(nameOf('select 2')).toBeNull();
});

test('keeps a bounded number of statements ready', () => {
  const nameOf = makeStatementNames();
  for (let text = 0; text < 400; text += 1) repeat(11, () => nameOf(`select ${text}`));
  expect(nameOf('select 0')).not.toBeNull();
  expect(nameOf('select 399')).toBeNull();
});

test('a prepared statement answers as an unprepared one, in transactions and after a failure', async () => {
  const server = await sharedTestServer();
  const database = openDatabase(await server.createEmptyDatabase(), { poolSize: 1, onError: () => undefined });
  const half = (of: number) => sql<{ half: number }>`select 10 / ${of}::int as half`.execute(database.db);
  for (let round = 0; round < 60; round += 1) expect((await half(2)).rows).toEqual([{ half: 5 }]);
  await expect(half(0)).rejects.toThrow('division by zero');
  expect((await half(5)).rows).toEqual([{ half: 2 }]);
  const { rows } = await sql<{ count: number }>`select count(*) as count from pg_prepared_statements where statement like 'select 10%'`.execute(database.db);
  expect(rows).toEqual([{ count: 1 }]);
  await database.close();
});
