import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ConnectorError } from '#ports/connector';
import { defineModel } from '#ports/model';
import { createTestApp, makeNumber, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp, TestWorkspace } from '#test/app';
import { callThen, draft, fakeTool, say, scriptedEngine, scriptedParts, setAssistant } from '#test/assistant';
import type { ScriptedEngine } from '#test/assistant';
import { makePretendLine, nextShopper, postMessage } from '#test/whatsapp';
import type { PretendLine, Shopper } from '#test/whatsapp';
import { defineTool } from './define-tool.ts';
import { noUsage } from './engine.ts';
import type { Tools } from './define-tool.ts';

let it: TestApp;
let line: PretendLine;
let home: TestWorkspace;
let number: string;
let guided: ScriptedEngine;
let model: ScriptedEngine;
const tools: Tools = {};
const greet = say('Hola, ¿qué buscas?');

beforeAll(async () => {
  line = makePretendLine();
  guided = scriptedEngine('guided', () => greet);
  model = scriptedEngine('generative', () => greet);
  it = await createTestApp({ io: line.io(() => new Date()), assistant: scriptedParts(guided, tools, model), isStill: true });
  const pretendModel = defineModel<unknown, unknown>({ hooks: { verify: () => 'forged', translate: () => ({ events: [] }) }, id: 'pretend-model', name: 'Pretend', settings: z.unknown(), connect: () => ({}), check: async () => ({ steps: [], accountName: null, accountKey: null, facts: {} }), generate: () => Promise.reject(new Error('The script thinks.')), price: () => null, seesPictures: () => false, transcribe: async () => { if (heard.text === null) throw new ConnectorError('unavailable', 'Deaf.'); return { text: heard.text, language: null }; } });
  it.app.connectors = { ...it.app.connectors, models: new Map([['pretend-model', pretendModel]]) };
  home = await makeWorkspace(it);
  number = await makeNumber(it, home.id);
});
afterAll(async () => {
  await it?.close();
  await stopSharedServer();
});
beforeEach(async () => {
  // What another test left open is none of the next one's business.
  guided.script = () => greet;
  await settle(10_000);
  line.sent.length = 0;
  line.others.length = 0;
  guided.seen = [];
  model.script = () => greet;
  model.seen = [];
  for (const name of Object.keys(tools)) delete tools[name as keyof Tools];
  await setAssistant(it, home.id);
});

const write = (shopper: Shopper, text: string) => postMessage(it, number, shopper, { text });
/** Lets the quiet time pass and everything happen. */
async function settle(ms = 1300) {
  it.clock.advance({ ms });
  await it.runDue();
}
async function read<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await query.execute(it.app.db)).rows;
}
const turnsOf = ({ waId }: Shopper) =>
  read(sql<{ id: string; state: string; reason: string | null; messages: number; attempts: number; engine: string | null; fallback: string | null; record: { steps: { kind: string }[] }; pending: unknown; cost_micros: number }>`
    select t.*, cardinality(t.message_ids) as messages from assistant_turn t where t.workspace_id = ${home.id}
      and t.contact_id = (select distinct contact_id from contact_identity where workspace_id = ${home.id} and reported = ${waId ?? ''}) order by t.started_at, t.id`);
const conversationOf = async ({ waId }: Shopper) =>
  (await read(sql<{ id: string; handler: string; handoff_reason: string | null; waiting_since: Date | null; tags: string[]; priority: number }>`
    select * from conversation where workspace_id = ${home.id} and contact_id = (select distinct contact_id from contact_identity where workspace_id = ${home.id} and reported = ${waId ?? ''})`))[0];
const textOf = (sent: { body: Record<string, unknown> } | undefined) => JSON.stringify(sent?.body ?? {});

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

