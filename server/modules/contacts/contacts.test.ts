import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp, TestWorkspace } from '#test/app';
import { makeEventShop } from '#test/shop-events';
import type { EventShop, ShopEvent } from '#test/shop-events';

let testApp: TestApp;
let workspace: TestWorkspace;
let shop: EventShop;
beforeAll(async () => {
  testApp = await createTestApp();
});
afterAll(async () => {
  await testApp?.close();
  await stopSharedServer();
});

async function call(method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object) {
  const reply = await testApp.web.inject({ method, url: `/v1/workspaces/${workspace.id}${path}`, headers: { cookie: workspace.cookie, origin: 'https://chat.example.com' }, ...(payload && { payload }) });
  return { status: reply.statusCode, text: reply.body, body: reply.json() as Record<string, any> };
}

const at = '2026-03-02T12:00:00Z';
const lucia = { phone: '+5491150001234', email: 'lucia.paz@example.com', name: 'Lucía Paz', shopCustomerKey: '7' };
const cartOf = (person: object, change: Partial<Extract<ShopEvent, { type: 'cart.changed' }>> = {}): ShopEvent => ({
  type: 'cart.changed',
  cartKey: 'c-1',
  version: at,
  person,
  currency: 'ARS',
  totalMinor: 45_000,
  lines: [{ title: 'Bota Andina', quantity: 1, unitPriceMinor: 45_000 }],
  checkoutUrl: 'https://shop.example/checkout/lucia',
  attributes: { note: 'For Lucía' },
  ...change,
});
const orderOf = (person: object): ShopEvent => ({ type: 'order.changed', orderKey: 'o-1', number: '1042', version: at, placedAt: at, person, currency: 'ARS', totalMinor: 45_000, lines: [] });

async function openShop() {
  workspace = await makeWorkspace(testApp);
  shop = await makeEventShop(testApp, workspace.id);
}

async function onlyContact(): Promise<string> {
  const { body } = await call('GET', '/contacts');
  expect(body['items']).toHaveLength(1);
  return body['items'][0].id;
}

