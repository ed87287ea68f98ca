import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { InboundEvent } from '#contract/inbound-event';
import type { IncomingMessage } from '#context';
import type { Actor } from '#platform/actor';
import { hourMs } from '#platform/clock';
import { inTransaction } from '#platform/database';
import { openFacts } from '#test/facts';
import type { Facts } from '#test/facts';
import { applyEchoes, applyEdits, applyImports, applyMessages } from './apply-messages.ts';
import { handToPerson, noteOutgoing } from './hand-over.ts';
import { listConversations } from './list-conversations.ts';
import { close, handBack, markRead, optOut, readConversation, reopen, setTags, snooze, takeOver } from './manage-conversation.ts';
import { mergeConversations } from './merge-conversations.ts';
import { addNote } from './note-conversation.ts';
import { readTimeline } from './read-timeline.ts';
import { sendReceipt } from './send-receipt.ts';

let facts: Facts;
let received: IncomingMessage[] = [];
let takenOver: string[] = [];
let receipts: string[] = [];
beforeAll(async () => {
  facts = await openFacts(
    {
      messagesReceived: async (_app, _tx, messages) => void received.push(...messages),
      personTookOver: async (_app, _tx, people) => void takenOver.push(...people.map(({ contactId }) => contactId)),
    },
    { receipts: () => ({ markRead: async (id) => void receipts.push(id) }) },
  );
});
afterAll(() => facts?.close());
beforeEach(() => {
  [received, takenOver, receipts] = [[], [], []];
});

type EventInput = z.input<typeof InboundEvent>;
const startMs = Date.now() - 2 * hourMs;
const at = (second: number) => new Date(Math.trunc(startMs / 1000) * 1000 + second * 1000).toISOString();
let people = 0;
const newPerson = () => ({ waId: String(5491140000000 + (people += 1)) });
let messages = 0;
const newId = () => `wamid.${(messages += 1)}`;
type Person = ReturnType<typeof newPerson>;

const incoming = (person: Person, second: number, changes: object = {}): Extract<EventInput, { type: 'message.received' }> => ({
  type: 'message.received',
  providerMessageId: newId(),
  person,
  at: at(second),
  content: { type: 'text', text: `Hola ${second}` },
  ...changes,
});
const echoed = (person: Person, second: number): EventInput => ({ type: 'message.echoed', providerMessageId: newId(), person, at: at(second), content: { type: 'text', text: 'Te ayudo' } });
const member = (role: Actor['role'] = 'agent'): Actor => ({ kind: 'member', id: 'ana', name: 'Ana', workspaceId: facts.workspaceId, role });

async function applyEach(events: EventInput[]) {
  for (const event of events) {
    if (event.type === 'message.received') await facts.apply(applyMessages, [event]);
    else if (event.type === 'message.echoed') await facts.apply(applyEchoes, [event]);
    else if (event.type === 'message.edited') await facts.apply(applyEdits, [event]);
    else await facts.apply(applyImports, [event]);
  }
}

async function conversationOf(person: Person) {
  const { rows } = await sql<{ id: string; contact_id: string }>`
    select v.id, v.contact_id from conversation v join contact_identity i on i.workspace_id = v.workspace_id and i.contact_id = v.contact_id
    where v.workspace_id = ${facts.workspaceId} and i.reported = ${person.waId}`.execute(facts.app.db);
  expect(rows).toHaveLength(1);
  return readConversation(facts.app, member(), rows[0]?.id ?? '');
}

const pageAll = { limit: 50 };

