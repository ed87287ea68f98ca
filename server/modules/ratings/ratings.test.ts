import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Rating, RatingSettings } from '#contract/rating';
import { createConnection } from '#modules/connections';
import { recordConsents } from '#modules/consent';
import { inTransaction } from '#platform/database';
import { createTestApp, makeNumber, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp, TestWorkspace } from '#test/app';
import { say as saying, scriptedEngine, scriptedParts, setAssistant } from '#test/assistant';
import { makePretendLine, nextShopper, postMessage } from '#test/whatsapp';
import type { PretendLine, Shopper } from '#test/whatsapp';
import { askForRating, findSilentConversations } from './index.ts';

let it: TestApp;
let line: PretendLine;
let home: TestWorkspace;
let number: string;
let count = 0;
const engine = scriptedEngine('guided', () => saying('La tenemos en 38 y 39.'));

beforeAll(async () => {
  line = makePretendLine();
  it = await createTestApp({ io: line.io(() => it.clock.now()), assistant: scriptedParts(engine), isStill: true });
});
afterAll(async () => {
  await it?.close();
  await stopSharedServer();
});
beforeEach(async () => {
  home = await makeWorkspace(it);
  number = await makeNumber(it, home.id);
  line.sent.length = 0;
});

async function call(method: 'GET' | 'POST' | 'PUT', path: string, payload?: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const reply = await it.web.inject({ method, url: `/v1/workspaces/${home.id}${path}`, headers: { cookie: home.cookie, origin: it.app.publicUrl, 'idempotency-key': `ratings-${(count += 1)}-0000` }, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.body === '' ? {} : reply.json() };
}
const pass = async (by: { minutes?: number; hours?: number; days?: number; ms?: number }) => {
  it.clock.advance(by);
  await it.runDue();
};
async function read<Row>(query: ReturnType<typeof sql>): Promise<Row[]> {
  return (await query.execute(it.app.db)).rows as Row[];
}
const set = async (settings: Partial<RatingSettings>) => {
  const { status } = await call('PUT', '/rating-settings', { asksWhenClosed: true, asksWhenSilent: false, silentMinutes: 60, pauseDays: 30, ...settings });
  expect(status).toBe(200);
};
const conversationOf = async ({ waId }: Shopper) => {
  const [row] = await read<{ id: string; contactId: string }>(sql`
    select v.id, v.contact_id as "contactId" from conversation v join contact_identity i on i.workspace_id = v.workspace_id and i.contact_id = v.contact_id
    where v.workspace_id = ${home.id} and i.value = ${`+${waId}`}`);
  if (!row) throw new Error('This shopper has no conversation.');
  return row;
};
const write = (shopper: Shopper, text: string) => postMessage(it, number, shopper, { text });

/** A shopper who wrote and whom a member answered. */
async function helped(shopper = nextShopper()): Promise<{ shopper: Shopper; id: string; contactId: string }> {
  await write(shopper, '¿Tienen la 38?');
  await pass({ minutes: 1 });
  const conversation = await conversationOf(shopper);
  await answer(conversation.id);
  return { shopper, ...conversation };
}
async function answer(id: string): Promise<void> {
  expect((await call('POST', `/conversations/${id}/messages`, { content: { type: 'text', text: 'Sí, te la aparto.' } })).status).toBeLessThan(300);
  await pass({ minutes: 1 });
  line.sent.length = 0;
}
const close = (id: string) => call('POST', `/conversations/${id}/close`);
/** The buttons of the questions that went out. */
const questions = () =>
  line.sent.flatMap(({ body }) => {
    const { interactive } = body as { interactive?: { action?: { buttons?: { reply: { id: string; title: string } }[] } } };
    const buttons = interactive?.action?.buttons?.map(({ reply }) => reply) ?? [];
    return buttons[0]?.id.startsWith('rating_') ? [buttons] : [];
  });
/** Closed by a member, and asked. */
async function asked(): Promise<{ shopper: Shopper; id: string; contactId: string; ratingId: string }> {
  const place = await helped();
  await close(place.id);
  await pass({ minutes: 1 });
  const ratingId = questions()[0]?.[0]?.id.split(':')[1] ?? '';
  line.sent.length = 0;
  return { ...place, ratingId };
}
const tap = async (shopper: Shopper, id: string, title = 'Mal', messageId?: string) => {
  await postMessage(it, number, shopper, { tap: { id, title }, ...(messageId && { id: messageId }) });
  await it.runDue();
};
const detail = async (id: string) => (await call('GET', `/conversations/${id}`)).body as unknown as { state: string; handler: string; unreadCount: number; waitingSince: string | null; rating: Rating | null };

describe('after a member closed the conversation', () => {
  test('the shopper is asked once, in their language, with three buttons', async () => {
    const { id } = await helped();
    await close(id);
    await it.runDue();
    expect(line.sent).toEqual([]);
    await pass({ minutes: 1 });
    expect(questions().map((buttons) => buttons.map(({ title }) => title))).toEqual([['👍 Bien', '😐 Más o menos', '👎 Mal']]);
    expect((await detail(id)).state).toBe('closed');
    expect(await read(sql`select origin, purpose, is_reply, state from send where workspace_id = ${home.id} and step = 'rating_question'`)).toEqual([{ origin: 'system', purpose: 'service', is_reply: false, state: 'accepted' }]);
    await call('POST', `/conversations/${id}/reopen`);
    await close(id);
    await pass({ hours: 1 });
    expect(line.sent).toHaveLength(1);
  });

  test('P5: several workers and repeated closings ask once', async () => {
    const { id } = await helped();
    const other = await createTestApp({ databaseUrl: it.databaseUrl, io: line.io(() => it.clock.now()), isStill: true });
    await Promise.all([close(id), close(id), call('POST', '/conversation-changes', { changes: [{ conversationId: id, action: { kind: 'close' } }] })]);
    it.clock.advance({ minutes: 1 });
    other.clock.setOffset(it.clock.offsetMs());
    const job = { workspaceId: home.id, input: { conversationId: id }, attempt: 1, reportProgress: async () => undefined };
    await Promise.all([it.app, other.app, it.app, other.app].map((app) => askForRating.run(app, job)));
    await Promise.all([it.runDue(), other.runDue()]);
    await it.runDue();
    expect(questions()).toHaveLength(1);
    expect(await read(sql`select 1 from rating where workspace_id = ${home.id}`)).toHaveLength(1);
    await other.close();
  });

  test('two conversations of one person that end together ask once', async () => {
    const { id, contactId } = await helped();
    const second = it.app.ids.next();
    const otherNumber = await makeNumber(it, home.id, { phoneNumberId: '200300400500601' });
    await sql`
      insert into conversation (workspace_id, id, contact_id, connection_id, channel, state, handler, created_at, last_inbound_at, window_ends_at)
      values (${home.id}, ${second}, ${contactId}, ${otherNumber}, 'whatsapp', 'open', 'person', now(), ${it.clock.now()}, ${new Date(it.clock.nowMs() + 20 * 3_600_000)})`.execute(it.app.db);
    await answer(second);
    await Promise.all([close(id), close(second)]);
    await pass({ minutes: 1 });
    expect(questions()).toHaveLength(1);
  });

  test('nobody is asked when the closing is taken back, and once when it is done again', async () => {
    const { id } = await helped();
    await close(id);
    it.clock.advance({ ms: 5000 });
    await call('POST', `/conversations/${id}/reopen`, { asBefore: true });
    await pass({ minutes: 1 });
    expect(line.sent).toEqual([]);
    await close(id);
    await pass({ minutes: 1 });
    expect(questions()).toHaveLength(1);
  });

  test('not again for the stated days, and again after them', async () => {
    await set({ pauseDays: 3 });
    const { shopper, id } = await asked();
    await pass({ days: 2 });
    await helped(shopper);
    await close(id);
    await pass({ minutes: 1 });
    expect(line.sent).toEqual([]);
    await pass({ days: 2 });
    await helped(shopper);
    await close(id);
    await pass({ minutes: 1 });
    expect(questions()).toHaveLength(1);
  });
});

describe('nobody is asked', () => {
  const without: Record<string, (place: { shopper: Shopper; id: string; contactId: string }) => Promise<unknown>> = {
    'when the workspace has it switched off': () => set({ asksWhenClosed: false }),
    'after an opt-out': ({ shopper }) => write(shopper, 'BAJA'),
    'once the window has closed': () => pass({ hours: 24 }),
    'in a thread of another application': ({ id }) => sql`update conversation set is_owned = false where id = ${id}`.execute(it.app.db),
    'who is angry and has no answer yet': async ({ id, contactId }) => {
      it.clock.advance({ minutes: 1 });
      await inTransaction(it.app.db, (tx) =>
        it.app.receivers.personNeeded(it.app, tx, [{ workspaceId: home.id, conversationId: id, trigger: 'angry', summary: '', by: 'rule', turnId: null, causeId: it.app.ids.next(), step: 'handoff', words: null, language: null }]));
      // The shopper knew already that a person has it, so none was written down.
      await sql`
        insert into handoff (workspace_id, id, conversation_id, contact_id, at, trigger, summary, given_by, priority, package)
        values (${home.id}, ${it.app.ids.next()}, ${id}, ${contactId}, ${it.clock.now()}, 'angry', '', 'rule', 2, '{}')`.execute(it.app.db);
    },
    'who was erased': ({ contactId }) => call('POST', `/contacts/${contactId}/erase`),
  };

  test.each(Object.keys(without))('%s', async (name) => {
    const place = await helped();
    await without[name]?.(place);
    await it.runDue();
    line.sent.length = 0;
    await close(place.id);
    await pass({ minutes: 1 });
    expect(questions()).toEqual([]);
    expect(await read(sql`select 1 from rating where workspace_id = ${home.id}`)).toEqual([]);
  });

  test('whom nobody answered', async () => {
    const shopper = nextShopper();
    await write(shopper, '¿Hola?');
    await it.runDue();
    await close((await conversationOf(shopper)).id);
    await pass({ minutes: 1 });
    expect(line.sent).toEqual([]);
  });

  test('who wants no message at all: the gate says so', async () => {
    const { id, contactId } = await helped();
    const signal = { channel: 'whatsapp', purpose: 'service', state: 'withdrawn', occurredAt: it.clock.now().toISOString(), source: 'member', evidence: {}, doubleOptIn: false } as const;
    await inTransaction(it.app.db, (tx) => recordConsents(it.app, tx, [{ workspaceId: home.id, contactId, connectionId: number, signal, actor: 'test' }]));
    await close(id);
    await pass({ minutes: 1 });
    expect(line.sent).toEqual([]);
    expect(await read(sql`select state, reason from send where workspace_id = ${home.id} and step = 'rating_question'`)).toEqual([{ state: 'refused', reason: 'no_consent' }]);
  });
});

describe('a question that is planned and has not gone yet', () => {
  const since: Record<string, { then: (place: { shopper: Shopper; id: string }) => Promise<unknown>; reason: string }> = {
    'is kept from whoever wants no more offers': { then: ({ id }) => call('POST', `/conversations/${id}/opt-out`, {}), reason: 'suppressed' },
    'is not asked once they wrote again': { then: ({ shopper }) => write(shopper, '¿Y en negro?'), reason: 'replied' },
    'is not asked late': { then: async () => it.clock.advance({ minutes: 31 }), reason: 'stale' },
  };

  test.each(Object.keys(since))('%s', async (name) => {
    const { then, reason } = since[name] ?? expect.unreachable();
    const place = await helped();
    await close(place.id);
    it.clock.advance({ minutes: 1 });
    await askForRating.run(it.app, { workspaceId: home.id, input: { conversationId: place.id }, attempt: 1, reportProgress: async () => undefined });
    await sql`delete from job where name = ${askForRating.name}`.execute(it.app.db);
    it.clock.advance({ ms: 2000 });
    await then(place);
    await it.runDue();
    expect(questions()).toEqual([]);
    expect(await read(sql`select state, reason from send where workspace_id = ${home.id} and step = 'rating_question'`)).toEqual([{ state: 'refused', reason }]);
  });
});

describe('the assistant’s conversation', () => {
  const silence = () => findSilentConversations.run(it.app, { workspaceId: home.id, input: {} } as never);
  async function answeredByAssistant(): Promise<Shopper> {
    await setAssistant(it, home.id);
    const shopper = nextShopper();
    await write(shopper, '¿Tienen la Norte en 38?');
    await pass({ ms: 1500 });
    expect(line.sent).toHaveLength(1);
    line.sent.length = 0;
    return shopper;
  }

  test('is settled after the stated silence, where the workspace wants that', async () => {
    await set({ asksWhenSilent: true, silentMinutes: 30 });
    await answeredByAssistant();
    await pass({ minutes: 20 });
    await silence();
    await it.runDue();
    expect(line.sent).toEqual([]);
    await pass({ minutes: 15 });
    await Promise.all([silence(), silence()]);
    await it.runDue();
    await silence();
    await it.runDue();
    expect(questions()).toHaveLength(1);
    expect(await read(sql`select answered_by from rating where workspace_id = ${home.id}`)).toEqual([{ answered_by: 'assistant' }]);
  });

  test('is left in silence otherwise', async () => {
    await answeredByAssistant();
    await pass({ minutes: 61 });
    await silence();
    await it.runDue();
    expect(line.sent).toEqual([]);
  });

  test('closed by a member who did not write, is the assistant’s still', async () => {
    const { id } = await conversationOf(await answeredByAssistant());
    await close(id);
    await pass({ minutes: 1 });
    expect(questions()).toHaveLength(1);
    expect(await read(sql`select answered_by from rating where workspace_id = ${home.id}`)).toEqual([{ answered_by: 'assistant' }]);
  });
});

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
    it.app.live.subscribe((news) => news.topic === 'concern' && told.push([news.id, news.about, news.to]));
    await tap(shopper, `rating_bad:${ratingId}`);
    expect(line.sent.map(({ text }) => text)).toEqual([expect.stringContaining('qué salió mal')]);
    await expect.poll(() => told).toEqual([[id, { kind: 'rated_bad' }, [home.memberId]]]);
    expect(await detail(id)).toMatchObject({ state: 'closed', rating: { score: 'bad', comment: null } });
    await pass({ minutes: 5 });
    await write(shopper, 'Tardaron dos días en responder');
    await write(shopper, 'Y la talla no era');
    await it.runDue();
    expect(await detail(id)).toMatchObject({ state: 'open', handler: 'person', rating: { score: 'bad', comment: 'Tardaron dos días en responder' } });
  });

  test('words after the stated hour, opt-outs and calls for a person are no reason', async () => {
    const { shopper, id, ratingId } = await asked();
    await tap(shopper, `rating_bad:${ratingId}`);
    await write(shopper, 'quiero hablar con una persona');
    await write(shopper, 'BAJA');
    await pass({ minutes: 61 });
    await write(shopper, 'Otra cosa: ¿abren el sábado?');
    await it.runDue();
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
    it.clock.advance({ minutes: -5 });
    await tap(shopper, `rating_bad:${ratingId}`);
    it.clock.advance({ minutes: 5 });
    expect(await detail(id)).toMatchObject({ state: 'closed', rating: { score: 'good' } });
  });

  test('two taps at the same moment are one answer', async () => {
    const { shopper, id, ratingId } = await asked();
    await Promise.all([1, 2, 3].map(() => postMessage(it, number, shopper, { tap: { id: `rating_good:${ratingId}`, title: 'Bien' } })));
    await it.runDue();
    expect(line.sent).toHaveLength(1);
    expect(await detail(id)).toMatchObject({ state: 'closed', unreadCount: 0 });
  });

  test('to somebody else’s question, or to none, is a message like any other', async () => {
    const { id, ratingId } = await asked();
    const stranger = nextShopper();
    await tap(stranger, `rating_bad:${ratingId}`);
    expect((await detail(id)).rating).toBeNull();
    const forged = nextShopper();
    await tap(forged, `rating_bad:${it.app.ids.next()}`);
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
    await setAssistant(it, home.id);
    await helped(shopper);
    await tap(shopper, `rating_so_so:${ratingId}`, 'Más o menos');
    expect((await call('POST', `/conversations/${id}/hand-back`)).status).toBe(200);
    await pass({ ms: 1500 });
    expect(line.sent.map(({ text }) => text)).toEqual(['Gracias por contarnos.']);
  });

  test('comes from the chat of the page in the same way', async () => {
    const chat = await inTransaction(it.app.db, (tx) => createConnection(it.app, tx, { workspaceId: home.id, vendor: 'web-chat', name: 'Chat', settings: { publicKey: 'pk_chat_0001', shopUrl: 'https://shop.example' } }));
    const chatKey = `visitor-0001-${'x'.repeat(30)}`;
    const tell = async (event: object) => {
      const payload = JSON.stringify({ key: 'pk_chat_0001', chatKey, events: [{ at: it.clock.now().toISOString(), ...event }] });
      const reply = await it.web.inject({ method: 'POST', url: `/hooks/${chat}`, headers: { 'content-type': 'text/plain', origin: 'https://shop.example' }, payload });
      expect(reply.statusCode).toBe(200);
      await it.runDue();
    };
    await tell({ id: 'said-0001', type: 'message', text: '¿Hacen envíos?' });
    const [place] = await read<{ id: string }>(sql`select id from conversation where workspace_id = ${home.id} and connection_id = ${chat}`);
    const id = place?.id ?? '';
    await pass({ minutes: 1 });
    await answer(id);
    await close(id);
    await pass({ minutes: 1 });
    const shown = await it.web.inject({ method: 'POST', url: `/chat/${chat}/messages`, headers: { 'content-type': 'text/plain', origin: 'https://shop.example' }, payload: JSON.stringify({ chatKey, cursor: null }) });
    const last = shown.json<{ items: { buttons?: { id: string; title: string }[] }[] }>().items.at(-1);
    expect(last?.buttons?.map(({ title }) => title)).toEqual(['👍 Bien', '😐 Más o menos', '👎 Mal']);
    await tell({ id: 'said-0002', type: 'tap', replyId: last?.buttons?.[0]?.id, title: '👍 Bien' });
    expect(await detail(id)).toMatchObject({ state: 'closed', rating: { score: 'good' } });
  });
});