/** Every text of the workspace in which one of the words still stands. */
async function findWords(words: string[]): Promise<string[]> {
  const { rows: tables } = await sql<{ table: string }>`
    select c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public' join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
    where c.relkind in ('r', 'p') and not c.relispartition order by 1`.execute(testApp.app.db);
  const found: string[] = [];
  for (const { table } of tables) {
    const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.table(table)} t where workspace_id = ${workspace.id}`.execute(testApp.app.db);
    for (const { text } of rows) for (const word of words) if (text.toLowerCase().includes(word.toLowerCase())) found.push(`${table}: ${word}`);
  }
  return found;
}

describe('people', () => {
  beforeAll(async () => {
    await openShop();
    await shop.tell([
      cartOf(lucia),
      orderOf(lucia),
      { type: 'customer.changed', person: { ...lucia }, version: at, orderCount: 2, spentMinor: 90_000, currency: 'ARS', tags: ['vip'] },
      { type: 'consent.changed', person: lucia, signal: { channel: 'whatsapp', state: 'granted', occurredAt: at, source: 'checkout', wording: 'Quiero novedades' } },
      cartOf({ email: 'bruno@example.com', name: 'Bruno' }, { cartKey: 'c-2' }),
    ]);
  });

  test.each(['lucía', 'lucia', 'LUCÍA P', 'LUCIA.PAZ@', '011 15 5000-1234', '50001234', 'vip'])('are found by "%s"', async (search) => {
    const { body } = await call('GET', `/contacts?search=${encodeURIComponent(search)}`);
    expect(body['items']).toMatchObject([{ name: 'Lucía Paz', phone: '+5491150001234', email: 'lucia.paz@example.com', marketingConsent: 'granted', orderCount: 2 }]);
  });

  test('are listed page by page without losing or repeating anybody', async () => {
    const first = await call('GET', '/contacts?limit=1');
    const second = await call('GET', `/contacts?limit=1&cursor=${first.body['nextCursor']}`);
    expect(new Set([first.body['items'][0].name, second.body['items'][0].name])).toEqual(new Set(['Lucía Paz', 'Bruno']));
    expect(second.body['nextCursor']).toBeNull();
    expect((await call('GET', '/contacts?consent=granted')).body['items']).toHaveLength(1);
  });

  test('are shown with what recognises them, what they left and what they bought', async () => {
    const id = (await call('GET', '/contacts?search=vip')).body['items'][0].id;
    const { body } = await call('GET', `/contacts/${id}`);
    expect(body).toMatchObject({
      identities: [{ kind: 'phone' }, { kind: 'email' }, { kind: 'shop_customer', value: '7', connectionName: 'Aurora' }],
      carts: [{ titles: ['Bota Andina'], totalMinor: 45_000 }],
      orders: [{ number: '1042' }],
    });
    const kinds = (await call('GET', `/contacts/${id}/timeline`)).body['items'].map(({ kind }: { kind: string }) => kind);
    expect(kinds.sort()).toEqual(['cart', 'consent', 'order']);
  });

  test('have attributes of every type and lose those set to null', async () => {
    const id = (await call('GET', '/contacts?search=vip')).body['items'][0].id;
    const attributes = { size: '42', points: 120, club: true, birthday: '1990-05-04' };
    expect((await call('PATCH', `/contacts/${id}`, { attributes, tags: ['b', 'a', 'b'], name: 'Lu Paz' })).body).toMatchObject({ attributes, tags: ['a', 'b'], name: 'Lu Paz' });
    expect((await call('PATCH', `/contacts/${id}`, { attributes: { size: null } })).body['attributes']).toEqual({ points: 120, club: true, birthday: '1990-05-04' });
    // What the shop had told before does not undo what a member wrote.
    await shop.tell([cartOf(lucia, { cartKey: 'c-3' })]);
    expect((await call('GET', `/contacts/${id}`)).body['name']).toBe('Lu Paz');
  });

  test('are made one by hand after a preview that tells of conflicts', async () => {
    await shop.tell([cartOf({ phone: '+5491166667777', name: 'Lucía P.' }, { cartKey: 'c-9' })]);
    const [kept, merged] = [(await call('GET', '/contacts?search=lucia.paz')).body['items'][0].id, (await call('GET', '/contacts?search=66667777')).body['items'][0].id];
    expect((await call('GET', `/contacts/${kept}/merge?otherId=${merged}`)).body).toMatchObject({ conflicts: ['phone'], name: 'Lu Paz' });
    expect((await call('POST', `/contacts/${kept}/merge`, { otherId: merged })).body['carts']).toHaveLength(3);
    expect((await call('GET', `/contacts/${merged}`)).body['mergedInto']).toBe(kept);
    expect((await call('POST', `/contacts/${kept}/merge`, { otherId: kept })).status).toBe(400);
  });
});

describe('an erasure', () => {
  const words = ['Lucía', 'Paz', 'lucia.paz', '1150001234', '50001234', 'For Luc', 'checkout/lucia'];

  test('takes everything personal out of every table, and no late webhook brings it back', async () => {
    await openShop();
    await shop.tell([cartOf(lucia), orderOf(lucia), { type: 'consent.changed', person: lucia, signal: { channel: 'whatsapp', state: 'granted', occurredAt: at, source: 'checkout', wording: 'Sí, soy Lucía' } }]);
    const id = await onlyContact();
    expect((await sql`select error from inbound_failure`.execute(testApp.app.db)).rows).toEqual([]);
    expect((await call('GET', `/contacts/${id}/erasure`)).body).toMatchObject({ carts: 1, orders: 1, consents: 1, identities: 3 });
    // What the shop sent is kept as it came, until its retention ends.
    await sql`delete from inbound_delivery`.execute(testApp.app.db);
    expect((await call('POST', `/contacts/${id}/erase`)).body).toMatchObject({ name: null, phone: null, identities: [], carts: [], orders: [] });
    expect(await findWords(words)).toEqual([]);

    await shop.tell([
      cartOf(lucia, { version: '2026-03-02T13:00:00Z', checkoutUrl: null, attributes: {} }),
      cartOf({ email: lucia.email }, { cartKey: 'c-2', checkoutUrl: null, attributes: {} }),
      { type: 'customer.changed', person: lucia, version: '2026-03-02T13:00:00Z', tags: ['vip'] },
      { type: 'consent.changed', person: { phone: '011 15 5000-1234' }, signal: { channel: 'whatsapp', state: 'granted', occurredAt: at, source: 'popup' } },
    ]);
    await sql`delete from inbound_delivery`.execute(testApp.app.db);
    expect((await call('GET', '/contacts')).body['items']).toEqual([]);
    expect(await findWords(words)).toEqual([]);
    // The carts are still counted, as nobody's.
    const { rows } = await sql<{ contactId: string | null }>`select contact_id as "contactId" from cart where workspace_id = ${workspace.id}`.execute(testApp.app.db);
    expect(rows).toEqual([{ contactId: null }, { contactId: null }]);
  });

  test('keeps an erased phone from coming back with somebody who is known by another address', async () => {
    await openShop();
    await shop.tell([cartOf({ phone: lucia.phone })]);
    expect((await call('POST', `/contacts/${await onlyContact()}/erase`)).status).toBe(200);
    await shop.tell([cartOf({ email: 'bruno@example.com' }, { cartKey: 'c-2' })]);
    await shop.tell([cartOf({ email: 'bruno@example.com', phone: lucia.phone }, { cartKey: 'c-2', version: '2026-03-02T14:00:00Z' })]);
    const { body } = await call('GET', `/contacts/${await onlyContact()}`);
    expect(body['identities']).toMatchObject([{ kind: 'email' }]);
  });

  test('is looked at once more: what a webhook wrote beside it is gone minutes later', async () => {
    await openShop();
    await shop.tell([cartOf(lucia)]);
    const id = await onlyContact();
    await call('POST', `/contacts/${id}/erase`);
    await sql`insert into contact_identity (workspace_id, kind, value, contact_id, created_at) values (${workspace.id}, 'email', 'lucia.late@example.com', ${id}, ${testApp.clock.now()})`.execute(testApp.app.db);
    testApp.clock.advance({ minutes: 3 });
    await testApp.runDue();
    expect((await call('GET', `/contacts/${id}`)).body['identities']).toEqual([]);
  });

  test('is said in the audit log without naming anybody', async () => {
    const { body } = await call('GET', '/audit?action=contact.erased');
    expect(body['items']).toMatchObject([{ action: 'contact.erased', details: { because: 'member' } }]);
  });
});

describe('what people ask for through their shop', () => {
  const request = (kind: 'export_person' | 'erase_person' | 'erase_shop', person: object = {}): ShopEvent => ({ type: 'privacy.requested', at, request: kind, person });

  test('an export lies ready for the merchant, and goes when the person is erased', async () => {
    await openShop();
    await shop.tell([cartOf(lucia), orderOf(lucia), request('export_person', { email: 'lucia.paz@example.com' })]);
    await testApp.runDue();
    const [asked] = (await call('GET', '/privacy-requests')).body['items'];
    expect(asked).toMatchObject({ kind: 'export_person', hasExport: true });
    const { body } = await call('GET', `/privacy-requests/${asked.id}/export`);
    expect(body).toMatchObject({ contact: { name: 'Lucía Paz' }, identities: [{}, {}, {}], carts: [{ totalMinor: 45_000 }], orders: [{ number: '1042' }] });

    await shop.tell([request('erase_person', { shopCustomerKey: '7' })]);
    expect((await call('GET', `/privacy-requests/${asked.id}/export`)).status).toBe(404);
    expect((await call('GET', '/contacts')).body['items']).toEqual([]);
  });

  test('an export of somebody who proves to be known already, before it is written, has everything of them', async () => {
    await openShop();
    const [known, asking] = [{ phone: '+5491155550199', name: 'Lucía Paz' }, { email: 'lucia@example.com', name: 'Lucía Paz' }];
    await shop.tell([orderOf(known), cartOf(asking), request('export_person', { email: asking.email })]);
    await shop.tell([cartOf({ ...known, ...asking }, { cartKey: 'c-3' })]);
    await testApp.runDue();
    const [asked] = (await call('GET', '/privacy-requests')).body['items'];
    expect((await call('GET', `/privacy-requests/${asked.id}/export`)).body).toMatchObject({ contact: { name: 'Lucía Paz' }, orders: [{ number: '1042' }], carts: [{}, {}] });
  });

  test('an erasure of somebody who is not known yet holds for what arrives later', async () => {
    await openShop();
    await shop.tell([request('erase_person', { phone: lucia.phone, email: lucia.email })]);
    await shop.tell([cartOf(lucia)]);
    expect((await call('GET', '/contacts')).body['items']).toEqual([]);
    expect((await call('GET', '/privacy-requests')).body['items']).toMatchObject([{ kind: 'erase_person', contactId: null, hasExport: false }]);
  });

  test('a shop that is to be forgotten leaves amounts and nothing else; people of another shop stay', async () => {
    await openShop();
    const other = await makeEventShop(testApp, workspace.id);
    await shop.tell([cartOf(lucia), orderOf(lucia), cartOf({ email: 'bruno@example.com', name: 'Bruno' }, { cartKey: 'c-2' })]);
    await other.tell([cartOf({ email: 'bruno@example.com', name: 'Bruno' }, { cartKey: 'c-7' })]);
    await shop.tell([request('erase_shop')]);
    await testApp.runDue();
    expect((await call('GET', '/contacts')).body['items']).toMatchObject([{ name: 'Bruno' }]);
    const { rows } = await sql<{ total: number; people: number }>`
      select sum(total_minor)::int as total, count(contact_id)::int as people from cart where workspace_id = ${workspace.id} and connection_id = ${shop.connectionId}`.execute(testApp.app.db);
    expect(rows).toEqual([{ total: 90_000, people: 0 }]);
    const { rows: closed } = await sql<{ state: string; secrets: unknown }>`select state, sealed_secrets as secrets from connection where id = ${shop.connectionId}`.execute(testApp.app.db);
    expect(closed).toEqual([{ state: 'closed', secrets: null }]);
    expect((await call('GET', '/privacy-requests')).body['items'][0].doneAt).not.toBeNull();
  });
});
