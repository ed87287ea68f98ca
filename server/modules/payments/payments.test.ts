import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InboundEvent } from '#contract/inbound-event';
import { stopSharedServer } from '#test/app';
import { norte, openTillStage } from '#test/till-stage';
import type { LeftCart, TillStage } from '#test/till-stage';
import { checkPayments, createPaymentLink, listTills, paymentHold } from './index.ts';
import { findOrdersOf } from '#modules/orders';
import { inTransaction } from '#platform/database';

let stage: TillStage;
beforeAll(async () => {
  stage = await openTillStage();
}, 120_000);
afterAll(async () => {
  await stage?.close();
  await stopSharedServer();
});

let keys = 0;
const nextKey = () => `key-${(keys += 1)}`;

function makeLink(cart: LeftCart, vendor: 'stripe' | 'mercadopago' = 'stripe', idempotencyKey = nextKey()) {
  return createPaymentLink(stage.it.app, { workspaceId: stage.home.id, cartId: cart.cartId, contactId: cart.contactId, conversationId: null, vendor, language: 'es', idempotencyKey });
}

interface Page {
  id: string;
  reference: string;
  attempts: { id: string }[];
}

/** The pretend provider's page of a link. */
async function pageOf(linkId: string, vendor: 'stripe' | 'mercadopago' = 'stripe'): Promise<Page> {
  const reference = `mch_${linkId.replaceAll('-', '')}`;
  const { checkouts } = await stage.control<{ checkouts: Page[] }>('GET', `/sim/${vendor}/checkouts`);
  const found = checkouts.filter((one) => one.reference === reference);
  expect(found).toHaveLength(1);
  return found[0] as Page;
}

async function act(linkId: string, what: string, body: object = {}, vendor: 'stripe' | 'mercadopago' = 'stripe') {
  const { id } = await pageOf(linkId, vendor);
  const made = await stage.control<{ id: string }>('POST', `/sim/${vendor}/checkouts/${id}/${what}`, body);
  await stage.rest();
  return made;
}

interface LinkState {
  state: string;
  outcome: string | null;
  heldBecause: string | null;
  orderId: string | null;
  holdUntil: Date | null;
  fault: string | null;
  statuses: string[] | null;
}

async function readState(linkId: string): Promise<LinkState> {
  const [row] = await stage.read(sql<LinkState>`
    select l.state, l.outcome, l.held_because as "heldBecause", l.order_id as "orderId", l.hold_until as "holdUntil",
      (select max(p.fault) from payment p where p.workspace_id = l.workspace_id and p.link_id = l.id) as fault,
      (select array_agg(p.status order by p.created_at) from payment p where p.workspace_id = l.workspace_id and p.link_id = l.id) as statuses
    from payment_link l where l.workspace_id = ${stage.home.id} and l.id = ${linkId}`);
  if (!row) throw new Error('There is no such link.');
  return row;
}

const cartState = async ({ cartId }: LeftCart) => (await stage.read(sql<{ state: string; orderId: string | null }>`select state, order_id as "orderId" from cart where id = ${cartId}`))[0];
const shopOrders = async () => (await stage.control<{ orders: { id: number; name: string; tags: string[]; totalMinor: number }[] }>('GET', '/sim/shopify/aurora')).orders;
const ordersOf = async ({ cartId }: LeftCart) => stage.read(sql<{ id: string; number: string; orderKey: string; totalMinor: number; paymentState: string }>`
  select id, number, order_key as "orderKey", total_minor as "totalMinor", payment_state as "paymentState" from shop_order where workspace_id = ${stage.home.id} and cart_id = ${cartId}`);
const say = (cart: LeftCart, text: string) => stage.control('POST', `/sim/whatsapp/users/${cart.key}/messages`, { text }).then(() => stage.rest());
const ask = (method: string, path: string, payload?: object, headers: Record<string, string> = {}) =>
  stage.it.web.inject({ method: method as 'GET', url: `/v1/workspaces/${stage.home.id}${path}`, headers: { cookie: stage.home.cookie, origin: stage.it.app.publicUrl, ...headers }, ...(payload ? { payload } : {}) });

