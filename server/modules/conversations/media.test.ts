import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createNodeIo, createPools } from '#kit';
import { inTransaction } from '#platform/database';
import { maintainPartitions } from '#platform/partitions';
import type { ConnectorIo } from '#ports/connector';
import { createTestApp, makeNumber, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp, TestWorkspace } from '#test/app';
import { pretendNumber } from '#test/stage';
import { partitionedTables } from '../../retention.ts';
import { startSimulator } from '../../../simulator/index.ts';
import type { Simulator } from '../../../simulator/index.ts';
import { mergeConversations } from './merge-conversations.ts';

/** Between the product and the pretend channel: a test may look at, change or hold what passes. */
interface Wire {
  /** Runs before a file is fetched from its address. */
  beforeFile: () => Promise<void> | void;
  /** Changes a file on its way. */
  changeFile: (bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array;
}

const pools = createPools();
const outside = createNodeIo({ userAgent: 'Marchante test', dispatcher: pools });
const honest: Wire = { beforeFile: () => undefined, changeFile: (bytes) => bytes };
const ioOver = (wire: Wire): ConnectorIo => ({
  now: () => new Date(),
  fetch: async (url, init) => {
    if (!url.includes('/graph-media/')) return outside.fetch(url, init);
    await wire.beforeFile();
    const answer = await outside.fetch(url, init);
    return { ...answer, bytes: async () => wire.changeFile(await answer.bytes()) };
  },
});

let simulator: Simulator;
let it: TestApp;
let home: TestWorkspace;
let number: string;
const wire: Wire = { ...honest };
beforeAll(async () => {
  it = await createTestApp({ io: ioOver(wire), environment: { MEDIA_MAX_MEGABYTES: '4' } });
  simulator = await startSimulator({ seed: 3, startAt: it.clock.nowMs() });
  home = await makeWorkspace(it);
  number = await makeNumber(it, home.id, { ...pretendNumber, apiBaseUrl: `${simulator.url}/graph` });
  const address = await it.web.listen({ host: '127.0.0.1', port: 0 });
  const subscription = await fetch(`${simulator.url}/graph/v26.0/${pretendNumber.wabaId}/subscribed_apps`, {
    method: 'POST',
    headers: { authorization: `Bearer ${pretendNumber.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ override_callback_uri: `${address}/hooks/${number}`, verify_token: 'verify-me-please' }),
  });
  expect(subscription.status, await subscription.text()).toBe(200);
});
afterAll(async () => {
  await it?.close();
  await simulator?.close();
  await pools.close();
  await stopSharedServer();
});
beforeEach(() => {
  Object.assign(wire, honest);
  simulator.world.faults.clear();
});

let shoppers = 0;
const newPhone = () => `+54911${60_000_000 + (shoppers += 1)}`;
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
/** 2.5 MB that begin as a voice note does, every byte telling its place. */
const voice = Buffer.concat([Buffer.from('OggS'), Buffer.from(Array.from({ length: 2_500_000 }, (_, place) => place % 251))]);

async function write(phone: string, act: object): Promise<void> {
  const reply = await fetch(`${simulator.url}/sim/whatsapp/users/${phone}/messages`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(act) });
  expect(reply.status, await reply.text()).toBe(200);
  await simulator.world.webhooks.idle();
}

function ask(method: 'GET' | 'POST', path: string, options: { headers?: Record<string, string>; payload?: object | Buffer; as?: TestWorkspace } = {}) {
  const { headers, payload, as = home } = options;
  const url = path.startsWith('/v1/') ? path : `/v1/workspaces/${as.id}${path}`;
  return it.web.inject({ method, url, headers: { cookie: as.cookie, origin: it.app.publicUrl, ...headers }, ...(payload && { payload }) });
}

async function conversationOf(phone: string): Promise<{ id: string; contactId: string }> {
  const { rows } = await sql<{ id: string; contactId: string }>`
    select v.id, v.contact_id as "contactId" from conversation v join contact_identity i on i.workspace_id = v.workspace_id and i.contact_id = v.contact_id
    where v.workspace_id = ${home.id} and i.kind = 'phone' and i.value = ${phone}`.execute(it.app.db);
  if (!rows[0]) throw new Error(`Nobody wrote from ${phone}.`);
  return rows[0];
}

/** The newest message of a conversation, of theirs or ours, as the timeline tells it. */
async function lastOf(phone: string) {
  const { id } = await conversationOf(phone);
  const items: ({ kind: string; mediaUrl: string } & Record<string, unknown>)[] = (await ask('GET', `/conversations/${id}/timeline`)).json().items;
  const last = items.find(({ kind }) => kind === 'message' || kind === 'send');
  if (!last) throw new Error(`Nothing was said in the conversation with ${phone}.`);
  return last;
}

async function waiting(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) from job where workspace_id = ${home.id} and name = 'conversations.media'`.execute(it.app.db);
  return rows[0]?.count ?? 0;
}

/** Lets time pass for the product and for the world around it. */
function pass(minutes: number): void {
  it.clock.advance({ minutes });
  simulator.world.advance(minutes * 60_000);
}

/** Lets time pass in steps that every wait between two tries fits into. */
async function runHours(hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour += 1) {
    pass(61);
    await it.runDue();
  }
}

describe('what shoppers send', () => {
  test.each([
    ['image', { image: { base64: png.toString('base64'), mime_type: 'image/png', caption: 'este' } }, png, 'image/png', 'inline'],
    ['audio', { audio: { base64: voice.toString('base64'), voice: true } }, voice, 'audio/ogg', 'inline'],
    ['document', { document: { base64: Buffer.from('%PDF-1.7 factura').toString('base64'), filename: 'Factura Nº 12.pdf' } }, Buffer.from('%PDF-1.7 factura'), 'application/pdf', 'attachment'],
  ])('a file of kind %s is fetched, kept and shown', async (_kind, act, bytes, type, place) => {
    const phone = newPhone();
    await write(phone, act);
    expect(await lastOf(phone)).toMatchObject({ mediaState: 'wanted', mediaUrl: null });
    await it.runDue();
    const item = await lastOf(phone);
    expect(item).toMatchObject({ kind: 'message', mediaState: 'stored', mediaType: type });
    const reply = await ask('GET', item.mediaUrl);
    expect(reply.statusCode).toBe(200);
    expect(reply.rawPayload.equals(bytes)).toBe(true);
    expect(reply.headers).toMatchObject({ 'content-type': type, 'content-length': String(bytes.length), 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox" });
    expect(reply.headers['content-disposition']).toMatch(new RegExp(`^${place}; filename=`));
    expect(reply.headers['cache-control']).toContain('private');
    expect(await waiting()).toBe(0);
  });

  test('a page that calls itself a picture is handed over as a text', async () => {
    const phone = newPhone();
    await write(phone, { image: { base64: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>').toString('base64'), mime_type: 'image/svg+xml' } });
    await it.runDue();
    const reply = await ask('GET', (await lastOf(phone)).mediaUrl);
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(reply.headers['content-disposition']).toBe(`attachment; filename="file.txt"; filename*=UTF-8''file.txt`);
  });

  test('a name with accents and tricks is a safe name', async () => {
    const phone = newPhone();
    await write(phone, { document: { base64: Buffer.from('hola').toString('base64'), filename: '../señal"\r\nx: y.html' } });
    await it.runDue();
    const reply = await ask('GET', (await lastOf(phone)).mediaUrl);
    expect(reply.headers['content-disposition']).toBe(`attachment; filename="senal x y.html.txt"; filename*=UTF-8''se%C3%B1al%20x%20y.html.txt`);
  });

  test('an address that expired on the way is asked for anew', async () => {
    let times = 0;
    wire.beforeFile = () => {
      if ((times += 1) === 1) pass(6);
    };
    const phone = newPhone();
    await write(phone, { image: {} });
    await it.runDue();
    expect((await lastOf(phone)).mediaState).toBe('wanted');
    await runHours(1);
    expect([(await lastOf(phone)).mediaState, times]).toEqual(['stored', 2]);
  });

  test('a file that never fits its checksum is given up, and the reader told why', async () => {
    wire.changeFile = () => Buffer.from('another one');
    const phone = newPhone();
    await write(phone, { image: {} });
    await it.runDue();
    await runHours(9);
    expect(await lastOf(phone)).toMatchObject({ mediaState: 'failed', mediaReason: 'damaged', mediaUrl: null });
    expect(await waiting()).toBe(0);
  });

  test('a file above the limit is not kept', async () => {
    const phone = newPhone();
    await write(phone, { document: { base64: Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(4 * 1024 * 1024)]).toString('base64') } });
    await it.runDue();
    expect(await lastOf(phone)).toMatchObject({ mediaState: 'failed', mediaReason: 'too_large' });
    const { rows } = await sql<{ id: string }>`select id from media where workspace_id = ${home.id} and reason = 'too_large' and bytes is null`.execute(it.app.db);
    const reply = await ask('GET', `/media/${rows[0]?.id}`);
    expect([reply.statusCode, reply.json().error.code]).toEqual([404, 'media_failed']);
  });

  test('a channel that was away for days and came back gives its files', async () => {
    simulator.world.faults.add({ place: 'graph', kind: 'status', status: 503 });
    const phone = newPhone();
    await write(phone, { image: {} });
    await it.runDue();
    await runHours(30);
    expect((await lastOf(phone)).mediaState).toBe('wanted');
    simulator.world.faults.clear();
    await runHours(1);
    expect((await lastOf(phone)).mediaState).toBe('stored');
  });

  test('a channel that stays away for longer than it keeps files is not asked for ever', async () => {
    simulator.world.faults.add({ place: 'graph', kind: 'status', status: 503 });
    const phone = newPhone();
    await write(phone, { image: {} });
    await it.runDue();
    pass(7 * 24 * 60);
    await it.runDue();
    expect(await lastOf(phone)).toMatchObject({ mediaState: 'failed', mediaReason: 'expired' });
    expect(await waiting()).toBe(0);
  });

  test('a process that dies between fetching and storing loses nothing: another one does it after the lease', async () => {
    const held = Promise.withResolvers<void>();
    const fetched = Promise.withResolvers<void>();
    const dying = await createTestApp({
      databaseUrl: it.databaseUrl,
      io: ioOver({
        ...honest,
        changeFile: async (bytes) => {
          fetched.resolve();
          await held.promise;
          return bytes;
        },
      }),
    });
    dying.clock.setOffset(it.clock.offsetMs());
    const phone = newPhone();
    await write(phone, { image: { base64: png.toString('base64') } });
    const dead = dying.runDue();
    await fetched.promise;
    await it.runDue();
    expect((await lastOf(phone)).mediaState).toBe('wanted');
    pass(2);
    await it.runDue();
    const stored = await lastOf(phone);
    expect(stored.mediaState).toBe('stored');
    // It was not dead but asleep: what it does now changes nothing.
    held.resolve();
    await dead;
    await dying.close();
    expect(await lastOf(phone)).toEqual(stored);
    expect(await waiting()).toBe(0);
  });

  test('the same webhook twice is one file', async () => {
    simulator.world.faults.add({ place: 'webhook.whatsapp', kind: 'repeat', times: 2 });
    const phone = newPhone();
    await write(phone, { image: {} });
    await it.runDue();
    const { id } = await conversationOf(phone);
    const { rows } = await sql<{ state: string }>`select state from media where workspace_id = ${home.id} and conversation_id = ${id}`.execute(it.app.db);
    expect(rows).toEqual([{ state: 'stored' }]);
  });
});

describe('reading', () => {
  async function storeVoice() {
    const phone = newPhone();
    await write(phone, { audio: { base64: voice.toString('base64'), voice: true } });
    await it.runDue();
    return (await lastOf(phone)).mediaUrl;
  }

  test('in parts: any range, also over the seams of how it is read', async () => {
    const url = await storeVoice();
    for (const [from, to] of [[0, 0], [1_048_570, 1_048_580], [1_000_000, 2_300_000], [voice.length - 5, voice.length - 1]] as const) {
      const reply = await ask('GET', url, { headers: { range: `bytes=${from}-${to}` } });
      expect([reply.statusCode, reply.headers['content-range']]).toEqual([206, `bytes ${from}-${to}/${voice.length}`]);
      expect(reply.rawPayload.equals(voice.subarray(from, to + 1))).toBe(true);
    }
    const beyond = await ask('GET', url, { headers: { range: `bytes=${voice.length}-` } });
    expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, `bytes */${voice.length}`]);
  });

  test('what the browser has is not sent again, and a part of another version is no part', async () => {
    const url = await storeVoice();
    const { etag } = (await ask('GET', url, { headers: { range: 'bytes=0-1' } })).headers;
    expect((await ask('GET', url, { headers: { 'if-none-match': String(etag) } })).statusCode).toBe(304);
    expect((await ask('GET', url, { headers: { range: 'bytes=0-1', 'if-range': String(etag) } })).statusCode).toBe(206);
    expect((await ask('GET', url, { headers: { range: 'bytes=0-1', 'if-range': '"other"' } })).statusCode).toBe(200);
  });

  test('is for members of the workspace, analysts too', async () => {
    const url = await storeVoice();
    expect((await it.web.inject({ url })).statusCode).toBe(401);
    const stranger = await makeWorkspace(it);
    expect((await ask('GET', url, { as: stranger })).statusCode).toBe(404);
    expect((await ask('GET', url.replace(home.id, stranger.id), { as: stranger })).statusCode).toBe(404);
  });
});

/** What a browser sends for a form with one file. */
async function formOf(bytes: Buffer, name: string, type: string) {
  const form = new FormData();
  form.append('file', new Blob([Uint8Array.from(bytes)], { type }), name);
  const encoded = new Response(form);
  return { payload: Buffer.from(await encoded.arrayBuffer()), headers: { 'content-type': encoded.headers.get('content-type') ?? '' } };
}

describe('what members send', () => {
  let keys = 0;
  const answerWith = (id: string, content: object, key = `media-key-${(keys += 1)}`) => ask('POST', `/conversations/${id}/messages`, { payload: { content }, headers: { 'idempotency-key': key } });

  test('is typed by its content, placed with the channel once, and shown in the timeline', async () => {
    const phone = newPhone();
    await write(phone, { text: '¿Tienen foto?' });
    const { id } = await conversationOf(phone);
    const upload = await ask('POST', `/conversations/${id}/media`, await formOf(png, 'zapatilla', 'text/html'));
    expect([upload.statusCode, upload.json()]).toEqual([201, { mediaId: expect.any(String), type: 'image', mimeType: 'image/png', fileName: 'zapatilla.png', sizeBytes: png.length, mediaUrl: expect.stringContaining('/media/') }]);
    const { mediaId, mediaUrl } = upload.json();
    const replies = [];
    for (const key of ['the-same-key', 'the-same-key']) replies.push((await answerWith(id, { type: 'image', mediaId, caption: 'Acá va' }, key)).json().id);
    expect(new Set(replies).size).toBe(1);
    await it.runDue();
    const chat = (await (await fetch(`${simulator.url}/sim/whatsapp/users/${phone}/chat`)).json()) as { messages: { from: string; type: string }[] };
    expect(chat.messages.filter(({ from }) => from === 'business')).toMatchObject([{ type: 'image' }]);
    expect(await lastOf(phone)).toMatchObject({ kind: 'send', state: 'accepted', mediaState: 'stored', mediaType: 'image/png', mediaUrl });
    expect((await ask('GET', mediaUrl)).rawPayload.equals(png)).toBe(true);
  });

  test('is refused with the fix when no phone would show it, or it is too large', async () => {
    const phone = newPhone();
    await write(phone, { text: 'Hola' });
    const { id } = await conversationOf(phone);
    const gif = await ask('POST', `/conversations/${id}/media`, await formOf(Buffer.from('GIF89a....'), 'a.png', 'image/png'));
    expect([gif.statusCode, gif.json().error.code, gif.json().error.message]).toEqual([400, 'file_type_refused', expect.stringContaining('MP4')]);
    const large = await ask('POST', `/conversations/${id}/media`, await formOf(Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(4 * 1024 * 1024)]), 'a.pdf', 'application/pdf'));
    expect([large.statusCode, large.json().error.code]).toEqual([413, 'file_too_large']);
    const none = await ask('POST', `/conversations/${id}/media`, { payload: { file: 'x' } });
    expect([none.statusCode, none.json().error.code]).toEqual([400, 'file_missing']);
  });

  test('belongs to its conversation, and an answer names one file only', async () => {
    const [phone, other] = [newPhone(), newPhone()];
    await write(phone, { text: 'Hola' });
    await write(other, { text: 'Hola' });
    const { id } = await conversationOf(phone);
    const { mediaId } = (await ask('POST', `/conversations/${id}/media`, await formOf(png, 'a.png', 'image/png'))).json();
    expect((await answerWith((await conversationOf(other)).id, { type: 'image', mediaId })).statusCode).toBe(404);
    expect((await answerWith(id, { type: 'image', mediaId, url: 'https://example.com/a.png' })).statusCode).toBe(400);
    expect((await answerWith(id, { type: 'image' })).statusCode).toBe(400);
  });

  test('that the channel does not take is said at once, and nothing is planned', async () => {
    const phone = newPhone();
    await write(phone, { text: 'Hola' });
    const { id } = await conversationOf(phone);
    const { mediaId } = (await ask('POST', `/conversations/${id}/media`, await formOf(png, 'a.png', 'image/png'))).json();
    simulator.world.faults.add({ place: 'graph.media', kind: 'status', status: 503, count: 1 });
    expect((await answerWith(id, { type: 'image', mediaId }, 'try-again-key')).statusCode).toBe(503);
    expect((await lastOf(phone)).kind).toBe('message');
    const again = await answerWith(id, { type: 'image', mediaId }, 'try-again-key');
    expect(again.statusCode, again.body).toBe(202);
  });
});

describe('the end of a file', () => {
  const countOf = async (conversationId: string) =>
    (await sql<{ count: number }>`select count(*) from media where workspace_id = ${home.id} and conversation_id = ${conversationId}`.execute(it.app.db)).rows[0]?.count;

  test('an erased person’s files go, stored, sent or still wanted', async () => {
    const phone = newPhone();
    await write(phone, { image: {} });
    await it.runDue();
    await write(phone, { image: {} });
    const { id, contactId } = await conversationOf(phone);
    await ask('POST', `/conversations/${id}/media`, await formOf(png, 'a.png', 'image/png'));
    expect(await countOf(id)).toBe(3);
    await inTransaction(it.app.db, (tx) => it.app.receivers.contactsErased(it.app, tx, [{ workspaceId: home.id, contactId }]));
    expect(await countOf(id)).toBe(0);
    await it.runDue();
    expect([await countOf(id), await waiting()]).toEqual([0, 0]);
  });

  test('people who prove to be one keep their files', async () => {
    const [phone, other] = [newPhone(), newPhone()];
    await write(phone, { image: {} });
    await write(other, { image: {} });
    const [kept, merged] = [await conversationOf(phone), await conversationOf(other)];
    await inTransaction(it.app.db, (tx) => mergeConversations(tx, [{ workspaceId: home.id, keptId: kept.contactId, mergedId: merged.contactId }]));
    await it.runDue();
    const { rows } = await sql<{ state: string }>`select state from media where workspace_id = ${home.id} and conversation_id = ${kept.id}`.execute(it.app.db);
    expect(rows).toEqual([{ state: 'stored' }, { state: 'stored' }]);
  });

  test('who takes a message back takes its file back', async () => {
    const phone = newPhone();
    await write(phone, { image: {} });
    await it.runDue();
    const item = await lastOf(phone);
    await write(phone, { revoke: { original_message_id: item.providerMessageId } });
    expect((await lastOf(phone)).content).toBeNull();
    expect((await ask('GET', item.mediaUrl)).statusCode).toBe(404);
    expect(await countOf((await conversationOf(phone)).id)).toBe(0);
  });

  test('files are dropped with their month once their time is over', async () => {
    const phone = newPhone();
    await write(phone, { image: {} });
    await it.runDue();
    const { id } = await conversationOf(phone);
    const tables = partitionedTables(it.app.config).filter(({ table }) => table === 'media');
    const days = (count: number) => new Date(it.clock.nowMs() + count * 86_400_000);
    await maintainPartitions(it.app.db, tables, days(80));
    expect(await countOf(id)).toBe(1);
    await maintainPartitions(it.app.db, tables, days(125));
    expect(await countOf(id)).toBe(0);
  });
});
