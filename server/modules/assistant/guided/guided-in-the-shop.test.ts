import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { StoredHandoffRules } from '#contract/handoff';
import { createNodeIo } from '#kit';
import { checkConnection } from '#modules/connections';
import { syncCatalog } from '#modules/catalog';
import { writeWorkspaceSetting } from '#modules/workspaces';
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

/** The engine with the real tools, catalogue and guards, over the whole server; the shop is a pretend one that is real HTTP. */
let it: TestApp;
let simulator: Simulator;
let workspaceId: string;
let number: string;
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
  await setAssistant(it, workspaceId);
});
afterAll(async () => {
  await simulator?.close();
  await it?.close();
  await stopSharedServer();
});
beforeEach(() => {
  line.sent.length = 0;
});

/** What the shopper reads after these words. */
async function say(shopper: Shopper, text: string): Promise<string> {
  const before = line.sent.length;
  await postMessage(it, number, shopper, { text });
  for (let round = 0; round < 3; round += 1) {
    it.clock.advance({ ms: 1300 });
    await it.runDue();
  }
  const sent = line.sent.slice(before);
  expect(sent.length).toBe(1);
  return JSON.stringify(sent[0]?.body ?? {});
}

const turns = async () => (await sql<{ state: string; reason: string | null; record: unknown }>`select state, reason, record from assistant_turn where workspace_id = ${workspaceId} order by started_at`.execute(it.app.db)).rows;

test('a shoe is found, taken in a size, doubled and paid by the shop’s own link', async () => {
  const shopper = nextShopper();
  const found = await say(shopper, 'hola, busco zapatillas para correr en asfalto');
  expect(found).toContain('asistente virtual');
  expect(found).toContain('$');
  const asked = await say(shopper, 'la primera en 42');
  const [colour = ''] = /"title":"(\p{L}+)"/u.exec(asked)?.slice(1) ?? [];
  expect(await say(shopper, colour)).toMatch(/tu carrito/);
  expect(await say(shopper, 'que sean dos')).toContain('2 ×');
  expect(await say(shopper, 'quiero pagar')).toMatch(/https?:/);
  expect((await turns()).map(({ state, reason }) => reason ?? state)).toEqual(Array((await turns()).length).fill('answered'));
});

test('what nobody wrote down is not known, and a person is offered', async () => {
  expect(await say(nextShopper(), 'qué garantía tienen los productos?')).toMatch(/no lo sé con certeza|No tengo ese dato/);
});

test('a rule that the merchant switched off fetches nobody, and nobody is said to come', async () => {
  const isOff = { isOn: false, tags: [], priority: 0, owner: null, message: null };
  await inTransaction(it.app.db, (tx) => writeWorkspaceSetting(it.app, tx, workspaceId, 'handoff', StoredHandoffRules, { rules: { needs_owner: isOff, asked_for_person: isOff } }));
  const shopper = nextShopper();
  expect(await say(shopper, 'quiero cambiar la dirección de entrega de mi pedido')).toMatch(/por mi cuenta|desde aquí/);
  expect((await turns()).at(-1)?.state).toBe('answered');
  expect(await say(shopper, 'quiero hablar con una persona')).toMatch(/persona/);
});