describe.each(['stripe', 'mercadopago'] as const)('paid with %s', (vendor) => {
  test('the cart is bought, the order stands in the shop once, and the shopper gets one receipt', async () => {
    const cart = await stage.leaveCart();
    const made = await makeLink(cart, vendor);
    expect(made).toMatchObject({ amountMinor: cart.totalMinor, currency: 'ARS', vendor });
    const before = (await shopOrders()).length;
    await act(made.linkId, 'pay', {}, vendor);

    expect(await readState(made.linkId)).toMatchObject({ state: 'paid', outcome: 'order_made', statuses: ['paid'], fault: null });
    expect((await shopOrders()).length).toBe(before + 1);
    const orders = await ordersOf(cart);
    expect(orders).toEqual([expect.objectContaining({ totalMinor: cart.totalMinor, paymentState: 'paid' })]);
    expect(await cartState(cart)).toEqual({ state: 'completed', orderId: orders[0]?.id });
    const messages = await stage.messagesTo(cart);
    expect(messages.filter(({ text }) => text.includes('Recibimos tu pago'))).toEqual([expect.objectContaining({ text: expect.stringContaining(orders[0]?.number ?? '?') })]);
    const story = (await ask('GET', `/carts/${cart.cartId}`)).json() as { entries: { kind: string; step?: string; status?: string | null }[] };
    expect(story.entries.filter(({ kind }) => kind === 'payment').map(({ step, status }) => status ?? step)).toEqual(['link_opened', 'paid']);
    // The shop tells of its order again and again: it is the same one.
    await stage.pass({ minutes: 20 });
    expect((await ordersOf(cart)).length).toBe(1);
    expect((await stage.messagesTo(cart)).length).toBe(messages.length);
  });

  test('a webhook that is repeated, and one that is lost, lead to the same end', async () => {
    const cart = await stage.leaveCart();
    const made = await makeLink(cart, vendor);
    await stage.control('POST', '/sim/faults', { place: `webhook.${vendor}`, kind: 'repeat', times: 3, count: 1 });
    await act(made.linkId, 'pay', {}, vendor);
    expect((await ordersOf(cart)).length).toBe(1);

    const lost = await stage.leaveCart();
    const second = await makeLink(lost, vendor);
    await stage.control('POST', '/sim/faults', { place: `webhook.${vendor}`, kind: 'delay', delayMs: 30 * 86_400_000, count: 1 });
    await act(second.linkId, 'pay', {}, vendor);
    expect(await readState(second.linkId)).toMatchObject({ state: 'open' });
    await stage.pass({ minutes: 21 });
    expect(await readState(second.linkId)).toMatchObject({ state: 'paid', outcome: 'order_made' });
    expect((await ordersOf(lost)).length).toBe(1);
  });

  test('an amount that differs is held: no order, a person, urgently', async () => {
    const cart = await stage.leaveCart();
    const made = await makeLink(cart, vendor);
    const before = (await shopOrders()).length;
    await act(made.linkId, 'pay', { amountMinor: cart.totalMinor - 100 }, vendor);
    expect(await readState(made.linkId)).toMatchObject({ state: 'paid', outcome: 'held', heldBecause: 'amount_differs', fault: 'amount_differs' });
    expect((await shopOrders()).length).toBe(before);
    // Whoever paid is never reminded, whatever is wrong.
    expect(await cartState(cart)).toMatchObject({ state: 'completed' });
    expect(await stage.conversationOf(cart)).toMatchObject({ handler: 'person', priority: 2, tags: expect.arrayContaining(['payment', 'payment_amount_differs']) });
    expect((await stage.messagesTo(cart)).at(-1)?.text).toContain('tiene que revisar algo');

    const reply = await ask('POST', `/payments/${made.linkId}/order`, {});
    expect(reply.statusCode).toBe(202);
    await stage.rest();
    expect(await readState(made.linkId)).toMatchObject({ outcome: 'order_made' });
    expect((await ordersOf(cart)).length).toBe(1);
  });

  test('a refusal is told with another try; the third brings a person', async () => {
    const cart = await stage.leaveCart();
    const made = await makeLink(cart, vendor);
    await act(made.linkId, 'decline', {}, vendor);
    const [first] = (await stage.messagesTo(cart)).filter(({ text }) => text.includes('no pasó'));
    expect(first?.text).toContain('saldo');
    expect(first?.text).toContain(vendor === 'stripe' ? 'MercadoPago' : 'Stripe');
    expect(first?.buttons).toEqual([{ title: 'Intentar de nuevo', url: made.url, id: expect.anything() }].map(({ title, url }) => expect.objectContaining({ title, url })));
    for (let times = 2; times <= 3; times += 1) {
      await stage.pass({ minutes: 1 });
      await act(made.linkId, 'decline', {}, vendor);
    }
    expect((await stage.messagesTo(cart)).filter(({ text }) => text.includes('no pasó'))).toHaveLength(2);
    expect(await stage.conversationOf(cart)).toMatchObject({ handler: 'person', tags: expect.arrayContaining(['payment_refused']) });
    // And then it works after all.
    await stage.pass({ minutes: 1 });
    await act(made.linkId, 'pay', {}, vendor);
    expect(await readState(made.linkId)).toMatchObject({ outcome: 'order_made' });
  });

  test('a link that runs out is told once, and its address in the chat leads to a fresh one', async () => {
    const cart = await stage.leaveCart();
    const made = await makeLink(cart, vendor);
    await stage.pass({ hours: 12, minutes: 20 });
    await stage.pass({ minutes: 20 });
    expect(await readState(made.linkId)).toMatchObject({ state: 'expired' });
    const told = (await stage.messagesTo(cart)).filter(({ text }) => text.includes('se venció'));
    expect(told).toHaveLength(1);
    const reply = await fetch(made.url, { redirect: 'manual' });
    expect(reply.status).toBe(302);
    expect(reply.headers.get('location')).toContain(`/${vendor}/pay/`);
    const links = await stage.read(sql<{ id: string; state: string }>`select id, state from payment_link where workspace_id = ${stage.home.id} and cart_id = ${cart.cartId} order by created_at`);
    expect(links.map(({ state }) => state)).toEqual(['expired', 'open']);
    await act(links[1]?.id ?? '', 'pay', {}, vendor);
    expect((await fetch(made.url, { redirect: 'manual' })).status).toBe(200);
    expect((await ordersOf(cart)).length).toBe(1);
  });

  test('a slip keeps reminders back, is handed over once, and becomes an order when it is paid', async () => {
    const cart = await stage.leaveCart();
    const made = await makeLink(cart, vendor);
    const slip = await act(made.linkId, 'slip', { method: 'cash' }, vendor);
    const waiting = await readState(made.linkId);
    expect(waiting.statuses).toEqual(['pending']);
    expect(waiting.holdUntil?.getTime()).toBeGreaterThan(stage.it.clock.nowMs() + 2 * 86_400_000);
    const [told] = (await stage.messagesTo(cart)).filter(({ text }) => text.includes('cupón de pago'));
    expect(told?.text).toMatch(/33350088\d+/);
    expect((await cartState(cart))?.state).toBe('open');
    await stage.control('POST', `/sim/${vendor}/payments/${slip.id}/settle`);
    await stage.rest();
    expect(await readState(made.linkId)).toMatchObject({ outcome: 'order_made', statuses: ['paid'] });
    expect((await stage.messagesTo(cart)).filter(({ text }) => text.includes('cupón de pago'))).toHaveLength(1);
  });

  test('a slip taken right after a refused card is handed over and keeps reminders back', async () => {
    const cart = await stage.leaveCart();
    const made = await makeLink(cart, vendor);
    await act(made.linkId, 'decline', {}, vendor);
    await act(made.linkId, 'slip', { method: 'cash' }, vendor);
    const { statuses, holdUntil } = await readState(made.linkId);
    expect(statuses?.at(-1)).toBe('pending');
    expect(holdUntil?.getTime()).toBeGreaterThan(stage.it.clock.nowMs() + 2 * 86_400_000);
    expect((await stage.messagesTo(cart)).filter(({ text }) => text.includes('cupón de pago'))).toHaveLength(1);
  });

  test('a slip that nobody paid lets the cart go on, told once', async () => {
    const cart = await stage.leaveCart();
    const made = await makeLink(cart, vendor);
    const slip = await act(made.linkId, 'slip', { method: 'cash' }, vendor);
    await say(cart, 'Mañana lo pago');
    await stage.control('POST', `/sim/${vendor}/payments/${slip.id}/expire`);
    await stage.rest();
    const state = await readState(made.linkId);
    expect(state).toMatchObject({ outcome: null, holdUntil: null });
    expect((await stage.messagesTo(cart)).filter(({ text }) => text.includes('se venció'))).toHaveLength(1);
  });

  test('a refund by a member goes out once, however often it is asked, and is told to the shopper', async () => {
    const cart = await stage.leaveCart();
    const made = await makeLink(cart, vendor);
    await act(made.linkId, 'pay', {}, vendor);
    const detail = (await ask('GET', `/payments/${made.linkId}`)).json() as { payments: { id: string; refundableMinor: number }[] };
    const [payment] = detail.payments;
    expect(payment?.refundableMinor).toBe(cart.totalMinor);
    const body = { paymentId: payment?.id, amountMinor: 1_000 };
    const refund = (key: string, wish: object = body) => ask('POST', `/payments/${made.linkId}/refund`, wish, { 'idempotency-key': key });
    expect((await refund('refund-0001')).statusCode).toBe(202);
    expect((await refund('refund-0001')).statusCode).toBe(202);
    expect((await refund('refund-0002')).statusCode).toBe(409);
    await stage.rest();
    const { checkouts } = await stage.control<{ checkouts: { reference: string; attempts: { refunds: { amountMinor: number }[] }[] }[] }>('GET', `/sim/${vendor}/checkouts`);
    const page = checkouts.find(({ reference }) => reference === `mch_${made.linkId.replaceAll('-', '')}`);
    expect(page?.attempts.flatMap(({ refunds }) => refunds)).toEqual([expect.objectContaining({ amountMinor: 1_000 })]);
    expect((await readState(made.linkId)).statuses).toEqual(['partly_refunded']);
    expect((await refund('refund-0003', { ...body, amountMinor: cart.totalMinor })).json()).toMatchObject({ error: { code: 'refund_too_large' } });
    expect((await stage.messagesTo(cart)).filter(({ text }) => text.includes('Te devolvimos'))).toHaveLength(1);
    const entries = ((await ask('GET', `/payments/${made.linkId}`)).json() as { entries: { kind: string }[] }).entries.map(({ kind }) => kind);
    expect(entries).toEqual(expect.arrayContaining(['link_asked', 'link_opened', 'notice', 'status', 'order_asked', 'order_made', 'refund_asked', 'refund_done']));
  });

  test('a dispute is recorded, reaches a person urgently, and stops invitations to buy until it is won', async () => {
    const cart = await stage.leaveCart();
    const made = await makeLink(cart, vendor);
    await act(made.linkId, 'pay', {}, vendor);
    const [attempt] = (await pageOf(made.linkId, vendor)).attempts;
    await stage.control('POST', `/sim/${vendor}/payments/${attempt?.id}/dispute`);
    await stage.rest();
    expect((await readState(made.linkId)).statuses).toEqual(['disputed']);
    expect(await stage.conversationOf(cart)).toMatchObject({ handler: 'person', priority: 2, tags: expect.arrayContaining(['dispute']) });
    expect(await marketingAnswer(cart)).toEqual({ state: 'refused', reason: 'payment_disputed' });
    await stage.pass({ minutes: 5 });
    await stage.control('POST', `/sim/${vendor}/payments/${attempt?.id}/dispute/close`, { outcome: 'won' });
    await stage.rest();
    expect((await readState(made.linkId)).statuses).toEqual(['paid']);
    expect((await marketingAnswer(cart)).reason).not.toBe('payment_disputed');
  });
});

