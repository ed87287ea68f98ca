import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkConnection, createConnection } from '#modules/connections';
import { createPaymentLink } from '#modules/payments';
import { inTransaction } from '#platform/database';
import { auroraMercadoPago } from '../../simulator/tills/mercadopago/index.ts';
import { auroraStripe } from '../../simulator/tills/stripe/index.ts';
import type { PretendCart } from '../pretend-shop.ts';
import { openStage } from '../stage.ts';
import type { Stage } from '../stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ webs: 2, workers: 2, seed: 43, environment: { IN_DOUBT_MINUTES: '0.2' } });
  const { app } = stage.inside;
  const url = stage.simulator.url;
  const ids = await inTransaction(app.db, async (tx) => [
    await createConnection(app, tx, { workspaceId: stage.workspaceId, vendor: 'stripe', name: 'Stripe', settings: { secretKey: auroraStripe.secretKey, apiBaseUrl: `${url}/stripe` } }),
    await createConnection(app, tx, { workspaceId: stage.workspaceId, vendor: 'mercadopago', name: 'MercadoPago', settings: { accessToken: auroraMercadoPago.accessToken, webhookSecret: auroraMercadoPago.webhookSecret, apiBaseUrl: `${url}/mercadopago` } }),
  ]);
  for (const id of ids) await checkConnection(app, stage.workspaceId, id, { subscribe: true });
});
afterAll(() => stage?.close());

const hourMs = 3_600_000;

interface Paying {
  cart: PretendCart;
  reference: string;
  vendor: 'stripe' | 'mercadopago';
}

test('P4: in the race between a payment and its reminder, no reminder begins after the payment was acknowledged', async () => {
  const { simulator, shop, inside } = stage;
  const { world } = simulator;
  const count = 120;
  const firstDueMs = Math.ceil(world.now() / 1000) * 1000 + hourMs;
  const carts: PretendCart[] = [];
  for (let index = 0; index < count; index += 1) {
    const cart = shop.makeCart(firstDueMs + 1000 * (index % 8) - hourMs);
    shop.tellConsent(cart);
    shop.tellCheckout(cart);
    carts.push(cart);
  }
  await world.webhooks.idle();
  const known = new Map((await stage.read<{ key: string; cartId: string; contactId: string }>(`select k.key, c.id as "cartId", c.contact_id as "contactId" from cart c join cart_key k on k.workspace_id = c.workspace_id and k.cart_id = c.id`)).map((row) => [row.key, row]));
  const paying: Paying[] = [];
  for (const [index, cart] of carts.entries()) {
    const row = known.get(cart.cartKey);
    const vendor = index % 2 === 0 ? 'stripe' : 'mercadopago';
    const made = await createPaymentLink(inside.app, { workspaceId: stage.workspaceId, cartId: row?.cartId ?? '', contactId: row?.contactId ?? null, conversationId: null, vendor, language: 'es', idempotencyKey: `race-${cart.number}` });
    paying.push({ cart, vendor, reference: `mch_${made.linkId.replaceAll('-', '')}` });
  }
  await stage.advance({ seconds: (firstDueMs - world.now()) / 1000 - 2 });
  await stage.control('POST', '/sim/faults', [
    { place: 'graph.messages', kind: 'drop_after', probability: 0.05 },
    { place: 'graph.messages', kind: 'slow', delayMs: 500, probability: 0.2 },
    { place: 'webhook.stripe', kind: 'repeat', times: 2, probability: 0.2 },
    { place: 'stripe.sessions', kind: 'status', status: 503, probability: 0.1 },
    { place: 'mercadopago.payments', kind: 'slow', delayMs: 300, probability: 0.2 },
  ]);
  const pageOf = new Map<string, string>();
  for (const vendor of ['stripe', 'mercadopago']) for (const { id, reference } of (await stage.control<{ checkouts: { id: string; reference: string }[] }>('GET', `/sim/${vendor}/checkouts`)).checkouts) pageOf.set(reference, id);
  for (const { cart, vendor, reference } of paying) {
    const atMs = cart.leftAtMs + hourMs - 500 + 6000 * world.random.next() ** 2;
    world.after(atMs - world.now(), () => void stage.control('POST', `/sim/${vendor}/checkouts/${pageOf.get(reference)}/pay`, {}));
  }
  const acknowledged = () => new Map(world.webhooks.attempts().filter(({ source, status }) => (source === 'stripe' || source === 'mercadopago') && status === 200).toReversed().map(({ label, at }) => [label.split(' ')[1] ?? '', at]));
  await stage.until('all payments are acknowledged', () => acknowledged().size === count);
  await stage.control('DELETE', '/sim/faults');
  await stage.until('every payment is written down', async () => ((await stage.read<{ open: number }>(`select count(*)::int as open from payment_link where state <> 'paid'`))[0]?.open ?? 1) === 0, 90_000);

  const { messages } = await stage.control<{ messages: { callbackData: string; acceptedAt: number; template: string | null }[] }>('GET', '/sim/whatsapp/messages?limit=10000');
  const cartOf = new Map((await stage.read<{ id: string; reference: string }>(`select s.id, l.reference from send s join payment_link l on l.workspace_id = s.workspace_id and l.cart_id = s.cart_id where s.purpose = 'marketing'`)).map(({ id, reference }) => [id, reference]));
  const told = acknowledged();
  const reminders = messages.filter(({ callbackData }) => cartOf.has(callbackData));
  expect(reminders.filter(({ callbackData, acceptedAt }) => acceptedAt > (told.get(cartOf.get(callbackData) ?? '') ?? Infinity))).toEqual([]);
  // Both sides of the race were run often enough for the outcome to mean something.
  expect(reminders.length).toBeGreaterThan(20);
  expect(count - new Set(reminders.map(({ callbackData }) => cartOf.get(callbackData))).size).toBeGreaterThan(20);
  // Each payment is one row with one story, and every cart it paid for counts as bought.
  expect(await stage.read(`select link_id from payment group by link_id having count(*) > 1`)).toEqual([]);
  expect(await stage.read(`select c.id from cart c join payment_link l on l.workspace_id = c.workspace_id and l.cart_id = c.id where c.state <> 'completed'`)).toEqual([]);
});

