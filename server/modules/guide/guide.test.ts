import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Guide } from '#contract/guide';
import type { GuideChoices } from '#contract/guide';
import { createTestApp, makeFlow, makeNumber, makeShop, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp, TestWorkspace } from '#test/app';

let it: TestApp;
beforeAll(async () => {
  it = await createTestApp();
});
afterAll(async () => {
  await it?.close();
  await stopSharedServer();
});

async function read(home: TestWorkspace): Promise<Guide> {
  const reply = await it.web.inject({ url: `/v1/workspaces/${home.id}/guide`, headers: { cookie: home.cookie } });
  expect(reply.statusCode).toBe(200);
  return Guide.parse(reply.json());
}

const choose = (home: TestWorkspace, choices: GuideChoices) =>
  it.web.inject({ method: 'PUT', url: `/v1/workspaces/${home.id}/guide`, headers: { cookie: home.cookie, origin: it.app.publicUrl }, payload: choices });

const statesOf = ({ steps }: Guide) => Object.fromEntries(steps.map(({ step, state }) => [step, state]));

function keepHealth(connectionId: string, step: { state: string; detail: string | null }) {
  return sql`update connection set health = ${JSON.stringify({ steps: [{ step: 'credentials', ...step }] })}::jsonb where id = ${connectionId}`.execute(it.app.db);
}

test('a new workspace has everything before it', async () => {
  const guide = await read(await makeWorkspace(it));
  expect(statesOf(guide)).toEqual({ shop: 'todo', whatsapp: 'todo', consent: 'todo', texts: 'todo', rescue: 'todo' });
  expect(guide).toMatchObject({ isDone: false, demo: null, script: null });
});

test('a shop waits until it was checked and heard, and says why a check failed', async () => {
  const home = await makeWorkspace(it);
  const shopId = await makeShop(it, home.id);
  expect((await read(home)).steps[0]).toMatchObject({ state: 'waiting', subjectId: shopId, isPretend: false });
  await keepHealth(shopId, { state: 'failed', detail: 'The secret is wrong.' });
  expect((await read(home)).steps[0]?.checks[0]).toMatchObject({ state: 'failed', detail: 'The secret is wrong.' });
  await keepHealth(shopId, { state: 'ok', detail: null });
  expect((await read(home)).steps[0]?.checks.map(({ state }) => state)).toEqual(['ok', 'waiting', 'waiting']);
});

test('an account of another kind, such as for payments, is no step and no obstacle', async () => {
  const home = await makeWorkspace(it);
  await sql`insert into connection (workspace_id, id, port, vendor, name, state, created_at, updated_at)
    values (${home.id}, ${it.app.ids.next()}, 'payment', 'any', 'Payments', 'active', now(), now())`.execute(it.app.db);
  expect(statesOf(await read(home))).toMatchObject({ shop: 'todo', whatsapp: 'todo' });
});

test('a connection to the simulator counts, and is named a pretend one', async () => {
  const home = await makeWorkspace(it);
  await makeNumber(it, home.id, { apiBaseUrl: 'http://127.0.0.1:4600/graph' });
  await makeShop(it, home.id, { adminBaseUrl: 'http://127.0.0.1:4600/shopify/aurora', storefrontUrl: 'http://127.0.0.1:4600/shop/aurora' });
  const guide = await read(home);
  expect(guide.steps.filter(({ isPretend }) => isPretend).map(({ step }) => step)).toEqual(['shop', 'whatsapp', 'consent', 'texts', 'rescue']);
  expect(statesOf(guide)['consent']).toBe('ok');
  // Only a demo has the pretend shop beside it.
  expect(guide.demo).toBeNull();
});

test('a real shop counts before the pretend one that it replaces, and an active one before a paused one', async () => {
  const home = await makeWorkspace(it);
  await makeShop(it, home.id, { adminBaseUrl: 'http://127.0.0.1:4600/shopify/aurora' });
  const realId = await makeShop(it, home.id, { shop: 'real' });
  expect((await read(home)).steps[0]).toMatchObject({ subjectId: realId, isPretend: false });
  await sql`update connection set state = 'paused' where id = ${realId}`.execute(it.app.db);
  expect((await read(home)).steps[0]).toMatchObject({ isPretend: true });
});

test('texts wait for their review after the flow is switched on', async () => {
  const home = await makeWorkspace(it);
  const number = await makeNumber(it, home.id);
  const flowId = await makeFlow(it, home.id);
  const step = async () => (await read(home)).steps.find(({ step: name }) => name === 'texts');
  expect(await step()).toMatchObject({ subjectId: flowId, checks: [{ check: 'flow_on', state: 'ok' }, { check: 'texts_approved', state: 'waiting' }] });
  await sql`update template set status = 'approved' where workspace_id = ${home.id} and connection_id = ${number}`.execute(it.app.db);
  expect(await step()).toMatchObject({ state: 'ok' });
  await sql`update template set status = 'rejected', reason = 'Too pushy' where workspace_id = ${home.id}`.execute(it.app.db);
  expect((await step())?.checks[1]).toMatchObject({ state: 'failed', detail: 'Too pushy' });
});

test('a step that was put off counts as done until it is taken up again', async () => {
  const home = await makeWorkspace(it);
  expect((await choose(home, { skipped: ['shop', 'whatsapp', 'consent', 'texts', 'rescue'] })).json()).toMatchObject({ isDone: true });
  expect((await choose(home, { skipped: ['shop'] })).json()).toMatchObject({ isDone: false });
  expect((await read(home)).steps.filter(({ isSkipped }) => isSkipped).map(({ step }) => step)).toEqual(['shop']);
});

test('who may only look cannot put a step off', async () => {
  const home = await makeWorkspace(it, { role: 'analyst' });
  expect((await choose(home, { skipped: ['shop'] })).statusCode).toBe(403);
});
