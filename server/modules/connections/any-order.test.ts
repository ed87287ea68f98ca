import { sql } from 'kysely';
import fc from 'fast-check';
import type { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InboundEvent } from '#contract/inbound-event';
import { makeDeliveryStore } from './store-deliveries.ts';
import { createTestApp, makeNumber, makeShop, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp } from '#test/app';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await createTestApp();
});
afterAll(async () => {
  await testApp?.close();
  await stopSharedServer();
});

type Input = z.input<typeof InboundEvent>;
interface Told {
  by: 'shop' | 'number';
  key: string;
  event: Input;
}

const minute = (count: number) => new Date(Date.parse('2026-03-02T12:00:00Z') + count * 60_000).toISOString();
const lucia = { phone: '+5491150001111', email: 'lucia@example.com', name: 'Lucía Paz' };
const bruno = { shopCustomerKey: '42', phone: '+5491150002222' };
const line = (title: string, unitPriceMinor: number) => ({ title, quantity: 1, unitPriceMinor });
const cart = (version: number, change: object): Input => ({ type: 'cart.changed', cartKey: 'c-1', version: minute(version), currency: 'ARS', totalMinor: 1000 * version, lines: [line(`Mate ${version}`, 1000 * version)], ...change });
const order = (version: number, change: object): Input => ({ type: 'order.changed', orderKey: 'o-1', number: '1042', version: minute(version), cartKeys: ['c-1'], currency: 'ARS', totalMinor: 3000, placedAt: minute(8), person: lucia, ...change });
const word = (state: 'granted' | 'withdrawn', at: number, source: string): Input => ({ type: 'consent.changed', person: lucia, signal: { channel: 'whatsapp', state, occurredAt: minute(at), source, wording: 'Quiero novedades' } });
const status = (kind: 'sent' | 'delivered' | 'read' | 'failed', at: number): Input => ({ type: 'message.status', providerMessageId: 'wamid.out', status: kind, at: minute(at), person: { waId: '5491150001111' } });
const said = (id: string, at: number): Input => ({ type: 'message.received', providerMessageId: id, person: { waId: '5491150001111', name: 'Lu' }, at: minute(at), content: { type: 'text', text: `Hola ${id}` } });

/** One afternoon of two shoppers, as shop and channel tell it. */
const afternoon: Told[] = [
  { by: 'shop', key: 'cart-1', event: cart(1, { person: lucia }) },
  { by: 'shop', key: 'cart-2', event: cart(2, { aliases: ['token-1'], checkoutReached: true, person: lucia, attributes: { utm: 'mail' } }) },
  { by: 'shop', key: 'cart-3', event: cart(3, { cartKey: 'token-1', discountCodes: ['HOLA'], checkoutUrl: 'https://shop.example/c/3' }) },
  { by: 'shop', key: 'other-1', event: cart(4, { cartKey: 'c-2', person: bruno }) },
  { by: 'shop', key: 'other-2', event: cart(9, { cartKey: 'c-2', state: 'deleted', lines: [] }) },
  { by: 'shop', key: 'order-1', event: order(8, { paymentState: 'pending' }) },
  { by: 'shop', key: 'order-2', event: order(10, { paymentState: 'paid', discountCodes: ['HOLA'] }) },
  { by: 'shop', key: 'customer-1', event: { type: 'customer.changed', person: { ...bruno, email: 'bruno@example.com', name: 'Bruno' }, version: minute(5), orderCount: 3, spentMinor: 90_000, currency: 'ARS', tags: ['vip'] } },
  { by: 'shop', key: 'customer-2', event: { type: 'customer.changed', person: { ...bruno, name: 'Bruno Díaz' }, version: minute(7), orderCount: 4, spentMinor: 95_000, currency: 'ARS', tags: [] } },
  { by: 'shop', key: 'consent-1', event: word('granted', 1, 'checkout') },
  { by: 'shop', key: 'consent-2', event: word('withdrawn', 6, 'keyword') },
  { by: 'shop', key: 'consent-3', event: word('granted', 4, 'popup') },
  { by: 'shop', key: 'stock-1', event: { type: 'stock.changed', inventoryKey: 'i-1', locationKey: 'l-1', stock: 4, version: minute(1) } },
  { by: 'shop', key: 'stock-2', event: { type: 'stock.changed', inventoryKey: 'i-1', locationKey: 'l-1', stock: 2, version: minute(2) } },
  { by: 'number', key: 'sent', event: status('sent', 5) },
  { by: 'number', key: 'delivered', event: status('delivered', 6) },
  { by: 'number', key: 'read', event: status('read', 7) },
  { by: 'number', key: 'said-1', event: said('wamid.in.1', 6) },
  { by: 'number', key: 'said-2', event: said('wamid.in.2', 7) },
];

/** Tells everything in deliveries of the given sizes, some of them at once, and gives what the database then holds. */
async function live(told: readonly Told[], sizes: readonly number[], together: number) {
  const { app } = testApp;
  const { id: workspaceId } = await makeWorkspace(testApp);
  const ids = { shop: await makeShop(testApp, workspaceId), number: await makeNumber(testApp, workspaceId) };
  await plantSend(workspaceId, ids.number);
  const store = makeDeliveryStore(app);
  const deliveries = cutUp(told, sizes).flatMap((part) =>
    (['shop', 'number'] as const).flatMap((by) => {
      const own = part.filter((one) => one.by === by);
      const events = own.map(({ key, event }) => ({ key, event: InboundEvent.parse(event), connectionId: ids[by] }));
      return own.length === 0 ? [] : [{ id: app.ids.next(), workspaceId, connectionId: ids[by], receivedAt: new Date(minute(60)), method: 'POST', headers: {}, body: Buffer.alloc(0), events, problems: [] }];
    }),
  );
  for (let start = 0; start < deliveries.length; start += together) await Promise.all(deliveries.slice(start, start + together).map((delivery) => store.add(delivery)));
  return readState(workspaceId);
}

