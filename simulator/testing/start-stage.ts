import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSimulator, type Simulator, type SimulatorOptions } from '../index.ts';
import { presetAccounts } from '../whatsapp/accounts.ts';
import { asObject, asObjects, type Json } from '../whatsapp/json.ts';

/** A change that reached the pretend product, with whether its signature was right. */
export interface Heard {
  field: string;
  value: Json;
  isSigned: boolean;
}

/** A simulator and a receiver of its webhooks, as a test needs them. */
export interface Stage {
  simulator: Simulator;
  /** Changes in the order of arrival. */
  heard: Heard[];
  /** Statuses of all changes, in order of arrival. */
  statuses(): Json[];
  /** Messages of people, in order of arrival. */
  messages(): Json[];
  /** A call as Tienda Aurora; `status` 0 = the connection was cut. */
  graph(method: string, path: string, body?: Json): Promise<{ status: number; body: Json }>;
  send(body: Json): Promise<{ status: number; body: Json }>;
  control(method: string, path: string, body?: unknown): Promise<Json>;
  /** What the receiver answers from now on. */
  answerWith(status: number): void;
  /** Lets world time pass and waits until the webhooks that it caused have been answered. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

const [aurora] = presetAccounts() as [ReturnType<typeof presetAccounts>[number]];
export const AURORA = aurora;
export const LUCIA = '+5491155550199';

export async function startStage(options: SimulatorOptions = {}): Promise<Stage> {
  const heard: Heard[] = [];
  const answer = { status: 200 };
  const receiver = await startReceiver(heard, answer);
  const simulator = await startSimulator({ seed: 11, webhooks: { firstRetryMs: 1000 }, ...options });
  const { world } = simulator;
  const stage: Stage = {
    simulator,
    heard,
    statuses: () => heard.flatMap(({ value }) => asObjects(value.statuses)),
    messages: () => heard.flatMap(({ value }) => asObjects(value.messages)),
    async graph(method, path, body) {
      const headers = { authorization: `Bearer ${AURORA.token}`, 'content-type': 'application/json' };
      try {
        const reply = await fetch(`${simulator.url}/graph/v26.0${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
        return { status: reply.status, body: asObject(JSON.parse(await reply.text())) };
      } catch {
        return { status: 0, body: {} };
      }
    },
    send: (body) => stage.graph('POST', `/${AURORA.phoneNumberId}/messages`, { messaging_product: 'whatsapp', to: LUCIA, ...body }),
    async control(method, path, body) {
      const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
      const reply = await fetch(`${simulator.url}${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
      return asObject(await reply.json());
    },
    answerWith: (status) => void (answer.status = status),
    async pass(ms) {
      world.advance(ms);
      await world.webhooks.idle();
    },
    async close() {
      await simulator.close();
      receiver.closeAllConnections();
      await new Promise((resolve) => receiver.close(resolve));
    },
  };
  const { port } = receiver.address() as AddressInfo;
  await stage.graph('POST', `/${AURORA.wabaId}/subscribed_apps`, { override_callback_uri: `http://127.0.0.1:${port}/hook`, verify_token: 'word' });
  return stage;
}

async function startReceiver(heard: Heard[], answer: { status: number }): Promise<Server> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://receiver');
    if (request.method === 'GET') {
      const isRight = url.searchParams.get('hub.verify_token') === 'word';
      response.writeHead(isRight ? 200 : 403).end(isRight ? url.searchParams.get('hub.challenge') : '');
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      const expected = `sha256=${createHmac('sha256', AURORA.appSecret).update(raw).digest('hex')}`;
      const isAscii = raw.every((byte) => byte < 128);
      const isSigned = isAscii && request.headers['x-hub-signature-256'] === expected;
      const changes = asObjects(asObject(JSON.parse(raw.toString())).entry).flatMap(({ changes: items }) => asObjects(items));
      if (answer.status < 300) for (const change of changes) heard.push({ field: String(change.field), value: asObject(change.value), isSigned });
      response.writeHead(answer.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