describe('a question that no page answers', () => {
  const askPages = (questions: string[], then: ReturnType<typeof say>): typeof guided.script => (view) => {
    const question = questions[view.results.length];
    return question === undefined ? then : { kind: 'call', calls: [{ id: `q${view.results.length}`, name: 'find_policy', input: { question, kind: null } }], usage: noUsage };
  };
  const noted = async (words: string) => read(sql<{ question: string; reason: string }>`select question, reason from unanswered_question where workspace_id = ${home.id} and question like ${`%${words}%`}`);

  test('is kept once, in the shopper’s own words, however often the pages were asked', async () => {
    tools.find_policy = fakeTool('find_policy', () => ({ passages: [], isNear: true }));
    guided.script = askPages(['guardería', 'servicios de la tienda'], say('No lo sé.'));
    await write(nextShopper(), '¿Cuidan perros grandes mientras compro?');
    await settle();
    expect(await noted('perros grandes')).toEqual([{ question: '¿Cuidan perros grandes mientras compro?', reason: 'weak_answer' }]);
    expect(await noted('guardería')).toEqual([]);
  });

  test('is not kept when one of the looks found an answer', async () => {
    const passage = { passageId: 'p1', source: 'Mascotas', kind: 'policy', text: 'Puedes entrar con tu mascota.', url: null, score: 0.9 };
    tools.find_policy = fakeTool('find_policy', () => ({ passages: guided.seen.at(-1)?.results.length === 0 ? [] : [passage], isNear: true }));
    guided.script = askPages(['entrar con loros', 'mascotas'], say('Sí.'));
    await write(nextShopper(), '¿Puedo entrar con loros?');
    await settle();
    expect(await noted('loros')).toEqual([]);
  });
});

describe('one answer', () => {
  test('a repeated webhook brings no second one', async () => {
    const shopper = nextShopper();
    for (let time = 0; time < 3; time += 1) await postMessage(it, number, shopper, { text: 'Hola', id: `wamid.T${shopper.waId}` });
    await settle();
    await postMessage(it, number, shopper, { text: 'Hola', id: `wamid.T${shopper.waId}` });
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
    it.clock.advance({ ms: 1300 });
    const { assistantWork } = await import('./turn-work.ts');
    await assistantWork(it.app, scriptedParts(guided, tools)).runOnce(10);
    await expect.poll(() => looks).toBe(1);
    it.clock.advance({ ms: 15_100 });
    await it.runDue();
    expect(made).toEqual(['42']);
    expect(line.sent).toHaveLength(1);
    expect(await turnsOf(shopper)).toMatchObject([{ state: 'answered', attempts: 2 }]);
  });

  test('a turn that kills its workers again and again goes to a person', async () => {
    const shopper = nextShopper();
    await write(shopper, 'Hola');
    await sql`update assistant_turn set attempts = 3 where workspace_id = ${home.id} and state = 'waiting'`.execute(it.app.db);
    await settle();
    expect(guided.seen).toEqual([]);
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'person', handoff_reason: 'low_confidence' });
    expect(line.sent).toHaveLength(1);
  });

  test('a turn whose reading fails again and again goes to a person as well', async () => {
    const shopper = nextShopper();
    await write(shopper, 'Hola');
    await sql`update message set content = '{"type":"unheard of"}' where workspace_id = ${home.id} and direction = 'in' and id = (select message_ids[1] from assistant_turn where workspace_id = ${home.id} and state = 'waiting')`.execute(it.app.db);
    for (let time = 0; time < 4; time += 1) await settle(15_100);
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'person', handoff_reason: 'low_confidence' });
    expect(line.sent).toHaveLength(1);
  });

  test('none comes once a person took the conversation over meanwhile', async () => {
    const shopper = nextShopper();
    await write(shopper, 'Hola');
    const conversation = await conversationOf(shopper);
    await it.web.inject({ method: 'POST', url: `/v1/workspaces/${home.id}/conversations/${conversation?.id}/take-over`, headers: { cookie: home.cookie, origin: it.app.publicUrl } });
    await settle();
    expect(line.sent).toEqual([]);
    // Nor does any engine think for it.
    expect(guided.seen).toEqual([]);
    expect(await turnsOf(shopper)).toMatchObject([{ state: 'dropped', reason: 'person_took_over' }]);
  });

  test('none comes to words that were taken back', async () => {
    const shopper = nextShopper();
    await write(shopper, 'Hola');
    await sql`update message set is_revoked = true where workspace_id = ${home.id} and conversation_id = ${(await conversationOf(shopper))?.id ?? null}`.execute(it.app.db);
    await settle();
    expect(line.sent).toEqual([]);
    expect(await turnsOf(shopper)).toMatchObject([{ state: 'dropped', reason: 'taken_back' }]);
  });
});

