import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { keepRestockWish, mergeWishes } from '#modules/catalog';
import { ensureRestockTemplates, sweepRestock } from '#modules/restock';
import { inTransaction } from '#platform/database';
import { createTestApp, makeNumber, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp } from '#test/app';
import { makeEventShop } from '#test/shop-events';
import type { EventShop } from '#test/shop-events';
import { makePretendLine, nextShopper, postMessage } from '#test/whatsapp';
import type { PretendLine, Shopper } from '#test/whatsapp';

let it: TestApp;
let line: PretendLine;
let workspaceId: string;
let number: string;
let shop: EventShop;
let count = 0;

beforeAll(async () => {
  line = makePretendLine();
  it = await createTestApp({ io: line.io(() => it.clock.now()) });
});
afterAll(async () => {
  await it?.close();
  await stopSharedServer();
});

beforeEach(async () => {
  count += 1;
  line.sent.length = 0;
  ({ id: workspaceId } = await makeWorkspace(it));
  number = await makeNumber(it, workspaceId);
  shop = await makeEventShop(it, workspaceId);
  await shop.tell([product()]);
});

const now = () => it.clock.now().toISOString();
const product = () => ({
  type: 'product.changed' as const,
  productKey: 'norte',
  version: now(),
  state: 'active' as const,
  title: 'Zapatilla Norte',
  url: 'https://shop.example/norte',
  currency: 'ARS',
  variants: [{ variantKey: 'norte-42', title: '42', priceMinor: 1000, stock: 0 }, { variantKey: 'norte-43', title: '43', priceMinor: 1000, stock: 1 }],
});
const stock = (amount: number, variantKey = 'norte-42') => shop.tell([{ type: 'stock.changed', variantKey, stock: amount, version: now() }]);

async function read<Row>(query: ReturnType<typeof sql>): Promise<Row[]> {
  return (await query.execute(it.app.db)).rows as Row[];
}

async function wish(shopper: Shopper, variantKey = 'norte-42'): Promise<{ contactId: string; isNew: boolean }> {
  const [row] = await read<{ contactId: string; conversationId: string }>(sql`
    select v.contact_id as "contactId", v.id as "conversationId" from conversation v join contact_identity i on i.workspace_id = v.workspace_id and i.contact_id = v.contact_id
    where v.workspace_id = ${workspaceId} and i.value = ${`+${shopper.waId}`}`);
  if (!row) throw new Error('This shopper has not written yet.');
  const isNew = await inTransaction(it.app.db, async (tx) => {
    await ensureRestockTemplates(it.app, tx, { workspaceId, connectionId: number });
    return keepRestockWish(it.app, tx, { workspaceId, ...row, connectionId: shop.connectionId, variantKey, channelConnectionId: number, language: 'es', wording: 'avisame cuando vuelva' });
  });
  return { contactId: row.contactId, isNew };
}

async function wishing(): Promise<Shopper> {
  const shopper = nextShopper();
  await postMessage(it, number, shopper, { text: 'avisame cuando vuelva la 42' });
  await wish(shopper);
  return shopper;
}

const approve = () => sql`update template set status = 'approved' where workspace_id = ${workspaceId}`.execute(it.app.db);
const wishes = () => read<{ state: string; reason: string | null }>(sql`select state, reason from restock_wish where workspace_id = ${workspaceId} order by wished_at`);
const pass = async (by: { minutes?: number; hours?: number; days?: number }) => {
  it.clock.advance(by);
  await it.runDue();
};

