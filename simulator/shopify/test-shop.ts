import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { createWorld, registerControl, type World } from '../kit/index.ts';
import { aurora, registerShopify } from './index.ts';

/** What a receiver of webhooks saw. */
export interface Received {
  topic: string;
  headers: Record<string, string | string[] | undefined>;
  rawBody: string;
  body: Record<string, unknown>;
}

export interface TestShop {
  url: string;
  world: World;
  received: Received[];
  /** Statuses that the receiver gives to the next deliveries, then 200. */
  answers: number[];
  hookUrl: string;
  /** Gives the token for the Admin API. */
  signIn(): Promise<string>;
  graphql(query: string, variables?: Record<string, unknown>, version?: string): Promise<Record<string, unknown>>;
  control(path: string, body?: unknown): Promise<Record<string, unknown>>;
  /** The topics received so far, once nothing is under way. */
  topics(): Promise<string[]>;
  close(): Promise<void>;
}

/** A pretend Shopify on a free port, and a receiver that hears every topic of Aurora. */
export async function startTestShop({ subscribe = true } = {}): Promise<TestShop> {
  const world = createWorld({ webhooks: { firstRetryMs: 20 } });
  const received: Received[] = [];
  const answers: number[] = [];
  const hook = createServer((request, response) => {
    let rawBody = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (rawBody += part));
    request.on('end', () => {
      received.push({ topic: String(request.headers['x-shopify-topic']), headers: request.headers, rawBody, body: readJson(rawBody) });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  const hookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hooks/shopify`;

  const app = Fastify({ forceCloseConnections: true });
  registerControl(app, world);
  registerShopify(app, world);
  world.url = await app.listen({ port: 0, host: '127.0.0.1' });

  let token: string | null = null;
  const shop: TestShop = {
    url: world.url,
    world,
    received,
    answers,
    hookUrl,
    async signIn() {
      const answer = await fetch(`${world.url}/shopify/aurora/admin/oauth/access_token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'client_credentials', client_id: aurora.clientId, client_secret: aurora.clientSecret }),
      });
      token = ((await answer.json()) as { access_token: string }).access_token;
      return token;
    },
    async graphql(query, variables = {}, version = '2026-10') {
      const answer = await fetch(`${world.url}/shopify/aurora/admin/api/${version}/graphql.json`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-shopify-access-token': token ?? (await shop.signIn()) },
        body: JSON.stringify({ query, variables }),
      });
      return (await answer.json()) as Record<string, unknown>;
    },
    async control(path, body = {}) {
      const answer = await fetch(`${world.url}/sim/shopify/aurora${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return (await answer.json()) as Record<string, unknown>;
    },
    async topics() {
      await world.webhooks.idle();
      return received.map((one) => one.topic);
    },
    async close() {
      await world.close();
      await app.close();
      hook.closeAllConnections();
      hook.close();
    },
  };
  if (subscribe) await shop.control('/subscriptions', { uri: hookUrl });
  return shop;
}

function readJson(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
