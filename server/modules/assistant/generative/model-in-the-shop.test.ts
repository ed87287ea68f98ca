import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createNodeIo } from '#kit';
import { syncCatalog } from '#modules/catalog';
import { checkConnection, createConnection } from '#modules/connections';
import { inTransaction } from '#platform/database';
import type { ConnectorIo } from '#ports/connector';
import { setAssistant } from '#test/assistant';
import { createTestApp, makeNumber, makeShop, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp } from '#test/app';
import { makePretendLine, nextShopper, postMessage } from '#test/whatsapp';
import type { Shopper } from '#test/whatsapp';
import { aurora } from '../../../../simulator/shopify/index.ts';
import { startSimulator } from '../../../../simulator/index.ts';
import type { Simulator } from '../../../../simulator/index.ts';

/** A model behind the real chat protocol, in pieces and whole, with the real tools, catalogue and guards over the whole server. */
let it: TestApp;
let simulator: Simulator;
let workspaceId: string;
let number: string;
let model: string;
const line = makePretendLine();

beforeAll(async () => {
  const outside = createNodeIo({ userAgent: 'Marchante test', now: () => it.clock.now() });
  const io: ConnectorIo = { now: () => it.clock.now(), fetch: (url, init) => (url.startsWith(simulator.url) ? outside.fetch(url, init) : line.io(() => it.clock.now()).fetch(url, init)) };
  it = await createTestApp({ io });
  simulator = await startSimulator({ seed: 5, startAt: it.clock.nowMs() });
  ({ id: workspaceId } = await makeWorkspace(it));
  const shopId = await makeShop(it, workspaceId, { clientId: aurora.clientId, clientSecret: aurora.clientSecret, adminBaseUrl: `${simulator.url}/shopify/aurora`, storefrontUrl: `${simulator.url}/shop/aurora` });
  number = await makeNumber(it, workspaceId);
  await checkConnection(it.app, workspaceId, shopId, { subscribe: true });
  await syncCatalog(it.app, workspaceId, shopId, async () => undefined);
  model = await inTransaction(it.app.db, (tx) => createConnection(it.app, tx, { workspaceId, vendor: 'openai-compatible', name: 'Own model', settings: { baseUrl: `${simulator.url}/model/v1`, model: 'pretend', inputPerMillion: 1, outputPerMillion: 2 } }));
  await setAssistant(it, workspaceId, { modelConnectionId: model });
});
afterAll(async () => {
  await simulator?.close();
  await it?.close();
  await stopSharedServer();
});
beforeEach(() => {
  line.sent.length = 0;
  simulator.world.faults.clear();
  // What a model failed at before must not keep it away from the next test.
  it.clock.advance({ minutes: 5 });
});

const script = (steps: object[]) => fetch(`${simulator.url}/sim/model/script`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(steps) });
const asked = async () => ((await (await fetch(`${simulator.url}/sim/model/requests`)).json()) as { requests: { stream?: boolean; messages: { role: string }[]; tools: { function: { name: string } }[] }[] }).requests;
const reply = (text: string, more: object = {}) => ({ name: 'reply', input: { text, ...more } });
const search = { name: 'search_products', input: { query: 'zapatillas para correr en asfalto', filters: { size: '42' } } };

async function say(shopper: Shopper, text: string): Promise<string> {
  const before = line.sent.length;
  await postMessage(it, number, shopper, { text });
  for (let round = 0; round < 3; round += 1) {
    it.clock.advance({ ms: 1300 });
    await it.runDue();
  }
  const sent = line.sent.slice(before);
  expect(sent).toHaveLength(1);
  return JSON.stringify(sent[0]?.body ?? {});
}

async function lastTurn() {
  const { rows } = await sql<{ state: string; reason: string | null; engine: string | null; fallback: string | null; cost: number; tokens: number }>`
    select state, reason, engine, fallback, cost_micros as cost, input_tokens as tokens from assistant_turn where workspace_id = ${workspaceId} order by started_at desc limit 1`.execute(it.app.db);
  return rows[0];
}

