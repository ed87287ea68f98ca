import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { createNodeIo, createPools } from '#kit';
import type { ConnectorIo } from '#ports/connector';
import { createTestApp, makeNumber, makeWorkspace, stopSharedServer } from './app.ts';
import type { TestApp, TestWorkspace } from './app.ts';
import { pretendNumber } from './stage.ts';
import { startSimulator } from '../simulator/index.ts';
import type { Simulator } from '../simulator/index.ts';

/** Between the product and the pretend channel: a test may look at, change or hold what passes. */
interface Wire {
  /** Runs before a file is fetched from its address. */
  beforeFile: () => Promise<void> | void;
  /** Changes a file on its way. */
  changeFile: (bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array;
}

/** Lets everything pass as it is. */
export const honest: Wire = { beforeFile: () => undefined, changeFile: (bytes) => bytes };

/** The smallest picture. */
export const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
/** 2.5 MB that begin as a voice note does, every byte telling its place. */
export const voice = Buffer.concat([Buffer.from('OggS'), Buffer.from(Array.from({ length: 2_500_000 }, (_, place) => place % 251))]);

/** What a browser sends for a form with one file. */
export async function formOf(bytes: Buffer, name: string, type: string) {
  const form = new FormData();
  form.append('file', new Blob([Uint8Array.from(bytes)], { type }), name);
  const encoded = new Response(form);
  return { payload: Buffer.from(await encoded.arrayBuffer()), headers: { 'content-type': encoded.headers.get('content-type') ?? '' } };
}

/** A shop with a number at the pretend WhatsApp, which sends files and takes them; files of 4 MB at most are kept. Set up once for the file that calls it. */
export function openMediaDesk() {
  const pools = createPools();
  const outside = createNodeIo({ userAgent: 'Marchante test', dispatcher: pools });
  const wire: Wire = { ...honest };
  let simulator: Simulator;
  let it: TestApp;
  let home: TestWorkspace;
  let shoppers = 0;

  /** The world as it is, over a wire of the test's own. */
  const ioOver = (by: Wire): ConnectorIo => ({
    now: () => new Date(),
    fetch: async (url, init) => {
      if (!url.includes('/graph-media/')) return outside.fetch(url, init);
      await by.beforeFile();
      const answer = await outside.fetch(url, init);
      return { ...answer, bytes: async () => by.changeFile(await answer.bytes()) };
    },
  });

  beforeAll(async () => {
    it = await createTestApp({ io: ioOver(wire), environment: { MEDIA_MAX_MEGABYTES: '4' } });
    simulator = await startSimulator({ seed: 3, startAt: it.clock.nowMs() });
    home = await makeWorkspace(it);
    const number = await makeNumber(it, home.id, { ...pretendNumber, apiBaseUrl: `${simulator.url}/graph` });
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

  return {
    wire, ioOver, write, ask, conversationOf, lastOf, waiting, pass, runHours,
    newPhone: () => `+54911${60_000_000 + (shoppers += 1)}`,
    get it() {
      return it;
    },
    get home() {
      return home;
    },
    get simulator() {
      return simulator;
    },
  };
}
