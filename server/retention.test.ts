import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, makeNumber, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp } from '#test/app';
import { makePretendLine, nextShopper, postMessage } from '#test/whatsapp';
import { keepHouse } from './retention.ts';

let it: TestApp;
beforeAll(async () => {
  it = await createTestApp({ io: makePretendLine().io(() => new Date()) });
});
afterAll(async () => {
  await it?.close();
  await stopSharedServer();
});

const keep = () => keepHouse.run(it.app, { workspaceId: '', input: {}, attempt: 1, reportProgress: async () => undefined });

test('old steps of a conversation go, except the last of each kind; codes go when nobody redeemed them in time', async () => {
  const home = await makeWorkspace(it);
  const number = await makeNumber(it, home.id);
  await postMessage(it, number, nextShopper(), { text: 'Hola' });
  await it.runDue();
  const { db, clock, ids } = it.app;
  const conversation = sql`conversation v where v.workspace_id = ${home.id}`;
  const daysAgo = (days: number) => new Date(clock.nowMs() - days * 86_400_000);
  await sql`delete from conversation_event where workspace_id = ${home.id}`.execute(db);
  for (const [kind, days] of [['conversation.closed', 500], ['conversation.closed', 450], ['conversation.tagged', 400], ['conversation.tagged', 5], ['conversation.tagged', 4]] as const) {
    await sql`insert into conversation_event (workspace_id, id, conversation_id, at, kind, actor) select v.workspace_id, ${ids.next()}, v.id, ${daysAgo(days)}, ${kind}, 'Ana' from ${conversation}`.execute(db);
  }
  for (const [code, madeDays, usedDays] of [['OLDCODE2', 3, null], ['NEWCODE2', 0, null], ['USEDCODE', 100, 100], ['LONGUSED', 500, 500]] as const) {
    await sql`
      insert into contact_code (workspace_id, code, contact_id, conversation_id, created_at, expires_at, used_at)
      select v.workspace_id, ${code}, v.contact_id, v.id, ${daysAgo(madeDays)}, ${daysAgo(madeDays - 1)}, ${usedDays === null ? null : daysAgo(usedDays)}::timestamptz from ${conversation}`.execute(db);
  }
  for (let time = 0; time < 2; time += 1) await keep();
  const events = await sql<{ kind: string; at: Date }>`select kind, at from conversation_event where workspace_id = ${home.id} order by at`.execute(db);
  expect(events.rows.map(({ kind }) => kind)).toEqual(['conversation.closed', 'conversation.tagged', 'conversation.tagged']);
  const codes = await sql<{ code: string }>`select code from contact_code where workspace_id = ${home.id} order by code`.execute(db);
  expect(codes.rows.map(({ code }) => code)).toEqual(['NEWCODE2', 'USEDCODE']);
});
