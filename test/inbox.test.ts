import type { AddressInfo } from 'node:net';
import { createECDH, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AnswerSuggestion } from '#contract/agent-assist';
import type { BulkResult, ConversationCounts, ListedConversation, Mention, SavedView } from '#contract/conversation';
import { InboundEvent } from '#contract/inbound-event';
import type { InboxFigures } from '#contract/inbox-figures';
import type { PushDeviceList } from '#contract/notice';
import type { Role } from '#contract/role';
import type { SavedReply } from '#contract/saved-reply';
import { createMember, signInAs } from '#modules/workspaces';
import { inTransaction } from '#platform/database';
import type { ConnectorRequest } from '#ports/connector';
import { createTestApp, makeNumber, makeShop, makeWorkspace, stopSharedServer } from './app.ts';
import type { TestApp, TestWorkspace } from './app.ts';
import { listenTo } from './live.ts';
import { makePretendLine, nextShopper, postMessage } from './whatsapp.ts';
import type { Shopper } from './whatsapp.ts';

interface Member {
  id: string;
  cookie: string;
}

const line = makePretendLine();
/** Calls to push services, and what they answer. */
let pushes: { url: string; init: ConnectorRequest | undefined }[] = [];
let pushStatus = 201;
let it: TestApp;
let home: TestWorkspace;
let number: string;
let [ana, bruno]: Member[] = [];
let count = 0;

beforeAll(async () => {
  const platform = line.io(() => new Date());
  it = await createTestApp({
    publicUrl: 'http://127.0.0.1:4500',
    io: {
      now: () => new Date(),
      fetch: async (url, init) => {
        if (!url.includes('fcm.googleapis.com')) return platform.fetch(url, init);
        pushes.push({ url, init });
        return { status: pushStatus, headers: {}, text: async () => '', bytes: async () => Buffer.alloc(0) };
      },
    },
  });
  await it.web.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await it?.close();
  await stopSharedServer();
});
beforeEach(async () => {
  [pushes, pushStatus] = [[], 201];
  home = await makeWorkspace(it, { name: 'Mates del Sur' });
  number = await makeNumber(it, home.id);
  ana = { id: home.memberId, cookie: home.cookie };
  bruno = await addMember('Bruno', 'agent');
});

async function addMember(name: string, role: Role): Promise<Member> {
  const id = await inTransaction(it.app.db, (tx) => createMember(it.app, tx, { workspaceId: home.id, name, email: `${name}-${(count += 1)}@example.com`, role }));
  return { id, cookie: await signInAs(it.app, id) };
}

async function call<Reply>(member: Member | undefined, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, payload?: object, expected = 200): Promise<Reply> {
  const reply = await it.web.inject({
    method, url: `/v1/workspaces/${home.id}${path}`,
    headers: { cookie: member?.cookie ?? '', origin: 'http://127.0.0.1:4500', 'idempotency-key': `key-${(count += 1)}-long-enough` },
    ...(payload && { payload }),
  });
  expect(reply.statusCode, `${method} ${path}: ${reply.body}`).toBe(expected);
  return (reply.body === '' ? undefined : reply.json()) as Reply;
}

async function write(shopper: Shopper, text: string): Promise<string> {
  await postMessage(it, number, shopper, { text });
  it.clock.advance({ ms: 1000 });
  const { rows } = await sql<{ id: string }>`
    select v.id from conversation v join contact_identity i on i.workspace_id = v.workspace_id and i.contact_id = v.contact_id
    where v.workspace_id = ${home.id} and i.reported = ${shopper.waId ?? ''}`.execute(it.app.db);
  return rows[0]?.id ?? '';
}
const begin = (name: string, text = 'Hola') => write({ ...nextShopper(), name }, text);
const list = async (member: Member | undefined, query: string) => (await call<{ items: ListedConversation[] }>(member, 'GET', `/conversations?${query}`)).items;
const names = async (query: string, member = ana) => (await list(member, query)).map(({ contactName }) => contactName);
const reply = (member: Member | undefined, id: string, text: string, changes: object = {}, expected = 202) => call<{ error?: { code: string; details: { name: string } } }>(member, 'POST', `/conversations/${id}/messages`, { content: { type: 'text', text }, ...changes }, expected);