describe('who answers', () => {
  test('a person while the assistant is off, as before', async () => {
    await setAssistant(it, home.id, { isOn: false });
    const shopper = nextShopper();
    await write(shopper, 'Hola');
    await settle();
    expect(line.sent).toEqual([]);
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'person', handoff_reason: 'replied' });
  });

  test('a person outside of its hours and on other channels', async () => {
    // The tests begin on a Tuesday at noon in Buenos Aires.
    await setAssistant(it, home.id, { hours: { kind: 'own', week: [{ weekday: 2, from: '18:00', to: '22:00' }] } });
    const early = nextShopper();
    await write(early, 'Hola');
    expect(await conversationOf(early)).toMatchObject({ handler: 'person' });
    await setAssistant(it, home.id, { channels: ['chat'] });
    const other = nextShopper();
    await write(other, 'Hola');
    expect(await conversationOf(other)).toMatchObject({ handler: 'person' });
  });

  test('a stable share of people: the same ones every time', async () => {
    await setAssistant(it, home.id, { share: 50 });
    const shoppers = Array.from({ length: 24 }, () => nextShopper());
    for (const shopper of shoppers) await write(shopper, 'Hola');
    const handlers = await Promise.all(shoppers.map(async (shopper) => (await conversationOf(shopper))?.handler));
    expect(new Set(handlers)).toEqual(new Set(['assistant', 'person']));
    await setAssistant(it, home.id, { share: 100 });
    const [dealt] = shoppers.filter((_, index) => handlers[index] === 'assistant');
    await setAssistant(it, home.id, { share: 50 });
    await write(dealt as Shopper, 'otra cosa');
    expect(await conversationOf(dealt as Shopper)).toMatchObject({ handler: 'assistant' });
  });

  test('the person who has the conversation, until they hand it back', async () => {
    const shopper = nextShopper();
    await write(shopper, 'quiero hablar con una persona');
    await settle();
    expect(line.sent).toHaveLength(1);
    await write(shopper, '¿tienen el 42?');
    await settle();
    expect(guided.seen).toEqual([]);
    const { id } = (await conversationOf(shopper)) ?? { id: '' };
    await it.web.inject({ method: 'POST', url: `/v1/workspaces/${home.id}/conversations/${id}/hand-back`, headers: { cookie: home.cookie, origin: it.app.publicUrl } });
    await write(shopper, '¿y el 43?');
    await settle();
    expect(guided.seen).toHaveLength(1);
    expect(guided.seen[0]?.isFirstAnswer).toBe(true);
  });

  test('the assistant again when the person was not seen for the stated time, or closed it', async () => {
    await setAssistant(it, home.id, { returnAfterMinutes: 60 });
    const shopper = nextShopper();
    await write(shopper, 'quiero hablar con una persona');
    it.clock.advance({ minutes: 59 });
    await write(shopper, '¿hola?');
    await settle();
    expect(guided.seen).toEqual([]);
    it.clock.advance({ minutes: 61 });
    await write(shopper, '¿tienen el 42?');
    await settle();
    expect(guided.seen).toHaveLength(1);
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'assistant', waiting_since: null, handoff_reason: null });
    const closed = nextShopper();
    await setAssistant(it, home.id, { returnAfterMinutes: null });
    await write(closed, 'quiero hablar con una persona');
    const { id } = (await conversationOf(closed)) ?? { id: '' };
    await it.web.inject({ method: 'POST', url: `/v1/workspaces/${home.id}/conversations/${id}/close`, headers: { cookie: home.cookie, origin: it.app.publicUrl } });
    await write(closed, '¿tienen el 42?');
    expect(await conversationOf(closed)).toMatchObject({ handler: 'assistant' });
  });

  test('a thread that another application owns is never answered', async () => {
    const shopper = nextShopper();
    await postMessage(it, number, shopper, { text: 'Hola' }, 'standby');
    await settle();
    expect(line.sent).toEqual([]);
  });
});

