import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createNodeIo } from '#kit';
import { checkConnection } from '#modules/connections';
import { syncCatalog } from '#modules/catalog';
import type { ConnectorIo } from '#ports/connector';
import { createTestApp, makeFlow, makeNumber, makeShop, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp } from '#test/app';
import { makePretendLine, postMessage } from '#test/whatsapp';
import { findFreePort } from '#platform/embedded-database';
import { aurora } from '../../../../simulator/shopify/index.ts';
import { startSimulator } from '../../../../simulator/index.ts';
import type { Simulator } from '../../../../simulator/index.ts';
import type { ToolTurn } from '../define-tool.ts';
import type { ToolName, ToolOutputs } from '../tool-shapes.ts';
import { tools } from './index.ts';
import { callTool, makeToolTurn } from './testing.ts';

/** The product, listening, between a pretend shop that is real HTTP and a pretend line that is not. */
let it: TestApp;
let simulator: Simulator;
let workspaceId: string;
let shopId: string;
let number: string;
const line = makePretendLine();
const phone = '5491155557001';

beforeAll(async () => {
  const port = await findFreePort();
  const outside = createNodeIo({ userAgent: 'Marchante test', now: () => it.clock.now() });
  const io: ConnectorIo = { now: () => it.clock.now(), fetch: (url, init) => (url.startsWith(simulator.url) ? outside.fetch(url, init) : line.io(() => it.clock.now()).fetch(url, init)) };
  it = await createTestApp({ io, publicUrl: `http://127.0.0.1:${port}` });
  await it.web.listen({ host: '127.0.0.1', port });
  simulator = await startSimulator({ seed: 5, startAt: it.clock.nowMs(), webhooks: { firstRetryMs: 100 } });
  ({ id: workspaceId } = await makeWorkspace(it));
  const settings = { clientId: aurora.clientId, clientSecret: aurora.clientSecret, adminBaseUrl: `${simulator.url}/shopify/aurora`, storefrontUrl: `${simulator.url}/shop/aurora` };
  shopId = await makeShop(it, workspaceId, settings);
  number = await makeNumber(it, workspaceId);
  await checkConnection(it.app, workspaceId, shopId, { subscribe: true });
  await syncCatalog(it.app, workspaceId, shopId, async () => undefined);
  await makeFlow(it, workspaceId, { holdoutShare: 0 });
  await sql`update template set status = 'approved' where workspace_id = ${workspaceId}`.execute(it.app.db);
  // Shops tell whole seconds: what happens from here on is after the flow was switched on.
  await pass(1);
});
afterAll(async () => {
  await simulator?.close();
  await it?.close();
  await stopSharedServer();
});

async function read<Row>(query: ReturnType<typeof sql>): Promise<Row[]> {
  return (await query.execute(it.app.db)).rows as Row[];
}

/** A browser with its own cookies. */
function browser() {
  const cookies = new Map<string, string>();
  const go = async (address: string, form?: Record<string, string>): Promise<{ url: string; body: string }> => {
    const reply = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...(form && { 'content-type': 'application/x-www-form-urlencoded' }) },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const set of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    const next = reply.headers.get('location');
    return next ? go(new URL(next, address).toString()) : { url: address, body: await reply.text() };
  };
  return go;
}

/** From the checkout's first page to the order. */
async function pay(go: ReturnType<typeof browser>, checkout: string): Promise<void> {
  const page = checkout.split('?')[0] ?? '';
  await go(`${page}/contact`, { firstName: 'Lucía', lastName: 'Paz', phone: `+${phone}`, country: 'AR', acceptsWhatsApp: 'yes' });
  await go(`${page}/delivery`, { address1: 'Calle 1', city: 'Rosario', province: 'Santa Fe', zip: '2000', method: 'standard' });
  const done = await go(`${page}/pay`, { method: 'card' });
  expect(done.url).toContain('/orders/');
}

const settle = async () => {
  await simulator.world.webhooks.idle();
  await it.runDue();
};
const pass = async (minutes: number) => {
  simulator.world.advance(minutes * 60_000);
  it.clock.advance({ minutes });
  await settle();
};

async function use<Name extends ToolName>(turn: ToolTurn, name: Name, input: unknown): Promise<ToolOutputs[Name]> {
  const outcome = await callTool(tools, turn, name, input, true);
  if (outcome.kind !== 'done') throw new Error(`${name}: ${JSON.stringify(outcome)}`);
  return outcome.output;
}