describe('the queue', () => {
  test('shows each view with its count, and filters by tag, member, priority and what is unread', async () => {
    const [one, two, three] = [await begin('Uma'), await begin('Dos'), await begin('Tres')];
    await call(ana, 'PUT', `/conversations/${one}/assignee`, { assigneeId: ana?.id });
    await call(ana, 'PUT', `/conversations/${two}/tags`, { tags: ['vip'] });
    await call(ana, 'PUT', `/conversations/${two}/priority`, { priority: 2 });
    await call(ana, 'POST', `/conversations/${three}/snooze`, { until: new Date(it.clock.nowMs() + 3_600_000).toISOString() });
    await call(ana, 'POST', `/conversations/${one}/read`);
    expect(await names('view=waiting')).toEqual(['Dos', 'Uma']);
    expect(await names('view=mine')).toEqual(['Uma']);
    expect(await names('view=unassigned')).toEqual(['Dos']);
    expect(await names('view=snoozed')).toEqual(['Tres']);
    expect(await names('view=all&tag=vip')).toEqual(['Dos']);
    expect(await names('view=all&priority=2')).toEqual(['Dos']);
    expect(await names('view=open&unread=true')).toEqual(['Dos']);
    expect(await names('view=all&assigneeId=nobody')).toEqual(['Tres', 'Dos']);
    expect(await names('view=all&assigneeId=me')).toEqual(['Uma']);
    expect(await names('view=all&channel=sms')).toEqual([]);
    expect(await call<ConversationCounts>(ana, 'GET', '/conversation-counts')).toEqual({ waiting: 2, mine: 1, unassigned: 1, open: 2, snoozed: 1, unread: 2, mentions: 0, tags: [{ tag: 'vip', count: 1 }] });
    it.clock.advance({ hours: 2 });
    expect((await list(ana, 'view=open')).find(({ contactName }) => contactName === 'Tres')?.state).toBe('open');
  });

  test('finds what was said, by the shopper or by us, without case, accents or whole words, and shows where', async () => {
    const one = await begin('Uma', 'Busco una bombilla de alpaca y un termo');
    await write({ ...nextShopper(), name: 'Dos' }, 'No me llegó el envío todavía');
    await begin('Tres', 'Gracias');
    await reply(ana, one, 'El grabado láser demora dos días');
    await it.runDue();
    await write(nextShopper(), 'otra cosa');
    const found = await list(ana, 'view=all&search=bombi%20ALPACA');
    expect(found).toMatchObject([{ contactName: 'Uma', found: { isOurs: false, text: expect.stringContaining('bombilla de alpaca') } }]);
    expect(await list(ana, 'view=all&search=laser')).toMatchObject([{ contactName: 'Uma', found: { isOurs: true } }]);
    expect(await names('view=all&search=envio')).toEqual(['Dos']);
    expect(await names(`view=all&search=${encodeURIComponent("'; drop table message; --")}`)).toEqual([]);
    expect(await names('view=all&search=%F0%9F%98%80')).toEqual([]);
    const other = await makeWorkspace(it);
    const theirs = await it.web.inject({ url: `/v1/workspaces/${other.id}/conversations?view=all&search=bombilla`, headers: { cookie: other.cookie } });
    expect(theirs.json().items).toEqual([]);
  });

  test('many are changed at once, what cannot be is said for each, and everything is taken back', async () => {
    const ids = [await begin('Uma'), await begin('Dos')];
    await call(ana, 'PUT', `/conversations/${ids[0]}/assignee`, { assigneeId: bruno?.id });
    const before = (await list(ana, 'view=all')).map(({ id, ...rest }) => ({ id, ...rest }));
    const missing = it.app.ids.next();
    const bulk = (member: Member | undefined, action: object, expected = 200) => call<BulkResult>(member, 'POST', '/conversation-changes', { changes: [...ids, missing].map((conversationId) => ({ conversationId, action })) }, expected);
    const undo = ({ undo: changes }: BulkResult) => call<BulkResult>(ana, 'POST', '/conversation-changes', { changes });
    const closed = await bulk(ana, { kind: 'close' });
    expect(closed).toMatchObject({ done: 2, left: [{ conversationId: missing, code: 'conversation_unknown' }] });
    expect(await names('view=waiting')).toEqual([]);
    await undo(closed);
    expect(await list(ana, 'view=all')).toEqual(before);
    for (const action of [{ kind: 'assign', assigneeId: ana?.id }, { kind: 'add_tags', tags: ['vip'] }, { kind: 'snooze', until: new Date(it.clock.nowMs() + 60_000).toISOString() }]) {
      const done = await bulk(ana, action);
      expect(done.done).toBe(2);
      expect(await list(ana, 'view=all')).not.toEqual(before);
      await undo(done);
      expect(await list(ana, 'view=all'), JSON.stringify(action)).toEqual(before);
    }
    expect(await bulk(ana, { kind: 'assign', assigneeId: 'stranger' })).toMatchObject({ done: 0, left: [{ code: 'member_unknown' }, { code: 'member_unknown' }, { code: 'conversation_unknown' }] });
    const analyst = await addMember('Zoe', 'analyst');
    await bulk(analyst, { kind: 'close' }, 403);
  });

  test('views are kept for oneself, shared by an admin, and deleted by whoever may', async () => {
    const post = (member: Member | undefined, body: object, expected = 201) => call<{ items: SavedView[] }>(member, 'POST', '/conversation-views', body, expected);
    await post(bruno, { name: 'Cambios', filters: { view: 'open', tag: ['returns'] } });
    await post(bruno, { name: 'Todas', filters: {}, isShared: true }, 403);
    await post(ana, { name: 'VIP', filters: { tag: 'vip' }, isShared: true });
    const { items } = await call<{ items: SavedView[] }>(bruno, 'GET', '/conversation-views');
    expect(items.map(({ name, isMine, isShared }) => [name, isMine, isShared])).toEqual([['Cambios', true, false], ['VIP', false, true]]);
    expect((await call<{ items: SavedView[] }>(ana, 'GET', '/conversation-views')).items.map(({ name }) => name)).toEqual(['VIP']);
    await call(bruno, 'DELETE', `/conversation-views/${items[1]?.id}`, undefined, 404);
    expect((await call<{ items: SavedView[] }>(bruno, 'DELETE', `/conversation-views/${items[0]?.id}`)).items).toHaveLength(1);
  });
});