describe('P7: a person is always reachable, and the assistant says that it is one', () => {
  test('the first answer says so and how to reach a person; later ones need not', async () => {
    const shopper = nextShopper();
    await write(shopper, 'Hola');
    await settle();
    expect(textOf(line.sent[0])).toMatch(/Soy Auri, el asistente virtual de Tienda Aurora\..*escribe PERSONA/);
    await write(shopper, 'busco una mochila');
    guided.script = () => say('¿De qué tamaño?');
    await settle();
    expect(textOf(line.sent[1])).not.toContain('asistente virtual');
  });

  test('in the merchant’s own words, which must say it', async () => {
    const words = { es: 'Te atiende {{name}}, asistente virtual de {{shop}}.', pt: 'Sou {{name}}, assistente virtual.', en: 'I am {{name}}, a virtual assistant.' };
    await setAssistant(it, home.id, { disclosure: words });
    await write(nextShopper(), 'Hola');
    await settle();
    expect(textOf(line.sent[0])).toContain('Te atiende Auri, asistente virtual de Tienda Aurora.');
    const lie = { ...words, es: 'Soy Laura, de la tienda.' };
    const reply = await it.web.inject({ method: 'PUT', url: `/v1/workspaces/${home.id}/assistant`, headers: { cookie: home.cookie, origin: it.app.publicUrl }, payload: { isOn: true, disclosure: lie } });
    expect(reply.statusCode).toBe(400);
    expect(reply.body).toContain('disclosure');
  });

  test.each(['PERSONA', 'quiero hablar con una persona', 'human', 'falar com um atendente'])('"%s" is no question for an engine', async (words) => {
    const shopper = nextShopper();
    await write(shopper, words);
    await settle();
    expect(guided.seen).toEqual([]);
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'person', handoff_reason: 'asked_for_person', priority: 1 });
    expect(line.sent).toHaveLength(1);
  });

  test('words that only mention a person stay with the assistant', async () => {
    const shopper = nextShopper();
    await write(shopper, 'Busco un regalo para una persona mayor');
    await settle();
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'assistant' });
  });

  test('tapping for a person again and again is answered once', async () => {
    const shopper = nextShopper();
    for (let time = 0; time < 4; time += 1) {
      await postMessage(it, number, shopper, { tap: { id: `human:${it.app.ids.next()}`, title: 'Hablar con alguien' } });
      await settle();
    }
    expect(line.sent).toHaveLength(1);
  });

  test('the assistant’s own button reaches one too', async () => {
    const shopper = nextShopper();
    guided.script = () => say('No lo sé.', { choices: [{ action: 'human', title: 'Una consulta', description: null }] });
    await write(shopper, '¿Qué opinan de esto?');
    await settle();
    const [turn] = await turnsOf(shopper);
    await postMessage(it, number, shopper, { tap: { id: `choice.0:${turn?.id}`, title: 'Una consulta' } });
    await settle();
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'person', handoff_reason: 'asked_for_person' });
  });

  test('an engine may never pass itself off as a human being', async () => {
    const shopper = nextShopper();
    guided.script = () => say('Soy una persona real, no un bot.');
    await write(shopper, '¿sos un bot?');
    await settle();
    expect(textOf(line.sent[0])).not.toContain('persona real');
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'person', handoff_reason: 'low_confidence' });
  });
});