test('a cart left in the shop is changed in the chat, paid by our link, and known again by its order', async () => {
  const [norte, otra] = await read<{ variant_key: string; product_id: string; title: string }>(sql`
    select v.variant_key, v.product_id, v.title from variant v join product p on p.workspace_id = v.workspace_id and p.id = v.product_id
    where v.workspace_id = ${workspaceId} and p.title in ('Zapatilla Norte', 'Remera Brisa') and v.stock > 4 order by p.title desc, v.position limit 2`);
  if (!norte || !otra) throw new Error('The pretend shop has too little on its shelves.');
  // Lucía fills a cart in the shop, gives her phone, and leaves.
  const home = browser();
  await home(`${simulator.url}/shop/aurora/cart/${norte.variant_key}:1?storefront=true`);
  const first = await home(`${simulator.url}/shop/aurora/checkout`);
  await home(`${first.url.split('?')[0]}/contact`, { firstName: 'Lucía', lastName: 'Paz', phone: `+${phone}`, country: 'AR', acceptsWhatsApp: 'yes' });
  await settle();
  await pass(70);
  expect(line.sent).toHaveLength(1);
  // She answers, and asks for two and for a shirt.
  await postMessage(it, number, { waId: phone, name: 'Lucía' }, { text: 'quiero dos, y sumame una remera' });
  const [where] = await read<{ workspaceId: string; conversationId: string; contactId: string; connectionId: string }>(sql`
    select workspace_id as "workspaceId", id as "conversationId", contact_id as "contactId", connection_id as "connectionId" from conversation where workspace_id = ${workspaceId}`);
  if (!where) throw new Error('There is no conversation.');
  const turn = await makeToolTurn(it.app, where);
  const { cart } = await use(turn, 'change_cart', { changes: [{ connectionId: shopId, variantKey: norte.variant_key, quantity: 2, mode: 'set' }, { connectionId: shopId, variantKey: otra.variant_key, quantity: 1, mode: 'add' }] });
  expect(cart.itemCount).toBe(3);
  const { url, totalMinor } = await use(turn, 'checkout_link', {});
  expect(totalMinor).toBe(cart.totalMinor);
  // On another device she opens the link and pays.
  await pass(5);
  const away = browser();
  const checkout = await away(url);
  expect(checkout.url).toContain('/checkouts/');
  await settle();
  const before = await read(sql`select id from cart where workspace_id = ${workspaceId} and contact_id = ${where.contactId} and merged_into is null`);
  expect(before).toEqual([{ id: cart.cartId }]);
  await pay(away, checkout.url);
  await settle();
  const [order] = await read<{ id: string; cart_id: string; lines: { variantKey: string; quantity: number }[] }>(sql`select id, cart_id, lines from shop_order where workspace_id = ${workspaceId}`);
  expect(order?.cart_id).toBe(cart.cartId);
  expect(order?.lines.map(({ variantKey, quantity }) => [variantKey, quantity])).toEqual([[norte.variant_key, 2], [otra.variant_key, 1]]);
  expect(await read(sql`select state, order_id from cart where workspace_id = ${workspaceId} and id = ${cart.cartId}`)).toEqual([{ state: 'completed', order_id: order?.id }]);
  expect(await read(sql`select state, outcome, order_id from flow_run where workspace_id = ${workspaceId} and subject_id = ${cart.cartId}`)).toEqual([{ state: 'ended', outcome: 'recovered', order_id: order?.id }]);
  expect(await read(sql`select order_id, is_reversed from attribution where workspace_id = ${workspaceId}`)).toEqual([{ order_id: order?.id, is_reversed: false }]);
  // Nobody is reminded of it afterwards.
  await pass(300);
  expect(line.sent).toHaveLength(1);
});

