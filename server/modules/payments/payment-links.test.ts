import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { InboundEvent } from '#contract/inbound-event';
import { inTransaction } from '#platform/database';
import { norte } from '#test/till-stage';
import { createPaymentLink, listTills, paymentHold } from './index.ts';
import { openTillDesk } from './testing.ts';

const desk = openTillDesk();
const { makeLink, nextKey, pageOf, act, readState, cartState, shopOrders, ordersOf, ask } = desk;

describe('one link for one version of a cart', () => {
  test('a card refused while a slip is out ends nothing: the slip still keeps reminders back', async () => {
    const cart = await desk.stage.leaveCart();
    const made = await makeLink(cart, 'mercadopago');
    const slip = await act(made.linkId, 'slip', { method: 'cash' }, 'mercadopago');
    await desk.stage.pass({ minutes: 1 });
    await act(made.linkId, 'decline', {}, 'mercadopago');
    const state = await readState(made.linkId);
    expect(state.statuses).toEqual(['pending', 'failed']);
    expect(state.holdUntil?.getTime()).toBeGreaterThan(desk.stage.it.clock.nowMs() + 2 * 86_400_000);
    await desk.stage.control('POST', `/sim/mercadopago/payments/${slip.id}/expire`);
    await desk.stage.rest();
    expect(await readState(made.linkId)).toMatchObject({ holdUntil: null });
  });

  test('a repeat gives the same link; a changed cart closes it and gets a new one', async () => {
    const cart = await desk.stage.leaveCart();
    const [first, again, other] = [await makeLink(cart, 'stripe', 'same'), await makeLink(cart, 'stripe', 'same'), await makeLink(cart)];
    expect(new Set([first.linkId, again.linkId, other.linkId]).size).toBe(1);
    expect((await ask('GET', `/payments?cartId=${cart.cartId}`)).json()).toMatchObject({ items: [{ id: first.linkId, state: 'open', status: null, needsPerson: false, contactName: 'Lucía Paz' }] });
    const shopCart = await desk.stage.read(sql<{ key: string }>`select key from cart_key where cart_id = ${cart.cartId}`);
    const found = await Promise.all(shopCart.map(({ key }) => fetch(`${desk.stage.simulator.url}/sim/shopify/aurora/carts/${key}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ quantities: { [norte]: 2 } }) })));
    expect(found.some(({ ok }) => ok)).toBe(true);
    await desk.stage.control('POST', `/sim/shopify/aurora/checkouts/${cart.checkoutToken}/touch`, {});
    await desk.stage.rest();
    expect(await readState(first.linkId)).toMatchObject({ state: 'closed' });
    expect((await pageOf(first.linkId) as unknown as { state: string }).state).toBe('expired');
    const fresh = await makeLink(cart);
    expect(fresh.linkId).not.toBe(first.linkId);
    expect(fresh.amountMinor).toBeGreaterThan(first.amountMinor);
    // The old address in the chat leads to the new total.
    expect((await fetch(first.url, { redirect: 'manual' })).headers.get('location')).toContain((await pageOf(fresh.linkId)).id);
  });

  test('a cart bought in the shop closes its links; what is paid all the same is held', async () => {
    const cart = await desk.stage.leaveCart();
    const made = await makeLink(cart, 'mercadopago');
    const { id } = await pageOf(made.linkId, 'mercadopago');
    await desk.stage.control('POST', '/sim/faults', { place: 'mercadopago.preferences', kind: 'status', status: 503 });
    await desk.stage.control('POST', `/sim/shopify/aurora/checkouts/${cart.checkoutToken}/complete`, { paid: true });
    await desk.stage.rest();
    expect(await readState(made.linkId)).toMatchObject({ state: 'closing' });
    await desk.stage.control('POST', `/sim/mercadopago/checkouts/${id}/pay`, {});
    await desk.stage.control('DELETE', '/sim/faults');
    await desk.stage.rest();
    expect(await readState(made.linkId)).toMatchObject({ outcome: 'held', heldBecause: 'bought_elsewhere' });
    expect(await desk.stage.conversationOf(cart)).toMatchObject({ priority: 2, tags: expect.arrayContaining(['payment_bought_elsewhere']) });
    expect((await ordersOf(cart)).length).toBe(1);
  });

  test('two payments for one cart make one order, and the second is a person’s to give back', async () => {
    const cart = await desk.stage.leaveCart();
    const [one, two] = [await makeLink(cart, 'stripe'), await makeLink(cart, 'mercadopago')];
    const pages = [await pageOf(one.linkId, 'stripe'), await pageOf(two.linkId, 'mercadopago')];
    await desk.stage.control('POST', `/sim/stripe/checkouts/${pages[0]?.id}/pay`, {});
    await desk.stage.control('POST', `/sim/mercadopago/checkouts/${pages[1]?.id}/pay`, {});
    await desk.stage.rest();
    const states = [await readState(one.linkId), await readState(two.linkId)];
    expect(states.map(({ outcome }) => outcome).sort()).toEqual(['held', 'order_made']);
    expect(states.map(({ fault }) => fault).sort()).toEqual([null, 'paid_twice'].sort());
    expect((await ordersOf(cart)).length).toBe(1);
    expect(await desk.stage.conversationOf(cart)).toMatchObject({ priority: 2, tags: expect.arrayContaining(['payment_paid_twice']) });
    const { items } = (await ask('GET', '/payments?needsPerson=true')).json() as { items: { cartId: string; fault: string }[] };
    expect(items.filter(({ cartId }) => cartId === cart.cartId)).toEqual([expect.objectContaining({ fault: 'paid_twice' })]);
  });

  test('goods that are gone are not sold, and what was paid for them meanwhile is held', async () => {
    const shop = await desk.stage.control<{ products: { id: number; variants: { id: number; stock: number; priceMinor: number }[] }[] }>('GET', '/sim/shopify/aurora');
    const product = shop.products.find(({ variants }) => variants.length === 1 && (variants[0]?.stock ?? 0) > 0 && variants[0]?.id !== norte);
    const variantId = product?.variants[0]?.id ?? 0;
    const stock = (units: number) => desk.stage.control('POST', `/sim/shopify/aurora/products/${product?.id}/stock`, { stock: units });
    await stock(1);
    const cart = await desk.stage.leaveCart({ lines: [{ variantId, quantity: 1 }] });
    const made = await makeLink(cart);
    await stock(0);
    await desk.stage.rest();
    await act(made.linkId, 'pay');
    expect(await readState(made.linkId)).toMatchObject({ outcome: 'held', heldBecause: 'out_of_stock' });
    expect(await desk.stage.conversationOf(cart)).toMatchObject({ priority: 2, tags: expect.arrayContaining(['payment_out_of_stock']) });

    await stock(1);
    const late = await desk.stage.leaveCart({ lines: [{ variantId, quantity: 1 }] });
    await stock(0);
    await expect(makeLink(late)).rejects.toMatchObject({ code: 'out_of_stock', details: { lines: [expect.objectContaining({ variantKey: String(variantId), stock: 0 })] } });
    await stock(5);
    await desk.stage.control('POST', `/sim/shopify/aurora/products/${product?.id}/price`, { priceMinor: 123_400 });
    await expect(makeLink(late)).rejects.toMatchObject({ code: 'price_changed', details: { lines: [expect.objectContaining({ livePriceMinor: 123_400 })] } });
  });

  test('limits of the merchant, empty carts and tills that are not there are said plainly', async () => {
    const cart = await desk.stage.leaveCart();
    expect((await ask('PUT', '/payment-settings', { linkHours: 12, maxMinor: 1_000 })).statusCode).toBe(200);
    await expect(makeLink(cart)).rejects.toMatchObject({ code: 'amount_too_large' });
    expect((await ask('PUT', '/payment-settings', { linkHours: 12, maxMinor: null })).statusCode).toBe(200);
    await expect(createPaymentLink(desk.stage.it.app, { workspaceId: desk.stage.home.id, cartId: cart.cartId, contactId: null, conversationId: null, vendor: 'dlocal', language: 'es', idempotencyKey: nextKey() })).rejects.toMatchObject({ code: 'till_unknown' });
    expect((await listTills(desk.stage.it.app, desk.stage.home.id)).map(({ vendor }) => vendor)).toEqual(['stripe', 'mercadopago']);
    expect((await listTills(desk.stage.it.app, desk.stage.home.id, 'BRL')).map(({ vendor }) => vendor)).toEqual(['stripe']);
  });
});

test('a cart that proves to be another takes its links along: reminders wait, and what is paid buys the one that is left', async () => {
  const kept = await desk.stage.leaveCart();
  const joined = await desk.stage.leaveCart();
  const made = await makeLink(joined);
  const slip = await act(made.linkId, 'slip', { method: 'cash' });
  const event = InboundEvent.parse({
    type: 'cart.changed', cartKey: joined.checkoutToken, aliases: [kept.checkoutToken], version: desk.stage.it.clock.now().toISOString(), currency: 'ARS', totalMinor: joined.totalMinor,
    lines: [{ variantKey: String(norte), title: 'Zapatilla Norte', quantity: 1, unitPriceMinor: joined.totalMinor }],
  });
  const arrived = { workspaceId: desk.stage.home.id, connectionId: desk.stage.shopId, key: 'k', receivedAt: desk.stage.it.clock.now(), event };
  await inTransaction(desk.stage.it.app.db, (tx) => desk.stage.it.app.handlers['cart.changed'](desk.stage.it.app, tx, [arrived] as never));
  expect(await cartState(joined)).toMatchObject({ state: 'deleted' });
  const [hold] = await desk.stage.read(sql<{ untilMs: number }>`select ${paymentHold} as "untilMs" from cart c where c.workspace_id = ${desk.stage.home.id} and c.id = ${kept.cartId}`);
  expect(hold?.untilMs).toBeGreaterThan(desk.stage.it.clock.nowMs() + 2 * 86_400_000);

  await desk.stage.control('POST', `/sim/stripe/payments/${slip.id}/settle`);
  await desk.stage.rest();
  expect(await readState(made.linkId)).toMatchObject({ state: 'paid', fault: null, outcome: 'order_made' });
  expect(await cartState(kept)).toMatchObject({ state: 'completed' });
  expect(await ordersOf(kept)).toHaveLength(1);
  expect((await desk.stage.messagesTo(joined)).filter(({ text }) => text.includes('Recibimos tu pago'))).toHaveLength(1);
});

describe('a lost answer makes nothing twice', () => {
  test('neither a second link, when the till cut the connection after making it', async () => {
    for (const vendor of ['stripe', 'mercadopago'] as const) {
      const cart = await desk.stage.leaveCart();
      await desk.stage.control('POST', '/sim/faults', { place: vendor === 'stripe' ? 'stripe.sessions' : 'mercadopago.preferences', kind: 'drop_after', count: 1 });
      const made = await makeLink(cart, vendor);
      await pageOf(made.linkId, vendor);
      await act(made.linkId, 'pay', {}, vendor);
      expect(await readState(made.linkId)).toMatchObject({ outcome: 'order_made' });
    }
  });

  test('nor when we were killed before we could write it down', async () => {
    const cart = await desk.stage.leaveCart();
    await desk.stage.control('POST', '/sim/faults', { place: 'stripe.sessions', kind: 'drop_after', count: 2 });
    await expect(makeLink(cart)).rejects.toMatchObject({ code: 'till_away' });
    const rows = await desk.stage.read(sql<{ id: string; state: string }>`select id, state from payment_link where cart_id = ${cart.cartId}`);
    expect(rows).toEqual([expect.objectContaining({ state: 'asked' })]);
    const made = await makeLink(cart);
    expect(made.linkId).toBe(rows[0]?.id);
    await pageOf(made.linkId);
  });

  test('nor a second order, when the shop cut the connection after making it', async () => {
    const cart = await desk.stage.leaveCart();
    const made = await makeLink(cart);
    const before = (await shopOrders()).length;
    const { id } = await pageOf(made.linkId);
    // The look at the stock and the search for the order pass; the making is cut off.
    await desk.stage.control('POST', `/sim/stripe/checkouts/${id}/pay`, {});
    await desk.stage.simulator.world.webhooks.idle();
    const cut = desk.stage.simulator.world.faults.add({ place: 'shopify.admin', kind: 'drop_after', probability: 0.5 });
    for (let times = 0; times < 6; times += 1) await desk.stage.pass({ minutes: 3 });
    desk.stage.simulator.world.faults.remove(cut.id);
    for (let times = 0; times < 4; times += 1) await desk.stage.pass({ minutes: 5 });
    expect((await shopOrders()).length - before).toBeLessThanOrEqual(1);
    expect(await readState(made.linkId)).toMatchObject({ outcome: expect.stringMatching(/order_made|order_by_hand/) });
    expect((await desk.stage.messagesTo(cart)).filter(({ text }) => text.includes('Recibimos tu pago'))).toHaveLength(1);
  });
});