describe('whose it is', () => {
  test('stays known when two people prove to be one', async () => {
    const { shopper, id, ratingId } = await asked();
    const twin = await helped();
    const merged = await conversationOf(shopper);
    expect((await call('POST', `/contacts/${twin.contactId}/merge`, { otherId: merged.contactId })).status).toBe(200);
    await tap(shopper, `rating_good:${ratingId}`, 'Bien');
    const kept = await conversationOf(twin.shopper);
    expect(kept.id).not.toBe(id);
    expect((await detail(kept.id)).rating).toMatchObject({ score: 'good' });
    // And they are not asked as the one and as the other.
    line.sent.length = 0;
    await close(kept.id);
    await pass({ minutes: 1 });
    expect(questions()).toEqual([]);
  });

  test('an export holds it, and an erasure blanks the words', async () => {
    const { shopper, contactId, ratingId } = await asked();
    await tap(shopper, `rating_bad:${ratingId}`);
    await write(shopper, 'La talla no era');
    expect((await call('GET', `/contacts/${contactId}/export`)).body['ratings']).toMatchObject([{ score: 'bad', comment: 'La talla no era' }]);
    await call('POST', `/contacts/${contactId}/erase`);
    expect(await read(sql`select score, comment from rating where workspace_id = ${home.id}`)).toEqual([{ score: 'bad', comment: null }]);
  });
});