describe('what comes in', () => {
  test('opens a conversation, its window of 24 hours, and is told upwards once', async () => {
    const person = newPerson();
    const event = incoming(person, 10, { referral: { clickId: 'click', sourceType: 'ad', sourceId: '1', sourceUrl: null, headline: null, body: null } });
    await facts.apply(applyMessages, [event, event]);
    await facts.apply(applyMessages, [event]);
    expect(await conversationOf(person)).toMatchObject({ state: 'open', handler: 'none', unreadCount: 1, lastPreview: 'Hola 10', windowEndsAt: new Date(Date.parse(at(10)) + 24 * hourMs).toISOString(), referral: { clickId: 'click' } });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ providerMessageId: event.providerMessageId, isStandby: false });
  });

  test('a late message never moves window, preview or ownership back', async () => {
    const person = newPerson();
    await applyEach([incoming(person, 100), incoming(person, 50, { isStandby: true })]);
    expect(await conversationOf(person)).toMatchObject({ lastMessageAt: at(100), lastPreview: 'Hola 100', isOwned: true, unreadCount: 2 });
  });

  test('a message that another application owns is shown and marked, and tells so upwards', async () => {
    const person = newPerson();
    await applyEach([incoming(person, 1, { isStandby: true })]);
    expect((await conversationOf(person)).isOwned).toBe(false);
    expect(received).toMatchObject([{ isStandby: true }]);
  });

  test('a reaction opens no window and asks for no answer', async () => {
    const person = newPerson();
    await applyEach([incoming(person, 5, { content: { type: 'reaction', targetMessageId: 'wamid.x', emoji: '👍' } })]);
    expect(await conversationOf(person)).toMatchObject({ windowEndsAt: null, unreadCount: 0, lastMessageAt: null });
  });

  test('history is shown, opens nothing, triggers nothing and fills no queue', async () => {
    const person = newPerson();
    await applyEach([{ type: 'message.imported', providerMessageId: newId(), person, at: at(-9_000_000), content: { type: 'text', text: 'Antes' }, direction: 'in' }]);
    const conversation = await conversationOf(person);
    expect(conversation).toMatchObject({ state: 'closed', windowEndsAt: null, unreadCount: 0, lastPreview: 'Antes' });
    expect(received).toEqual([]);
    expect((await readTimeline(facts.app, member(), conversation.id, pageAll)).items).toHaveLength(1);
  });

  test('a clock ahead of ours holds no window open longer', async () => {
    const person = newPerson();
    await applyEach([incoming(person, 1, { at: '2099-01-01T00:00:00Z' })]);
    expect(Date.parse((await conversationOf(person)).windowEndsAt ?? '')).toBeLessThanOrEqual(facts.app.clock.nowMs() + 24 * hourMs);
  });

  test('an answer in the vendor\'s own app takes the conversation over', async () => {
    const person = newPerson();
    await applyEach([incoming(person, 1), echoed(person, 2)]);
    const conversation = await conversationOf(person);
    expect(conversation).toMatchObject({ handler: 'person', unreadCount: 0, waitingSince: null, lastPreview: 'Te ayudo', windowEndsAt: new Date(Date.parse(at(1)) + 24 * hourMs).toISOString() });
    expect(takenOver).toEqual([conversation.contactId]);
  });

  test('an edit or a withdrawal counts even before its message, the newest last', async () => {
    const person = newPerson();
    const [first, second] = [incoming(person, 1), incoming(person, 2)];
    const edit = (event: { providerMessageId: string }, moment: number, text: string | null): EventInput => ({ type: 'message.edited', providerMessageId: event.providerMessageId, at: at(moment), content: text === null ? null : { type: 'text', text } });
    await applyEach([edit(first, 6, 'Tarde'), edit(first, 5, 'Temprano'), first, second, edit(second, 7, null), edit(second, 6, 'Nunca')]);
    const { items } = await readTimeline(facts.app, member(), (await conversationOf(person)).id, pageAll);
    expect(items).toMatchObject([{ content: null }, { content: { text: 'Tarde' }, editedAt: at(6) }]);
  });
});

