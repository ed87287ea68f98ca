import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConnectorError } from '#ports/connector';
import type { ConnectorIo } from '#ports/connector';
import { CartChanged } from '#contract/inbound-event';
import { inTransaction } from '#platform/database';
import { createTestApp, makeFlow, makeNumber, makeWorkspace, stopSharedServer, whatsappSecret } from '../app.ts';
import type { TestApp } from '../app.ts';
import { makeEventShop } from '../shop-events.ts';
import type { EventShop, ShopEvent } from '../shop-events.ts';

let testApp: TestApp;
let loseAnswers = false;
/** The channel takes everything. */
const openWorld: ConnectorIo = {
  now: () => testApp.clock.now(),
  fetch: async (_url, init) => {
    if (loseAnswers) throw new ConnectorError('unavailable', 'The connection was cut.', { isCertain: false });
    const { biz_opaque_callback_data: sendId } = JSON.parse(String(init?.body)) as { biz_opaque_callback_data: string };
    const text = JSON.stringify({ messaging_product: 'whatsapp', contacts: [{ input: '1', wa_id: '1' }], messages: [{ id: `wamid.${sendId}` }] });
    return { status: 200, headers: { 'content-type': 'application/json' }, text: async () => text, bytes: async () => Buffer.from(text) };
  },
};

beforeAll(async () => {
  testApp = await createTestApp({ io: openWorld });
  testApp.clock.setOffset(Date.UTC(2027, 2, 10, 15) - Date.now());
});
afterAll(async () => {
  await testApp?.close();
  await stopSharedServer();
});

interface Story {
  shop: EventShop;
  numberId: string;
  workspaceId: string;
  atMs: number;
}

async function beginStory(): Promise<Story> {
  testApp.clock.advance({ days: -1 });
  const { id: workspaceId } = await makeWorkspace(testApp);
  const shop = await makeEventShop(testApp, workspaceId);
  const numberId = await makeNumber(testApp, workspaceId);
  await makeFlow(testApp, workspaceId, { holdoutShare: 0 });
  await sql`update template set status = 'approved' where workspace_id = ${workspaceId}`.execute(testApp.app.db);
  testApp.clock.advance({ days: 1 });
  return { shop, numberId, workspaceId, atMs: testApp.clock.nowMs() };
}

const instant = (ms: number) => new Date(ms).toISOString();
const person = { phone: '+5491150004321', firstName: 'Lucía' };
const line = { title: 'Zapatilla Norte', quantity: 1, unitPriceMinor: 8_999_950 };
const cart = (atMs: number, change: Partial<Extract<ShopEvent, { type: 'cart.changed' }>> = {}): ShopEvent => ({
  type: 'cart.changed', cartKey: 'a', version: instant(atMs), person, currency: 'ARS', totalMinor: 8_999_950, lines: [line], ...change,
});
const consent = (atMs: number): ShopEvent => ({ type: 'consent.changed', person, signal: { channel: 'whatsapp', state: 'granted', occurredAt: instant(atMs), source: 'shop' } });

type Webhook = () => Promise<unknown>;

/** Delivers in the order drawn, some of it twice. */
async function deliver(hooks: Webhook[], plan: number[]): Promise<void> {
  for (const index of plan) await hooks[index % hooks.length]?.();
  // Whatever the plan left out comes at last: nothing is ever lost, only late.
  for (const hook of hooks) await hook();
}

const plans = (length: number) => fc.array(fc.nat(length - 1), { maxLength: 2 * length });

async function factsOf({ workspaceId, atMs }: Story) {
  const read = async <Row>(query: ReturnType<typeof sql<Row>>) => (await query.execute(testApp.app.db)).rows;
  return {
    carts: await read(sql`select state, total_minor, item_count, lines, checkout_reached, round(extract(epoch from activity_at)::numeric - ${atMs / 1000}::numeric, 3)::float8 as after,
      bought_at is not null as bought, order_id is not null as ordered, contact_id is not null as known from cart where workspace_id = ${workspaceId} and merged_into is null`),
    runs: await read(sql`select state, outcome, outcome_reason, messages_sent, order_id is not null as ordered, due_at is not null as due from flow_run r
      where workspace_id = ${workspaceId} and exists (select 1 from cart c where c.id = r.subject_id and c.merged_into is null)`),
    orders: await read(sql`select state, payment_state, total_minor, cart_id is not null as linked, contact_id is not null as known from shop_order where workspace_id = ${workspaceId}`),
    sends: await read(sql`select state, delivered_at is not null as delivered, read_at is not null as read from send where workspace_id = ${workspaceId}`),
    contacts: await read(sql`select first_name, last_order_at is not null as bought from contact where workspace_id = ${workspaceId} and merged_into is null`),
    failures: await read(sql`select error_code, error from inbound_failure where workspace_id = ${workspaceId}`),
  };
}

/** The same story told in order and as drawn ends the same. */
async function tellTwice(tell: (story: Story, plan: number[] | null) => Promise<void>, plan: number[]) {
  const [told, drawn] = [await beginStory(), await beginStory()];
  await tell(told, null);
  await tell(drawn, plan);
  const expected = await factsOf(told);
  expect(await factsOf(drawn)).toEqual(expected);
  expect(expected.failures).toEqual([]);
  return expected;
}

