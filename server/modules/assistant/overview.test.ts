import { afterAll, beforeAll, expect, test } from 'vitest';
import { TryBody, TurnQuery } from '#contract/assistant';
import type { Actor } from '#platform/actor';
import { createTestApp, makeNumber, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp, TestWorkspace } from '#test/app';
import { say, scriptedEngine, scriptedParts, setAssistant } from '#test/assistant';
import { makeEventShop } from '#test/shop-events';
import { makePretendLine, nextShopper, postMessage } from '#test/whatsapp';
import type { Shopper } from '#test/whatsapp';
import { listTurns, readOverview } from './read-turns.ts';
import { tryOut } from './try-out.ts';

let it: TestApp;
let home: TestWorkspace;
let number: string;
let actor: Actor;
const engine = scriptedEngine('guided', () => say('Hola, ¿qué buscas?'));

beforeAll(async () => {
  const line = makePretendLine();
  it = await createTestApp({ io: line.io(() => new Date()), assistant: scriptedParts(engine) });
  home = await makeWorkspace(it);
  number = await makeNumber(it, home.id);
  actor = { kind: 'member', id: home.memberId, name: 'Ana', workspaceId: home.id, role: 'owner' };
  await setAssistant(it, home.id);
});
afterAll(async () => {
  await it?.close();
  await stopSharedServer();
});

async function hear(text: string) {
  await postMessage(it, number, nextShopper(), { text });
  it.clock.advance({ ms: 1300 });
  await it.runDue();
}

test('a workspace in which nobody wrote has an overview of zeros and the built-in first words', async () => {
  const fresh = await makeWorkspace(it);
  const overview = await readOverview(it.app, { ...actor, workspaceId: fresh.id }, 14);
  expect(overview).toMatchObject({ activeDays: 0, spoken: [], conversations: 0, messages: 0, messageMicros: null, modelMicros: 0, medianThinkMs: null, reasons: [], settledAlone: 0, sales: { answered: 0, bought: 0, orders: 0, revenueMinor: 0, pricedOrders: 0 } });
  expect(overview.disclosure['pt']).toContain('assistente virtual');
});

test('the overview counts conversations, answers and reasons, and turns are found by their reason', async () => {
  await hear('Hola');
  await hear('quiero hablar con una persona');
  await hear('¿tienen botas?');
  const overview = await readOverview(it.app, actor, 14);
  expect(overview.spoken).toEqual([{ channel: 'whatsapp', count: 3 }]);
  expect(overview.activeDays).toBe(1);
  expect(overview.turns).toMatchObject({ answered: 2, generative: 0, fellBack: 0 });
  expect(overview.messages).toBe(2);
  const { items } = await listTurns(it.app, actor, TurnQuery.parse({ reason: 'fraud' }));
  expect(items).toEqual([]);
  expect((await listTurns(it.app, actor, TurnQuery.parse({ state: 'answered' }))).items).toHaveLength(2);
});

test('what was bought within a week after an answer is counted once, and who needed no person is told', async () => {
  const fresh = await makeWorkspace(it);
  const line = await makeNumber(it, fresh.id);
  const shop = await makeEventShop(it, fresh.id);
  await setAssistant(it, fresh.id);
  const people = [nextShopper(), nextShopper(), nextShopper()] as const;
  const [buyer, early, unhappy] = people;
  const buy = async ({ waId }: Shopper, orderKey: string, totalMinor: number, currency = 'ARS') => {
    const at = it.clock.now().toISOString();
    await shop.tell([{ type: 'order.changed', orderKey, number: orderKey, version: at, placedAt: at, person: { phone: `+${waId}` }, currency, totalMinor, lines: [{ title: 'Mate', quantity: 1, unitPriceMinor: totalMinor }] }]);
  };
  await buy(early, 'A1', 700);
  it.clock.advance({ minutes: 1 });
  for (const shopper of people) {
    await postMessage(it, line, shopper, { text: shopper === unhappy ? 'quiero hablar con una persona' : 'Hola' });
    it.clock.advance({ ms: 1300 });
    await it.runDue();
  }
  it.clock.advance({ days: 1 });
  await buy(buyer, 'B1', 1000);
  await buy(buyer, 'B2', 3000);
  await buy(buyer, 'B3', 500, 'USD');
  it.clock.advance({ days: 8 });
  await buy(early, 'E1', 900);
  const { sales, settledAlone } = await readOverview(it.app, { ...actor, workspaceId: fresh.id }, 14);
  expect(sales).toEqual({ answered: 2, bought: 1, orders: 3, revenueMinor: 4000, pricedOrders: 2, currency: 'ARS' });
  expect(settledAlone).toBe(2);
});

test('what happened before the period is not counted', async () => {
  it.clock.advance({ ms: 20 * 24 * 3_600_000 });
  expect(await readOverview(it.app, actor, 14)).toMatchObject({ spoken: [], activeDays: 0, conversations: 0 });
});

test('a try-out begins in the language that was chosen, and goes on in the one that is spoken', async () => {
  const languages: string[] = [];
  engine.script = (view) => {
    languages.push(view.language);
    return say('OK');
  };
  const play = (body: { text: string; language: 'pt' | 'es'; state?: string }) => tryOut(it.app, actor, TryBody.parse(body), scriptedParts(engine));
  const first = await play({ text: 'ok', language: 'pt' });
  await play({ text: 'I would like to know when my order arrives please', language: 'pt', state: first.state });
  expect(languages).toEqual(['pt', 'en']);
});