test('P2: messages in any order, repeated and in any batches end in the same conversation', async () => {
  const kinds = fc.array(fc.record({ second: fc.integer({ min: 1, max: 60 }), isStandby: fc.boolean(), isReaction: fc.boolean() }), { minLength: 2, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(kinds, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), fc.integer({ min: 1, max: 4 }), async (list, ranks, size) => {
      fc.pre(new Set(list.map(({ second }) => second)).size === list.length);
      const build = (person: Person) =>
        list.map(({ second, isStandby, isReaction }) => incoming(person, second, { isStandby, ...(isReaction && { content: { type: 'reaction', targetMessageId: 'wamid.x', emoji: '👍' } }) }));
      const [one, two] = [newPerson(), newPerson()];
      await facts.apply(applyMessages, build(one).toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at)));
      const events = build(two);
      const mixed = [...events, ...events].map((event, index) => ({ event, rank: ranks[index] ?? 0 })).toSorted((left, right) => left.rank - right.rank);
      for (let start = 0; start < mixed.length; start += size) await facts.apply(applyMessages, mixed.slice(start, start + size).map(({ event }) => event));
      const told = ({ unreadCount, windowEndsAt, lastMessageAt, lastPreview, isOwned, state }: Awaited<ReturnType<typeof conversationOf>>) => ({ unreadCount, windowEndsAt, lastMessageAt, lastPreview, isOwned, state });
      expect(told(await conversationOf(two))).toEqual(told(await conversationOf(one)));
    }),
    { numRuns: 20 },
  );
});

test('the same message from many transactions at once is stored and told once', async () => {
  const person = newPerson();
  const event = incoming(person, 3);
  await applyEach([incoming(person, 1)]);
  received = [];
  await Promise.all(Array.from({ length: 6 }, () => facts.apply(applyMessages, [event])));
  expect(received).toHaveLength(1);
  expect((await conversationOf(person)).unreadCount).toBe(2);
});

