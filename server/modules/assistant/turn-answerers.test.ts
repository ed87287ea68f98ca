import { describe, expect, test } from 'vitest';
import { say } from '#test/assistant';
import { nextShopper, postMessage } from '#test/whatsapp';
import type { Shopper } from '#test/whatsapp';
import { openTurnDesk, textOf } from './testing.ts';

const desk = openTurnDesk();
const { line, guided, settle, conversationOf, write, turnsOf, setUp } = desk;

describe('who answers', () => {
  test('a person while the assistant is off, as before', async () => {
    await setUp({ isOn: false });
    const shopper = nextShopper();
    await write(shopper, 'Hola');
    await settle();
    expect(line.sent).toEqual([]);
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'person', handoff_reason: 'replied' });
  });

  test('a person outside of its hours and on other channels', async () => {
    // The tests begin on a Tuesday at noon in Buenos Aires.
    await setUp({ hours: { kind: 'own', week: [{ weekday: 2, from: '18:00', to: '22:00' }] } });
    const early = nextShopper();
    await write(early, 'Hola');
    expect(await conversationOf(early)).toMatchObject({ handler: 'person' });
    await setUp({ channels: ['chat'] });
    const other = nextShopper();
    await write(other, 'Hola');
    expect(await conversationOf(other)).toMatchObject({ handler: 'person' });
  });

  test('a stable share of people: the same ones every time', async () => {
    await setUp({ share: 50 });
    const shoppers = Array.from({ length: 24 }, () => nextShopper());
    for (const shopper of shoppers) await write(shopper, 'Hola');
    const handlers = await Promise.all(shoppers.map(async (shopper) => (await conversationOf(shopper))?.handler));
    expect(new Set(handlers)).toEqual(new Set(['assistant', 'person']));
    await setUp({ share: 100 });
    const [dealt] = shoppers.filter((_, index) => handlers[index] === 'assistant');
    await setUp({ share: 50 });
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
    await desk.it.web.inject({ method: 'POST', url: `/v1/workspaces/${desk.home.id}/conversations/${id}/hand-back`, headers: { cookie: desk.home.cookie, origin: desk.it.app.publicUrl } });
    await write(shopper, '¿y el 43?');
    await settle();
    expect(guided.seen).toHaveLength(1);
    expect(guided.seen[0]?.isFirstAnswer).toBe(true);
  });

  test('the assistant again when the person was not seen for the stated time, or closed it', async () => {
    await setUp({ returnAfterMinutes: 60 });
    const shopper = nextShopper();
    await write(shopper, 'quiero hablar con una persona');
    desk.it.clock.advance({ minutes: 59 });
    await write(shopper, '¿hola?');
    await settle();
    expect(guided.seen).toEqual([]);
    desk.it.clock.advance({ minutes: 61 });
    await write(shopper, '¿tienen el 42?');
    await settle();
    expect(guided.seen).toHaveLength(1);
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'assistant', waiting_since: null, handoff_reason: null });
    const closed = nextShopper();
    await setUp({ returnAfterMinutes: null });
    await write(closed, 'quiero hablar con una persona');
    const { id } = (await conversationOf(closed)) ?? { id: '' };
    await desk.it.web.inject({ method: 'POST', url: `/v1/workspaces/${desk.home.id}/conversations/${id}/close`, headers: { cookie: desk.home.cookie, origin: desk.it.app.publicUrl } });
    await write(closed, '¿tienen el 42?');
    expect(await conversationOf(closed)).toMatchObject({ handler: 'assistant' });
  });

  test('a thread that another application owns is never answered', async () => {
    const shopper = nextShopper();
    await postMessage(desk.it, desk.number, shopper, { text: 'Hola' }, 'standby');
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
    await setUp({ disclosure: words });
    await write(nextShopper(), 'Hola');
    await settle();
    expect(textOf(line.sent[0])).toContain('Te atiende Auri, asistente virtual de Tienda Aurora.');
    const lie = { ...words, es: 'Soy Laura, de la tienda.' };
    const reply = await desk.it.web.inject({ method: 'PUT', url: `/v1/workspaces/${desk.home.id}/assistant`, headers: { cookie: desk.home.cookie, origin: desk.it.app.publicUrl }, payload: { isOn: true, disclosure: lie } });
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
      await postMessage(desk.it, desk.number, shopper, { tap: { id: `human:${desk.it.app.ids.next()}`, title: 'Hablar con alguien' } });
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
    await postMessage(desk.it, desk.number, shopper, { tap: { id: `choice.0:${turn?.id}`, title: 'Una consulta' } });
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