/** A message of ours that the channel took, told of by statuses. */
async function plantSend(workspaceId: string, connectionId: string) {
  const { app } = testApp;
  const [contactId, now] = [app.ids.next(), new Date(minute(0))];
  await sql`insert into contact (workspace_id, id, created_at, updated_at) values (${workspaceId}, ${contactId}, ${now}, ${now})`.execute(app.db);
  await sql`insert into contact_identity (workspace_id, kind, value, contact_id, match_key, created_at) values (${workspaceId}, 'email', 'lucia@example.com', ${contactId}, null, ${now})`.execute(app.db);
  await sql`
    insert into send (workspace_id, id, origin, origin_id, step, contact_id, connection_id, channel, purpose, state, planned_at, planned_for, due_at, intent, provider_message_id, accepted_at)
    values (${workspaceId}, ${app.ids.next()}, 'person', ${app.ids.next()}, 'one', ${contactId}, ${connectionId}, 'whatsapp', 'service', 'accepted', ${now}, ${now}, ${now},
      ${JSON.stringify({ kind: 'content', content: { type: 'text', text: 'Hola', previewUrl: false }, inReplyTo: null, templateId: null })}, 'wamid.out', ${now})`.execute(app.db);
}

function cutUp(told: readonly Told[], sizes: readonly number[]): Told[][] {
  const parts: Told[][] = [];
  for (let start = 0, turn = 0; start < told.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    parts.push(told.slice(start, start + size));
    start += size;
  }
  return parts;
}

/** What matters of every table, ids replaced by what they stand for. */
async function readState(workspaceId: string) {
  const who = (column: string) => sql`(select string_agg(i.kind || ':' || regexp_replace(i.value, '^[0-9a-f-]{36}:', ''), ' ' order by i.kind, i.value) from contact_identity i
    where i.workspace_id = ${workspaceId} and i.contact_id = coalesce((select merged_into from contact m where m.workspace_id = ${workspaceId} and m.id = ${sql.ref(column)}), ${sql.ref(column)}))`;
  const here = sql`workspace_id = ${workspaceId}`;
  const queries = {
    people: sql`select ${who('contact.id')} as who, name, first_name, country, order_count, spent_minor, spent_currency, tags, last_order_at from contact where ${here} and merged_into is null order by 1`,
    carts: sql`select (select string_agg(k.key, ' ' order by k.key) from cart_key k where k.workspace_id = cart.workspace_id and k.cart_id = cart.id) as keys, ${who('cart.contact_id')} as who, state, version, currency, total_minor,
      item_count, lines, checkout_reached, checkout_url, activity_at, discount_codes, attributes, bought_at, order_id is not null as bought from cart where ${here} and merged_into is null order by 1`,
    orders: sql`select order_key, ${who('shop_order.contact_id')} as who, state, payment_state, total_minor, placed_at, version, cart_id is not null as "hasCart", discount_codes from shop_order where ${here} order by 1`,
    consents: sql`select ${who('consent.contact_id')} as who, channel, purpose, state, occurred_at from consent where ${here} order by 1, 2, 3`,
    ledger: sql`select ${who('consent_entry.contact_id')} as who, channel, purpose, state, occurred_at, source, wording from consent_entry where ${here} order by 1, 2, 3, 4, 5, 6`,
    suppressed: sql`select scope, count(*)::int as count from suppression where ${here} group by 1 order by 1`,
    stock: sql`select inventory_key, location_key, stock, version from stock_level where ${here} order by 1, 2`,
    sends: sql`select ${who('send.contact_id')} as who, state, accepted_at, delivered_at, read_at, failed_at from send where ${here} and origin = 'person' order by 1`,
    messages: sql`select provider_message_id, direction, content, at from message where ${here} order by 1`,
    threads: sql`select ${who('conversation.contact_id')} as who, last_message_at, last_inbound_at, window_ends_at, last_preview, unread_count from conversation where ${here} order by 1`,
    failures: sql`select error_code, error from inbound_failure where ${here}`,
  };
  const entries = await Promise.all(Object.entries(queries).map(async ([name, query]) => [name, (await query.execute(testApp.app.db)).rows] as const));
  return Object.fromEntries(entries);
}

test('P2: an afternoon told in any order, twice and at once ends as told in order', async () => {
  const expected = await live(afternoon, [1], 1);
  expect(expected['failures']).toEqual([]);
  expect(expected['carts']).toHaveLength(2);
  expect(expected['sends']).toMatchObject([{ state: 'read' }]);
  expect(expected['people']).toHaveLength(2);

  const anyOrder = fc.record({
    first: fc.shuffledSubarray(afternoon, { minLength: afternoon.length }),
    again: fc.array(fc.constantFrom(...afternoon), { maxLength: 12 }),
    sizes: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }),
    together: fc.integer({ min: 1, max: 8 }),
  });
  await fc.assert(
    fc.asyncProperty(anyOrder, async ({ first, again, sizes, together }) => {
      expect(await live([...first, ...again], sizes, together)).toEqual(expected);
    }),
    { numRuns: 20, endOnFailure: true },
  );
});
