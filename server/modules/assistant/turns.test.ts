import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { callThen, fakeTool, say, scriptedParts } from '#test/assistant';
import { nextShopper, postMessage } from '#test/whatsapp';
import type { Shopper } from '#test/whatsapp';
import { defineTool } from './define-tool.ts';
import { noUsage } from './engine.ts';
import { openTurnDesk, textOf } from './testing.ts';
import { assistantWork } from './turn-work.ts';

const desk = openTurnDesk();
const { line, guided, tools, settle, read, conversationOf, write, turnsOf, setUp } = desk;

describe('a burst', () => {
  test('of three messages becomes one turn with one answer, after the shopper fell silent', async () => {
    const shopper = nextShopper();
    await write(shopper, 'Hola');
    await settle(800);
    await write(shopper, 'busco zapatillas');
    await settle(800);
    await write(shopper, 'talle 42');
    expect(line.sent).toHaveLength(0);
    await settle();
    expect(guided.seen[0]?.incoming.map(({ text }) => text)).toEqual(['Hola', 'busco zapatillas', 'talle 42']);
    expect(line.sent).toHaveLength(1);
    expect(await turnsOf(shopper)).toMatchObject([{ state: 'answered', messages: 3, engine: 'guided' }]);
  });

  test('is answered after five seconds even when it does not end', async () => {
    const shopper = nextShopper();
    for (let index = 0; index < 6; index += 1) {
      await write(shopper, `parte ${index}`);
      await settle(900);
    }
    expect(line.sent.length).toBeGreaterThanOrEqual(1);
  });

  test('shows the shopper that an answer is being written', async () => {
    await write(nextShopper(), 'Hola');
    await settle();
    expect(line.others).toContainEqual(expect.objectContaining({ status: 'read', typing_indicator: { type: 'text' } }));
  });
});