describe('P8: product truth', () => {
  const policy = { passages: [{ passageId: 'p1', source: 'Cambios', kind: 'policy', text: 'Puedes cambiar cualquier producto dentro de los 30 días de recibido.', url: null, score: 0.9 }] };

  test('a draft with a price that no tool gave goes back with the reason, and a mended one is sent', async () => {
    guided.script = (view) => (view.objections.length === 0 ? say('La zapatilla cuesta $ 89.999.') : say('¿Te busco el precio de la zapatilla?'));
    const shopper = nextShopper();
    await write(shopper, '¿cuánto cuesta?');
    await settle();
    expect(guided.seen[1]?.objections[0]).toContain('89.999');
    expect(textOf(line.sent[0])).toContain('¿Te busco el precio');
    const [turn] = await turnsOf(shopper);
    expect(JSON.stringify(turn?.record)).toContain('grounded_prices');
  });

  test('one that insists is never sent: a person answers', async () => {
    guided.script = () => say('Cuesta $ 89.999 y quedan 2 unidades.');
    const shopper = nextShopper();
    await write(shopper, '¿cuánto cuesta?');
    await settle();
    expect(guided.seen).toHaveLength(3);
    expect(textOf(line.sent[0])).not.toContain('89.999');
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'person', handoff_reason: 'low_confidence' });
  });

  test('a price of an earlier turn is no price of this one, while a link of it still holds', async () => {
    const shopper = nextShopper();
    const found = { items: [{ connectionId: 'c', variantKey: 'v', productId: 'p', title: 'Zapatilla Norte', variantTitle: '42', options: {}, priceMinor: 8_999_900, compareAtMinor: null, currency: 'ARS', stock: 4, isAvailable: true, imageUrl: null, url: 'https://aurora.example/p/norte', brand: null, category: null, reasons: [] }] };
    tools.check_stock = fakeTool('check_stock', () => found);
    guided.script = callThen('check_stock', { items: [{ connectionId: 'c', variantKey: 'v' }] }, () => say('Cuesta $ 89.999,00 y quedan 4.'));
    await write(shopper, '¿precio?');
    await settle();
    expect(textOf(line.sent[0])).toContain('89.999,00');
    guided.script = (view) => (view.objections.length === 0 ? say('Sigue a $ 89.999,00.') : say('Míralo aquí: https://aurora.example/p/norte'));
    await write(shopper, '¿y hoy?');
    await settle();
    expect(textOf(line.sent[1])).toContain('https://aurora.example/p/norte');
    expect(textOf(line.sent[1])).not.toContain('89.999');
  });

  test('a rule of the shop needs a page of the shop', async () => {
    const shopper = nextShopper();
    tools.find_policy = fakeTool('find_policy', () => policy);
    guided.script = (view) => (view.objections.length > 0 || view.results.length > 0 ? callThen('find_policy', { question: 'cambios' }, () => say('Puedes cambiar cualquier producto dentro de los 30 días.'))(view) : say('Aceptamos cambios siempre.'));
    await write(shopper, '¿puedo cambiarlo?');
    await settle();
    expect(textOf(line.sent[0])).toContain('30 días');
    const [turn] = await turnsOf(shopper);
    const reply = await it.web.inject({ method: 'GET', url: `/v1/workspaces/${home.id}/assistant/turns/${turn?.id}`, headers: { cookie: home.cookie } });
    expect(reply.json()).toMatchObject({ question: '¿puedo cambiarlo?', state: 'answered', sources: [{ source: 'Cambios' }], steps: [{ kind: 'draft' }, { kind: 'call', name: 'find_policy' }, { kind: 'draft' }] });
  });

  test('the same answer a third time goes to a person', async () => {
    const shopper = nextShopper();
    guided.script = () => say('¿Qué talle buscas?');
    for (const words of ['hola qué tal', 'busco una mochila', 'la de viaje']) {
      await write(shopper, words);
      await settle();
    }
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'person', handoff_reason: 'repeated_answer' });
  });
});

/** What the pretend model hears; null: it fails. */
const heard: { text: string | null } = { text: null };
const connectModel = async (settings: object = {}) => {
  const id = it.app.ids.next();
  const now = it.app.clock.now();
  await sql`insert into connection (workspace_id, id, port, vendor, name, state, created_at, updated_at) values (${home.id}, ${id}, 'model', 'pretend-model', 'Model', 'active', ${now}, ${now})`.execute(it.app.db);
  await sql`insert into hook_route (connection_id, workspace_id) values (${id}, ${home.id})`.execute(it.app.db);
  await setAssistant(it, home.id, { modelConnectionId: id, ...settings });
  return id;
};