test('P5: workers killed between what a vendor did and what we wrote down make neither a second link nor a second order', async () => {
  const { simulator, workers, inside } = stage;
  const { products } = await stage.control<{ products: { id: number; variants: { id: number }[] }[] }>('GET', '/sim/shopify/aurora');
  const [product] = products;
  const variantId = product?.variants[0]?.id ?? 0;
  await stage.control('POST', `/sim/shopify/aurora/products/${product?.id}/stock`, { variantId, stock: 100 });
  const before = (await stage.control<{ orders: unknown[] }>('GET', '/sim/shopify/aurora')).orders.length;
  const references: string[] = [];
  const count = 3;
  // The connection of the shop is told of its carts only when it is subscribed.
  await checkConnection(inside.app, stage.workspaceId, stage.shopId, { subscribe: true });
  for (let index = 0; index < count; index += 1) {
    const { token } = await stage.control<{ token: string }>('POST', '/sim/shopify/aurora/checkouts', { lines: [{ variantId, quantity: 1 }], contact: { firstName: 'Sol', phone: `+54911555580${String(index).padStart(2, '0')}` } });
    await simulator.world.webhooks.idle();
    const [cart] = await stage.read<{ id: string; contactId: string }>(`select c.id, c.contact_id as "contactId" from cart c join cart_key k on k.workspace_id = c.workspace_id and k.cart_id = c.id where k.key = '${token}'`);
    const made = await createPaymentLink(inside.app, { workspaceId: stage.workspaceId, cartId: cart?.id ?? '', contactId: cart?.contactId ?? null, conversationId: null, vendor: 'stripe', language: 'es', idempotencyKey: `kill-${index}` });
    references.push(`mch_${made.linkId.replaceAll('-', '')}`);
  }
  const { checkouts } = await stage.control<{ checkouts: { id: string; reference: string }[] }>('GET', '/sim/stripe/checkouts');
  // The shop makes the order and then says nothing for a while: that is when the worker dies.
  await stage.control('POST', '/sim/faults', { place: 'shopify.admin', kind: 'slow', delayMs: 400 });
  for (const reference of references) {
    await stage.control('POST', `/sim/stripe/checkouts/${checkouts.find((one) => one.reference === reference)?.id}/pay`, {});
    await new Promise((settle) => setTimeout(settle, 300 + 500 * simulator.world.random.next()));
    for (const worker of workers) await worker.kill();
    for (const worker of workers) await worker.start();
  }
  await stage.control('DELETE', '/sim/faults');
  // A killed worker's job is due again when its lease ends.
  await stage.advance({ seconds: 40 });
  const open = () => stage.read<{ reference: string }>(`select reference from payment_link where reference in (${references.map((one) => `'${one}'`).join(', ')}) and outcome is distinct from 'order_made'`);
  await stage.until('every order is made', async () => (await open()).length === 0, 90_000);
  expect((await stage.control<{ orders: unknown[] }>('GET', '/sim/shopify/aurora')).orders.length - before).toBe(count);
  expect(await stage.read(`select reference from payment_link where reference in (${references.map((one) => `'${one}'`).join(', ')}) group by reference having count(*) > 1`)).toEqual([]);
  expect(await stage.read(`select origin_id from send where step = 'payment_receipt' group by origin_id having count(*) > 1`)).toEqual([]);
});