test('P2: a cart told by cart, by checkout and by both ends the same in any order', async () => {
  await fc.assert(
    fc.asyncProperty(plans(5), async (plan) => {
      await tellTwice(async ({ shop, atMs }, drawn) => {
        const events = [
          { id: '1', ...cart(atMs - 50_000, { person: {}, totalMinor: 1 }) },
          { id: '2', ...cart(atMs - 40_000, { cartKey: 'b', totalMinor: 2, checkoutReached: true }) },
          { id: '3', ...cart(atMs - 30_000, { aliases: ['b'], totalMinor: 3 }) },
          { id: '4', ...cart(atMs - 20_000, { cartKey: 'b', totalMinor: 4 }) },
          { id: '5', ...consent(atMs - 60_000) },
        ];
        await deliver(events.map((event) => () => shop.tell([event])), drawn ?? []);
      }, plan);
    }),
    { numRuns: 15, seed: 1, examples: [[[0, 3]], [[1, 0, 3]]] },
  );
});

function statusHook(story: Story, status: string, wamid: string, sendId: string, atMs: number): Webhook {
  const value = { messaging_product: 'whatsapp', metadata: { display_phone_number: '5491155550100', phone_number_id: '200300400500600' }, statuses: [{ id: wamid, status, timestamp: String(Math.floor(atMs / 1000)), recipient_id: '5491150004321', biz_opaque_callback_data: sendId }] };
  const payload = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '100200300400500', changes: [{ field: 'messages', value }] }] });
  const signature = `sha256=${createHmac('sha256', whatsappSecret).update(payload).digest('hex')}`;
  return async () => {
    const reply = await testApp.web.inject({ method: 'POST', url: `/hooks/${story.numberId}`, headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature }, payload });
    if (reply.statusCode !== 200) throw new Error(`The hook answered ${reply.statusCode}.`);
  };
}

test.each([
  ['a message', false],
  ['a message whose answer was lost', true],
])('P2: what follows %s (receipts, purchase, payment, closed cart) ends the same in any order', async (_what, isLost) => {
  await fc.assert(
    fc.asyncProperty(plans(6), async (plan) => {
      const facts = await tellTwice(async (story, drawn) => {
        const { shop, atMs } = story;
        await shop.tell([consent(atMs - 60_000), cart(atMs - 30_000)]);
        testApp.clock.advance({ minutes: 61 });
        loseAnswers = isLost;
        await testApp.runDue();
        loseAnswers = false;
        const { rows: [message] } = await sql<{ sendId: string; wamid: string }>`select id as "sendId", 'wamid.' || id as wamid from send where workspace_id = ${story.workspaceId}`.execute(testApp.app.db);
        if (!message) throw new Error('Nothing was sent.');
        const nowMs = atMs + 61 * 60_000;
        testApp.clock.advance({ minutes: 10 });
        const order = (version: number, paymentState: 'pending' | 'paid'): ShopEvent => ({
          type: 'order.changed', orderKey: '9', number: '9', version: instant(nowMs + version), cartKeys: ['a'], person, currency: 'ARS', totalMinor: 8_999_950, placedAt: instant(nowMs + 60_000), paymentState,
        });
        const hooks: Webhook[] = [
          statusHook(story, 'sent', message.wamid, message.sendId, nowMs),
          statusHook(story, 'delivered', message.wamid, message.sendId, nowMs + 2000),
          statusHook(story, 'read', message.wamid, message.sendId, nowMs + 9000),
          () => shop.tell([{ id: 'o1', ...order(60_000, 'pending') }]),
          () => shop.tell([{ id: 'o2', ...order(70_000, 'paid') }]),
          () => shop.tell([{ id: 'c9', ...cart(nowMs + 65_000, { state: 'completed' }) }]),
        ];
        await deliver(hooks, drawn ?? []);
        await testApp.runDue();
        testApp.clock.setOffset(testApp.clock.offsetMs() - 71 * 60_000);
      }, plan);
      expect(facts.runs).toEqual([{ state: 'ended', outcome: 'recovered', outcome_reason: null, messages_sent: 1, ordered: true, due: false }]);
      expect(facts.sends).toEqual([{ state: 'read', delivered: true, read: true }]);
    }),
    { numRuns: 12, seed: 2 },
  );
});

test('P2: a purchase and its cart, told at the very same moment, find each other', async () => {
  const { shop, workspaceId, atMs } = await beginStory();
  const { app } = testApp;
  const arrived = { workspaceId, connectionId: shop.connectionId, key: 'first', receivedAt: testApp.clock.now(), event: CartChanged.parse(cart(atMs, { person: {} })) };
  let telling: Promise<number> = Promise.resolve(0);
  await inTransaction(app.db, async (tx) => {
    await app.handlers['cart.changed'](app, tx, [arrived]);
    // The order arrives while the cart is stored but not yet committed.
    telling = shop.tell([{ type: 'order.changed', orderKey: '1', number: '1', version: instant(atMs), cartKeys: ['a'], person, currency: 'ARS', totalMinor: 1, placedAt: instant(atMs), paymentState: 'paid' }]);
    await new Promise((settle) => setTimeout(settle, 300));
  });
  expect(await telling).toBe(200);
  expect((await sql`select c.state, o.cart_id = c.id as linked from cart c, shop_order o where c.workspace_id = ${workspaceId} and o.workspace_id = ${workspaceId}`.execute(app.db)).rows).toEqual([{ state: 'completed', linked: true }]);
});
