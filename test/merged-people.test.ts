import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction } from '#platform/database';
import { createTestApp, makeWorkspace, stopSharedServer } from './app.ts';
import type { TestApp } from './app.ts';
import { plantRows } from './foreign-rows.ts';

const goneId = '0198c0de-0000-7000-8000-00000000dead';
const keptId = '0198c0de-0000-7000-8000-0000000000aa';

let it: TestApp;
beforeAll(async () => {
  it = await createTestApp();
});
afterAll(async () => {
  await it?.close();
  await stopSharedServer();
});

/** Every table that names a conversation, also those that are added later. */
async function tablesOfConversations(): Promise<string[]> {
  const { rows } = await sql<{ table: string }>`
    select c.relname as "table" from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'conversation_id' and not a.attisdropped where c.relkind in ('r', 'p') and not c.relispartition order by 1`.execute(it.app.db);
  return rows.map(({ table }) => table);
}

test('when two people prove to be one and their conversations become one, nothing is left in the one that is gone', async () => {
  const home = await makeWorkspace(it);
  const { db, receivers } = it.app;
  await plantRows(db, home.id, 'nobody', goneId);
  await sql`insert into contact (workspace_id, id, created_at, updated_at) values (${home.id}, ${keptId}, now(), now())`.execute(db);
  await sql`
    insert into conversation (workspace_id, id, contact_id, connection_id, channel, state, handler, created_at)
    select workspace_id, ${keptId}, ${keptId}, connection_id, channel, state, handler, created_at from conversation where workspace_id = ${home.id} and id = ${goneId}`.execute(db);
  await inTransaction(db, (tx) => receivers.contactsMerged(it.app, tx, [{ workspaceId: home.id, keptId, mergedId: goneId }]));

  const left = [];
  for (const table of await tablesOfConversations()) {
    const { rows } = await sql`select from ${sql.table(table)} where workspace_id = ${home.id} and conversation_id = ${goneId}`.execute(db);
    if (rows.length > 0) left.push(table);
  }
  expect(left).toEqual([]);
  // What they looked at on the shop's pages is known in either.
  expect((await sql`select from activity where workspace_id = ${home.id} and contact_id = ${keptId}`.execute(db)).rows).toHaveLength(1);
});
