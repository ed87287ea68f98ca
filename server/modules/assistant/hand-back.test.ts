import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { say, scriptedParts } from '#test/assistant';
import { nextShopper, postMessage } from '#test/whatsapp';
import type { Shopper } from '#test/whatsapp';
import { openTurnDesk, textOf } from './testing.ts';
import { assistantWork } from './turn-work.ts';

const desk = openTurnDesk();
const { line, guided, write, settle, press, turnsOf, conversationOf, setUp } = desk;
const wordsSeen = () => guided.seen.at(-1)?.incoming.map(({ text }) => text);

/** The shopper of a conversation that a person has, who was told so. */
async function withPerson(): Promise<Shopper> {
  const shopper = nextShopper();
  await write(shopper, 'quiero hablar con una persona');
  await settle();
  expect(await conversationOf(shopper)).toMatchObject({ handler: 'person' });
  line.sent.length = 0;
  return shopper;
}

async function replyAsPerson(shopper: Shopper, text: string): Promise<void> {
  const { it, home } = desk;
  const { id } = (await conversationOf(shopper)) ?? { id: '' };
  const reply = await it.web.inject({
    method: 'POST', url: `/v1/workspaces/${home.id}/conversations/${id}/messages`, headers: { cookie: home.cookie, origin: it.app.publicUrl, 'idempotency-key': it.app.ids.next() },
    payload: { content: { type: 'text', text } },
  });
  expect(reply.statusCode).toBe(202);
  await settle();
  line.sent.length = 0;
}

