import { sql } from 'kysely';
import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Arrived } from '#context';
import { CartPage, CartStory } from '#contract/cart';
import { CostEstimate } from '#contract/cost-estimate';
import { InboundEvent } from '#contract/inbound-event';
import { Home } from '#contract/insights';
import { createTestApp, makeFlow, makeNumber, makeShop, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp } from '#test/app';
import { inTransaction } from '#platform/database';
import { maintainPartitions } from '#platform/partitions';
import { partitionedTables } from '../../retention.ts';

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });

/** One shop with a number whose channel accepts everything. */
interface Place {
  workspaceId: string;
  shopId: string;
  numberId: string;
  cookie: string;
}

let home: TestApp;
let place: Place;
let sentCount = 0;

beforeAll(async () => {
  home = await createTestApp({
    io: {
      now: () => home.clock.now(),
      fetch: () => {
        sentCount += 1;
        return Promise.resolve(Response.json({ messages: [{ id: `wamid.${sentCount}` }] }));
      },
    },
  });
});
afterAll(async () => {
  await home?.close();
  await stopSharedServer();
});
beforeEach(async () => {
  // Three in the afternoon in Buenos Aires, on a day that is no holiday.
  home.clock.setOffset(Date.UTC(2027, 1, 3, 18) - Date.now());
  const workspace = await makeWorkspace(home);
  place = {
    workspaceId: workspace.id,
    cookie: workspace.cookie,
    shopId: await makeShop(home, workspace.id),
    numberId: await makeNumber(home, workspace.id),
  };
  await maintainPartitions(home.app.db, partitionedTables(home.app.config), home.app.clock.now());
});

let eventCount = 0;
async function tell(connectionId: string, input: z.input<typeof InboundEvent>) {
  eventCount += 1;
  const event = InboundEvent.parse(input);
  const arrived: Arrived = { workspaceId: place.workspaceId, connectionId, key: `event-${eventCount}`, receivedAt: home.clock.now(), event };
  await inTransaction(home.app.db, (tx) => home.app.handlers[event.type](home.app, tx, [arrived] as never));
}

const nowIso = () => home.clock.now().toISOString();
const phoneOf = (name: string) => `+54911${String(40_000_000 + [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 9_999_999)}`;
const personOf = (name: string) => ({ phone: phoneOf(name), name, country: 'AR' });

/** A shopper who wrote to the shop once, so that a free message may go, and who said yes to marketing. */
async function meet(name: string) {
  await tell(place.numberId, { type: 'message.received', providerMessageId: `in-${name}-${eventCount}`, person: personOf(name), at: nowIso(), content: { type: 'text', text: 'hola' } });
  await sql`update conversation set handler = 'none', waiting_since = null where workspace_id = ${place.workspaceId}`.execute(home.app.db);
  await tell(place.shopId, { type: 'consent.changed', person: personOf(name), signal: { channel: 'whatsapp', purpose: 'marketing', state: 'granted', occurredAt: nowIso(), source: 'checkout', wording: 'Quiero ofertas por WhatsApp' } });
  home.clock.advance({ minutes: 5 });
}

const leaveCart = (name: string, totalMinor = 50_000) =>
  tell(place.shopId, {
    type: 'cart.changed', cartKey: `cart-${name}`, version: nowIso(), person: personOf(name), currency: 'ARS', totalMinor,
    lines: [{ title: `Mate de ${name}`, quantity: 1, unitPriceMinor: totalMinor }], checkoutUrl: 'https://aurora.example/cart/1',
  });

const order = (name: string, change: Partial<z.input<typeof InboundEvent> & { type: 'order.changed' }> & Record<string, unknown> = {}) =>
  tell(place.shopId, {
    type: 'order.changed', orderKey: `order-${name}`, number: `#${name}`, version: nowIso(), cartKeys: [`cart-${name}`], person: personOf(name), currency: 'ARS',
    totalMinor: 48_000, placedAt: nowIso(), paymentState: 'paid', ...change,
  } as z.input<typeof InboundEvent>);

async function ask<Schema extends z.ZodType>(schema: Schema, path: string): Promise<z.output<Schema>> {
  const reply = await home.web.inject({ url: `/v1/workspaces/${place.workspaceId}${path}`, headers: { cookie: place.cookie } });
  expect(reply.statusCode, reply.body).toBe(200);
  return schema.parse(reply.json());
}

async function storyOf(name: string) {
  const { items } = await ask(CartPage, `/carts?search=${encodeURIComponent(`Mate de ${name}`)}`);
  expect(items).toHaveLength(1);
  return ask(CartStory, `/carts/${items[0]?.id}`);
}

