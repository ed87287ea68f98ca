import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createNodeIo, createPools } from '#kit';
import { resolveContacts } from '#modules/contacts';
import { inTransaction } from '#platform/database';
import { createTestApp, makeNumber, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp, TestWorkspace } from '#test/app';
import { pretendNumber } from '#test/stage';
import { startSimulator } from '../../../simulator/index.ts';
import type { Simulator } from '../../../simulator/index.ts';
import { sendWork } from './dispatch-sends.ts';
import { planSends } from './plan-sends.ts';

const pools = createPools();
const limit = 250;
const portfolioKey = '500100000000001';
let simulator: Simulator;
let it: TestApp;
let home: TestWorkspace;
let number: string;
let templateId: string;
beforeAll(async () => {
  it = await createTestApp({ io: createNodeIo({ userAgent: 'Marchante test', dispatcher: pools }) });
  simulator = await startSimulator({ seed: 5, startAt: it.clock.nowMs() });
  home = await makeWorkspace(it);
  number = await makeNumber(it, home.id, { ...pretendNumber, messagesPerSecond: 1000, apiBaseUrl: `${simulator.url}/graph` });
  await sql`update connection set facts = facts || ${JSON.stringify({ dailyLimit: limit, portfolioKey })}::jsonb where id = ${number}`.execute(it.app.db);
  await control('PATCH', '/sim/whatsapp/settings', { messagingLimit: true, throughput: false });
  await control('PATCH', `/sim/whatsapp/accounts/${pretendNumber.phoneNumberId}`, { tier: 'TIER_250' });
  await control('PATCH', '/sim/whatsapp/templates/review', { delayMs: 0 });
  await control('POST', `/graph/v26.0/${pretendNumber.wabaId}/message_templates`, { name: 'ready', language: 'es', category: 'UTILITY', components: [{ type: 'BODY', text: 'Tu pedido te espera en la tienda.' }] });
  simulator.world.advance(60_000);
  templateId = it.app.ids.next();
  const now = it.clock.now();
  await sql`insert into template (workspace_id, id, connection_id, name, language, category, status, header, body, variables, buttons, version, content_hash, created_at, updated_at)
    values (${home.id}, ${templateId}, ${number}, 'ready', 'es', 'utility', 'approved', '{"kind": "none", "text": null}', 'Tu pedido te espera en la tienda.', '{}', '[]', ${now}, 'x', ${now}, ${now})`.execute(it.app.db);
});
afterAll(async () => {
  await it?.close();
  await simulator?.close();
  await pools.close();
  await stopSharedServer();
});

async function control(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${pretendNumber.accessToken}`, 'content-type': 'application/json' };
  const reply = await fetch(`${simulator.url}${path}`, { method, headers: body ? headers : {}, ...(body && { body: JSON.stringify(body) }) });
  const text = await reply.text();
  expect(reply.ok, text).toBe(true);
  return JSON.parse(text) as Record<string, unknown>;
}

/** People whom the portfolio reached an hour ago, as both sides know. */
async function reachBefore(count: number): Promise<void> {
  const send = (index: number) =>
    control('POST', `/graph/v26.0/${pretendNumber.phoneNumberId}/messages`, { messaging_product: 'whatsapp', to: `+54911${72_000_000 + index}`, type: 'template', template: { name: 'ready', language: { code: 'es' } } });
  await Promise.all(Array.from({ length: count }, (_, index) => send(index)));
  await sql`insert into reach (workspace_id, portfolio_key, contact_id, last_at)
    select ${home.id}, ${portfolioKey}, uuidv4(), ${it.clock.now()} from generate_series(1, ${count}::int)`.execute(it.app.db);
  it.clock.advance({ hours: 1 });
  simulator.world.advance(3_600_000);
}

/** People who never wrote, each with one message that needs no consent. */
async function planMany(count: number): Promise<void> {
  const at = it.clock.now();
  await inTransaction(it.app.db, async (tx) => {
    const people = Array.from({ length: count }, (_, index) => ({ waId: `54911${71_000_000 + index}`, phone: `+54911${71_000_000 + index}` }));
    const contactIds = await resolveContacts(it.app, tx, people.map((person) => ({ workspaceId: home.id, connectionId: number, person, at })));
    const content = { type: 'template' as const, name: 'ready', language: 'es', header: null, body: [], buttons: [], preview: { header: null, text: 'Tu pedido te espera en la tienda.', footer: null, buttons: [], imageUrl: null } };
    await planSends(tx, contactIds.map((contactId) => ({
      workspaceId: home.id, id: it.app.ids.next(), origin: 'person' as const, originId: it.app.ids.next(), step: 'only', contactId: contactId as string, connectionId: number, cartId: null, flowId: null,
      channel: 'whatsapp' as const, purpose: 'utility' as const, plannedForMs: it.clock.nowMs(), intent: { kind: 'content' as const, content, inReplyTo: null, templateId }, isReply: false,
      heldOut: false, arm: null, authorId: null, authorName: null,
    })));
  });
}

async function work(rounds: number): Promise<void> {
  const workers = Array.from({ length: 3 }, () => sendWork(it.app));
  for (let round = 0; round < rounds; round += 1) {
    await Promise.all(workers.map((worker) => worker.runOnce(8)));
    await Promise.all(workers.map((worker) => worker.drain()));
    it.clock.advance({ ms: 600 });
  }
}

const states = async () =>
  (await sql<{ state: string; reason: string | null; count: number }>`select state, reason, count(*) from send where workspace_id = ${home.id} group by 1, 2 order by 1, 2`.execute(it.app.db)).rows;

test('several workers together never reach more people in 24 hours than the portfolio may; the others follow', async () => {
  await reachBefore(limit - 10);
  await planMany(25);
  await work(6);
  expect(await states()).toEqual([{ state: 'accepted', reason: null, count: 10 }, { state: 'planned', reason: 'portfolio_limit', count: 15 }]);
  it.clock.advance({ hours: 24 });
  simulator.world.advance(24 * 3_600_000);
  await work(6);
  expect(await states()).toEqual([{ state: 'accepted', reason: null, count: 25 }]);
  expect((await control('GET', '/sim/whatsapp/stats')).refused).toEqual({});
});
