import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConnection } from '#modules/connections';
import { hasShownWho, resolveContacts } from '#modules/contacts';
import { inTransaction } from '#platform/database';
import { createTestApp, makeNumber, makeShop, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp, TestWorkspace } from '#test/app';
import { makePretendLine, nextShopper, postMessage } from '#test/whatsapp';
import type { PretendLine, Shopper } from '#test/whatsapp';
import { openChatStreams } from './chat-streams.ts';

let it: TestApp;
let line: PretendLine;
let home: TestWorkspace;
let number: string;
let chat: string;
const origin = 'https://shop.example';
beforeAll(async () => {
  line = makePretendLine();
  it = await createTestApp({ io: line.io(() => new Date()) });
  home = await makeWorkspace(it);
  number = await makeNumber(it, home.id);
  await sql`update connection set facts = '{"numberKey": "5491155550100"}' where id = ${number}`.execute(it.app.db);
  chat = await inTransaction(it.app.db, (tx) => createConnection(it.app, tx, { workspaceId: home.id, vendor: 'web-chat', name: 'Chat', settings: { publicKey: 'pk_chat_0001', shopUrl: origin } }));
});
afterAll(async () => {
  await it?.close();
  await stopSharedServer();
});

let count = 0;
const newKey = () => `visitor-${String((count += 1)).padStart(4, '0')}-${'x'.repeat(30)}`;
const post = (path: string, body: object, headers: Record<string, string> = { origin }) => it.web.inject({ method: 'POST', url: path, headers: { 'content-type': 'text/plain', ...headers }, payload: JSON.stringify(body) });
const say = async (chatKey: string, text: string, id = `message-${(count += 1)}-${Date.now()}`) => {
  const reply = await post(`/hooks/${chat}`, { key: 'pk_chat_0001', chatKey, events: [{ id, at: it.clock.now().toISOString(), type: 'message', text }] });
  expect(reply.statusCode).toBe(200);
  await it.runDue();
};
const read = async (chatKey: string, cursor: string | null = null) => (await post(`/chat/${chat}/messages`, { chatKey, cursor })).json<{ items: { from: string; text: string; sendId: string | null; saidAs: string | null; isRead: boolean }[]; cursor: string | null; withPerson: boolean }>();

async function conversationOf(text: string) {
  const { rows } = await sql<{ id: string; contact_id: string }>`
    select v.id, v.contact_id from conversation v join message m on m.workspace_id = v.workspace_id and m.conversation_id = v.id
    where v.workspace_id = ${home.id} and m.content->>'text' = ${text}`.execute(it.app.db);
  expect(rows).toHaveLength(1);
  return rows[0] as { id: string; contact_id: string };
}

const answer = async (conversationId: string, text: string) => {
  const reply = await it.web.inject({ method: 'POST', url: `/v1/workspaces/${home.id}/conversations/${conversationId}/messages`, headers: { cookie: home.cookie, origin: it.app.publicUrl, 'idempotency-key': `key-${(count += 1)}-0000` }, payload: { content: { type: 'text', text } } });
  expect(reply.statusCode).toBeLessThan(300);
  await it.runDue();
};

test('a visitor of whom nothing is known reaches a person, reads the answer, and says that it was read', async () => {
  const key = newKey();
  expect(await read(key)).toEqual({ items: [], cursor: null, withPerson: false });
  await say(key, 'Hola, ¿hacen envíos a Salta?');
  const { id } = await conversationOf('Hola, ¿hacen envíos a Salta?');
  const first = await read(key);
  expect(first.items).toMatchObject([{ from: 'you', text: 'Hola, ¿hacen envíos a Salta?', isRead: true }]);
  it.clock.advance({ minutes: 1 });
  await answer(id, 'Sí, llega en cuatro días.');
  const next = await read(key, first.cursor);
  expect(next).toMatchObject({ items: [{ from: 'person', text: 'Sí, llega en cuatro días.', saidAs: null, isRead: false }], withPerson: true });
  const [{ sendId } = { sendId: null }] = next.items;
  await post(`/hooks/${chat}`, { key: 'pk_chat_0001', chatKey: key, events: [{ id: `read-${sendId}`, at: it.clock.now().toISOString(), type: 'receipt', sendId, status: 'read' }] });
  const { rows } = await sql<{ state: string }>`select state from send where id = ${sendId}`.execute(it.app.db);
  expect(rows[0]?.state).toBe('read');
  // Nothing new, and a person has it all the same.
  expect(await read(key, next.cursor)).toMatchObject({ items: [], withPerson: true });
  // On the next page of the shop it is nothing new.
  expect((await read(key)).items.map(({ isRead }) => isRead)).toEqual([true, true]);
});