test('AGT-23: a code is made at the shop once, within the limit, and counts there', async () => {
  const shopper = { waId: '5491155557002', name: 'Marta' };
  await postMessage(it, number, shopper, { text: 'me gusta la zapatilla' });
  const [where] = await read<{ workspaceId: string; conversationId: string; contactId: string; connectionId: string }>(sql`
    select v.workspace_id as "workspaceId", v.id as "conversationId", v.contact_id as "contactId", v.connection_id as "connectionId" from conversation v
    join contact_identity i on i.workspace_id = v.workspace_id and i.contact_id = v.contact_id and i.value = ${`+${shopper.waId}`} where v.workspace_id = ${workspaceId}`);
  const [variant] = await read<{ variant_key: string }>(sql`select variant_key from variant where workspace_id = ${workspaceId} and stock > 4 order by variant_key limit 1`);
  if (!where || !variant) throw new Error('There is no conversation, or nothing to sell.');
  const limits = { discountPercent: 10, orderMinor: null };
  const thought = () => makeToolTurn(it.app, { ...where, limits });
  await use(await thought(), 'change_cart', { changes: [{ connectionId: shopId, variantKey: variant.variant_key, quantity: 1, mode: 'add' }] });
  const ask = async (turn: ToolTurn, code: string | null = null) => callTool(tools, turn, 'apply_discount', { code }, true);
  expect(await ask(await makeToolTurn(it.app, where))).toMatchObject({ kind: 'refused', code: 'no_discounts' });
  expect(await ask(await thought())).toMatchObject({ kind: 'refused', code: 'not_objected' });
  expect(await ask(await thought(), 'NOEXISTE')).toMatchObject({ kind: 'refused', code: 'code_unknown' });
  it.clock.advance({ minutes: 1 });
  await postMessage(it, number, shopper, { text: 'uh, está carísima' });
  const turn = await thought();
  const first = await ask(turn);
  expect(first).toMatchObject({ kind: 'done', output: { percent: 10, explanation: 'Descuento del 10 %. Sirve para una compra y vale 48 horas más.' } });
  expect(await ask(turn)).toEqual(first);
  // Asking again in another turn brings the same one, never a second.
  const again = await ask(await thought());
  const code = first.kind === 'done' ? first.output.code : '';
  expect(again).toMatchObject({ kind: 'done', output: { code } });
  expect(await read(sql`select code, state from chat_discount where workspace_id = ${workspaceId}`)).toEqual([{ code, state: 'created' }]);
  expect(await ask(await thought(), code.toLowerCase())).toMatchObject({ kind: 'done', output: { code, percent: 10 } });
  const go = browser();
  const { url } = await use(await thought(), 'checkout_link', {});
  const page = await go(url);
  expect(page.body).toContain(code);
  // For anybody else it does not exist.
  const stranger = await makeToolTurn(it.app, { ...where, contactId: (await read<{ id: string }>(sql`select id from contact where workspace_id = ${workspaceId} and id <> ${where.contactId} limit 1`))[0]?.id ?? '', limits });
  await use(stranger, 'change_cart', { changes: [{ connectionId: shopId, variantKey: variant.variant_key, quantity: 1, mode: 'add' }] });
  expect(await ask(stranger, code)).toMatchObject({ kind: 'refused', code: 'code_unknown' });
});

test('stock and price are asked of the shop itself; when it does not answer, what it last told counts', async () => {
  const [variant] = await read<{ variant_key: string; price_minor: number }>(sql`select variant_key, price_minor from variant where workspace_id = ${workspaceId} and stock > 4 order by variant_key desc limit 1`);
  const [where] = await read<{ workspaceId: string; conversationId: string; contactId: string; connectionId: string }>(sql`
    select workspace_id as "workspaceId", id as "conversationId", contact_id as "contactId", connection_id as "connectionId" from conversation where workspace_id = ${workspaceId} limit 1`);
  if (!variant || !where) throw new Error('There is nothing to sell.');
  // The shelf empties without a word to us.
  await sql`update variant set stock = 999, price_minor = 1 where workspace_id = ${workspaceId} and variant_key = ${variant.variant_key}`.execute(it.app.db);
  const wish = (quantity: number) => ({ changes: [{ connectionId: shopId, variantKey: variant.variant_key, quantity, mode: 'add' }] });
  expect(await callTool(tools, await makeToolTurn(it.app, where), 'change_cart', wish(99), true)).toMatchObject({ kind: 'refused', code: 'not_enough_stock' });
  const { cart } = await use(await makeToolTurn(it.app, where), 'change_cart', wish(1));
  expect(cart.lines.find(({ variantKey }) => variantKey === variant.variant_key)?.priceMinor).toBe(variant.price_minor);
  const real = it.app.io.fetch;
  it.app.io.fetch = () => new Promise(() => undefined);
  try {
    const startedMs = performance.now();
    const { cart: later } = await use(await makeToolTurn(it.app, where), 'change_cart', wish(1));
    // It is waited for two seconds; the rest is for a busy machine.
    expect(performance.now() - startedMs).toBeLessThan(20_000);
    expect(later.lines.find(({ variantKey }) => variantKey === variant.variant_key)).toMatchObject({ quantity: 2, priceMinor: 1 });
  } finally {
    it.app.io.fetch = real;
  }
});
