import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { callThen, fakeTool, say } from '#test/assistant';
import { nextShopper } from '#test/whatsapp';
import { noUsage } from './engine.ts';
import { openTurnDesk, textOf } from './testing.ts';

const desk = openTurnDesk();
const { line, guided, tools, settle, read, conversationOf, write, turnsOf } = desk;

describe('a question that no page answers', () => {
  const askPages = (questions: string[], then: ReturnType<typeof say>): typeof guided.script => (view) => {
    const question = questions[view.results.length];
    return question === undefined ? then : { kind: 'call', calls: [{ id: `q${view.results.length}`, name: 'find_policy', input: { question, kind: null } }], usage: noUsage };
  };
  const noted = async (words: string) => read(sql<{ question: string; reason: string }>`select question, reason from unanswered_question where workspace_id = ${desk.home.id} and question like ${`%${words}%`}`);

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
    const reply = await desk.it.web.inject({ method: 'GET', url: `/v1/workspaces/${desk.home.id}/assistant/turns/${turn?.id}`, headers: { cookie: desk.home.cookie } });
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