test('the same message twice is one, and another visitor sees nothing of it', async () => {
  const key = newKey();
  await say(key, 'Soy yo', 'message-twice-1');
  await say(key, 'Soy yo', 'message-twice-1');
  expect((await read(key)).items).toMatchObject([{ saidAs: 'chat.message-twice-1' }]);
  expect((await read(newKey())).items).toEqual([]);
});

test('only pages of the shop may read, and only with a proper key', async () => {
  const status = async (body: object, headers: Record<string, string>) => (await post(`/chat/${chat}/messages`, body, headers)).statusCode;
  expect(await status({ chatKey: newKey() }, { origin: 'https://elsewhere.example' })).toBe(403);
  expect(await status({ chatKey: newKey() }, {})).toBe(403);
  expect(await status({ chatKey: 'short' }, { origin })).toBe(400);
  expect((await post(`/chat/${number}/messages`, { chatKey: newKey() })).statusCode).toBe(404);
  expect((await it.web.inject({ url: `/chat/${chat}/config`, headers: { origin } })).json()).toMatchObject({ hasWhatsApp: true, language: 'es', helpAfterSeconds: 45 });
});

test('a page hears why it is refused, and asks for the chat’s settings at most once a minute', async () => {
  const elsewhere = await it.web.inject({ url: `/chat/${chat}/config`, headers: { origin: 'https://elsewhere.example' } });
  expect([elsewhere.statusCode, elsewhere.headers['access-control-allow-origin'], elsewhere.headers['cache-control']]).toEqual([403, 'https://elsewhere.example', 'no-store']);
  const silent = await post(`/chat/${chat}/stream`, { chatKey: newKey() });
  expect([silent.statusCode, silent.headers['access-control-allow-origin']]).toEqual([404, origin]);
  const config = await it.web.inject({ url: `/chat/${chat}/config`, headers: { origin } });
  expect([config.headers['cache-control'], config.headers['vary']]).toEqual(['public, max-age=60', 'origin']);
});

