import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConnectorIo } from '#ports/connector';
import { createTestApp, makeFlow, makeNumber, makeWorkspace, stopSharedServer } from '../app.ts';
import type { TestApp } from '../app.ts';
import { makeEventShop } from '../shop-events.ts';

let testApp: TestApp;
/** Whom the channel was asked to write to, and when (real time). */
const calls: { to: string; atMs: number }[] = [];
const world: ConnectorIo = {
  now: () => testApp.clock.now(),
  fetch: async (_url, init) => {
    const { to } = JSON.parse(String(init?.body)) as { to: string };
    calls.push({ to, atMs: performance.now() });
    const text = JSON.stringify({ messaging_product: 'whatsapp', contacts: [{ input: to, wa_id: to.slice(1) }], messages: [{ id: `wamid.${calls.length}` }] });
    return { status: 200, headers: { 'content-type': 'application/json' }, text: async () => text, bytes: async () => Buffer.from(text) };
  },
};
beforeAll(async () => {
  testApp = await createTestApp({ io: world });
  testApp.clock.setOffset(Date.UTC(2027, 2, 10, 15) - Date.now());
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

test.each([
  ['everywhere', 'popup'],
  ['on one channel', 'shop'],
])('P6: once an opt-out %s was acknowledged, no message to that person begins, not even one already claimed', async (_where, source) => {
  const workspace = await makeWorkspace(testApp);
  const shop = await makeEventShop(testApp, workspace.id);
  // Five a second: the later messages of a batch wait for their moment while they are claimed.
  await makeNumber(testApp, workspace.id, { messagesPerSecond: 5 });
  await makeFlow(testApp, workspace.id, { holdoutShare: 0 });
  await sql`update template set status = 'approved' where workspace_id = ${workspace.id}`.execute(testApp.app.db);
  const now = () => testApp.clock.now().toISOString();
  const word = (phone: string, state: 'granted' | 'withdrawn', source: string) => ({ type: 'consent.changed' as const, person: { phone }, signal: { channel: 'whatsapp' as const, state, occurredAt: now(), source } });
  const phones = ['+5491150007001', '+5491150007002'];
  for (const phone of phones) {
    await shop.tell([word(phone, 'granted', 'shop'), { type: 'cart.changed', cartKey: phone, version: now(), person: { phone, firstName: 'Ana' }, currency: 'ARS', totalMinor: 100, lines: [{ title: 'Mate', quantity: 1, unitPriceMinor: 100 }] }]);
  }
  testApp.clock.advance({ minutes: 61 });
  const [begun, running] = [calls.length, testApp.runDue()];
  while (calls.length === begun) await new Promise((settle) => setTimeout(settle, 1));
  const waiting = phones.find((phone) => !calls.slice(begun).some(({ to }) => to === phone)) as string;
  expect(await shop.tell([word(waiting, 'withdrawn', source)])).toBe(200);
  const acknowledgedAtMs = performance.now();
  await running;
  await testApp.runDue();
  expect(calls.slice(begun).filter(({ to, atMs }) => to === waiting && atMs > acknowledgedAtMs)).toEqual([]);
});