describe('a model', () => {
  test('that is well answers, and what it costs is kept', async () => {
    await connectModel();
    model.script = () => ({ kind: 'say', draft: draft('Hola, soy el asistente virtual. ¿Qué buscas?'), usage: { inputTokens: 900, outputTokens: 40, costMicros: 1200 } });
    const shopper = nextShopper();
    await write(shopper, 'Hola');
    await settle();
    expect(await turnsOf(shopper)).toMatchObject([{ engine: 'generative', fallback: null, cost_micros: 1200 }]);
    const { id } = (await conversationOf(shopper)) ?? { id: '' };
    const costs = await it.web.inject({ method: 'GET', url: `/v1/workspaces/${home.id}/conversations/${id}/costs`, headers: { cookie: home.cookie } });
    expect(costs.json()).toMatchObject({ messages: { assistant: 1 }, serviceMessages: 1, turns: 1, modelMicros: 1200, inputTokens: 900 });
  });

  test('that had to think anew is paid for every thought', async () => {
    await connectModel();
    const shopper = nextShopper();
    model.script = async (view) => {
      if (view.incoming.length === 1) await write(shopper, 'y de cuero');
      return { kind: 'say', draft: draft('Hola, soy el asistente virtual. ¿Qué talle?'), usage: { inputTokens: 900, outputTokens: 40, costMicros: 1200 } };
    };
    await write(shopper, 'Busco botas');
    await settle();
    expect(await turnsOf(shopper)).toMatchObject([{ state: 'answered', messages: 2, cost_micros: 2400 }]);
  });

  test.each([
    ['over quota', () => Promise.reject(new ConnectorError('rate_limited', 'Too many.')), 'over_quota'],
    ['down', () => Promise.reject(new ConnectorError('unavailable', 'Away.')), 'unavailable'],
    ['of another shape', () => Promise.reject(new ConnectorError('unexpected', 'Not JSON.')), 'malformed'],
    ['failing in an unforeseen way', () => Promise.reject(new TypeError('x is not a function')), 'failed'],
    ['calling tools that do not exist', () => ({ kind: 'call' as const, calls: [{ id: 'x', name: 'drop_tables', input: {} } as never, { id: 'y', name: 'view_cart', input: 7 } as never, { id: 'z', name: '', input: null } as never], usage: noUsage }), 'malformed'],
  ])('that is %s in the middle of a turn leaves it to the built-in engine, and the record says why', async (_what, script, fallback) => {
    await connectModel();
    model.script = (view) => (view.results.length === 0 && fallback !== 'malformed' ? callThen('check_stock', { items: [{ connectionId: 'c', variantKey: 'v' }] }, script)(view) : script());
    tools.check_stock = fakeTool('check_stock', () => ({ items: [] }));
    const shopper = nextShopper();
    await write(shopper, 'Hola');
    await settle();
    expect(line.sent).toHaveLength(1);
    expect(await turnsOf(shopper)).toMatchObject([{ state: 'answered', engine: 'guided', fallback }]);
  });

  test('that goes in circles is stopped', async () => {
    await connectModel();
    tools.check_stock = fakeTool('check_stock', () => ({ items: [] }));
    model.script = () => ({ kind: 'call', calls: [{ id: 'c', name: 'check_stock', input: { items: [{ connectionId: 'c', variantKey: 'v' }] } }], usage: noUsage });
    const shopper = nextShopper();
    await write(shopper, 'Hola');
    await settle();
    expect(await turnsOf(shopper)).toMatchObject([{ engine: 'guided', fallback: 'malformed' }]);
  });

  test('that failed rests for a minute, so that the next shopper does not wait for it', async () => {
    await connectModel();
    model.script = () => Promise.reject(new ConnectorError('unavailable', 'Away.'));
    await write(nextShopper(), 'Hola');
    await settle();
    const seen = model.seen.length;
    const next = nextShopper();
    await write(next, 'Hola');
    await settle();
    expect(model.seen).toHaveLength(seen);
    expect(await turnsOf(next)).toMatchObject([{ engine: 'guided', fallback: 'resting' }]);
    it.clock.advance({ minutes: 2 });
    model.script = () => greet;
    const later = nextShopper();
    await write(later, 'Hola');
    await settle();
    expect(await turnsOf(later)).toMatchObject([{ engine: 'generative', fallback: null }]);
  });

  test('is not asked beyond the budget of the day', async () => {
    await connectModel({ dailyBudgetMicros: 1 });
    await sql`update assistant_turn set cost_micros = 0 where workspace_id = ${home.id}`.execute(it.app.db);
    model.script = () => ({ kind: 'say', draft: draft('Hola.'), usage: { inputTokens: 1, outputTokens: 1, costMicros: 5 } });
    const first = nextShopper();
    await write(first, 'Hola');
    await settle();
    const second = nextShopper();
    await write(second, 'Hola');
    await settle();
    expect(await turnsOf(second)).toMatchObject([{ engine: 'guided', fallback: 'over_budget' }]);
  });
});