describe('P7: people', () => {
  test('a handoff waits in the queue, urgent and longest first, until a member answers', async () => {
    const [routine, urgent] = [newPerson(), newPerson()];
    await applyEach([incoming(routine, 1), incoming(urgent, 2)]);
    const [first, second] = [await conversationOf(routine), await conversationOf(urgent)];
    const hand = (conversationId: string, priority: number) => inTransaction(facts.app.db, (tx) => handToPerson(facts.app, tx, { workspaceId: facts.workspaceId, conversationId, reason: 'asked', priority, tags: ['talla'] }));
    await hand(first.id, 0);
    await hand(second.id, 2);
    await hand(second.id, 1);
    const queue = async () => (await listConversations(facts.app, member(), { view: 'waiting', limit: 50 })).items.map(({ id }) => id);
    expect((await queue()).slice(0, 2)).toEqual([second.id, first.id]);
    const page = await listConversations(facts.app, member(), { view: 'waiting', limit: 1 });
    expect((await listConversations(facts.app, member(), { view: 'waiting', limit: 1, cursor: page.nextCursor ?? '' })).items[0]?.id).toBe(first.id);
    expect(await conversationOf(urgent)).toMatchObject({ handler: 'person', priority: 2, tags: ['talla'], handoffReason: 'asked' });
    await inTransaction(facts.app.db, (tx) => noteOutgoing(tx, [{ workspaceId: facts.workspaceId, contactId: second.contactId, connectionId: facts.connectionId, at: at(50), preview: 'Ya va', isFromPerson: true }]));
    expect(await queue()).not.toContain(second.id);
    await applyEach([incoming(urgent, 60)]);
    expect(await conversationOf(urgent)).toMatchObject({ waitingSince: at(60), handler: 'person' });
  });

  test('a member takes over, notes, tags, hands back, closes; the next message opens it again', async () => {
    const person = newPerson();
    await applyEach([incoming(person, 1)]);
    const { id } = await conversationOf(person);
    expect(await takeOver(facts.app, member(), id)).toMatchObject({ handler: 'person', assigneeId: 'ana' });
    expect(takenOver).toHaveLength(1);
    expect((await listConversations(facts.app, member(), { view: 'mine', limit: 50 })).items.map((each) => each.id)).toContain(id);
    await addNote(facts.app, member(), id, 'Prefiere talle 42');
    expect((await setTags(facts.app, member(), id, ['vip', 'vip'])).tags).toEqual(['vip']);
    expect((await handBack(facts.app, member(), id)).handler).toBe('assistant');
    expect(await close(facts.app, member(), id)).toMatchObject({ state: 'closed', handler: 'none', unreadCount: 0 });
    await applyEach([incoming(person, 9)]);
    expect((await conversationOf(person)).state).toBe('open');
    const { items } = await readTimeline(facts.app, member(), id, pageAll);
    expect(items.map((item) => (item.kind === 'event' ? item.event : item.kind)).toSorted()).toEqual(
      ['conversation.closed', 'conversation.handed_back', 'conversation.tagged', 'conversation.taken_over', 'message', 'message', 'note'].toSorted(),
    );
  });

  test('a snoozed conversation comes back by its time, and a reopened one at once', async () => {
    const person = newPerson();
    await applyEach([incoming(person, 1)]);
    const { id } = await conversationOf(person);
    await snooze(facts.app, member(), id, new Date(facts.app.clock.nowMs() + hourMs));
    const open = async () => (await listConversations(facts.app, member(), { view: 'open', limit: 200 })).items.some((each) => each.id === id);
    expect(await open()).toBe(false);
    facts.app.clock.setOffset(2 * hourMs);
    expect(await open()).toBe(true);
    facts.app.clock.setOffset(0);
    expect((await reopen(facts.app, member(), id)).state).toBe('open');
    await expect(snooze(facts.app, member(), id, new Date(0))).rejects.toMatchObject({ code: 'snooze_past' });
  });

  test('reading clears the count and tells the channel once', async () => {
    const person = newPerson();
    const last = incoming(person, 5);
    await applyEach([incoming(person, 1), last]);
    const { id } = await conversationOf(person);
    expect((await markRead(facts.app, member(), id)).unreadCount).toBe(0);
    await markRead(facts.app, member(), id);
    const jobs = await sql`select from job where workspace_id = ${facts.workspaceId} and name = 'conversations.receipt' and key = ${id}`.execute(facts.app.db);
    expect(jobs.rows).toHaveLength(1);
    await sendReceipt.run(facts.app, { workspaceId: facts.workspaceId, input: { conversationId: id }, attempt: 1, reportProgress: async () => undefined });
    expect(receipts).toEqual([last.providerMessageId]);
  });

  test('P6: an opt-out told to a member is recorded at once', async () => {
    const person = newPerson();
    await applyEach([incoming(person, 1)]);
    const { id } = await conversationOf(person);
    expect((await optOut(facts.app, member(), id, 'Por teléfono')).marketingConsent).toBe('withdrawn');
  });

  test('an analyst reads and changes nothing; a stranger finds nothing', async () => {
    const person = newPerson();
    await applyEach([incoming(person, 1)]);
    const { id } = await conversationOf(person);
    await expect(takeOver(facts.app, member('analyst'), id)).rejects.toMatchObject({ code: 'role_needed' });
    const stranger = { ...member(), workspaceId: (await facts.addWorkspace()).workspaceId };
    await expect(readConversation(facts.app, stranger, id)).rejects.toMatchObject({ code: 'conversation_unknown' });
    await expect(readTimeline(facts.app, stranger, id, pageAll)).rejects.toMatchObject({ code: 'conversation_unknown' });
    await expect(close(facts.app, stranger, id)).rejects.toMatchObject({ code: 'conversation_unknown' });
  });
});

test('the timeline pages through everything once, newest first', async () => {
  const person = newPerson();
  await applyEach(Array.from({ length: 7 }, (_, index) => incoming(person, Math.trunc(index / 2))));
  const { id } = await conversationOf(person);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await readTimeline(facts.app, member(), id, { limit: 3, cursor });
    seen.push(...page.items.map((item) => item.at));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toHaveLength(7);
  expect(seen).toEqual(seen.toSorted().toReversed());
});

test('two people who prove to be one have one conversation with the words of both', async () => {
  const [one, two] = [newPerson(), newPerson()];
  await applyEach([incoming(one, 1), incoming(two, 9)]);
  const [kept, merged] = [await conversationOf(one), await conversationOf(two)];
  const merge = [{ workspaceId: facts.workspaceId, keptId: kept.contactId, mergedId: merged.contactId }];
  await inTransaction(facts.app.db, (tx) => mergeConversations(tx, merge));
  await inTransaction(facts.app.db, (tx) => mergeConversations(tx, merge));
  expect(await readConversation(facts.app, member(), kept.id)).toMatchObject({ unreadCount: 2, lastPreview: 'Hola 9' });
  expect((await readTimeline(facts.app, member(), kept.id, pageAll)).items).toHaveLength(2);
});