async function attributions() {
  const { rows } = await sql<{ amount_minor: number; is_reversed: boolean; window_ms: number }>`
    select amount_minor, is_reversed, window_ms from attribution where workspace_id = ${place.workspaceId} order by ordered_at`.execute(home.app.db);
  return rows;
}

async function rescue(...names: string[]) {
  for (const name of names) await meet(name);
  for (const name of names) await leaveCart(name);
  home.clock.advance({ minutes: 61 });
  await home.runDue();
}

/** The channel's own id of the newest message about a cart. */
async function lastMessageId(): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select provider_message_id as id from send where workspace_id = ${place.workspaceId} and origin = 'flow' order by planned_at desc, id desc limit 1`.execute(home.app.db);
  return rows[0]?.id ?? '';
}

describe('the story of a cart', () => {
  test('tells the rescue from the first click to the counted money', async () => {
    await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    await rescue('Bruno');
    await tell(place.numberId, { type: 'message.status', providerMessageId: await lastMessageId(), status: 'read', at: nowIso(), price: { isCharged: true, category: 'marketing', kind: 'regular', model: 'PMP' } });
    home.clock.advance({ minutes: 10 });
    await order('Bruno');
    const story = await storyOf('Bruno');
    expect(story.standing).toEqual({ outcome: 'recovered', reason: null, isAbandoned: true, hasBought: true });
    expect(story.counted).toEqual({ amountMinor: 48_000, currency: 'ARS' });
    const kinds = story.entries.map((entry) => entry.kind);
    for (const kind of ['begun', 'left', 'woke', 'checked', 'message', 'delivered', 'read', 'order', 'counted', 'ended'] as const) expect(kinds, kind).toContain(kind);
    expect(kinds.indexOf('checked')).toBeLessThan(kinds.indexOf('message'));
    const check = story.entries.find((entry) => entry.kind === 'checked');
    expect(check?.decision.kind).toBe('send');
    expect(check?.checks.length).toBeGreaterThan(10);
    const message = story.entries.find((entry) => entry.kind === 'message');
    expect(JSON.stringify(message?.content)).toContain('Bruno');
  });

  test('says why nothing was sent', async () => {
    await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    await leaveCart('Sin permiso');
    home.clock.advance({ minutes: 61 });
    await home.runDue();
    expect((await storyOf('Sin permiso')).standing).toMatchObject({ outcome: 'not_messaged', reason: 'no_consent', isAbandoned: true });
  });

  test('explains carts that no flow ever took', async () => {
    await leaveCart('Sin flujo');
    expect((await storyOf('Sin flujo')).standing).toMatchObject({ outcome: 'shopping', isAbandoned: false });
    home.clock.advance({ hours: 3 });
    expect((await storyOf('Sin flujo')).standing).toMatchObject({ outcome: 'not_messaged', reason: 'flow_off', isAbandoned: true });
    await makeFlow(home, place.workspaceId);
    expect((await storyOf('Sin flujo')).standing).toMatchObject({ outcome: 'not_messaged', reason: 'before_activation' });
  });

  test('does not exist for another workspace', async () => {
    await leaveCart('Ajena');
    const { items } = await ask(CartPage, '/carts');
    const stranger = await makeWorkspace(home);
    const reply = await home.web.inject({ url: `/v1/workspaces/${stranger.id}/carts/${items[0]?.id}`, headers: { cookie: stranger.cookie } });
    expect(reply.statusCode).toBe(404);
  });
});

describe('money counted for a message', () => {
  test('once, whatever is repeated; taken back when the order is cancelled; counted again when it stands again', async () => {
    await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    await rescue('Clara');
    home.clock.advance({ minutes: 5 });
    await order('Clara');
    await order('Clara');
    expect(await attributions()).toEqual([{ amount_minor: 48_000, is_reversed: false, window_ms: 3 * 86_400_000 }]);
    home.clock.advance({ minutes: 5 });
    await order('Clara', { state: 'cancelled', placedAt: new Date(home.clock.nowMs() - 300_000).toISOString() });
    expect(await attributions()).toMatchObject([{ is_reversed: true }]);
    expect((await storyOf('Clara')).standing).toMatchObject({ outcome: 'messaged_no_sale', reason: 'order_cancelled' });
    home.clock.advance({ minutes: 5 });
    await order('Clara', { totalMinor: 30_000, placedAt: new Date(home.clock.nowMs() - 600_000).toISOString() });
    expect(await attributions()).toMatchObject([{ is_reversed: false, amount_minor: 30_000 }]);
  });

  test('not outside the window, and not before the message', async () => {
    await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    await rescue('Diego');
    await order('Diego', { orderKey: 'earlier', cartKeys: [], placedAt: new Date(home.clock.nowMs() - 3_600_000).toISOString() });
    home.clock.advance({ days: 4 });
    await order('Diego', { orderKey: 'later', cartKeys: [] });
    expect(await attributions()).toEqual([]);
  });

  test('also when the order comes before the news that its message went out', async () => {
    await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    await rescue('Elena');
    // As if the answer of the channel had been lost: nobody knows yet that the message is out.
    await sql`update send set state = 'in_doubt', accepted_at = null, provider_message_id = null, lease_until = ${new Date(home.clock.nowMs() + 3_600_000)} where workspace_id = ${place.workspaceId} and origin = 'flow'`.execute(home.app.db);
    const sentAt = nowIso();
    home.clock.advance({ minutes: 5 });
    await order('Elena');
    expect(await attributions()).toEqual([]);
    const { rows } = await sql<{ id: string }>`select id from send where workspace_id = ${place.workspaceId} and origin = 'flow'`.execute(home.app.db);
    await tell(place.numberId, { type: 'message.status', providerMessageId: 'wamid.late', sendId: rows[0]?.id ?? '', status: 'sent', at: sentAt });
    expect(await attributions()).toMatchObject([{ amount_minor: 48_000 }]);
  });

  test('an order and the status of its message that are stored at the same moment do not miss each other', async () => {
    await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    await rescue('Uno', 'Dos', 'Tres', 'Cuatro');
    await sql`update send set state = 'in_doubt', accepted_at = null, provider_message_id = null, lease_until = ${new Date(home.clock.nowMs() + 3_600_000)} where workspace_id = ${place.workspaceId} and origin = 'flow'`.execute(home.app.db);
    const sentAt = nowIso();
    home.clock.advance({ minutes: 5 });
    const { rows } = await sql<{ id: string }>`select id from send where workspace_id = ${place.workspaceId} and origin = 'flow'`.execute(home.app.db);
    await Promise.all([
      ...rows.map(({ id }, index) => tell(place.numberId, { type: 'message.status', providerMessageId: `wamid.race.${index}`, sendId: id, status: 'sent', at: sentAt })),
      ...['Uno', 'Dos', 'Tres', 'Cuatro'].map((name) => order(name)),
    ]);
    expect(await attributions()).toHaveLength(4);
  });

  test('no longer when the message proves undelivered', async () => {
    await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    await rescue('Fabio');
    home.clock.advance({ minutes: 5 });
    await order('Fabio');
    expect(await attributions()).toHaveLength(1);
    await tell(place.numberId, { type: 'message.status', providerMessageId: await lastMessageId(), status: 'failed', at: nowIso(), problem: { code: '131026', message: 'Undeliverable', advice: 'unreachable' } });
    expect(await attributions()).toEqual([]);
  });
});

describe('the first page', () => {
  test('is empty for a new workspace', async () => {
    const page = await ask(Home, '/insights/home');
    expect(page).toMatchObject({ isEmpty: true, recovered: { carts: 0, revenueMinor: 0 }, increment: { status: 'off' }, firstResponse: null, costs: [] });
  });

  test('adds up what happened, with a reason for every cart that was lost on the way', async () => {
    await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    await rescue('Gala');
    await tell(place.numberId, { type: 'message.status', providerMessageId: await lastMessageId(), status: 'delivered', at: nowIso(), price: { isCharged: true, category: 'marketing', kind: 'regular', model: 'PMP' } });
    home.clock.advance({ minutes: 5 });
    await order('Gala');
    await rescue('Hugo');
    await leaveCart('Nadie');
    home.clock.advance({ minutes: 61 });
    await home.runDue();
    await tell(place.numberId, { type: 'message.received', providerMessageId: 'answer', person: personOf('Hugo'), at: nowIso(), content: { type: 'text', text: '¿Hacen envíos?' } });
    const page = await ask(Home, '/insights/home?days=7');
    const count = (stage: string) => page.funnel.find((entry) => entry.stage === stage)?.carts;
    expect({ abandoned: count('abandoned'), eligible: count('eligible'), messaged: count('messaged'), bought: count('bought') }).toEqual({ abandoned: 3, eligible: 2, messaged: 2, bought: 1 });
    expect(page.funnel.find((entry) => entry.stage === 'eligible')?.losses).toEqual([{ outcome: 'not_messaged', reason: 'no_consent', carts: 1 }]);
    expect(page.funnel.find((entry) => entry.stage === 'bought')?.losses).toEqual([{ outcome: 'in_progress', reason: 'awaiting_order', carts: 1 }]);
    expect(page.recovered).toMatchObject({ carts: 1, orders: 1, revenueMinor: 48_000, otherCurrencies: [] });
    expect(page.recoveryOfContacted).toEqual({ part: 1, whole: 2 });
    expect(page.recoveryOfAbandoned).toEqual({ part: 1, whole: 3 });
    expect(page.messages).toMatchObject({ sent: 2, delivered: 1 });
    expect(page.costs[0]?.micros).toBeGreaterThan(0);
    expect(page.costPerRecoveredCart[0]).toEqual(page.costs[0]);
    expect(page.increment.status).toBe('off');
    expect(page.messages).toMatchObject({ replied: 1, boughtAfterReply: 0 });
    expect(page.waiting).toMatchObject({ count: 1, longest: [{ contactName: 'Hugo', preview: '¿Hacen envíos?' }] });
    expect(page.isEmpty).toBe(false);
  });

  test('compares treated and held-out people of the same chance', async () => {
    await makeFlow(home, place.workspaceId, { holdoutShare: 0.5 });
    const names = ['Iris', 'Juan', 'Katia', 'Luis', 'Mara', 'Nilo', 'Olga', 'Pablo', 'Quique', 'Rita', 'Saúl', 'Tina'];
    await rescue(...names);
    home.clock.advance({ minutes: 5 });
    for (const name of names) await order(name);
    const page = await ask(Home, '/insights/home');
    const { rows } = await sql<{ heldOut: number; treated: number }>`
      select (count(*) filter (where held_out))::int as "heldOut", (count(*) filter (where not held_out))::int as treated from send where workspace_id = ${place.workspaceId} and origin = 'flow'`.execute(home.app.db);
    expect(page.increment).toMatchObject({ status: 'not_enough', heldOutPeople: rows[0]?.heldOut, treatedPeople: rows[0]?.treated });
    const heldOut = await ask(CartPage, '/carts?outcome=held_out');
    expect(heldOut.items).toHaveLength(rows[0]?.heldOut ?? -1);
    expect(heldOut.items.every(({ standing }) => standing.hasBought)).toBe(true);
  });
});

describe('the list of carts', () => {
  test('is filtered by where a cart stands, by worth and by words, and read page by page', async () => {
    for (const [index, name] of ['Ana', 'Beto', 'Caro', 'Dora', 'Eva'].entries()) {
      await leaveCart(name, 10_000 * (index + 1));
      home.clock.advance({ minutes: 1 });
    }
    home.clock.advance({ hours: 2 });
    await leaveCart('Fito', 90_000);
    const first = await ask(CartPage, '/carts?outcome=not_messaged&limit=2');
    expect(first.items.map((cart) => cart.contactName)).toEqual(['Eva', 'Dora']);
    const second = await ask(CartPage, `/carts?outcome=not_messaged&limit=2&cursor=${first.nextCursor}`);
    expect(second.items.map((cart) => cart.contactName)).toEqual(['Caro', 'Beto']);
    const rest = await ask(CartPage, `/carts?outcome=not_messaged&limit=2&cursor=${second.nextCursor}`);
    expect(rest).toMatchObject({ items: [{ contactName: 'Ana' }], nextCursor: null });
    expect((await ask(CartPage, '/carts?outcome=shopping&outcome=recovered')).items.map((cart) => cart.contactName)).toEqual(['Fito']);
    expect((await ask(CartPage, '/carts?minMinor=50000')).items.map((cart) => cart.contactName)).toEqual(['Fito', 'Eva']);
    expect((await ask(CartPage, `/carts?search=${encodeURIComponent('mate de car')}`)).items.map((cart) => cart.contactName)).toEqual(['Caro']);
    expect((await ask(CartPage, `/carts?search=${encodeURIComponent(phoneOf('Beto').slice(4))}`)).items.map((cart) => cart.contactName)).toEqual(['Beto']);
    expect((await ask(CartPage, '/carts?reason=no_consent')).items).toEqual([]);
  });
});

test('the cost calculator prices a month by the card in force', async () => {
  const reply = await home.web.inject({
    method: 'POST', url: `/v1/workspaces/${place.workspaceId}/insights/cost-estimate`, headers: { cookie: place.cookie, origin: home.app.publicUrl },
    payload: { country: 'AR', currency: 'USD', carts: 1000, contactableShare: 0.5, messagesPerCart: 1, repliesPerCart: 2 },
  });
  expect(reply.statusCode, reply.body).toBe(200);
  expect(CostEstimate.parse(reply.json())).toMatchObject({ contactedCarts: 500, currency: 'USD' });
});