describe('a write that asks first', () => {
  const made: unknown[] = [];
  beforeEach(() => {
    made.length = 0;
    tools.start_return = defineTool({
      name: 'start_return',
      description: '',
      effect: 'write',
      confirm: 'ask_first',
      question: async (_turn, { lineTitle }) => `¿Inicio el cambio de ${lineTitle}?`,
      run: (turn, input) => turn.once('return', async () => (made.push(input), { returnId: 'r1', kind: 'exchange', passages: [], order: { orderId: 'o', number: '1001', placedOn: '2026-11-01', totalMinor: 1, currency: 'ARS', state: 'open', paymentState: 'paid', fulfilmentState: 'fulfilled', lines: [], statusUrl: null, shipments: [] } } as never)),
    });
    guided.script = (view) => {
      if (view.pending?.answer === 'yes') return say('Listo, lo inicié.');
      if (view.pending?.answer === 'no') return say('De acuerdo, no lo inicio.');
      return callThen('start_return', { kind: 'exchange', reason: 'talle', lineTitle: 'Zapatilla Norte' }, () => say('Puedo ayudarte con eso.'))(view);
    };
  });

  test('is kept with its exact input, asked about with two buttons, and made on a plain yes', async () => {
    const shopper = nextShopper();
    await write(shopper, 'quiero devolver la zapatilla');
    await settle();
    expect(made).toEqual([]);
    expect(textOf(line.sent[0])).toContain('¿Inicio el cambio de Zapatilla Norte?');
    expect(textOf(line.sent[0])).toContain('Sí, confirmo');
    await write(shopper, 'sí, dale');
    await settle();
    expect(made).toEqual([{ kind: 'exchange', reason: 'talle', lineTitle: 'Zapatilla Norte' }]);
    expect(guided.seen.at(-1)?.results[0]).toMatchObject({ name: 'start_return', outcome: { kind: 'done' } });
    expect(textOf(line.sent[1])).toContain('lo inicié');
  });

  test('is made on the tap of our button, and only once', async () => {
    const shopper = nextShopper();
    await write(shopper, 'quiero devolver la zapatilla');
    await settle();
    const [turn] = await turnsOf(shopper);
    for (let time = 0; time < 3; time += 1) {
      await postMessage(it, number, shopper, { tap: { id: `choice.0:${turn?.id}`, title: 'Sí, confirmo' } });
      await settle();
    }
    expect(made).toHaveLength(1);
  });

  test.each(['sí, pero en negro', 'cuánto tarda?', 'sí cuando cobre', 'no', 'mejor no, gracias'])('is not made on "%s"', async (words) => {
    const shopper = nextShopper();
    await write(shopper, 'quiero devolver la zapatilla');
    await settle();
    await write(shopper, words);
    await settle();
    expect(made).toEqual([]);
  });

  test('a yes to another question later is no yes to it', async () => {
    const shopper = nextShopper();
    await write(shopper, 'quiero devolver la zapatilla');
    await settle();
    guided.script = () => say('¿Te muestro otras mochilas?');
    await write(shopper, '¿tienen mochilas?');
    await settle();
    guided.script = (view) => say(`Aquí tienes. Pendiente: ${view.pending?.name ?? 'nada'}`);
    await write(shopper, 'sí');
    await settle();
    expect(made).toEqual([]);
    expect(textOf(line.sent.at(-1))).toContain('Pendiente: nada');
  });

  test('a forged button confirms nothing', async () => {
    const shopper = nextShopper();
    await write(shopper, 'quiero devolver la zapatilla');
    await settle();
    await postMessage(it, number, shopper, { tap: { id: `choice.0:${it.app.ids.next()}`, title: 'Ver más' } });
    await settle();
    expect(made).toEqual([]);
  });
});

describe('topics', () => {
  test('that the merchant keeps for people go to a person, and their tools are not run', async () => {
    await setAssistant(it, home.id, { topics: ['products'] });
    tools.order_status = fakeTool('order_status', () => ({ orders: [], isUnknown: false }));
    guided.script = callThen('order_status', {}, (view) => say(view.results[0]?.outcome.kind === 'refused' ? `No puedo: ${view.results[0].outcome.code}` : 'Sí'));
    const shopper = nextShopper();
    await write(shopper, 'zxcv');
    await settle();
    expect(JSON.stringify((await turnsOf(shopper))[0]?.record)).toContain('topic_off');
  });
});