describe('one answer', () => {
  test('a repeated webhook brings no second one', async () => {
    const shopper = nextShopper();
    for (let time = 0; time < 3; time += 1) await postMessage(desk.it, desk.number, shopper, { text: 'Hola', id: `wamid.T${shopper.waId}` });
    await settle();
    await postMessage(desk.it, desk.number, shopper, { text: 'Hola', id: `wamid.T${shopper.waId}` });
    await settle();
    expect(line.sent).toHaveLength(1);
  });

  test('a message that comes while the turn is thought makes it think again, and is answered by the same answer', async () => {
    const shopper = nextShopper();
    await write(shopper, 'Quiero el 42');
    guided.script = async (view) => {
      if (view.incoming.length === 1) await write(shopper, 'mejor el 43');
      return say(`Entendido: ${view.incoming.map(({ text }) => text).join(' / ')}`);
    };
    await settle();
    await settle();
    expect(line.sent).toHaveLength(1);
    expect(textOf(line.sent[0])).toContain('Quiero el 42 / mejor el 43');
    expect(await turnsOf(shopper)).toMatchObject([{ state: 'answered', messages: 2 }]);
  });

  test('who never stops writing is answered in turns, each message once', async () => {
    const shopper = nextShopper();
    await write(shopper, 'uno');
    let more = 0;
    guided.script = async (view) => {
      if (more < 5) await write(shopper, `más ${(more += 1)}`);
      return say(`Leí ${view.incoming.map(({ text }) => text).join(', ')}`);
    };
    await settle();
    for (let index = 0; index < 4; index += 1) await settle();
    const turns = await turnsOf(shopper);
    expect(turns.every(({ state }) => state === 'answered')).toBe(true);
    expect(turns.reduce((sum, { messages }) => sum + messages, 0)).toBe(6);
    expect(line.sent).toHaveLength(turns.length);
    expect(turns.length).toBeGreaterThan(1);
  });

  test('a write is not made when the shopper said something else meanwhile', async () => {
    const shopper = nextShopper();
    const made: string[] = [];
    tools.remember_preference = defineTool({ name: 'remember_preference', description: '', effect: 'write', confirm: 'asked', run: async (turn, { value }) => turn.once(`p:${value}`, async () => (made.push(value), { preferences: {} })) });
    await write(shopper, 'soy talle 42');
    guided.script = async (view) => {
      if (view.results.length > 0) return say('Anotado.');
      if (view.incoming.length === 1) await write(shopper, 'perdón, 43');
      return { kind: 'call', calls: [{ id: 'c', name: 'remember_preference', input: { name: 'talle', value: view.incoming.length === 1 ? '42' : '43' } }], usage: noUsage };
    };
    await settle();
    await settle();
    expect(made).toEqual(['43']);
    expect(line.sent).toHaveLength(1);
  });

  test('after a write this turn tells what it did; what was said meanwhile is the next turn’s', async () => {
    const shopper = nextShopper();
    const made: string[] = [];
    tools.remember_preference = defineTool({ name: 'remember_preference', description: '', effect: 'write', confirm: 'asked', run: async (turn, { value }) => turn.once(`p:${value}`, async () => (made.push(value), { preferences: {} })) });
    await write(shopper, 'agrega una 42');
    guided.script = async (view) => {
      const said = view.incoming.map(({ text }) => text).join(' / ');
      if (said !== 'agrega una 42') return say(`Leí: ${said}`);
      if (view.results.length === 0) return { kind: 'call', calls: [{ id: 'a', name: 'remember_preference', input: { name: 'talle', value: '42' } }], usage: noUsage };
      await write(shopper, '¿y el envío?');
      return say('Agregué la 42.');
    };
    await settle();
    await settle();
    expect(made).toEqual(['42']);
    expect(line.sent.map(textOf)).toEqual([expect.stringContaining('Agregué la 42.'), expect.stringContaining('Leí: ¿y el envío?')]);
  });

  test('a message whose webhook commits while the end of its turn waits for it is thought in as well', async () => {
    const shopper = nextShopper();
    await write(shopper, 'Hola');
    let settling = Promise.resolve();
    guided.script = async () => {
      // The webhook of a second message holds the conversation and has not committed when the answer is there.
      settling = desk.it.app.db.transaction().execute(async (tx) => {
        const id = (await conversationOf(shopper))?.id ?? '';
        await sql`update conversation set unread_count = unread_count + 1 where workspace_id = ${desk.home.id} and id = ${id}`.execute(tx);
        thought.resolve();
        await expect.poll(() => read(sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike '%for no key update%'`)).toHaveLength(1);
        await sql`update assistant_turn set message_ids = message_ids || gen_random_uuid() where workspace_id = ${desk.home.id} and conversation_id = ${id} and state = 'thinking'`.execute(tx);
      });
      await thought.promise;
      guided.script = () => say('Hola, dime.');
      return say('¡Hola!');
    };
    const thought = Promise.withResolvers<void>();
    await settle();
    await settling;
    // It was thought anew, with both.
    expect(await turnsOf(shopper)).toMatchObject([{ state: 'answered', messages: 2 }]);
    expect(line.sent.map(textOf)).toEqual([expect.stringContaining('Hola, dime.')]);
  });

  test('a worker that is killed in the middle changes nothing twice, and another one answers within its lease', async () => {
    const shopper = nextShopper();
    const made: string[] = [];
    tools.remember_preference = defineTool({ name: 'remember_preference', description: '', effect: 'write', confirm: 'asked', run: (turn, { value }) => turn.once(`p:${value}`, async () => (made.push(value), { preferences: { talle: value } })) });
    let looks = 0;
    guided.script = (view) => {
      if (view.results.length === 0) return { kind: 'call', calls: [{ id: 'c', name: 'remember_preference', input: { name: 'talle', value: '42' } }], usage: noUsage };
      looks += 1;
      // Never comes back, as after kill -9.
      if (looks === 1) return new Promise(() => undefined);
      return say('Anotado.');
    };
    await write(shopper, 'soy talle 42');
    desk.it.clock.advance({ ms: 1300 });
    await assistantWork(desk.it.app, scriptedParts(guided, tools)).runOnce(10);
    await expect.poll(() => looks).toBe(1);
    desk.it.clock.advance({ ms: 15_100 });
    await desk.it.runDue();
    expect(made).toEqual(['42']);
    expect(line.sent).toHaveLength(1);
    expect(await turnsOf(shopper)).toMatchObject([{ state: 'answered', attempts: 2 }]);
  });

  test('a turn that kills its workers again and again goes to a person', async () => {
    const shopper = nextShopper();
    await write(shopper, 'Hola');
    await sql`update assistant_turn set attempts = 3 where workspace_id = ${desk.home.id} and state = 'waiting'`.execute(desk.it.app.db);
    await settle();
    expect(guided.seen).toEqual([]);
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'person', handoff_reason: 'low_confidence' });
    expect(line.sent).toHaveLength(1);
  });

  test('a turn whose reading fails again and again goes to a person as well', async () => {
    const shopper = nextShopper();
    await write(shopper, 'Hola');
    await sql`update message set content = '{"type":"unheard of"}' where workspace_id = ${desk.home.id} and direction = 'in' and id = (select message_ids[1] from assistant_turn where workspace_id = ${desk.home.id} and state = 'waiting')`.execute(desk.it.app.db);
    for (let time = 0; time < 4; time += 1) await settle(15_100);
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'person', handoff_reason: 'low_confidence' });
    expect(line.sent).toHaveLength(1);
  });

  test('none comes once a person took the conversation over meanwhile', async () => {
    const shopper = nextShopper();
    await write(shopper, 'Hola');
    const conversation = await conversationOf(shopper);
    await desk.it.web.inject({ method: 'POST', url: `/v1/workspaces/${desk.home.id}/conversations/${conversation?.id}/take-over`, headers: { cookie: desk.home.cookie, origin: desk.it.app.publicUrl } });
    await settle();
    expect(line.sent).toEqual([]);
    // Nor does any engine think for it.
    expect(guided.seen).toEqual([]);
    expect(await turnsOf(shopper)).toMatchObject([{ state: 'dropped', reason: 'person_took_over' }]);
  });

  test('none comes to words that were taken back', async () => {
    const shopper = nextShopper();
    await write(shopper, 'Hola');
    await sql`update message set is_revoked = true where workspace_id = ${desk.home.id} and conversation_id = ${(await conversationOf(shopper))?.id ?? null}`.execute(desk.it.app.db);
    await settle();
    expect(line.sent).toEqual([]);
    expect(await turnsOf(shopper)).toMatchObject([{ state: 'dropped', reason: 'taken_back' }]);
  });
});

describe('topics', () => {
  test('that the merchant keeps for people go to a person, and their tools are not run', async () => {
    await setUp({ topics: ['products'] });
    tools.order_status = fakeTool('order_status', () => ({ orders: [], isUnknown: false }));
    guided.script = callThen('order_status', {}, (view) => say(view.results[0]?.outcome.kind === 'refused' ? `No puedo: ${view.results[0].outcome.code}` : 'Sí'));
    const shopper = nextShopper();
    await write(shopper, 'zxcv');
    await settle();
    expect(JSON.stringify((await turnsOf(shopper))[0]?.record)).toContain('topic_off');
  });
});

test('two people who prove to be one are answered once, with everything both said', async () => {
  const full = nextShopper();
  const hidden: Shopper = { ...(full.bsuid && { bsuid: full.bsuid }), name: 'Lucía' };
  await write(hidden, 'Hola, ¿tienen mochilas?');
  await write({ ...(full.waId && { waId: full.waId }), name: 'Lucía' }, 'soy yo, desde el otro lado');
  desk.it.clock.advance({ ms: 100 });
  await write(full, 'acá está mi número');
  await settle();
  expect(line.sent).toHaveLength(1);
  expect(guided.seen.at(-1)?.incoming.map(({ text }) => text).toSorted()).toEqual(['Hola, ¿tienen mochilas?', 'acá está mi número', 'soy yo, desde el otro lado']);
  expect((await turnsOf(full)).map(({ state, reason }) => [state, reason])).toEqual(expect.arrayContaining([['answered', null], ['dropped', 'merged']]));
});

test('an erased person’s turns keep no words, and an open one ends', async () => {
  const shopper = nextShopper();
  await write(shopper, 'soy Lucía, mi secreto es xyzzy');
  await settle();
  await write(shopper, 'otra cosa');
  const { app } = desk.it;
  const [{ contact_id: contactId } = { contact_id: '' }] = await read(sql<{ contact_id: string }>`select distinct contact_id from contact_identity where workspace_id = ${desk.home.id} and reported = ${shopper.waId ?? ''}`);
  const reply = await desk.it.web.inject({ method: 'POST', url: `/v1/workspaces/${desk.home.id}/contacts/${contactId}/erase`, headers: { cookie: desk.home.cookie, origin: app.publicUrl }, payload: {} });
  expect([200, 202, 204]).toContain(reply.statusCode);
  const rows = await read(sql<{ state: string; record: unknown; memory: unknown }>`select state, record, memory from assistant_turn where workspace_id = ${desk.home.id} and contact_id = ${contactId} order by started_at`);
  expect(rows.map(({ state, record }) => [state, JSON.stringify(record)])).toEqual([['answered', '{}'], ['dropped', '{}']]);
  line.sent.length = 0;
  await settle();
  expect(line.sent).toEqual([]);
});
