import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flowWork } from '#modules/flows';
import { doubtWork, sendWork } from '#modules/sends';
import type { ConnectorIo, ConnectorResponse } from '#ports/connector';
import { createTestApp, makeFlow, makeNumber, makeWorkspace, stopSharedServer, whatsappSecret } from '../app.ts';
import type { TestApp } from '../app.ts';
import { makeEventShop } from '../shop-events.ts';

let testApp: TestApp;
/** Calls that wait for the test to answer them. */
let waiting: { sendId: string; answer(): void }[] = [];
const world: ConnectorIo = {
  now: () => testApp.clock.now(),
  fetch: (_url, init) =>
    new Promise<ConnectorResponse>((settle) => {
      const { biz_opaque_callback_data: sendId } = JSON.parse(String(init?.body)) as { biz_opaque_callback_data: string };
      const text = JSON.stringify({ messaging_product: 'whatsapp', contacts: [{ input: '1', wa_id: '1' }], messages: [{ id: `wamid.${sendId}` }] });
      waiting.push({ sendId, answer: () => settle({ status: 200, headers: { 'content-type': 'application/json' }, text: async () => text, bytes: async () => Buffer.from(text) }) });
    }),
};
beforeAll(async () => {
  testApp = await createTestApp({ io: world });
  testApp.clock.setOffset(Date.UTC(2027, 2, 10, 15) - Date.now());
});
afterAll(async () => {
  await testApp?.close();
  await stopSharedServer();
});

/** A reminder in its call, whose answer does not come. */
async function beginCall() {
  waiting = [];
  const { app, clock } = testApp;
  const { id } = await makeWorkspace(testApp);
  const shop = await makeEventShop(testApp, id);
  const numberId = await makeNumber(testApp, id);
  await makeFlow(testApp, id, { holdoutShare: 0 });
  await sql`update template set status = 'approved' where workspace_id = ${id}`.execute(app.db);
  const person = { phone: '+5491150008001', firstName: 'Ana' };
  const now = () => clock.now().toISOString();
  const word = (state: 'granted' | 'withdrawn') => ({ type: 'consent.changed' as const, person, signal: { channel: 'whatsapp' as const, state, occurredAt: now(), source: 'shop' } });
  await shop.tell([word('granted'), { type: 'cart.changed', cartKey: 'a', version: now(), person, currency: 'ARS', totalMinor: 100, lines: [{ title: 'Mate', quantity: 1, unitPriceMinor: 100 }] }]);
  clock.advance({ minutes: 61 });
  await flowWork(app).runOnce(10);
  const sends = sendWork(app);
  // A busy machine may give a claim back because its moment had passed.
  while (waiting.length === 0) {
    await sends.runOnce(10);
    await new Promise((settle) => setTimeout(settle, 5));
  }
  const [call] = waiting as [(typeof waiting)[number]];
  const read = async () => (await sql<{ send: string; run: string; messages: number; outcome: string | null }>`
    select s.state as send, r.state as run, r.messages_sent as messages, r.outcome from send s join flow_run r on r.workspace_id = s.workspace_id and r.id = s.origin_id where s.workspace_id = ${id}`.execute(app.db)).rows;
  const echo = async () => {
    const value = { messaging_product: 'whatsapp', metadata: { phone_number_id: '200300400500600' }, statuses: [{ id: `wamid.${call.sendId}`, status: 'delivered', timestamp: String(Math.floor(clock.nowMs() / 1000)), recipient_id: '5491150008001', biz_opaque_callback_data: call.sendId }] };
    const payload = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '100200300400500', changes: [{ field: 'messages', value }] }] });
    const signature = `sha256=${createHmac('sha256', whatsappSecret).update(payload).digest('hex')}`;
    await testApp.web.inject({ method: 'POST', url: `/hooks/${numberId}`, headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature }, payload });
  };
  return { call, sends, shop, word, read, echo };
}

test('P5: an answer that comes after its send was put in doubt settles it, so that it is not sent again', async () => {
  const { call, sends, read } = await beginCall();
  testApp.clock.advance({ ms: 16_000 });
  await doubtWork(testApp.app).runOnce(10);
  expect((await read()).map(({ send }) => send)).toEqual(['in_doubt']);
  call.answer();
  await sends.drain();
  expect(await read()).toEqual([{ send: 'accepted', run: 'running', messages: 1, outcome: null }]);
  testApp.clock.advance({ minutes: 20 });
  await doubtWork(testApp.app).runOnce(10);
  await sends.runOnce(10);
  expect(waiting).toHaveLength(1);
});

test('P9: a message that was refused its second try but had arrived with the first is told as a message', async () => {
  const { sends, shop, word, read, echo } = await beginCall();
  testApp.clock.advance({ ms: 16_000 });
  await doubtWork(testApp.app).runOnce(10);
  testApp.clock.advance({ minutes: 16 });
  await shop.tell([word('withdrawn')]);
  await doubtWork(testApp.app).runOnce(10);
  await sends.runOnce(10);
  await flowWork(testApp.app).runOnce(10);
  expect(await read()).toEqual([{ send: 'refused', run: 'ended', messages: 0, outcome: 'not_messaged' }]);
  await echo();
  expect(await read()).toEqual([{ send: 'delivered', run: 'ended', messages: 1, outcome: 'messaged_no_sale' }]);
});