test('an open chat hears of its own conversation only; there is an end to how many may be open', async () => {
  const streams = openChatStreams(it.app, 2);
  const server = createServer((request, response) => streams.admit({ workspaceId: home.id, conversationId: String(request.url).slice(1) }).carry(response.writeHead(200)));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const openOne = async (conversationId: string) => (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${conversationId}`)).body?.pipeThrough(new TextDecoderStream()).getReader();
  const [mine, theirs] = [await openOne('mine'), await openOne('theirs')];
  expect([await mine?.read(), await theirs?.read()]).toMatchObject([{ value: ': open\n\n' }, { value: ': open\n\n' }]);
  expect(() => streams.admit({ workspaceId: home.id, conversationId: 'third' })).toThrow('Too many chats');
  it.app.live.publish({ workspaceId: home.id, topic: 'send', id: 'whatever' });
  it.app.live.publish({ workspaceId: home.id, topic: 'conversation', id: 'mine' });
  expect((await mine?.read())?.value).toBe('data: {}\n\n');
  it.app.live.publish({ workspaceId: home.id, topic: 'conversation', id: 'theirs' });
  expect((await theirs?.read())?.value).toBe('data: {}\n\n');
  // Whatever else was told to either would have to be read before the end.
  streams.close();
  expect([await mine?.read(), await theirs?.read()]).toMatchObject([{ done: true }, { done: true }]);
  server.close();
});

/** Somebody begins to go on in WhatsApp from the chat of a page: the words that the link puts into their hands. */
async function goOn(key: string): Promise<string> {
  const { url } = (await post(`/chat/${chat}/whatsapp`, { chatKey: key })).json<{ url: string }>();
  expect(url).toContain('wa.me/5491155550100');
  return new URL(url).searchParams.get('text') ?? '';
}

async function contactOf({ bsuid }: Shopper): Promise<string | undefined> {
  const { rows } = await sql<{ contact_id: string }>`select contact_id from contact_identity where workspace_id = ${home.id} and value = ${bsuid ?? ''}`.execute(it.app.db);
  return rows[0]?.contact_id;
}

/** What this phone got last, with the buttons under it. */
function lastTo({ waId }: Shopper) {
  const body = line.sent.findLast(({ to }) => to === waId)?.body;
  const interactive = body?.['interactive'] as { body: { text: string }; action: { buttons: { reply: { id: string; title: string } }[] } } | undefined;
  return { text: interactive?.body.text ?? (body?.['text'] as { body: string } | undefined)?.body ?? '', buttons: interactive?.action.buttons.map(({ reply }) => reply) ?? [] };
}

const write = async (shopper: Shopper, message: Parameters<typeof postMessage>[3]) => {
  await postMessage(it, number, shopper, message);
  await it.runDue();
};

test('who goes on in WhatsApp says there that it is them, and is one person with both conversations, once', async () => {
  const key = newKey();
  await say(key, 'Busco un 42 para asfalto');
  const before = await conversationOf('Busco un 42 para asfalto');
  const text = await goOn(key);
  expect(await goOn(key)).toBe(text);

  const shopper = nextShopper();
  await write(shopper, { text });
  expect((await conversationOf('Busco un 42 para asfalto')).contact_id).toBe(before.contact_id);
  const question = lastTo(shopper);
  expect(question.text).toMatch(/unir.*carrito y tus pedidos/);
  expect(question.buttons.map(({ title }) => title)).toEqual(['Sí, soy yo', 'No fui yo']);

  const [yes] = question.buttons;
  await write(shopper, { tap: yes ?? expect.unreachable() });
  const joined = await conversationOf('Busco un 42 para asfalto');
  expect(joined.id).toBe(before.id);
  expect(joined.contact_id).toBe(await contactOf(shopper));
  expect(lastTo(shopper).text).toContain('seguimos por aquí');

  // A second tap says nothing anew, and somebody who copies the text afterwards is not even asked.
  const { length } = line.sent;
  await write(shopper, { tap: yes ?? expect.unreachable() });
  expect(line.sent).toHaveLength(length);
  const thief = nextShopper();
  await write(thief, { text });
  expect(lastTo(thief).buttons).toEqual([]);
  expect(await contactOf(thief)).not.toBe(joined.contact_id);
  // Nor does a code count when it is typed, or confirmed, in a chat of a page.
  await say(newKey(), text);
});

describe('what was said in the chat is for those who proved to be the same', () => {
  let shop: string;
  let shared: string;
  beforeAll(async () => {
    shop = await makeShop(it, home.id);
    shared = await inTransaction(it.app.db, (tx) => createConnection(it.app, tx, { workspaceId: home.id, vendor: 'web-chat', name: 'Chat', settings: { publicKey: 'pk_chat_0002', shopUrl: origin, shopConnectionId: shop } }));
  });
  const sayAs = async (chatKey: string, visitorKey: string, text: string) => {
    const event = { id: `message-${(count += 1)}-${Date.now()}`, at: it.clock.now().toISOString(), type: 'message', text };
    expect((await post(`/hooks/${shared}`, { key: 'pk_chat_0002', chatKey, visitorKey, events: [event] })).statusCode).toBe(200);
    await it.runDue();
  };
  /** Somebody types this about themselves in the shop. */
  const type = (visitorKey: string, person: { email: string } | { phone: string }) =>
    inTransaction(it.app.db, (tx) => resolveContacts(it.app, tx, [{ workspaceId: home.id, connectionId: shop, person: { visitorKey, ...person }, at: it.clock.now() }]));
  const isShown = async (shopper: Shopper) => hasShownWho(it.app.db, { workspaceId: home.id, contactId: (await contactOf(shopper)) ?? '', connectionId: shared });
  const comeOver = async (chatKey: string, shopper: Shopper) => {
    const { url } = (await post(`/chat/${shared}/whatsapp`, { chatKey })).json<{ url: string }>();
    await write(shopper, { text: new URL(url).searchParams.get('text') ?? '' });
    await write(shopper, { tap: lastTo(shopper).buttons[0] ?? expect.unreachable() });
  };

  const seen = async (chatKey: string) => JSON.stringify((await post(`/chat/${shared}/messages`, { chatKey, cursor: null })).json());

  test('who types the e-mail of another in the shop comes no nearer to their chat', async () => {
    const [mine, theirs] = [newKey(), newKey()];
    await sayAs(mine, 'visitor-mine', 'mi dirección es Rivadavia 100');
    await type('visitor-mine', { email: 'lucia@example.com' });
    await sayAs(theirs, 'visitor-theirs', 'hola, soy otra');
    await type('visitor-theirs', { email: 'lucia@example.com' });
    expect(await seen(theirs)).not.toContain('Rivadavia');
    expect(await seen(mine)).toContain('Rivadavia');
  });

  test('a code vouches for the chat that it was made for', async () => {
    const [key, shopper] = [newKey(), nextShopper()];
    await sayAs(key, 'visitor-vouched', 'hola');
    await comeOver(key, shopper);
    expect(await isShown(shopper)).toBe(true);
  });

  test('who types the e-mail first and writes then comes no nearer either', async () => {
    const [mine, theirs] = [newKey(), newKey()];
    await sayAs(mine, 'visitor-first', 'mi dirección es Mitre 200');
    await type('visitor-first', { email: 'marta@example.com' });
    await type('visitor-late', { email: 'marta@example.com' });
    await sayAs(theirs, 'visitor-late', 'hola, soy otra');
    expect(await seen(theirs)).not.toContain('Mitre');
    expect(await seen(mine)).toContain('Mitre');
    expect(await seen(mine)).not.toContain('soy otra');
  });

  test('who came to the person in another way is a stranger once somebody shows by a code that it is them', async () => {
    const [key, theirs, shopper] = [newKey(), newKey(), nextShopper()];
    await write(shopper, { text: 'Hola' });
    await sayAs(theirs, 'visitor-typing', 'hola');
    await type('visitor-typing', { phone: `+${shopper.waId}` });
    expect(await isShown(shopper)).toBe(false);
    await sayAs(key, 'visitor-coming', 'hola');
    await comeOver(key, shopper);
    expect(await isShown(shopper)).toBe(true);
    await sayAs(key, 'visitor-coming', 'mi dirección es Sarmiento 300');
    await sayAs(theirs, 'visitor-typing', '¿qué dijo?');
    expect(await seen(theirs)).not.toContain('Sarmiento');
    expect(await seen(key)).toContain('Sarmiento');
    expect(await seen(key)).not.toContain('qué dijo');
    expect(await isShown(shopper)).toBe(true);
  });

  test('a code gives nobody the orders of the person whose phone they typed: the chat alone goes over to who sent it', async () => {
    const [key, owner, thief] = [newKey(), nextShopper(), nextShopper()];
    await write(owner, { text: '¿Dónde está mi pedido?' });
    await sayAs(key, 'visitor-thief', 'hola');
    await type('visitor-thief', { phone: `+${owner.waId}` });
    const owned = await contactOf(owner);
    await comeOver(key, thief);
    expect(await contactOf(owner)).toBe(owned);
    expect(await contactOf(thief)).not.toBe(owned);
    expect(await isShown(thief)).toBe(true);
    await sayAs(key, 'visitor-thief', '¿y mis pedidos?');
    expect((await conversationOf('¿y mis pedidos?')).contact_id).toBe(await contactOf(thief));
    expect(await seen(key)).toContain('y mis pedidos');
    expect(await isShown(owner)).toBe(false);
  });
});

test('a stranger who was talked into sending a code is asked first: without their word nothing is joined, and a no ends the code', async () => {
  const key = newKey();
  await say(key, 'Mándame este mensaje por favor');
  const visit = await conversationOf('Mándame este mensaje por favor');
  const text = await goOn(key);
  const victim = nextShopper();
  await write(victim, { text: 'Hola, ¿dónde está mi pedido?' });
  await write(victim, { text });
  const victimId = await contactOf(victim);
  const verified = async () => (await sql`select from contact_code where contact_id = ${visit.contact_id} and used_at is not null`.execute(it.app.db)).rows.length > 0;
  const { buttons } = lastTo(victim);
  expect(await verified()).toBe(false);
  // The one in the page's chat cannot say yes in their place.
  const [yes, no] = buttons;
  await post(`/hooks/${chat}`, { key: 'pk_chat_0001', chatKey: key, events: [{ id: 'forged-tap-0001', at: it.clock.now().toISOString(), type: 'tap', replyId: yes?.id, title: yes?.title }] });
  await it.runDue();
  expect(await verified()).toBe(false);

  await write(victim, { tap: no ?? expect.unreachable() });
  expect(lastTo(victim).text).toContain('No unimos nada');
  await write(victim, { tap: yes ?? expect.unreachable() });
  expect(lastTo(victim).text).toContain('ya no vale');
  expect(await verified()).toBe(false);
  expect((await conversationOf('Mándame este mensaje por favor')).contact_id).toBe(visit.contact_id);
  expect(victimId).not.toBe(visit.contact_id);
  // The next code is another one.
  expect(await goOn(key)).not.toBe(text);
});

test('whoever says BAJA in the chat is left alone there too', async () => {
  const key = newKey();
  await say(key, 'baja');
  expect((await read(key)).items).toMatchObject([{ from: 'you' }, { from: 'shop', text: expect.stringContaining('promociones') }]);
});