describe('working together', () => {
  test('a note tells whom it names, until they have read it', async () => {
    const id = await begin('Uma');
    await call(ana, 'POST', `/conversations/${id}/notes`, { text: '@Bruno ¿lo ves?', mentions: [bruno?.id, ana?.id] });
    await call(ana, 'POST', `/conversations/${id}/notes`, { text: 'x', mentions: ['stranger'] }, 400);
    expect((await call<{ items: Mention[] }>(bruno, 'GET', '/mentions')).items).toMatchObject([{ conversationId: id, authorName: 'Ana', text: '@Bruno ¿lo ves?', isRead: false, contactName: 'Uma' }]);
    expect((await call<{ items: Mention[] }>(ana, 'GET', '/mentions')).items).toEqual([]);
    expect(await names('view=all&mentioned=true', bruno)).toEqual(['Uma']);
    expect(await call<ConversationCounts>(bruno, 'GET', '/conversation-counts')).toMatchObject({ mentions: 1 });
    expect((await call<{ items: Mention[] }>(bruno, 'POST', `/conversations/${id}/mentions/read`)).items).toMatchObject([{ isRead: true }]);
    expect(await names('view=all&mentioned=true', bruno)).toEqual([]);
  });

  test('whoever sends just after somebody else is asked once', async () => {
    const id = await begin('Uma', '¿Hacen envíos?');
    await reply(bruno, id, 'Sí, a todo el país', { ifAnswered: 'ask' });
    const refused = await reply(ana, id, 'Sí, claro', { ifAnswered: 'ask' }, 409);
    expect(refused.error).toMatchObject({ code: 'answered_meanwhile', details: { name: 'Bruno', preview: 'Sí, a todo el país' } });
    await reply(ana, id, 'Sí, claro', { ifAnswered: 'send' });
    await reply(ana, id, 'Y gratis desde $ 80.000', { ifAnswered: 'ask' });
    it.clock.advance({ minutes: 2 });
    await reply(bruno, id, '¿Algo más?', { ifAnswered: 'ask' });
    await it.runDue();
    expect(line.sent.slice(-4).map(({ text }) => text)).toEqual(['Sí, a todo el país', 'Sí, claro', 'Y gratis desde $ 80.000', '¿Algo más?']);
  });

  test('who has it open or types is told to the others and written nowhere; a concern is told to whom it concerns', async () => {
    const id = await begin('Uma');
    const url = `http://127.0.0.1:${(it.web.server.address() as AddressInfo).port}/v1/workspaces/${home.id}/live`;
    const [anaLive, brunoLive] = [await listenTo(url, { cookie: ana?.cookie ?? '' }), await listenTo(url, { cookie: bruno?.cookie ?? '' })];
    await call(ana, 'POST', `/conversations/${id}/presence`, { state: 'typing', tabId: 'tab-1' }, 204);
    expect((await brunoLive.next(({ topic }) => topic === 'presence')).event).toEqual({ topic: 'presence', id, about: { memberId: ana?.id, name: 'Ana', state: 'typing', tabId: 'tab-1' } });
    await call(ana, 'PUT', `/conversations/${id}/assignee`, { assigneeId: bruno?.id });
    expect((await brunoLive.next(({ topic }) => topic === 'concern')).event).toEqual({ topic: 'concern', id, about: { kind: 'assigned' } });
    await anaLive.next(({ topic }) => topic === 'conversation');
    expect(anaLive.events.map(({ event }) => event.topic)).not.toContain('concern');
    await Promise.all([anaLive.close(), brunoLive.close()]);
  });
});

