import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { recordConsents } from '#modules/consent';
import { inTransaction } from '#platform/database';
import { createTestApp, makeNumber } from '#test/app';
import { setAssistant } from '#test/assistant';
import { nextShopper } from '#test/whatsapp';
import type { Shopper } from '#test/whatsapp';
import { askForRating, findSilentConversations } from './index.ts';
import { openRatingDesk } from './testing.ts';
import type { HelpedShopper } from './testing.ts';

const desk = openRatingDesk();
const { line, call, read, set, conversationOf, write, close, detail, pass, answer, helped, asked, questions } = desk;

describe('after a member closed the conversation', () => {
  test('the shopper is asked once, in their language, with three buttons', async () => {
    const { id } = await helped();
    await close(id);
    await desk.it.runDue();
    expect(line.sent).toEqual([]);
    await pass({ minutes: 1 });
    expect(questions().map((buttons) => buttons.map(({ title }) => title))).toEqual([['👍 Bien', '😐 Más o menos', '👎 Mal']]);
    expect((await detail(id)).state).toBe('closed');
    expect(await read(sql`select origin, purpose, is_reply, state from send where workspace_id = ${desk.home.id} and step = 'rating_question'`)).toEqual([{ origin: 'system', purpose: 'service', is_reply: false, state: 'accepted' }]);
    await call('POST', `/conversations/${id}/reopen`);
    await close(id);
    await pass({ hours: 1 });
    expect(line.sent).toHaveLength(1);
  });

  test('P5: several workers and repeated closings ask once', async () => {
    const { id } = await helped();
    const other = await createTestApp({ databaseUrl: desk.it.databaseUrl, io: line.io(() => desk.it.clock.now()), isStill: true });
    await Promise.all([close(id), close(id), call('POST', '/conversation-changes', { changes: [{ conversationId: id, action: { kind: 'close' } }] })]);
    desk.it.clock.advance({ minutes: 1 });
    other.clock.setOffset(desk.it.clock.offsetMs());
    const job = { workspaceId: desk.home.id, input: { conversationId: id }, attempt: 1, reportProgress: async () => undefined };
    await Promise.all([desk.it.app, other.app, desk.it.app, other.app].map((app) => askForRating.run(app, job)));
    await Promise.all([desk.it.runDue(), other.runDue()]);
    await desk.it.runDue();
    expect(questions()).toHaveLength(1);
    expect(await read(sql`select 1 from rating where workspace_id = ${desk.home.id}`)).toHaveLength(1);
    await other.close();
  });

  test('two conversations of one person that end together ask once', async () => {
    const { id, contactId } = await helped();
    const second = desk.it.app.ids.next();
    const otherNumber = await makeNumber(desk.it, desk.home.id, { phoneNumberId: '200300400500601' });
    await sql`
      insert into conversation (workspace_id, id, contact_id, connection_id, channel, state, handler, created_at, last_inbound_at, window_ends_at)
      values (${desk.home.id}, ${second}, ${contactId}, ${otherNumber}, 'whatsapp', 'open', 'person', now(), ${desk.it.clock.now()}, ${new Date(desk.it.clock.nowMs() + 20 * 3_600_000)})`.execute(desk.it.app.db);
    await answer(second);
    await Promise.all([close(id), close(second)]);
    await pass({ minutes: 1 });
    expect(questions()).toHaveLength(1);
  });

  test('nobody is asked when the closing is taken back, and once when it is done again', async () => {
    const { id } = await helped();
    await close(id);
    desk.it.clock.advance({ ms: 5000 });
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
  const without: Record<string, (place: HelpedShopper) => Promise<unknown>> = {
    'when the workspace has it switched off': () => set({ asksWhenClosed: false }),
    'after an opt-out': ({ shopper }) => write(shopper, 'BAJA'),
    'once the window has closed': () => pass({ hours: 24 }),
    'in a thread of another application': ({ id }) => sql`update conversation set is_owned = false where id = ${id}`.execute(desk.it.app.db),
    'who is angry and has no answer yet': async ({ id, contactId }) => {
      desk.it.clock.advance({ minutes: 1 });
      await inTransaction(desk.it.app.db, (tx) =>
        desk.it.app.receivers.personNeeded(desk.it.app, tx, [{ workspaceId: desk.home.id, conversationId: id, trigger: 'angry', summary: '', by: 'rule', turnId: null, causeId: desk.it.app.ids.next(), step: 'handoff', words: null, language: null }]));
      // The shopper knew already that a person has it, so none was written down.
      await sql`
        insert into handoff (workspace_id, id, conversation_id, contact_id, at, trigger, summary, given_by, priority, package)
        values (${desk.home.id}, ${desk.it.app.ids.next()}, ${id}, ${contactId}, ${desk.it.clock.now()}, 'angry', '', 'rule', 2, '{}')`.execute(desk.it.app.db);
    },
    'who was erased': ({ contactId }) => call('POST', `/contacts/${contactId}/erase`),
  };

  test.each(Object.keys(without))('%s', async (name) => {
    const place = await helped();
    await without[name]?.(place);
    await desk.it.runDue();
    line.sent.length = 0;
    await close(place.id);
    await pass({ minutes: 1 });
    expect(questions()).toEqual([]);
    expect(await read(sql`select 1 from rating where workspace_id = ${desk.home.id}`)).toEqual([]);
  });

  test('whom nobody answered', async () => {
    const shopper = nextShopper();
    await write(shopper, '¿Hola?');
    await desk.it.runDue();
    await close((await conversationOf(shopper)).id);
    await pass({ minutes: 1 });
    expect(line.sent).toEqual([]);
  });

  test('who wants no message at all: the gate says so', async () => {
    const { id, contactId } = await helped();
    const signal = { channel: 'whatsapp', purpose: 'service', state: 'withdrawn', occurredAt: desk.it.clock.now().toISOString(), source: 'member', evidence: {}, doubleOptIn: false } as const;
    await inTransaction(desk.it.app.db, (tx) => recordConsents(desk.it.app, tx, [{ workspaceId: desk.home.id, contactId, connectionId: desk.number, signal, actor: 'test' }]));
    await close(id);
    await pass({ minutes: 1 });
    expect(line.sent).toEqual([]);
    expect(await read(sql`select state, reason from send where workspace_id = ${desk.home.id} and step = 'rating_question'`)).toEqual([{ state: 'refused', reason: 'no_consent' }]);
  });
});

describe('a question that is planned and has not gone yet', () => {
  const since: Record<string, { then: (place: HelpedShopper) => Promise<unknown>; reason: string }> = {
    'is kept from whoever wants no more offers': { then: ({ id }) => call('POST', `/conversations/${id}/opt-out`, {}), reason: 'suppressed' },
    'is not asked once they wrote again': { then: ({ shopper }) => write(shopper, '¿Y en negro?'), reason: 'replied' },
    'is not asked late': { then: async () => desk.it.clock.advance({ minutes: 31 }), reason: 'stale' },
  };

  test.each(Object.keys(since))('%s', async (name) => {
    const { then, reason } = since[name] ?? expect.unreachable();
    const place = await helped();
    await close(place.id);
    desk.it.clock.advance({ minutes: 1 });
    await askForRating.run(desk.it.app, { workspaceId: desk.home.id, input: { conversationId: place.id }, attempt: 1, reportProgress: async () => undefined });
    await sql`delete from job where name = ${askForRating.name}`.execute(desk.it.app.db);
    desk.it.clock.advance({ ms: 2000 });
    await then(place);
    await desk.it.runDue();
    expect(questions()).toEqual([]);
    expect(await read(sql`select state, reason from send where workspace_id = ${desk.home.id} and step = 'rating_question'`)).toEqual([{ state: 'refused', reason }]);
  });
});

describe('the assistant’s conversation', () => {
  const silence = () => findSilentConversations.run(desk.it.app, { workspaceId: desk.home.id, input: {} } as never);
  async function answeredByAssistant(): Promise<Shopper> {
    await setAssistant(desk.it, desk.home.id);
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
    await desk.it.runDue();
    expect(line.sent).toEqual([]);
    await pass({ minutes: 15 });
    await Promise.all([silence(), silence()]);
    await desk.it.runDue();
    await silence();
    await desk.it.runDue();
    expect(questions()).toHaveLength(1);
    expect(await read(sql`select answered_by from rating where workspace_id = ${desk.home.id}`)).toEqual([{ answered_by: 'assistant' }]);
  });

  test('is left in silence otherwise', async () => {
    await answeredByAssistant();
    await pass({ minutes: 61 });
    await silence();
    await desk.it.runDue();
    expect(line.sent).toEqual([]);
  });

  test('closed by a member who did not write, is the assistant’s still', async () => {
    const { id } = await conversationOf(await answeredByAssistant());
    await close(id);
    await pass({ minutes: 1 });
    expect(questions()).toHaveLength(1);
    expect(await read(sql`select answered_by from rating where workspace_id = ${desk.home.id}`)).toEqual([{ answered_by: 'assistant' }]);
  });
});