test('searches, shows what the shop has with its price, fills the cart and gives the link to pay', async () => {
  await script([
    { when: { user: 'busco', fresh: true }, calls: [search] },
    { when: { user: 'busco', after: 'search_products' }, calls: [reply('Estas tres van bien para asfalto. ¿Cuál te gusta?', { variantKeys: ['{{search_products.items.0.variantKey}}', '{{search_products.items.1.variantKey}}', '{{search_products.items.2.variantKey}}'] })] },
    { when: { user: 'primera', fresh: true }, calls: [search] },
    { when: { user: 'primera', after: 'search_products' }, calls: [{ name: 'change_cart', input: { changes: [{ connectionId: '{{search_products.items.0.connectionId}}', variantKey: '{{search_products.items.0.variantKey}}', quantity: 1, mode: 'add' }] } }] },
    { when: { user: 'primera', after: 'change_cart' }, calls: [{ name: 'checkout_link', input: {} }] },
    { when: { user: 'primera', after: 'checkout_link' }, calls: [reply('Listo, está en tu carrito.', { link: { title: 'Pagar', url: '{{checkout_link.url}}' } })] },
  ]);
  const shopper = nextShopper();
  const found = await say(shopper, 'Hola, busco zapatillas para asfalto en 42');
  expect(found).toContain('asistente virtual');
  expect(found).toMatch(/\$\s?[\d.]+,00/);
  expect(await lastTurn()).toMatchObject({ state: 'answered', engine: 'generative', fallback: null });
  expect((await lastTurn())?.cost).toBeGreaterThan(0);
  expect(await say(shopper, 'La primera, por favor')).toMatch(/https?:\/\//);
  const { rows } = await sql<{ item_count: number }>`select item_count from cart where workspace_id = ${workspaceId} order by activity_at desc limit 1`.execute(it.app.db);
  expect(rows[0]?.item_count).toBe(1);
  const requests = await asked();
  expect(requests.every(({ stream }) => stream === true)).toBe(true);
  expect(requests[0]?.tools.map((tool) => tool.function.name)).toEqual(expect.arrayContaining(['search_products', 'reply', 'hand_to_person']));
});

test('P8: a price that it made up never reaches the shopper; told so, it mends its words', async () => {
  await script([
    { when: { context: 'comes from|own check', user: 'cuesta' }, calls: [reply('Te paso con el precio en un momento: ¿cuál de ellas miras?')] },
    { when: { user: 'cuesta' }, calls: [reply('Cuesta $ 12.345,00 y quedan 7.')] },
  ]);
  const said = await say(nextShopper(), '¿Cuánto cuesta la zapatilla esa?');
  expect(said).not.toContain('12.345');
  expect(await lastTurn()).toMatchObject({ engine: 'generative', state: 'answered' });
});

test('P8: one that insists on what it made up is taken from the conversation, and a person goes on', async () => {
  await script([{ when: {}, calls: [reply('Hoy con 40 % de descuento, código GRATIS40, sale $ 1,00.')] }]);
  const said = await say(nextShopper(), 'Dame tu mejor precio');
  expect(said).not.toMatch(/GRATIS40|40 %/);
  expect(await lastTurn()).toMatchObject({ state: 'handed_over' });
});

describe('the built-in engine answers the same turn, and the record says why, when the model', () => {
  const ways: Record<string, { fault?: Parameters<Simulator['world']['faults']['add']>[0]; steps?: object[]; fallback: string }> = {
    'is over its quota': { fault: { place: 'model', kind: 'error' }, fallback: 'over_quota' },
    'is down': { fault: { place: 'model', kind: 'status', status: 503 }, fallback: 'unavailable' },
    'cuts the line in the middle': { fault: { place: 'model', kind: 'drop_after' }, fallback: 'unavailable' },
    'stammers': { fault: { place: 'model', kind: 'malformed' }, fallback: 'malformed' },
    'calls tools that do not exist': { steps: [{ calls: [{ name: 'delete_everything', input: {} }] }], fallback: 'malformed' },
    'writes calls that are no JSON': { steps: [{ calls: [search], brokenArguments: '{"query": zapa' }], fallback: 'malformed' },
    'goes in circles': { steps: [{ calls: [search] }], fallback: 'malformed' },
  };
  test.each(Object.keys(ways))('%s', async (way) => {
    const { fault, steps, fallback } = ways[way] as (typeof ways)[string];
    await script(steps ?? []);
    if (fault) simulator.world.faults.add(fault);
    expect(await say(nextShopper(), 'Hola, busco zapatillas para correr en asfalto')).toContain('asistente virtual');
    expect(await lastTurn()).toMatchObject({ state: 'answered', engine: 'guided', fallback });
  });
});

test('asks for a person and gets one, in the shop’s own words', async () => {
  await script([{ calls: [{ name: 'hand_to_person', input: { trigger: 'policy_exception', summary: 'Quiere cambiar después del plazo.' } }] }]);
  await say(nextShopper(), 'Pasaron cuarenta días y quiero cambiarlas igual, ¿se puede?');
  expect(await lastTurn()).toMatchObject({ state: 'handed_over', reason: 'policy_exception' });
});