describe('saved replies', () => {
  const body = { language: 'es', title: 'Envío', folder: 'Envíos', text: 'Hola {{first_name}}, soy {{agent_name}}.' };

  test('are written by agents, filled in for the person, and counted when they are sent', async () => {
    const saved = await call<SavedReply>(bruno, 'POST', '/saved-replies', body, 201);
    const shopper = { ...nextShopper(), name: 'Lucía Paz' };
    const id = await write(shopper, 'Hola');
    expect(await call(bruno, 'GET', `/conversations/${id}/reply-values`)).toMatchObject({ language: 'es', values: { first_name: 'Lucía', agent_name: 'Bruno', shop_name: 'Mates del Sur', cart_total: null, order_number: null } });
    await reply(bruno, id, 'Hola Lucía, soy Bruno.', { savedReplyId: saved.id });
    expect((await call<{ items: SavedReply[] }>(ana, 'GET', '/saved-replies')).items).toMatchObject([{ title: 'Envío', useCount: 1 }]);
  });

  test('refuse what nobody could fill in, a second of one name, and analysts', async () => {
    const saved = await call<SavedReply>(bruno, 'POST', '/saved-replies', body, 201);
    await call(bruno, 'POST', '/saved-replies', body, 409);
    await call(bruno, 'POST', '/saved-replies', { ...body, title: 'Otra', text: 'Hola {{nickname}}' }, 400);
    expect(await call(bruno, 'PUT', `/saved-replies/${saved.id}`, { ...body, text: 'Hola' })).toMatchObject({ text: 'Hola' });
    const analyst = await addMember('Zoe', 'analyst');
    await call(analyst, 'POST', '/saved-replies', { ...body, title: 'Otra' }, 403);
    await call(bruno, 'DELETE', `/saved-replies/${saved.id}`, undefined, 204);
    await call(bruno, 'DELETE', `/saved-replies/${saved.id}`, undefined, 404);
    const audit = await call<{ items: { action: string }[] }>(ana, 'GET', '/audit?action=saved_reply.');
    expect(audit.items.map(({ action }) => action)).toEqual(['saved_reply.deleted', 'saved_reply.changed', 'saved_reply.added']);
  });
});

