import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { createConnection } from '#modules/connections';
import { inTransaction } from '#platform/database';
import { setAssistant } from '#test/assistant';
import { nextShopper, postMessage } from '#test/whatsapp';
import { openRatingDesk } from './testing.ts';

const desk = openRatingDesk();
const { line, call, read, conversationOf, write, close, tap, detail, pass, answer, helped, asked } = desk;

describe('an answer', () => {
  test('is kept and thanked for once; the conversation stays closed', async () => {
    const { shopper, id, ratingId } = await asked();
    await tap(shopper, `rating_good:${ratingId}`, 'Bien', `wamid.T${ratingId}`);
    await tap(shopper, `rating_good:${ratingId}`, 'Bien', `wamid.T${ratingId}`);
    await tap(shopper, `rating_good:${ratingId}`, 'Bien');
    expect(line.sent.map(({ text }) => text)).toEqual(['Gracias por contarnos.']);
    expect(await detail(id)).toMatchObject({ state: 'closed', handler: 'none', unreadCount: 0, waitingSince: null, rating: { score: 'good', answeredBy: 'person', comment: null } });
    const { body } = await call('GET', '/conversations?view=all&rating=good');
    expect(body['items']).toMatchObject([{ id, rating: { score: 'good' } }]);
    expect((await call('GET', '/conversations?view=all&rating=bad')).body['items']).toEqual([]);
  });

  test('that is bad asks why, tells who answered, and takes the next words as the reason', async () => {
    const { shopper, id, ratingId } = await asked();
    const told: unknown[] = [];
    desk.it.app.live.subscribe((news) => news.topic === 'concern' && told.push([news.id, news.about, news.to]));
    await tap(shopper, `rating_bad:${ratingId}`);
    expect(line.sent.map(({ text }) => text)).toEqual([expect.stringContaining('qué salió mal')]);
    await expect.poll(() => told).toEqual([[id, { kind: 'rated_bad' }, [desk.home.memberId]]]);
    expect(await detail(id)).toMatchObject({ state: 'closed', rating: { score: 'bad', comment: null } });
    await pass({ minutes: 5 });
    await write(shopper, 'Tardaron dos días en responder');
    await write(shopper, 'Y la talla no era');
    await desk.it.runDue();
    expect(await detail(id)).toMatchObject({ state: 'open', handler: 'person', rating: { score: 'bad', comment: 'Tardaron dos días en responder' } });
  });

  test('words after the stated hour, opt-outs and calls for a person are no reason', async () => {
    const { shopper, id, ratingId } = await asked();
    await tap(shopper, `rating_bad:${ratingId}`);
    await write(shopper, 'quiero hablar con una persona');
    await write(shopper, 'BAJA');
    await pass({ minutes: 61 });
    await write(shopper, 'Otra cosa: ¿abren el sábado?');
    await desk.it.runDue();
    expect((await detail(id)).rating).toMatchObject({ score: 'bad', comment: null });
  });

  test('can be changed within a day, not later; each thanks is said once', async () => {
    const { shopper, id, ratingId } = await asked();
    await tap(shopper, `rating_bad:${ratingId}`);
    await pass({ hours: 23 });
    await tap(shopper, `rating_so_so:${ratingId}`, 'Más o menos');
    expect((await detail(id)).rating?.score).toBe('so_so');
    await tap(shopper, `rating_bad:${ratingId}`);
    expect(line.sent).toHaveLength(2);
    await pass({ hours: 25 });
    await tap(shopper, `rating_good:${ratingId}`, 'Bien');
    expect((await detail(id)).rating?.score).toBe('bad');
    expect(line.sent).toHaveLength(2);
  });

  test('P2: a tap that arrives after a later one changes nothing', async () => {
    const { shopper, id, ratingId } = await asked();
    await pass({ minutes: 10 });
    await tap(shopper, `rating_good:${ratingId}`, 'Bien');
    desk.it.clock.advance({ minutes: -5 });
    await tap(shopper, `rating_bad:${ratingId}`);
    desk.it.clock.advance({ minutes: 5 });
    expect(await detail(id)).toMatchObject({ state: 'closed', rating: { score: 'good' } });
  });

  test('two taps at the same moment are one answer', async () => {
    const { shopper, id, ratingId } = await asked();
    await Promise.all([1, 2, 3].map(() => postMessage(desk.it, desk.number, shopper, { tap: { id: `rating_good:${ratingId}`, title: 'Bien' } })));
    await desk.it.runDue();
    expect(line.sent).toHaveLength(1);
    expect(await detail(id)).toMatchObject({ state: 'closed', unreadCount: 0 });
  });

  test('to somebody else’s question, or to none, is a message like any other', async () => {
    const { id, ratingId } = await asked();
    const stranger = nextShopper();
    await tap(stranger, `rating_bad:${ratingId}`);
    expect((await detail(id)).rating).toBeNull();
    const forged = nextShopper();
    await tap(forged, `rating_bad:${desk.it.app.ids.next()}`);
    await tap(forged, 'rating_worst:1');
    for (const shopper of [stranger, forged]) expect(await detail((await conversationOf(shopper)).id)).toMatchObject({ handler: 'person', state: 'open' });
    expect(line.sent).toEqual([]);
  });

  test('in a conversation that goes on keeps nobody waiting', async () => {
    const { shopper, id, ratingId } = await asked();
    await helped(shopper);
    await tap(shopper, `rating_good:${ratingId}`, 'Bien');
    expect(await detail(id)).toMatchObject({ state: 'open', handler: 'person', waitingSince: null, unreadCount: 0, rating: { score: 'good' } });
  });

  test('that came while a person had the conversation is nothing for the assistant to answer', async () => {
    const { shopper, id, ratingId } = await asked();
    await setAssistant(desk.it, desk.home.id);
    await helped(shopper);
    await tap(shopper, `rating_so_so:${ratingId}`, 'Más o menos');
    expect((await call('POST', `/conversations/${id}/hand-back`)).status).toBe(200);
    await pass({ ms: 1500 });
    expect(line.sent.map(({ text }) => text)).toEqual(['Gracias por contarnos.']);
  });

  test('comes from the chat of the page in the same way', async () => {
    const chat = await inTransaction(desk.it.app.db, (tx) => createConnection(desk.it.app, tx, { workspaceId: desk.home.id, vendor: 'web-chat', name: 'Chat', settings: { publicKey: 'pk_chat_0001', shopUrl: 'https://shop.example' } }));
    const chatKey = `visitor-0001-${'x'.repeat(30)}`;
    const tell = async (event: object) => {
      const payload = JSON.stringify({ key: 'pk_chat_0001', chatKey, events: [{ at: desk.it.clock.now().toISOString(), ...event }] });
      const reply = await desk.it.web.inject({ method: 'POST', url: `/hooks/${chat}`, headers: { 'content-type': 'text/plain', origin: 'https://shop.example' }, payload });
      expect(reply.statusCode).toBe(200);
      await desk.it.runDue();
    };
    await tell({ id: 'said-0001', type: 'message', text: '¿Hacen envíos?' });
    const [place] = await read<{ id: string }>(sql`select id from conversation where workspace_id = ${desk.home.id} and connection_id = ${chat}`);
    const id = place?.id ?? '';
    await pass({ minutes: 1 });
    await answer(id);
    await close(id);
    await pass({ minutes: 1 });
    const shown = await desk.it.web.inject({ method: 'POST', url: `/chat/${chat}/messages`, headers: { 'content-type': 'text/plain', origin: 'https://shop.example' }, payload: JSON.stringify({ chatKey, cursor: null }) });
    const last = shown.json<{ items: { buttons?: { id: string; title: string }[] }[] }>().items.at(-1);
    expect(last?.buttons?.map(({ title }) => title)).toEqual(['👍 Bien', '😐 Más o menos', '👎 Mal']);
    await tell({ id: 'said-0002', type: 'tap', replyId: last?.buttons?.[0]?.id, title: '👍 Bien' });
    expect(await detail(id)).toMatchObject({ state: 'closed', rating: { score: 'good' } });
  });
});