describe('a voice note', () => {
  /** Turns the last message of the shopper into a voice note whose file has come. */
  async function speak(shopper: Shopper, state: 'stored' | 'wanted' = 'stored') {
    await write(shopper, '…');
    const { id } = (await conversationOf(shopper)) ?? { id: '' };
    await sql`update message set content = '{"type":"audio","media":{"url":null,"mediaId":"M1","mimeType":"audio/ogg","fileName":null,"caption":null},"isVoice":true,"sha256":null}' where workspace_id = ${home.id} and conversation_id = ${id}`.execute(it.app.db);
    await sql`insert into media (workspace_id, at, id, conversation_id, message_id, channel_media_id, wanted_at, state, mime_type, size_bytes, sha256, bytes)
      select m.workspace_id, m.at, ${it.app.ids.next()}, m.conversation_id, m.id, 'M1', m.at, ${state}, 'audio/ogg', 4, 'x', ${state === 'stored' ? Buffer.from('OggS') : null} from message m where m.workspace_id = ${home.id} and m.conversation_id = ${id}`.execute(it.app.db);
    return id;
  }

  test('is heard by a model that can, before the engine sees it; the next turn remembers its words', async () => {
    heard.text = 'busco zapatillas talle cuarenta y dos';
    await connectModel();
    model.script = () => greet;
    const shopper = nextShopper();
    await speak(shopper);
    await settle();
    expect(model.seen[0]?.incoming).toMatchObject([{ kind: 'voice', text: 'busco zapatillas talle cuarenta y dos' }]);
    await write(shopper, 'para correr');
    await settle();
    expect(model.seen.at(-1)?.history.map(({ text }) => text)).toContain('busco zapatillas talle cuarenta y dos');
  });

  test('whose file is still on its way is waited for, but not for ever', async () => {
    heard.text = 'hola';
    await connectModel();
    const shopper = nextShopper();
    await speak(shopper, 'wanted');
    await settle();
    expect(model.seen).toEqual([]);
    it.clock.advance({ ms: 20_000 });
    await settle();
    expect(model.seen[0]?.incoming).toMatchObject([{ kind: 'voice', text: '' }]);
  });

  test('that nobody can hear comes without words', async () => {
    const shopper = nextShopper();
    await speak(shopper);
    heard.text = null;
    await sql`update connection set state = 'paused' where workspace_id = ${home.id} and port = 'model'`.execute(it.app.db);
    await settle();
    expect(guided.seen[0]?.incoming).toMatchObject([{ kind: 'voice', text: '' }]);
  });
});

test('two people who prove to be one are answered once, with everything both said', async () => {
  const full = nextShopper();
  const hidden: Shopper = { ...(full.bsuid && { bsuid: full.bsuid }), name: 'Lucía' };
  await write(hidden, 'Hola, ¿tienen mochilas?');
  await write({ ...(full.waId && { waId: full.waId }), name: 'Lucía' }, 'soy yo, desde el otro lado');
  it.clock.advance({ ms: 100 });
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
  const { app } = it;
  const [{ contact_id: contactId } = { contact_id: '' }] = await read(sql<{ contact_id: string }>`select distinct contact_id from contact_identity where workspace_id = ${home.id} and reported = ${shopper.waId ?? ''}`);
  const reply = await it.web.inject({ method: 'POST', url: `/v1/workspaces/${home.id}/contacts/${contactId}/erase`, headers: { cookie: home.cookie, origin: app.publicUrl }, payload: {} });
  expect([200, 202, 204]).toContain(reply.statusCode);
  const rows = await read(sql<{ state: string; record: unknown; memory: unknown }>`select state, record, memory from assistant_turn where workspace_id = ${home.id} and contact_id = ${contactId} order by started_at`);
  expect(rows.map(({ state, record }) => [state, JSON.stringify(record)])).toEqual([['answered', '{}'], ['dropped', '{}']]);
  line.sent.length = 0;
  await settle();
  expect(line.sent).toEqual([]);
});
