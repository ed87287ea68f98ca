import { sql } from 'kysely';
import type { z } from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CartPage, CartStory } from '#contract/cart';
import { CostEstimate } from '#contract/cost-estimate';
import { Home } from '#contract/insights';
import { createConnection } from '#modules/connections';
import { inTransaction } from '#platform/database';
import { makeFlow, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp } from '#test/app';
import { setAssistant } from '#test/assistant';
import { cartTitleOf, openPretendShop, openShopApp, personOf, phoneOf } from './testing.ts';
import type { PretendShop } from './testing.ts';

let home: TestApp;
let place: PretendShop;

beforeAll(async () => {
  home = await openShopApp();
});
afterAll(async () => {
  await home?.close();
  await stopSharedServer();
});
beforeEach(async () => {
  place = await openPretendShop(home);
});

const nowIso = () => home.clock.now().toISOString();

async function ask<Schema extends z.ZodType>(schema: Schema, path: string): Promise<z.output<Schema>> {
  const reply = await home.web.inject({ url: `/v1/workspaces/${place.workspaceId}${path}`, headers: { cookie: place.cookie } });
  expect(reply.statusCode, reply.body).toBe(200);
  return schema.parse(reply.json());
}

async function storyOf(name: string) {
  const { items } = await ask(CartPage, `/carts?search=${encodeURIComponent(cartTitleOf(name))}`);
  expect(items).toHaveLength(1);
  return ask(CartStory, `/carts/${items[0]?.id}`);
}

async function attributions() {
  const { rows } = await sql<{ amount_minor: number; is_reversed: boolean; window_ms: number }>`
    select amount_minor, is_reversed, window_ms from attribution where workspace_id = ${place.workspaceId} order by ordered_at`.execute(home.app.db);
  return rows;
}