describe('devices', () => {
  const subscription = (place = 1) => {
    const curve = createECDH('prime256v1');
    return { endpoint: `https://fcm.googleapis.com/fcm/send/device-${place}`, keys: { p256dh: curve.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') }, label: 'Teléfono' };
  };
  const add = (member: Member | undefined, body: object = subscription(), expected = 200) => call<PushDeviceList>(member, 'POST', '/push-devices', body, expected);
  const settle = async () => {
    it.clock.advance({ ms: 5000 });
    await it.runDue();
  };

  test('are told of what concerns their member, once for a burst, without a word of the shopper', async () => {
    const shopper = { ...nextShopper(), name: 'Lucía Paz' };
    const id = await write(shopper, 'Hola');
    await add(bruno);
    await call(ana, 'PUT', `/conversations/${id}/assignee`, { assigneeId: bruno?.id });
    await settle();
    expect(pushes).toHaveLength(1);
    for (const text of ['¿Están?', 'Es urgente', 'Gracias']) await write(shopper, text);
    await settle();
    expect(pushes).toHaveLength(2);
    const [first] = pushes;
    expect(first?.url).toBe('https://fcm.googleapis.com/fcm/send/device-1');
    expect(first?.init?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '14400' });
    expect(String(first?.init?.headers?.['authorization'])).toMatch(/^vapid t=/);
    expect((await call<PushDeviceList>(bruno, 'GET', '/push-devices')).items).toMatchObject([{ label: 'Teléfono', showsText: false, toldAt: expect.any(String) }]);
  });

  test('are not told what was read meanwhile, nor what they did not ask for', async () => {
    const shopper = nextShopper();
    const id = await write(shopper, 'Hola');
    await add(bruno, { ...subscription(), kinds: ['written'] });
    await call(ana, 'PUT', `/conversations/${id}/assignee`, { assigneeId: bruno?.id });
    await write(shopper, '¿Están?');
    await call(bruno, 'POST', `/conversations/${id}/read`);
    await settle();
    expect(pushes).toEqual([]);
  });

  test('that are gone are forgotten; a service that is busy is asked again', async () => {
    const { items } = await add(ana);
    pushStatus = 503;
    await call(ana, 'POST', `/push-devices/${items[0]?.id}/test`);
    await it.runDue();
    expect(pushes).toHaveLength(1);
    pushStatus = 410;
    it.clock.advance({ minutes: 1 });
    await it.runDue();
    expect(pushes).toHaveLength(2);
    expect((await call<PushDeviceList>(ana, 'GET', '/push-devices')).items).toEqual([]);
  });

  test('belong to their member alone, and only to known push services', async () => {
    for (const endpoint of ['https://example.com/push', 'http://fcm.googleapis.com/x', 'https://127.0.0.1/x', 'https://fcm.googleapis.com.evil.example/x', 'https://fcm.googleapis.com:8443/x']) await add(ana, { ...subscription(), endpoint }, 400);
    const { items, publicKey } = await add(ana);
    expect((await add(bruno, subscription(2))).publicKey).toBe(publicKey);
    await call(bruno, 'DELETE', `/push-devices/${items[0]?.id}`, undefined, 404);
    await call(bruno, 'PATCH', `/push-devices/${items[0]?.id}`, { showsText: true }, 404);
    expect((await call<PushDeviceList>(ana, 'PATCH', `/push-devices/${items[0]?.id}`, { showsText: true, kinds: ['urgent'] })).items).toMatchObject([{ showsText: true, kinds: ['urgent'] }]);
    const { rows } = await sql<{ text: string }>`select encode(sealed, 'escape') as text from push_device where workspace_id = ${home.id}`.execute(it.app.db);
    expect(rows.some(({ text }) => text.includes('fcm.googleapis'))).toBe(false);
  });
});

describe('help of the engine', () => {
  test('a draft answers what is open with what the shop has, changes nothing, and says nothing of an assistant', async () => {
    const shop = await makeShop(it, home.id);
    const event = InboundEvent.parse({
      type: 'product.changed', productKey: '31', version: it.clock.now().toISOString(), state: 'active', title: 'Zapatilla Norte', currency: 'ARS', variants: [{ variantKey: '3101', title: '42', priceMinor: 1_990_000, stock: 4 }],
    });
    await inTransaction(it.app.db, (tx) => it.app.handlers['product.changed'](it.app, tx, [{ workspaceId: home.id, connectionId: shop, key: 'p', receivedAt: it.clock.now(), event } as never]));
    const id = await begin('Lucía Paz', 'Hola, busco zapatillas Norte en 42, ¿tienen?');
    const before = await sql`select count(*)::int as n from send where workspace_id = ${home.id}`.execute(it.app.db);
    const suggestion = await call<AnswerSuggestion>(bruno, 'POST', `/conversations/${id}/suggestion`, {});
    expect(suggestion.text).toContain('Zapatilla Norte');
    expect(suggestion.text).toMatch(/19[.,]900/);
    expect(suggestion.text).not.toMatch(/asistente/i);
    expect(suggestion.next?.action).not.toBe('');
    const summary = await call<{ text: string }>(bruno, 'GET', `/conversations/${id}/summary`);
    expect(summary.text).toContain('Lucía');
    expect((await sql`select count(*)::int as n from send where workspace_id = ${home.id}`.execute(it.app.db)).rows).toEqual(before.rows);
    expect((await sql`select from assistant_turn where workspace_id = ${home.id}`.execute(it.app.db)).rows).toEqual([]);
  });

  test('with nothing open there is nothing to draft; an analyst reads a summary and asks for no draft', async () => {
    const id = await begin('Uma', 'Quiero hablar con una persona');
    expect((await call<AnswerSuggestion>(bruno, 'POST', `/conversations/${id}/suggestion`, {})).text).not.toBe('');
    await reply(bruno, id, 'Aquí estoy');
    await it.runDue();
    expect(await call<AnswerSuggestion>(bruno, 'POST', `/conversations/${id}/suggestion`, {})).toMatchObject({ text: '' });
    const analyst = await addMember('Zoe', 'analyst');
    await call(analyst, 'POST', `/conversations/${id}/suggestion`, {}, 403);
    await call(analyst, 'GET', `/conversations/${id}/summary`);
  });
});

test('figures: who waits, how quickly people answered, by member and hour, and how long it took to the end', async () => {
  const [one, two, three] = [await begin('Uma', 'Quiero hablar con una persona'), await begin('Dos'), await begin('Tres')];
  it.clock.advance({ minutes: 10 });
  await reply(ana, one, 'Acá estoy');
  await it.runDue();
  it.clock.advance({ minutes: 20 });
  await reply(bruno, two, 'Hola');
  await it.runDue();
  it.clock.advance({ minutes: 30 });
  await call(ana, 'POST', `/conversations/${one}/close`);
  const figures = await call<InboxFigures>(bruno, 'GET', '/insights/inbox?days=1');
  expect(figures.now).toMatchObject({ waiting: 1, waitingAfterPrompts: 0, unanswered: 1 });
  expect(Math.round((figures.now.longestMs ?? 0) / 60_000)).toBe(60);
  expect(figures.firstResponse.count).toBe(2);
  expect(figures.firstResponse.byMember.map(({ name, medianMs }) => [name, Math.round((medianMs ?? 0) / 60_000)]).toSorted()).toEqual([['Ana', 10], ['Bruno', 30]]);
  expect(figures.firstResponse.byHour.map(({ hour, count: answered }) => [hour, answered])).toEqual([[new Date(it.clock.nowMs() - 3_600_000 - 3 * 3_600_000).getUTCHours(), 2]]);
  expect(figures.resolution).toMatchObject({ count: 1 });
  expect(Math.round((figures.resolution.medianMs ?? 0) / 60_000)).toBe(60);
  expect(figures.handoffs).toMatchObject({ part: 3, whole: 3 });
  expect(figures.handoffs.reasons).toEqual([{ reason: 'replied', count: 2 }, { reason: 'asked_for_person', count: 1 }]);
  expect(figures.perDay.at(-1)).toMatchObject({ handedOver: 3, answered: 2, closed: 1 });
  expect(three).not.toBe('');
});
