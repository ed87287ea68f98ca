import { sql } from 'kysely';
import type { App } from '#context';
import { createNodeIo } from '#kit';
import { syncCatalog } from '#modules/catalog';
import { checkConnection, createConnection } from '#modules/connections';
import { reconcileJob } from '#modules/payments';
import { inTransaction } from '#platform/database';
import { armRecurringJobs } from '#platform/jobs';
import type { AnyJob } from '#platform/jobs';
import { startSimulator } from '../simulator/index.ts';
import type { Simulator } from '../simulator/index.ts';
import { aurora } from '../simulator/shopify/index.ts';
import { auroraMercadoPago } from '../simulator/tills/mercadopago/index.ts';
import { auroraStripe } from '../simulator/tills/stripe/index.ts';
import { createTestApp, makeNumber, makeShop, makeWorkspace } from './app.ts';
import type { TestApp, TestWorkspace } from './app.ts';
import { serveConsole } from './console-house.ts';
import { pretendNumber } from './stage.ts';

/** The product in one process, listening, with the whole pretend world around it: shop, number and two tills. Everything goes over HTTP. */
export interface TillStage {
  it: TestApp;
  simulator: Simulator;
  home: TestWorkspace;
  shopId: string;
  stripeId: string;
  mercadoPagoId: string;
  /** Lets time pass for both, and does all that became due, until nothing is. */
  pass(by: { minutes?: number; hours?: number; days?: number }): Promise<void>;
  /** Delivers every webhook and does all that is due, until the world is at rest. */
  rest(): Promise<void>;
  control<Reply = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Reply>;
  /** A shopper with an open conversation and a cart of one zapatilla Norte, or of these variants. */
  leaveCart(options?: { lines?: { variantId: number; quantity: number }[]; says?: string | null }): Promise<LeftCart>;
  /** The texts that reached this shopper, oldest first. */
  messagesTo(shopper: { key: string }): Promise<{ text: string; buttons: { title: string; url: string | null }[] }[]>;
  conversationOf(cart: LeftCart): Promise<{ handler: string; priority: number; tags: string[]; reason: string | null }>;
  read<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]>;
  close(): Promise<void>;
}

export interface LeftCart {
  cartId: string;
  contactId: string;
  /** Of the shop's checkout. */
  checkoutToken: string;
  /** Of the person at the pretend WhatsApp. */
  key: string;
  totalMinor: number;
}

/** Zapatilla Norte, 42. */
export const norte = 4455;
let lastShopper = 100;