describe('whoever asked is told once that it is back', () => {
  test('in free words while the conversation is open, with a link to the product', async () => {
    const shopper = await wishing();
    await pass({ minutes: 5 });
    expect(line.sent).toEqual([]);
    await stock(3);
    await it.runDue();
    expect(line.sent).toHaveLength(1);
    expect(JSON.stringify(line.sent[0]?.body)).toContain('Zapatilla Norte (42)');
    expect(line.sent[0]).toMatchObject({ to: shopper.waId, type: 'interactive' });
    expect(await wishes()).toEqual([{ state: 'told', reason: null }]);
    const token = /\/l\/([\w.-]+)/.exec(JSON.stringify(line.sent[0]?.body))?.[1];
    const reply = await it.web.inject({ method: 'GET', url: `/l/${token}` });
    expect([reply.statusCode, reply.headers.location]).toEqual([302, 'https://shop.example/norte']);
    await stock(0);
    await stock(4);
    await pass({ minutes: 5 });
    expect(line.sent).toHaveLength(1);
  });

  test('by the template once the conversation has closed, although they never opted in to more', async () => {
    await wishing();
    await approve();
    await pass({ days: 2 });
    await stock(3);
    await it.runDue();
    expect(line.sent.map(({ type }) => type)).toEqual(['template']);
    expect(await wishes()).toEqual([{ state: 'told', reason: null }]);
  });

  test('and can ask again afterwards', async () => {
    const shopper = await wishing();
    expect((await wish(shopper)).isNew).toBe(false);
    await stock(3);
    await it.runDue();
    expect((await wish(shopper)).isNew).toBe(true);
    await approve();
    // A day later: even what was asked for comes under the cap of one invitation a day.
    it.clock.advance({ days: 1, minutes: 1 });
    await stock(0);
    it.clock.advance({ minutes: 1 });
    await stock(2);
    await it.runDue();
    expect(line.sent).toHaveLength(2);
  });

  test('whichever way the shop names what came back, and however many wait', async () => {
    await shop.tell([{ ...product(), version: new Date(it.clock.nowMs() + 1).toISOString(), variants: [{ variantKey: 'norte-42', title: '42', priceMinor: 1000, stock: 0, inventoryKey: 'shelf' }] }]);
    it.clock.advance({ minutes: 1 });
    await wishing();
    await shop.tell([{ type: 'stock.changed', inventoryKey: 'shelf', stock: 2, version: now() }]);
    await it.runDue();
    expect(line.sent).toHaveLength(1);
    expect(await wishes()).toEqual([{ state: 'told', reason: null }]);
  });

  test('when a reading of the whole catalogue brought it, in one sweep', async () => {
    await wishing();
    await sql`
      with people as (insert into contact (workspace_id, id, created_at, updated_at) select ${workspaceId}, gen_random_uuid(), now(), now() from generate_series(1, 600) returning id)
      insert into restock_wish (workspace_id, connection_id, variant_key, contact_id, id, channel_connection_id, conversation_id, language, wished_at, state)
      select w.workspace_id, w.connection_id, w.variant_key, people.id, gen_random_uuid(), w.channel_connection_id, w.conversation_id, w.language, w.wished_at, 'waiting'
      from restock_wish w, people where w.workspace_id = ${workspaceId}`.execute(it.app.db);
    await sql`update variant set stock = 9, stock_version = ${it.clock.now()} where workspace_id = ${workspaceId} and variant_key = 'norte-42'`.execute(it.app.db);
    await sweepRestock.run(it.app, { workspaceId, input: {} } as never);
    expect(await read(sql`select count(*)::int as waiting from restock_wish where workspace_id = ${workspaceId} and state = 'waiting'`)).toEqual([{ waiting: 0 }]);
    expect(await read(sql`delete from send where workspace_id = ${workspaceId} and step = 'back_in_stock' returning 1`)).toHaveLength(601);
  });

  test('P2: the same news twice tells nobody twice', async () => {
    await wishing();
    const news = { id: `same-${count}`, type: 'stock.changed' as const, variantKey: 'norte-42', stock: 3, version: now() };
    await Promise.all([shop.tell([news]), shop.tell([news]), shop.tell([{ ...news, id: `other-${count}` }])]);
    await it.runDue();
    expect(line.sent).toHaveLength(1);
  });
});

