import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConnectorIo } from '#ports/connector';
import { flowWork } from '#modules/flows';
import { createTestApp, makeFlow, makeNumber, makeWorkspace, stopSharedServer } from '../app.ts';
import type { TestApp } from '../app.ts';
import { makeEventShop } from '../shop-events.ts';
import type { ShopEvent } from '../shop-events.ts';

let testApp: TestApp;
const world: ConnectorIo = {
  now: () => testApp.clock.now(),
  fetch: async (_url, init) => {
    const { biz_opaque_callback_data: sendId, to } = JSON.parse(String(init?.body)) as { biz_opaque_callback_data: string; to: string };
    const text = JSON.stringify({ messaging_product: 'whatsapp', contacts: [{ input: to, wa_id: to.slice(1) }], messages: [{ id: `wamid.${sendId}` }] });
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

test('P9: a shopper who comes back to the cart just before the message is written to an hour later, not forgotten', async () => {
  const { clock, app } = testApp;
  const workspace = await makeWorkspace(testApp);
  const shop = await makeEventShop(testApp, workspace.id);
  await makeNumber(testApp, workspace.id);
  await makeFlow(testApp, workspace.id, { holdoutShare: 0 });
  await sql`update template set status = 'approved' where workspace_id = ${workspace.id}`.execute(app.db);
  const person = { phone: '+5491150009001', firstName: 'Ana' };
  const now = () => clock.now().toISOString();
  const cart = (quantity: number): ShopEvent => ({ type: 'cart.changed', cartKey: 'a', version: now(), person, currency: 'ARS', totalMinor: 100 * quantity, lines: [{ title: 'Mate', quantity, unitPriceMinor: 100 }] });
  await shop.tell([{ type: 'consent.changed', person, signal: { channel: 'whatsapp', state: 'granted', occurredAt: now(), source: 'shop' } }, cart(1)]);
  clock.advance({ minutes: 61 });
  await flowWork(app).runOnce(10);
  await shop.tell([cart(2)]);
  await testApp.runDue();
  const runs = async () => (await sql`select state, outcome, messages_sent as messages from flow_run where workspace_id = ${workspace.id}`.execute(app.db)).rows;
  expect(await runs()).toEqual([{ state: 'armed', outcome: null, messages: 0 }]);
  clock.advance({ minutes: 61 });
  await testApp.runDue();
  expect(await runs()).toEqual([{ state: 'running', outcome: null, messages: 1 }]);
  expect((await sql`select state, reason from send where workspace_id = ${workspace.id} order by planned_at`.execute(app.db)).rows).toEqual([{ state: 'refused', reason: 'cart_changed' }, { state: 'accepted', reason: null }]);
  clock.advance({ days: 4 });
  await testApp.runDue();
  expect(await runs()).toEqual([{ state: 'ended', outcome: 'messaged_no_sale', messages: 1 }]);
});
