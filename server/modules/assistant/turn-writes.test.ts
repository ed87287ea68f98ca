import { beforeEach, describe, expect, test } from 'vitest';
import { callThen, say } from '#test/assistant';
import { nextShopper, postMessage } from '#test/whatsapp';
import { defineTool } from './define-tool.ts';
import { openTurnDesk, textOf } from './testing.ts';

const desk = openTurnDesk();
const { line, guided, tools, settle, write, turnsOf } = desk;

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
      await postMessage(desk.it, desk.number, shopper, { tap: { id: `choice.0:${turn?.id}`, title: 'Sí, confirmo' } });
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
    await postMessage(desk.it, desk.number, shopper, { tap: { id: `choice.0:${desk.it.app.ids.next()}`, title: 'Ver más' } });
    await settle();
    expect(made).toEqual([]);
  });
});