describe('the story of a cart', () => {
  test('tells the rescue from the first click to the counted money', async () => {
    await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    await place.rescue('Bruno');
    await place.tell(place.numberId, { type: 'message.status', providerMessageId: await place.lastMessageId(), status: 'read', at: nowIso(), price: { isCharged: true, category: 'marketing', kind: 'regular', model: 'PMP' } });
    home.clock.advance({ minutes: 10 });
    await place.order('Bruno');
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

  test('has what the assistant answered while it was the cart of the person who asked, with its cost, and counts no money for it', async () => {
    await setAssistant(home, place.workspaceId);
    await place.meet('Delia');
    home.clock.advance({ minutes: 10 });
    await place.leaveCart('Delia');
    home.clock.advance({ minutes: 2 });
    await place.write('Delia', '¿tienen mochilas?');
    home.clock.advance({ minutes: 1 });
    await home.runDue();
    home.clock.advance({ minutes: 5 });
    await place.order('Delia');
    home.clock.advance({ minutes: 5 });
    await place.write('Delia', 'gracias, ¿cuándo llega?');
    home.clock.advance({ hours: 2 });
    await home.runDue();
    const story = await storyOf('Delia');
    const said = story.entries.flatMap((entry) => (entry.kind === 'reply' || entry.kind === 'message' ? [entry.kind === 'reply' ? (entry.content?.type === 'text' ? entry.content.text : '') : entry.origin] : []));
    expect(said).toEqual(['¿tienen mochilas?', 'assistant']);
    expect(story.conversationId).not.toBeNull();
    expect(story.counted).toBeNull();
    expect(await attributions()).toEqual([]);
  });

  test('leaves to a newer cart of the same person what was said after it', async () => {
    await setAssistant(home, place.workspaceId);
    await place.meet('Ema');
    home.clock.advance({ minutes: 10 });
    await place.leaveCart('Ema');
    home.clock.advance({ minutes: 10 });
    await place.tell(place.shopId, { type: 'cart.changed', cartKey: 'second', version: nowIso(), person: personOf('Ema'), currency: 'ARS', totalMinor: 100, lines: [{ title: 'Otro carrito', quantity: 1, unitPriceMinor: 100 }] });
    home.clock.advance({ minutes: 10 });
    await place.write('Ema', '¿tienen mochilas?');
    home.clock.advance({ minutes: 10 });
    await home.runDue();
    expect((await storyOf('Ema')).entries.map(({ kind }) => kind)).not.toContain('reply');
    const { items } = await ask(CartPage, '/carts?search=Otro%20carrito');
    expect((await ask(CartStory, `/carts/${items[0]?.id}`)).entries.map(({ kind }) => kind)).toContain('reply');
  });

  test('shows the catalogue’s picture of what the shop’s cart tells without one', async () => {
    const image = 'https://aurora.example/norte.png';
    await place.tell(place.shopId, { type: 'product.changed', productKey: '31', version: nowIso(), state: 'active', title: 'Zapatilla Norte', imageUrl: image, currency: 'ARS', variants: [{ variantKey: '3101', title: '42', priceMinor: 100 }] });
    await place.tell(place.shopId, { type: 'cart.changed', cartKey: 'pictured', version: nowIso(), person: personOf('Ema'), currency: 'ARS', totalMinor: 100, lines: [{ variantKey: '3101', title: 'Zapatilla Norte', quantity: 1, unitPriceMinor: 100 }, { title: 'Grabado', quantity: 1, unitPriceMinor: 0 }] });
    const { items } = await ask(CartPage, '/carts?search=Norte');
    expect(items).toMatchObject([{ imageUrl: image }]);
    expect((await ask(CartStory, `/carts/${items[0]?.id}`)).lines.map(({ imageUrl }) => imageUrl)).toEqual([image, null]);
  });

  test('says why nothing was sent', async () => {
    await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    await place.leaveCart('Sin permiso');
    home.clock.advance({ minutes: 61 });
    await home.runDue();
    expect((await storyOf('Sin permiso')).standing).toMatchObject({ outcome: 'not_messaged', reason: 'no_consent', isAbandoned: true });
  });

  test('explains carts that no flow ever took', async () => {
    await place.leaveCart('Sin flujo');
    expect((await storyOf('Sin flujo')).standing).toMatchObject({ outcome: 'shopping', isAbandoned: false });
    home.clock.advance({ hours: 3 });
    expect((await storyOf('Sin flujo')).standing).toMatchObject({ outcome: 'not_messaged', reason: 'flow_off', isAbandoned: true });
    await makeFlow(home, place.workspaceId);
    expect((await storyOf('Sin flujo')).standing).toMatchObject({ outcome: 'not_messaged', reason: 'before_activation' });
  });

  test('does not exist for another workspace', async () => {
    await place.leaveCart('Ajena');
    const { items } = await ask(CartPage, '/carts');
    const stranger = await makeWorkspace(home);
    const reply = await home.web.inject({ url: `/v1/workspaces/${stranger.id}/carts/${items[0]?.id}`, headers: { cookie: stranger.cookie } });
    expect(reply.statusCode).toBe(404);
  });
});

describe('money counted for a message', () => {
  test('once, whatever is repeated; taken back when the order is cancelled; counted again when it stands again', async () => {
    await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    await place.rescue('Clara');
    home.clock.advance({ minutes: 5 });
    await place.order('Clara');
    await place.order('Clara');
    expect(await attributions()).toEqual([{ amount_minor: 48_000, is_reversed: false, window_ms: 3 * 86_400_000 }]);
    home.clock.advance({ minutes: 5 });
    await place.order('Clara', { state: 'cancelled', placedAt: new Date(home.clock.nowMs() - 300_000).toISOString() });
    expect(await attributions()).toMatchObject([{ is_reversed: true }]);
    expect((await storyOf('Clara')).standing).toMatchObject({ outcome: 'messaged_no_sale', reason: 'order_cancelled' });
    home.clock.advance({ minutes: 5 });
    await place.order('Clara', { totalMinor: 30_000, placedAt: new Date(home.clock.nowMs() - 600_000).toISOString() });
    expect(await attributions()).toMatchObject([{ is_reversed: false, amount_minor: 30_000 }]);
  });

  test('not outside the window, and not before the message', async () => {
    await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    await place.rescue('Diego');
    await place.order('Diego', { orderKey: 'earlier', cartKeys: [], placedAt: new Date(home.clock.nowMs() - 3_600_000).toISOString() });
    home.clock.advance({ days: 4 });
    await place.order('Diego', { orderKey: 'later', cartKeys: [] });
    expect(await attributions()).toEqual([]);
  });

  test('also when the order comes before the news that its message went out', async () => {
    await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    await place.rescue('Elena');
    // As if the answer of the channel had been lost: nobody knows yet that the message is out.
    await sql`update send set state = 'in_doubt', accepted_at = null, provider_message_id = null, lease_until = ${new Date(home.clock.nowMs() + 3_600_000)} where workspace_id = ${place.workspaceId} and origin = 'flow'`.execute(home.app.db);
    const sentAt = nowIso();
    home.clock.advance({ minutes: 5 });
    await place.order('Elena');
    expect(await attributions()).toEqual([]);
    const { rows } = await sql<{ id: string }>`select id from send where workspace_id = ${place.workspaceId} and origin = 'flow'`.execute(home.app.db);
    await place.tell(place.numberId, { type: 'message.status', providerMessageId: 'wamid.late', sendId: rows[0]?.id ?? '', status: 'sent', at: sentAt });
    expect(await attributions()).toMatchObject([{ amount_minor: 48_000 }]);
  });

  test('an order and the status of its message that are stored at the same moment do not miss each other', async () => {
    await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    await place.rescue('Uno', 'Dos', 'Tres', 'Cuatro');
    await sql`update send set state = 'in_doubt', accepted_at = null, provider_message_id = null, lease_until = ${new Date(home.clock.nowMs() + 3_600_000)} where workspace_id = ${place.workspaceId} and origin = 'flow'`.execute(home.app.db);
    const sentAt = nowIso();
    home.clock.advance({ minutes: 5 });
    const { rows } = await sql<{ id: string }>`select id from send where workspace_id = ${place.workspaceId} and origin = 'flow'`.execute(home.app.db);
    await Promise.all([
      ...rows.map(({ id }, index) => place.tell(place.numberId, { type: 'message.status', providerMessageId: `wamid.race.${index}`, sendId: id, status: 'sent', at: sentAt })),
      ...['Uno', 'Dos', 'Tres', 'Cuatro'].map((name) => place.order(name)),
    ]);
    expect(await attributions()).toHaveLength(4);
  });

  test('no longer when the message proves undelivered', async () => {
    await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    await place.rescue('Fabio');
    home.clock.advance({ minutes: 5 });
    await place.order('Fabio');
    expect(await attributions()).toHaveLength(1);
    await place.tell(place.numberId, { type: 'message.status', providerMessageId: await place.lastMessageId(), status: 'failed', at: nowIso(), problem: { code: '131026', message: 'Undeliverable', advice: 'unreachable' } });
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
    await place.rescue('Gala');
    await place.tell(place.numberId, { type: 'message.status', providerMessageId: await place.lastMessageId(), status: 'delivered', at: nowIso(), price: { isCharged: true, category: 'marketing', kind: 'regular', model: 'PMP' } });
    home.clock.advance({ minutes: 5 });
    await place.order('Gala');
    await place.rescue('Hugo');
    await place.leaveCart('Nadie');
    home.clock.advance({ minutes: 61 });
    await home.runDue();
    await place.tell(place.numberId, { type: 'message.received', providerMessageId: 'answer', person: personOf('Hugo'), at: nowIso(), content: { type: 'text', text: '¿Hacen envíos?' } });
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

  test('a model, which calls nobody, is not waited for; a shop that stays silent is', async () => {
    await inTransaction(home.app.db, (tx) => createConnection(home.app, tx, { workspaceId: place.workspaceId, vendor: 'openai-compatible', name: 'Our own', settings: { baseUrl: 'http://127.0.0.1:11434/v1', model: 'qwen3:14b' } }));
    await sql`update connection set created_at = ${new Date(home.clock.nowMs() - 3 * 86_400_000)}, last_event_at = null where workspace_id = ${place.workspaceId}`.execute(home.app.db);
    const { health } = await ask(Home, '/insights/home');
    expect(health.find(({ name }) => name === 'Our own')).toMatchObject({ level: 'ok', code: 'ok' });
    expect(health.find(({ port }) => port === 'storefront')).toMatchObject({ level: 'attention', code: 'never_heard', step: null });
    const steps = [{ step: 'credentials', state: 'ok', detail: null }, { step: 'mode', state: 'warning', detail: null }];
    await sql`update connection set health = ${JSON.stringify({ steps })}::jsonb where workspace_id = ${place.workspaceId} and name = 'Our own'`.execute(home.app.db);
    expect((await ask(Home, '/insights/home')).health.find(({ name }) => name === 'Our own')).toMatchObject({ level: 'attention', code: 'check_warning', step: 'mode', detail: null });
  });

  test('compares treated and held-out people of the same chance', async () => {
    await makeFlow(home, place.workspaceId, { holdoutShare: 0.5 });
    const names = ['Iris', 'Juan', 'Katia', 'Luis', 'Mara', 'Nilo', 'Olga', 'Pablo', 'Quique', 'Rita', 'Saúl', 'Tina'];
    await place.rescue(...names);
    home.clock.advance({ minutes: 5 });
    for (const name of names) await place.order(name);
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
      await place.leaveCart(name, 10_000 * (index + 1));
      home.clock.advance({ minutes: 1 });
    }
    home.clock.advance({ hours: 2 });
    await place.leaveCart('Fito', 90_000);
    const first = await ask(CartPage, '/carts?outcome=not_messaged&limit=2');
    expect(first.items.map((cart) => cart.contactName)).toEqual(['Eva', 'Dora']);
    const second = await ask(CartPage, `/carts?outcome=not_messaged&limit=2&cursor=${first.nextCursor}`);
    expect(second.items.map((cart) => cart.contactName)).toEqual(['Caro', 'Beto']);
    const rest = await ask(CartPage, `/carts?outcome=not_messaged&limit=2&cursor=${second.nextCursor}`);
    expect(rest).toMatchObject({ items: [{ contactName: 'Ana' }], nextCursor: null });
    expect((await ask(CartPage, '/carts?outcome=shopping&outcome=recovered')).items.map((cart) => cart.contactName)).toEqual(['Fito']);
    expect((await ask(CartPage, '/carts?minMinor=50000')).items.map((cart) => cart.contactName)).toEqual(['Fito', 'Eva']);
    expect((await ask(CartPage, `/carts?search=${encodeURIComponent('mate de car')}`)).items.map((cart) => cart.contactName)).toEqual(['Caro']);
    expect((await ask(CartPage, `/carts?search=${encodeURIComponent('máte de cár')}`)).items.map((cart) => cart.contactName)).toEqual(['Caro']);
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