describe('handing a conversation back', () => {
  test('has the assistant answer what the shopper wrote meanwhile, all of it in one turn', async () => {
    const shopper = await withPerson();
    await write(shopper, '¿tienen el 42?');
    await settle(60_000);
    await write(shopper, '¿y en negro?');
    await settle(60_000);
    await press(shopper, 'hand-back');
    await settle();
    expect(wordsSeen()).toEqual(['¿tienen el 42?', '¿y en negro?']);
    expect(line.sent).toHaveLength(1);
    expect(await turnsOf(shopper)).toMatchObject([{ state: 'answered', messages: 2 }]);
  });

  test('answers only what came after the last answer of a person', async () => {
    const shopper = await withPerson();
    await write(shopper, '¿tienen el 42?');
    await settle();
    await replyAsPerson(shopper, 'Sí, lo tenemos.');
    await write(shopper, '¿y en negro?');
    await settle();
    await press(shopper, 'hand-back');
    await settle();
    expect(wordsSeen()).toEqual(['¿y en negro?']);
  });

  test('answers nothing when a person had the last word, or it was only the wish for one', async () => {
    const asked = await withPerson();
    await press(asked, 'hand-back');
    const answered = await withPerson();
    await write(answered, '¿tienen el 42?');
    await settle();
    await replyAsPerson(answered, 'Sí, lo tenemos.');
    await press(answered, 'hand-back');
    await settle();
    expect(guided.seen).toEqual([]);
    expect(line.sent).toEqual([]);
  });

  test('does not answer late what is half a day old', async () => {
    const shopper = await withPerson();
    await write(shopper, '¿tienen el 42?');
    desk.it.clock.advance({ hours: 11 });
    await write(shopper, '¿hola?');
    desk.it.clock.advance({ hours: 2 });
    await press(shopper, 'hand-back');
    await settle();
    expect(wordsSeen()).toEqual(['¿hola?']);
    const gone = await withPerson();
    await write(gone, '¿tienen el 42?');
    desk.it.clock.advance({ hours: 13 });
    guided.seen = [];
    await press(gone, 'hand-back');
    await settle();
    expect(guided.seen).toEqual([]);
  });

  test('leaves alone what another application answers, what was taken back, and everything while the assistant is off', async () => {
    const owned = await withPerson();
    await postMessage(desk.it, desk.number, owned, { text: '¿tienen el 42?' }, 'standby');
    await press(owned, 'hand-back');
    const revoked = await withPerson();
    await write(revoked, '¿tienen el 43?');
    await sql`update message set is_revoked = true where workspace_id = ${desk.home.id} and conversation_id = ${(await conversationOf(revoked))?.id ?? null}`.execute(desk.it.app.db);
    await press(revoked, 'hand-back');
    const off = await withPerson();
    await write(off, '¿tienen el 44?');
    await setUp({ isOn: false });
    await press(off, 'hand-back');
    await settle();
    expect(guided.seen).toEqual([]);
    expect(line.sent).toEqual([]);
  });

  test('where the assistant answers nobody just now, leaves whoever waits in the queue, for anybody and in their place, until it answers them', async () => {
    const shopper = await withPerson();
    await write(shopper, '¿tienen el 42?');
    const { waiting_since, handoff_reason } = (await conversationOf(shopper)) ?? {};
    await setUp({ isOn: false });
    desk.it.clock.advance({ minutes: 5 });
    await press(shopper, 'hand-back');
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'none', assignee_id: null, waiting_since, handoff_reason });
    await write(shopper, '¿hola?');
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'person', waiting_since, handoff_reason });
    await press(shopper, 'hand-back');
    await setUp({});
    await write(shopper, '¿y en negro?');
    await settle();
    expect(wordsSeen()).toEqual(['¿tienen el 42?', '¿hola?', '¿y en negro?']);
    expect(line.sent).toHaveLength(1);
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'assistant', waiting_since: null, handoff_reason: null });
  });

  test('brings one answer however often and from however many places it is pressed', async () => {
    const shopper = await withPerson();
    await write(shopper, '¿tienen el 42?');
    await Promise.all([press(shopper, 'hand-back'), press(shopper, 'hand-back'), press(shopper, 'hand-back')]);
    await settle();
    await press(shopper, 'take-over');
    await press(shopper, 'hand-back');
    await settle();
    expect(line.sent).toHaveLength(1);
    expect((await turnsOf(shopper)).filter(({ state }) => state === 'answered')).toHaveLength(1);
  });

  test('a message that comes in the same moment is answered once, whichever is first', async () => {
    for (let round = 0; round < 5; round += 1) {
      const shopper = await withPerson();
      await write(shopper, 'uno');
      await Promise.all([press(shopper, 'hand-back'), write(shopper, 'dos')]);
      await settle();
      await settle();
      expect(guided.seen.at(-1)?.incoming.map(({ text }) => text).toSorted()).toEqual(['dos', 'uno']);
      expect(line.sent).toHaveLength(1);
    }
  });

  test('what the assistant was about to answer when a person took over is answered after all', async () => {
    const shopper = nextShopper();
    await write(shopper, '¿tienen el 42?');
    await press(shopper, 'take-over');
    await settle();
    expect(await turnsOf(shopper)).toMatchObject([{ state: 'dropped', reason: 'person_took_over' }]);
    await press(shopper, 'hand-back');
    await settle();
    expect(wordsSeen()).toEqual(['¿tienen el 42?']);
    expect(line.sent).toHaveLength(1);
  });

  test('what a turn of the assistant ended with a handoff for is not tried again', async () => {
    const shopper = nextShopper();
    guided.script = () => say('Soy una persona real, no un bot.');
    await write(shopper, '¿sos un bot?');
    await settle();
    expect(await turnsOf(shopper)).toMatchObject([{ state: 'handed_over' }]);
    guided.seen = [];
    await press(shopper, 'hand-back');
    await settle();
    expect(guided.seen).toEqual([]);
  });

  test('a worker that is killed over it leaves it to another, and no message is answered twice', async () => {
    const shopper = await withPerson();
    await write(shopper, '¿tienen el 42?');
    await press(shopper, 'hand-back');
    let looks = 0;
    guided.script = () => {
      looks += 1;
      // Never comes back, as after kill -9.
      return looks === 1 ? new Promise(() => undefined) : say('Sí.');
    };
    desk.it.clock.advance({ ms: 1300 });
    await assistantWork(desk.it.app, scriptedParts(guided)).runOnce(10);
    await expect.poll(() => looks).toBe(1);
    desk.it.clock.advance({ ms: 15_100 });
    await desk.it.runDue();
    expect(line.sent).toHaveLength(1);
    expect(await turnsOf(shopper)).toMatchObject([{ state: 'answered', attempts: 2, messages: 1 }]);
  });
});

describe('the return of the assistant after a stated time', () => {
  test('answers what the shopper wrote meanwhile together with the message that brings it back', async () => {
    await setUp({ returnAfterMinutes: 60 });
    const shopper = await withPerson();
    await write(shopper, '¿tienen el 42?');
    desk.it.clock.advance({ minutes: 61 });
    await write(shopper, '¿hola?');
    await settle();
    expect(wordsSeen()).toEqual(['¿tienen el 42?', '¿hola?']);
    expect(line.sent).toHaveLength(1);
    expect(await turnsOf(shopper)).toMatchObject([{ state: 'answered', messages: 2 }]);
    expect(textOf(line.sent[0])).toContain('asistente virtual');
  });
});
