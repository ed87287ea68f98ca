import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TryBody } from '#contract/assistant';
import type { Actor } from '#platform/actor';
import { createTestApp, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp, TestWorkspace } from '#test/app';
import { callThen, say, scriptedEngine, scriptedParts } from '#test/assistant';
import { defineTool } from './define-tool.ts';
import { tryOut } from './try-out.ts';

let it: TestApp;
let home: TestWorkspace;
let actor: Actor;
beforeAll(async () => {
  it = await createTestApp();
  home = await makeWorkspace(it);
  actor = { kind: 'member', id: home.memberId, name: 'Ana', workspaceId: home.id, role: 'owner' };
});
afterAll(async () => {
  await it?.close();
  await stopSharedServer();
});

const engine = scriptedEngine('guided', () => say('Hola'));
const play = (body: { text: string; state?: string | null; tap?: string }, parts = scriptedParts(engine)) => tryOut(it.app, actor, TryBody.parse(body), parts);

async function countRows(): Promise<Record<string, number>> {
  const tables = ['contact', 'conversation', 'message', 'send', 'assistant_turn', 'assistant_effect', 'handoff', 'connection', 'conversation_event', 'job'];
  const counts = await Promise.all(tables.map(async (table) => [table, (await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(it.app.db)).rows[0]?.count ?? 0] as const));
  return Object.fromEntries(counts);
}

test('the same loop answers a pretend shopper, although the assistant is off, and nothing of it stays', async () => {
  const before = await countRows();
  engine.script = () => say('¿Qué buscas?');
  const first = await play({ text: 'Hola' });
  expect(first.content).toMatchObject({ type: 'text', text: expect.stringContaining('asistente virtual de Tienda Aurora') });
  expect(first.turn).toMatchObject({ state: 'answered', question: 'Hola', engine: 'guided', steps: [{ kind: 'draft' }] });
  expect(await countRows()).toEqual(before);
});

test('the conversation goes on with the state that it gave: history, memory, taps, what waits for a yes', async () => {
  engine.script = () => say('¿Qué talle?', { memory: { asked: 'size' }, choices: [{ action: 'size:42', title: '42', description: null }] });
  const first = await play({ text: 'zapatillas' });
  engine.script = (view) => say(`${JSON.stringify(view.memory)} ${view.incoming[0]?.tap?.action} ${view.history.length} ${view.isFirstAnswer}`);
  const second = await play({ text: '42', tap: `choice.0:${first.turn.id}`, state: first.state });
  expect(second.content).toMatchObject({ text: '{"asked":"size"} size:42 2 false' });
});

test('a write of a tool is seen by the next message of the try-out and by nobody else, and nothing outside is called', async () => {
  let called = 0;
  const remember = defineTool({
    name: 'remember_preference',
    description: '',
    effect: 'write',
    confirm: 'asked',
    run: (turn, { value }) => turn.once('p', async (tx) => {
      await sql`update contact set tags = array[${value}] where workspace_id = ${turn.workspaceId} and id = ${turn.contactId}`.execute(tx);
      return { preferences: {} };
    }),
  });
  const pay = defineTool({ name: 'checkout_link', description: '', effect: 'write', confirm: 'asked', run: (turn) => turn.callOnce('link', async () => ((called += 1), { url: 'https://pay.example', totalMinor: 1, currency: 'ARS' })) });
  const parts = scriptedParts(engine, { remember_preference: remember, checkout_link: pay });
  engine.script = callThen('remember_preference', { name: 'talle', value: 'talle-42' }, () => say('Anotado.'));
  const first = await play({ text: 'soy 42' }, parts);
  engine.script = callThen('checkout_link', {}, (view) => say(`${view.shopper.tags.join()} ${view.results[0]?.outcome.kind === 'refused' ? view.results[0].outcome.code : ''}`));
  const second = await play({ text: 'quiero pagar', state: first.state }, parts);
  expect(second.content).toMatchObject({ text: 'talle-42 try_out' });
  expect(called).toBe(0);
  expect((await sql`select from contact where tags @> array['talle-42']`.execute(it.app.db)).rows).toEqual([]);
});

test('a handoff shows what the shopper would read and why', async () => {
  const before = await countRows();
  const answer = await play({ text: 'quiero hablar con una persona' });
  expect(answer.handedOver).toMatchObject({ trigger: 'asked_for_person' });
  expect(answer.content).toMatchObject({ type: 'text', text: expect.stringContaining('una persona del equipo') });
  expect(await countRows()).toEqual(before);
});

test.each(['x', 'AAAA', Buffer.from('{"version":1}').toString('base64url')])('a state that we did not give ("%s") is refused with its field', async (state) => {
  await expect(play({ text: 'hola', state })).rejects.toMatchObject({ code: 'try_state_unknown', details: { field: 'state' } });
});

test('a state of another workspace opens nothing', async () => {
  engine.script = () => say('Hola');
  const { state } = await play({ text: 'hola' });
  const other = await makeWorkspace(it, { name: 'Otra' });
  await expect(tryOut(it.app, { ...actor, workspaceId: other.id }, TryBody.parse({ text: 'hola', state }), scriptedParts(engine))).rejects.toMatchObject({ code: 'try_state_unknown' });
});

test('it needs somebody who answers shoppers', async () => {
  await expect(tryOut(it.app, { ...actor, role: 'analyst' }, TryBody.parse({ text: 'hola' }), scriptedParts(engine))).rejects.toMatchObject({ code: 'role_needed' });
});

test('with the product’s own engine and tools', async () => {
  const reply = await it.web.inject({ method: 'POST', url: `/v1/workspaces/${home.id}/assistant/try`, headers: { cookie: home.cookie, origin: it.app.publicUrl }, payload: { text: 'Hola, ¿qué tal?' } });
  expect(reply.statusCode, reply.body).toBe(200);
  expect(reply.json()).toMatchObject({ turn: { state: 'answered', engine: 'guided' } });
});