describe('nobody is told', () => {
  test('because of stock that is older than the wish: the shop itself had said that it was gone', async () => {
    const shopper = nextShopper();
    await postMessage(it, number, shopper, { text: 'avisame cuando vuelva la 43' });
    it.clock.advance({ minutes: 5 });
    await wish(shopper, 'norte-43');
    await pass({ minutes: 11 });
    await shop.tell([{ ...product(), version: new Date(it.clock.nowMs() - 15 * 60_000).toISOString() }]);
    await pass({ minutes: 11 });
    expect(line.sent).toEqual([]);
    await stock(2, 'norte-43');
    await it.runDue();
    expect(line.sent).toHaveLength(1);
  });

  test('who bought it meanwhile', async () => {
    const shopper = await wishing();
    it.clock.advance({ minutes: 1 });
    await shop.tell([{ type: 'order.changed', orderKey: 'o1', number: '#1', version: now(), person: { phone: `+${shopper.waId}` }, currency: 'ARS', totalMinor: 1000, placedAt: now(), lines: [{ variantKey: 'norte-42', title: 'Zapatilla Norte', quantity: 1, unitPriceMinor: 1000 }] }]);
    await stock(3);
    await it.runDue();
    expect(line.sent).toEqual([]);
    expect(await wishes()).toEqual([{ state: 'ended', reason: 'bought' }]);
  });

  test('P6: who said stop', async () => {
    const shopper = await wishing();
    it.clock.advance({ minutes: 1 });
    await postMessage(it, number, shopper, { text: 'BAJA' });
    await it.runDue();
    line.sent.length = 0;
    await stock(3);
    await it.runDue();
    expect(line.sent).toEqual([]);
    expect(await wishes()).toEqual([{ state: 'ended', reason: 'opted_out' }]);
  });

  test('at night: it waits for the morning, and looks at the shelf again then', async () => {
    await wishing();
    await approve();
    // Noon in Buenos Aires is 15:00 UTC; two in the morning is five hours past midnight UTC.
    await pass({ days: 1, hours: 14 });
    await stock(3);
    await it.runDue();
    expect(line.sent).toEqual([]);
    it.clock.advance({ minutes: 1 });
    await stock(0);
    // Until the next day on which marketing may go.
    for (let day = 0; day < 3 && (await wishes())[0]?.state === 'planned'; day += 1) await pass({ hours: day === 0 ? 12 : 24 });
    expect(line.sent).toEqual([]);
    expect(await wishes()).toEqual([{ state: 'waiting', reason: 'out_of_stock' }]);
    it.clock.advance({ minutes: 1 });
    await stock(5);
    await it.runDue();
    expect(line.sent).toHaveLength(1);
  });
});

test.each([
  ['ended', 'waiting', 'merged', 'waiting'],
  ['told', 'planned', 'merged', 'planned'],
  ['waiting', 'planned', 'merged', 'planned'],
  ['waiting', 'waiting', 'kept', 'waiting'],
  ['planned', 'waiting', 'kept', 'planned'],
  ['waiting', 'told', 'kept', 'waiting'],
])('of two who prove to be one person, whose wishes are %s and %s, that of the %s one stays, %s', async (keptState, mergedState, whose, state) => {
  const [kept, merged] = [nextShopper(), nextShopper()];
  for (const shopper of [kept, merged]) await postMessage(it, number, shopper, { text: 'avisame' });
  const [{ contactId: keptId }, { contactId: mergedId }] = [await wish(kept), await wish(merged)];
  for (const [contactId, is, wording] of [[keptId, keptState, 'kept'], [mergedId, mergedState, 'merged']]) await sql`update restock_wish set state = ${is}, wording = ${wording} where workspace_id = ${workspaceId} and contact_id = ${contactId}`.execute(it.app.db);
  await inTransaction(it.app.db, (tx) => mergeWishes(tx, [{ workspaceId, keptId, mergedId }]));
  expect(await read(sql`select contact_id as "contactId", wording, state from restock_wish where workspace_id = ${workspaceId}`)).toEqual([{ contactId: keptId, wording: whose, state }]);
});

test('X-14: whatever happens in whatever order, nothing is announced that is not for sale when the message goes', async () => {
  const move = fc.oneof(
    fc.record({ kind: fc.constant('stock' as const), amount: fc.constantFrom(0, 0, 1, 3) }),
    fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(0, 1, 9, 26) }),
    fc.constant({ kind: 'wish' as const }),
    fc.constant({ kind: 'send' as const }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 4, maxLength: 14 }), async (moves) => {
      ({ id: workspaceId } = await makeWorkspace(it));
      number = await makeNumber(it, workspaceId);
      shop = await makeEventShop(it, workspaceId);
      await shop.tell([product()]);
      const shopper = nextShopper();
      await postMessage(it, number, shopper, { text: 'avisame' });
      await wish(shopper);
      await approve();
      let amount = 0;
      const told = () => line.sent.filter(({ to }) => to === shopper.waId).length;
      for (const step of moves) {
        const before = told();
        it.clock.advance({ ms: 1000 });
        if (step.kind === 'stock') await stock((amount = step.amount));
        else if (step.kind === 'wish') await wish(shopper);
        else if (step.kind === 'wait') it.clock.advance({ hours: step.hours });
        else await it.runDue();
        if (told() > before) expect(amount).toBeGreaterThan(0);
      }
    }),
    { numRuns: 25 },
  );
});