async function restock(url: string): Promise<void> {
  const shop = (await (await fetch(`${url}/sim/shopify/aurora`)).json()) as { products: { id: number; variants: { id: number }[] }[] };
  const product = shop.products.find(({ variants }) => variants.some(({ id }) => id === norte));
  await fetch(`${url}/sim/shopify/aurora/products/${product?.id}/stock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ variantId: norte, stock: 500 }) });
}

/** A Wednesday, noon in Buenos Aires. */
const beginsMs = Date.UTC(2027, 2, 10, 15);

/** @param hasConsole the merchant's pages are built and served too. */
export async function openTillStage({ hasConsole = false } = {}): Promise<TillStage> {
  const simulator = await startSimulator({ seed: 5, startAt: beginsMs, webhooks: { firstRetryMs: 100, longestRetryMs: 1000, timeoutMs: 10_000 } });
  let now = () => new Date();
  // The port is only known once the server listens.
  const it = await createTestApp({ io: createNodeIo({ userAgent: 'Marchante test', now: () => now() }), publicUrl: 'http://127.0.0.1:1' });
  it.clock.setOffset(beginsMs - Date.now());
  now = () => it.clock.now();
  it.app.publicUrl = hasConsole ? await serveConsole(it.web, it.app) : await it.web.listen({ port: 0, host: '127.0.0.1' });
  const home = await makeWorkspace(it);
  const shopId = await makeShop(it, home.id, { clientId: aurora.clientId, clientSecret: aurora.clientSecret, adminBaseUrl: `${simulator.url}/shopify/aurora`, storefrontUrl: `${simulator.url}/shop/aurora` });
  const numberId = await makeNumber(it, home.id, { ...pretendNumber, apiBaseUrl: `${simulator.url}/graph` });
  const [stripeId, mercadoPagoId] = await inTransaction(it.app.db, async (tx) => [
    await createConnection(it.app, tx, { workspaceId: home.id, vendor: 'stripe', name: 'Stripe', settings: { secretKey: auroraStripe.secretKey, apiBaseUrl: `${simulator.url}/stripe` } }),
    await createConnection(it.app, tx, { workspaceId: home.id, vendor: 'mercadopago', name: 'MercadoPago', settings: { accessToken: auroraMercadoPago.accessToken, webhookSecret: auroraMercadoPago.webhookSecret, apiBaseUrl: `${simulator.url}/mercadopago` } }),
  ] as const);
  for (const id of [shopId, numberId, stripeId, mercadoPagoId]) await checkConnection(it.app, home.id, id, { subscribe: true });
  await syncCatalog(it.app, home.id, shopId, async () => undefined);
  await armRecurringJobs(it.app, [reconcileJob as unknown as AnyJob<App>]);
  const { world } = simulator;
  // Enough for every test of a file.
  await restock(simulator.url);

  const stage: TillStage = {
    it,
    simulator,
    home,
    shopId,
    stripeId,
    mercadoPagoId,
    async pass({ minutes = 0, hours = 0, days = 0 }) {
      const ms = minutes * 60_000 + hours * 3_600_000 + days * 86_400_000;
      it.clock.advance({ ms });
      world.advance(ms);
      await stage.rest();
    },
    async rest() {
      for (let round = 0; round < 20; round += 1) {
        await world.webhooks.idle();
        const { sent } = world.webhooks.stats();
        await it.runDue();
        await world.webhooks.idle();
        // What was sent meanwhile may have asked for work behind our back. A job that failed for a moment comes again after its pause.
        const after = world.webhooks.stats();
        if (after.waiting === 0 && after.sent === sent) return;
        await new Promise((settle) => setTimeout(settle, 50));
      }
    },
    async control(method, path, body) {
      const reply = await fetch(`${simulator.url}${path}`, { method, ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });
      if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${await reply.text()}`);
      return (await reply.json()) as never;
    },
    async leaveCart({ lines, says = 'Hola' } = {}) {
      lastShopper += 1;
      const digits = String(lastShopper).padStart(4, '0');
      const phone = `+549115556${digits}`;
      await stage.control('POST', '/sim/whatsapp/users', { phone, name: 'Lucía Paz' });
      const { token } = await stage.control<{ token: string }>('POST', '/sim/shopify/aurora/checkouts', { lines: lines ?? [{ variantId: norte, quantity: 1 }], contact: { firstName: 'Lucía', lastName: 'Paz', phone, acceptsWhatsApp: true } });
      await world.webhooks.idle();
      const [cart] = await stage.read(sql<{ cartId: string; contactId: string; totalMinor: number }>`
        select c.id as "cartId", c.contact_id as "contactId", c.total_minor as "totalMinor" from cart c join cart_key k on k.workspace_id = c.workspace_id and k.cart_id = c.id
        where c.workspace_id = ${home.id} and k.key = ${token}`);
      if (!cart) throw new Error('The cart did not arrive.');
      const key = `54115556${digits}`;
      if (says !== null) await stage.control('POST', `/sim/whatsapp/users/${key}/messages`, { text: says });
      await stage.rest();
      return { ...cart, checkoutToken: token, key };
    },
    async messagesTo({ key }) {
      const { messages } = await stage.control<{ messages: { from: string; view: { body: string; buttons: { title: string; url: string | null }[] } }[] }>('GET', `/sim/whatsapp/users/${key}/chat?to=${pretendNumber.phoneNumberId}`);
      return messages.filter(({ from }) => from === 'business').map(({ view }) => ({ text: view.body, buttons: view.buttons }));
    },
    async conversationOf({ contactId }) {
      const [row] = await stage.read(sql<{ handler: string; priority: number; tags: string[]; reason: string | null }>`
        select handler, priority, tags, handoff_reason as reason from conversation where workspace_id = ${home.id} and contact_id = ${contactId}`);
      if (!row) throw new Error('There is no conversation.');
      return row;
    },
    read: async (query) => (await query.execute(it.app.db)).rows,
    async close() {
      await it.close();
      await simulator.close();
    },
  };
  return stage;
}
