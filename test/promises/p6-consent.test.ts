import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, makeWorkspace, stopSharedServer } from '../app.ts';
import type { TestApp } from '../app.ts';
import { makeEventShop } from '../shop-events.ts';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await createTestApp();
});
afterAll(async () => {
  await testApp?.close();
  await stopSharedServer();
});

test('P6: what a shopper allows or forbids with their customer record counts like any other word of theirs', async () => {
  const workspace = await makeWorkspace(testApp);
  const shop = await makeEventShop(testApp, workspace.id);
  const person = { shopCustomerKey: '77', phone: '+5491150001234' };
  const saidAt = (minutesAgo: number) => new Date(testApp.clock.nowMs() - minutesAgo * 60_000).toISOString();
  const word = (state: 'granted' | 'withdrawn', minutesAgo: number) => ({
    type: 'customer.changed' as const,
    person,
    version: saidAt(minutesAgo),
    consents: [{ channel: 'whatsapp' as const, state, occurredAt: saidAt(minutesAgo), source: 'shop' }],
  });
  const standing = async () => (await sql<{ state: string }>`select state from consent where workspace_id = ${workspace.id} and channel = 'whatsapp'`.execute(testApp.app.db)).rows;

  expect(await shop.tell([word('granted', 60)])).toBe(200);
  expect(await standing()).toEqual([{ state: 'granted' }]);
  expect(await shop.tell([word('withdrawn', 30)])).toBe(200);
  expect(await standing()).toEqual([{ state: 'withdrawn' }]);
});