/** What the gate says to an invitation to buy. */
async function marketingAnswer({ contactId }: LeftCart): Promise<{ state: string; reason: string | null }> {
  const { app } = stage.it;
  const [number] = await stage.read(sql<{ id: string }>`select id from connection where workspace_id = ${stage.home.id} and vendor = 'cloud-api'`);
  const id = app.ids.next();
  const { planSends } = await import('#modules/sends');
  await inTransaction(app.db, (tx) => planSends(tx, [{
    workspaceId: stage.home.id, id, origin: 'campaign', originId: app.ids.next(), step: 's', contactId, connectionId: number?.id ?? '', cartId: null, flowId: null, channel: 'whatsapp', purpose: 'marketing',
    plannedForMs: app.clock.nowMs(), intent: { kind: 'content', content: { type: 'text', text: 'Oferta', previewUrl: false }, inReplyTo: null, templateId: null }, isReply: false, heldOut: false, arm: null, authorId: null, authorName: null,
  }]));
  await stage.rest();
  const [send] = await stage.read(sql<{ state: string; reason: string | null }>`select state, reason from send where id = ${id}`);
  return send ?? { state: 'gone', reason: null };
}

describe('one link for one version of a cart', () => {
  test('a card refused while a slip is out ends nothing: the slip still keeps reminders back', async () => {
    const cart = await stage.leaveCart();
    const made = await makeLink(cart, 'mercadopago');
    const slip = await act(made.linkId, 'slip', { method: 'cash' }, 'mercadopago');
    await stage.pass({ minutes: 1 });
    await act(made.linkId, 'decline', {}, 'mercadopago');
    const state = await readState(made.linkId);
    expect(state.statuses).toEqual(['pending', 'failed']);
    expect(state.holdUntil?.getTime()).toBeGreaterThan(stage.it.clock.nowMs() + 2 * 86_400_000);
    await stage.control('POST', `/sim/mercadopago/payments/${slip.id}/expire`);
    await stage.rest();
    expect(await readState(made.linkId)).toMatchObject({ holdUntil: null });
  });

  test('a repeat gives the same link; a changed cart closes it and gets a new one', async () => {
    const cart = await stage.leaveCart();
    const [first, again, other] = [await makeLink(cart, 'stripe', 'same'), await makeLink(cart, 'stripe', 'same'), await makeLink(cart)];
    expect(new Set([first.linkId, again.linkId, other.linkId]).size).toBe(1);
    expect((await ask('GET', `/payments?cartId=${cart.cartId}`)).json()).toMatchObject({ items: [{ id: first.linkId, state: 'open', status: null, needsPerson: false, contactName: 'Lucía Paz' }] });
    const shopCart = await stage.read(sql<{ key: string }>`select key from cart_key where cart_id = ${cart.cartId}`);
    const found = await Promise.all(shopCart.map(({ key }) => fetch(`${stage.simulator.url}/sim/shopify/aurora/carts/${key}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ quantities: { [norte]: 2 } }) })));
    expect(found.some(({ ok }) => ok)).toBe(true);
    await stage.control('POST', `/sim/shopify/aurora/checkouts/${cart.checkoutToken}/touch`, {});
    await stage.rest();
    expect(await readState(first.linkId)).toMatchObject({ state: 'closed' });
    expect((await pageOf(first.linkId) as unknown as { state: string }).state).toBe('expired');
    const fresh = await makeLink(cart);
    expect(fresh.linkId).not.toBe(first.linkId);
    expect(fresh.amountMinor).toBeGreaterThan(first.amountMinor);
    // The old address in the chat leads to the new total.
    expect((await fetch(first.url, { redirect: 'manual' })).headers.get('location')).toContain((await pageOf(fresh.linkId)).id);
  });

  test('a cart bought in the shop closes its links; what is paid all the same is held', async () => {
    const cart = await stage.leaveCart();
    const made = await makeLink(cart, 'mercadopago');
    const { id } = await pageOf(made.linkId, 'mercadopago');
    await stage.control('POST', '/sim/faults', { place: 'mercadopago.preferences', kind: 'status', status: 503 });
    await stage.control('POST', `/sim/shopify/aurora/checkouts/${cart.checkoutToken}/complete`, { paid: true });
    await stage.rest();
    expect(await readState(made.linkId)).toMatchObject({ state: 'closing' });
    await stage.control('POST', `/sim/mercadopago/checkouts/${id}/pay`, {});
    await stage.control('DELETE', '/sim/faults');
    await stage.rest();
    expect(await readState(made.linkId)).toMatchObject({ outcome: 'held', heldBecause: 'bought_elsewhere' });
    expect(await stage.conversationOf(cart)).toMatchObject({ priority: 2, tags: expect.arrayContaining(['payment_bought_elsewhere']) });
    expect((await ordersOf(cart)).length).toBe(1);
  });

  test('two payments for one cart make one order, and the second is a person’s to give back', async () => {
    const cart = await stage.leaveCart();
    const [one, two] = [await makeLink(cart, 'stripe'), await makeLink(cart, 'mercadopago')];
    const pages = [await pageOf(one.linkId, 'stripe'), await pageOf(two.linkId, 'mercadopago')];
    await stage.control('POST', `/sim/stripe/checkouts/${pages[0]?.id}/pay`, {});
    await stage.control('POST', `/sim/mercadopago/checkouts/${pages[1]?.id}/pay`, {});
    await stage.rest();
    const states = [await readState(one.linkId), await readState(two.linkId)];
    expect(states.map(({ outcome }) => outcome).sort()).toEqual(['held', 'order_made']);
    expect(states.map(({ fault }) => fault).sort()).toEqual([null, 'paid_twice'].sort());
    expect((await ordersOf(cart)).length).toBe(1);
    expect(await stage.conversationOf(cart)).toMatchObject({ priority: 2, tags: expect.arrayContaining(['payment_paid_twice']) });
    const { items } = (await ask('GET', '/payments?needsPerson=true')).json() as { items: { cartId: string; fault: string }[] };
    expect(items.filter(({ cartId }) => cartId === cart.cartId)).toEqual([expect.objectContaining({ fault: 'paid_twice' })]);
  });

  test('goods that are gone are not sold, and what was paid for them meanwhile is held', async () => {
    const shop = await stage.control<{ products: { id: number; variants: { id: number; stock: number; priceMinor: number }[] }[] }>('GET', '/sim/shopify/aurora');
    const product = shop.products.find(({ variants }) => variants.length === 1 && (variants[0]?.stock ?? 0) > 0 && variants[0]?.id !== norte);
    const variantId = product?.variants[0]?.id ?? 0;
    const stock = (units: number) => stage.control('POST', `/sim/shopify/aurora/products/${product?.id}/stock`, { stock: units });
    await stock(1);
    const cart = await stage.leaveCart({ lines: [{ variantId, quantity: 1 }] });
    const made = await makeLink(cart);
    await stock(0);
    await stage.rest();
    await act(made.linkId, 'pay');
    expect(await readState(made.linkId)).toMatchObject({ outcome: 'held', heldBecause: 'out_of_stock' });
    expect(await stage.conversationOf(cart)).toMatchObject({ priority: 2, tags: expect.arrayContaining(['payment_out_of_stock']) });

    await stock(1);
    const late = await stage.leaveCart({ lines: [{ variantId, quantity: 1 }] });
    await stock(0);
    await expect(makeLink(late)).rejects.toMatchObject({ code: 'out_of_stock', details: { lines: [expect.objectContaining({ variantKey: String(variantId), stock: 0 })] } });
    await stock(5);
    await stage.control('POST', `/sim/shopify/aurora/products/${product?.id}/price`, { priceMinor: 123_400 });
    await expect(makeLink(late)).rejects.toMatchObject({ code: 'price_changed', details: { lines: [expect.objectContaining({ livePriceMinor: 123_400 })] } });
  });

  test('limits of the merchant, empty carts and tills that are not there are said plainly', async () => {
    const cart = await stage.leaveCart();
    expect((await ask('PUT', '/payment-settings', { linkHours: 12, maxMinor: 1_000 })).statusCode).toBe(200);
    await expect(makeLink(cart)).rejects.toMatchObject({ code: 'amount_too_large' });
    expect((await ask('PUT', '/payment-settings', { linkHours: 12, maxMinor: null })).statusCode).toBe(200);
    await expect(createPaymentLink(stage.it.app, { workspaceId: stage.home.id, cartId: cart.cartId, contactId: null, conversationId: null, vendor: 'dlocal', language: 'es', idempotencyKey: nextKey() })).rejects.toMatchObject({ code: 'till_unknown' });
    expect((await listTills(stage.it.app, stage.home.id)).map(({ vendor }) => vendor)).toEqual(['stripe', 'mercadopago']);
    expect((await listTills(stage.it.app, stage.home.id, 'BRL')).map(({ vendor }) => vendor)).toEqual(['stripe']);
  });
});

test('a cart that proves to be another takes its links along: reminders wait, and what is paid buys the one that is left', async () => {
  const kept = await stage.leaveCart();
  const joined = await stage.leaveCart();
  const made = await makeLink(joined);
  const slip = await act(made.linkId, 'slip', { method: 'cash' });
  const event = InboundEvent.parse({
    type: 'cart.changed', cartKey: joined.checkoutToken, aliases: [kept.checkoutToken], version: stage.it.clock.now().toISOString(), currency: 'ARS', totalMinor: joined.totalMinor,
    lines: [{ variantKey: String(norte), title: 'Zapatilla Norte', quantity: 1, unitPriceMinor: joined.totalMinor }],
  });
  const arrived = { workspaceId: stage.home.id, connectionId: stage.shopId, key: 'k', receivedAt: stage.it.clock.now(), event };
  await inTransaction(stage.it.app.db, (tx) => stage.it.app.handlers['cart.changed'](stage.it.app, tx, [arrived] as never));
  expect(await cartState(joined)).toMatchObject({ state: 'deleted' });
  const [hold] = await stage.read(sql<{ untilMs: number }>`select ${paymentHold} as "untilMs" from cart c where c.workspace_id = ${stage.home.id} and c.id = ${kept.cartId}`);
  expect(hold?.untilMs).toBeGreaterThan(stage.it.clock.nowMs() + 2 * 86_400_000);

  await stage.control('POST', `/sim/stripe/payments/${slip.id}/settle`);
  await stage.rest();
  expect(await readState(made.linkId)).toMatchObject({ state: 'paid', fault: null, outcome: 'order_made' });
  expect(await cartState(kept)).toMatchObject({ state: 'completed' });
  expect(await ordersOf(kept)).toHaveLength(1);
  expect((await stage.messagesTo(joined)).filter(({ text }) => text.includes('Recibimos tu pago'))).toHaveLength(1);
});

/** Paid, and the shop did not answer when it was asked for the order: one of our own stands for it. */
async function payWithoutShop() {
  const cart = await stage.leaveCart();
  const made = await makeLink(cart);
  await stage.control('POST', '/sim/faults', { place: 'shopify.admin', kind: 'status', status: 503 });
  await act(made.linkId, 'pay');
  // The shop is asked again and again for two minutes, and then it is a person's turn.
  for (let times = 0; times < 8; times += 1) await stage.pass({ minutes: 2 });
  await stage.control('DELETE', '/sim/faults');
  const [own] = await ordersOf(cart);
  return { cart, made, own: own ?? expect.unreachable() };
}

describe('nothing is believed but the vendor', () => {
  test('"ya pagué" asks for a look, and changes nothing when nothing was paid', async () => {
    const cart = await stage.leaveCart();
    const made = await makeLink(cart);
    const standing = await inTransaction(stage.it.app.db, (tx) => checkPayments(stage.it.app, tx, { workspaceId: stage.home.id, contactId: cart.contactId }));
    expect(standing).toMatchObject({ linkId: made.linkId, state: 'open' });
    await stage.rest();
    expect(await readState(made.linkId)).toMatchObject({ state: 'open', outcome: null });
  });

  test('saying it in the chat makes the till be asked at once, and only what the till says counts', async () => {
    const liar = await stage.leaveCart();
    const unpaid = await makeLink(liar);
    await stage.control('POST', `/sim/whatsapp/users/${liar.key}/messages`, { text: 'Ya pagué' });
    await stage.rest();
    expect(await readState(unpaid.linkId)).toMatchObject({ state: 'open', outcome: null });

    const cart = await stage.leaveCart();
    const made = await makeLink(cart);
    await stage.control('POST', '/sim/faults', { place: 'webhook.stripe', kind: 'delay', delayMs: 30 * 86_400_000, count: 1 });
    await act(made.linkId, 'pay', {});
    expect(await readState(made.linkId)).toMatchObject({ state: 'open' });
    await stage.control('POST', `/sim/whatsapp/users/${cart.key}/messages`, { text: 'Listo, te mando el comprobante' });
    await stage.rest();
    expect(await readState(made.linkId)).toMatchObject({ state: 'paid', outcome: 'order_made' });
    expect((await stage.messagesTo(cart)).filter(({ text }) => text.includes('Recibimos tu pago'))).toHaveLength(1);
  });

  test('neither a forged webhook nor the way back from the page makes anything paid', async () => {
    const cart = await stage.leaveCart();
    const made = await makeLink(cart);
    const body = JSON.stringify({ id: 'evt_x', type: 'checkout.session.completed', created: 1, data: { object: { id: 'cs_x', object: 'checkout.session', client_reference_id: `mch_${made.linkId.replaceAll('-', '')}`, payment_status: 'paid' } } });
    const forged = await stage.it.web.inject({ method: 'POST', url: `/hooks/${stage.stripeId}`, headers: { 'content-type': 'application/json', 'stripe-signature': 't=1,v1=00' }, payload: body });
    expect(forged.statusCode).toBe(401);
    const back = await fetch(`${made.url}/back`);
    expect(await back.text()).toContain('Estamos confirmando');
    await stage.rest();
    expect(await readState(made.linkId)).toMatchObject({ state: 'open', outcome: null });
    expect((await fetch(`${made.url.slice(0, -3)}abc`)).status).toBe(404);
  });

  test('a shop that takes no orders leaves one of ours, and a person is told to enter it', async () => {
    const { cart, made, own } = await payWithoutShop();
    expect(await readState(made.linkId)).toMatchObject({ outcome: 'order_by_hand' });
    expect(own.number).toMatch(/^M-[0-9A-F]{8}$/);
    expect((await stage.messagesTo(cart)).at(-1)?.text).toContain(own.number);
    expect(await stage.conversationOf(cart)).toMatchObject({ handler: 'person', tags: expect.arrayContaining(['order_to_enter']) });
    expect((await ask('POST', `/payments/${made.linkId}/handled`, {})).json()).toMatchObject({ needsPerson: false });
  });
});

describe('P9: one sale is one order, whoever tells of it', () => {
  const tell = (cart: LeftCart, order: object) => {
    const at = stage.it.clock.now().toISOString();
    const event = InboundEvent.parse({ type: 'order.changed', version: at, placedAt: at, person: { phone: `+549${cart.key.slice(2)}` }, currency: 'ARS', totalMinor: cart.totalMinor, lines: [], paymentState: 'paid', ...order });
    return inTransaction(stage.it.app.db, (tx) => stage.it.app.handlers['order.changed'](stage.it.app, tx, [{ workspaceId: stage.home.id, connectionId: stage.shopId, key: 'k', receivedAt: stage.it.clock.now(), event }] as never));
  };
  const ordersOfPerson = ({ contactId }: LeftCart) => stage.read(sql<{ id: string; number: string; attributed: number }>`
    select o.id, o.number, (select count(*)::int from attribution a where a.workspace_id = o.workspace_id and a.order_id = o.id) as attributed from shop_order o
    where o.workspace_id = ${stage.home.id} and o.contact_id = ${contactId} order by o.received_at`);
  const findByNumber = (cart: LeftCart, number: string) => findOrdersOf(stage.it.app.db, { workspaceId: stage.home.id, contactId: cart.contactId }, number, 3);

  test('the order that a person entered is the one of our own, found by either number; the next purchase is another', async () => {
    const { cart, made, own } = await payWithoutShop();
    expect(own.number).toMatch(/^M-/);
    await stage.pass({ hours: 3 });
    for (let time = 0; time < 2; time += 1) await tell(cart, { orderKey: `hand-${cart.cartId}`, number: '#5001' });
    expect(await ordersOfPerson(cart)).toMatchObject([{ id: own.id, number: '#5001' }]);
    expect(await readState(made.linkId)).toMatchObject({ outcome: 'order_by_hand', orderId: own.id });
    for (const number of ['5001', own.number]) expect(await findByNumber(cart, number)).toMatchObject([{ id: own.id }]);
    await tell(cart, { orderKey: `next-${cart.cartId}`, number: '#5002' });
    expect(await ordersOfPerson(cart)).toHaveLength(2);
  });

  test('an order of another cart for the same money is another purchase', async () => {
    const { cart } = await payWithoutShop();
    await tell(cart, { orderKey: `other-${cart.cartId}`, number: '#6001', cartKeys: ['a-checkout-of-today'] });
    expect(await ordersOfPerson(cart)).toHaveLength(2);
  });

  test('an order that the shop made although its answer was lost is known by our reference, told before or after we gave up', async () => {
    const { cart, made, own } = await payWithoutShop();
    const reference = { payment_reference: `mch_${made.linkId.replaceAll('-', '')}` };
    await tell(cart, { orderKey: `late-${cart.cartId}`, number: '#7001', cartKeys: [cart.checkoutToken], totalMinor: cart.totalMinor + 1, attributes: reference });
    expect(await ordersOfPerson(cart)).toMatchObject([{ id: own.id, number: '#7001' }]);

    const early = await stage.leaveCart();
    const second = await makeLink(early);
    await stage.control('POST', '/sim/faults', { place: 'shopify.admin', kind: 'status', status: 503 });
    await act(second.linkId, 'pay');
    await tell(early, { orderKey: `early-${early.cartId}`, number: '#7002', cartKeys: [early.checkoutToken], attributes: { payment_reference: `mch_${second.linkId.replaceAll('-', '')}` } });
    for (let times = 0; times < 8; times += 1) await stage.pass({ minutes: 2 });
    await stage.control('DELETE', '/sim/faults');
    expect(await ordersOfPerson(early)).toMatchObject([{ number: '#7002' }]);
    expect(await readState(second.linkId)).toMatchObject({ outcome: 'order_made' });
    expect((await stage.messagesTo(early)).at(-1)?.text).toContain('#7002');
  });
});

describe('a lost answer makes nothing twice', () => {
  test('neither a second link, when the till cut the connection after making it', async () => {
    for (const vendor of ['stripe', 'mercadopago'] as const) {
      const cart = await stage.leaveCart();
      await stage.control('POST', '/sim/faults', { place: vendor === 'stripe' ? 'stripe.sessions' : 'mercadopago.preferences', kind: 'drop_after', count: 1 });
      const made = await makeLink(cart, vendor);
      await pageOf(made.linkId, vendor);
      await act(made.linkId, 'pay', {}, vendor);
      expect(await readState(made.linkId)).toMatchObject({ outcome: 'order_made' });
    }
  });

  test('nor when we were killed before we could write it down', async () => {
    const cart = await stage.leaveCart();
    await stage.control('POST', '/sim/faults', { place: 'stripe.sessions', kind: 'drop_after', count: 2 });
    await expect(makeLink(cart)).rejects.toMatchObject({ code: 'till_away' });
    const rows = await stage.read(sql<{ id: string; state: string }>`select id, state from payment_link where cart_id = ${cart.cartId}`);
    expect(rows).toEqual([expect.objectContaining({ state: 'asked' })]);
    const made = await makeLink(cart);
    expect(made.linkId).toBe(rows[0]?.id);
    await pageOf(made.linkId);
  });

  test('nor a second order, when the shop cut the connection after making it', async () => {
    const cart = await stage.leaveCart();
    const made = await makeLink(cart);
    const before = (await shopOrders()).length;
    const { id } = await pageOf(made.linkId);
    // The look at the stock and the search for the order pass; the making is cut off.
    await stage.control('POST', `/sim/stripe/checkouts/${id}/pay`, {});
    await stage.simulator.world.webhooks.idle();
    const cut = stage.simulator.world.faults.add({ place: 'shopify.admin', kind: 'drop_after', probability: 0.5 });
    for (let times = 0; times < 6; times += 1) await stage.pass({ minutes: 3 });
    stage.simulator.world.faults.remove(cut.id);
    for (let times = 0; times < 4; times += 1) await stage.pass({ minutes: 5 });
    expect((await shopOrders()).length - before).toBeLessThanOrEqual(1);
    expect(await readState(made.linkId)).toMatchObject({ outcome: expect.stringMatching(/order_made|order_by_hand/) });
    expect((await stage.messagesTo(cart)).filter(({ text }) => text.includes('Recibimos tu pago'))).toHaveLength(1);
  });
});

test('P10: a stranger finds neither list, ledger nor refund', async () => {
  const cart = await stage.leaveCart();
  const made = await makeLink(cart);
  const { makeWorkspace } = await import('#test/app');
  const other = await makeWorkspace(stage.it);
  const as = (path: string, method: 'GET' | 'POST' = 'GET') =>
    stage.it.web.inject({ method, url: `/v1/workspaces/${other.id}${path}`, headers: { cookie: other.cookie, origin: stage.it.app.publicUrl, 'idempotency-key': 'stranger-1' }, ...(method === 'POST' ? { payload: { paymentId: made.linkId } } : {}) });
  expect((await as(`/payments/${made.linkId}`)).statusCode).toBe(404);
  expect((await as(`/payments/${made.linkId}/refund`, 'POST')).statusCode).toBe(404);
  expect((await as(`/payments/${made.linkId}/order`, 'POST')).statusCode).toBe(404);
  expect((await as('/payments')).json()).toEqual({ items: [], nextCursor: null });
});