test('the figures tell people and assistant apart, and leave out what never arrived', async () => {
  const first = await asked();
  await tap(first.shopper, `rating_good:${first.ratingId}`, 'Bien');
  const second = await asked();
  await tap(second.shopper, `rating_bad:${second.ratingId}`);
  await asked();
  await sql`
    insert into rating (workspace_id, id, conversation_id, contact_id, answered_by, asked_at, send_id)
    select workspace_id, ${it.app.ids.next()}, conversation_id, contact_id, 'assistant', asked_at, ${it.app.ids.next()} from rating where workspace_id = ${home.id} limit 1`.execute(it.app.db);
  it.clock.advance({ minutes: 1 });
  const expected = { person: { asked: 3, rated: 2, good: 1, soSo: 0, bad: 1 }, assistant: { asked: 0, rated: 0, good: 0, soSo: 0, bad: 0 } };
  expect((await call('GET', '/insights/home')).body['ratings']).toEqual(expected);
  expect((await call('GET', '/insights/inbox')).body['ratings']).toEqual(expected);
  expect((await call('GET', '/assistant/overview')).body['ratings']).toEqual(expected);
});

test('the settings are read by all and changed by admins, within their bounds', async () => {
  expect((await call('GET', '/rating-settings')).body).toEqual({ asksWhenClosed: true, asksWhenSilent: false, silentMinutes: 60, pauseDays: 30 });
  const { status, body } = await call('PUT', '/rating-settings', { asksWhenClosed: true, asksWhenSilent: true, silentMinutes: 5, pauseDays: 30 });
  expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('At least 15 minutes')]);
  home = await makeWorkspace(it, { role: 'agent' });
  expect((await call('PUT', '/rating-settings', { asksWhenClosed: false })).status).toBe(403);
});
