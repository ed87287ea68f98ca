import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { InboundEvent } from '#contract/inbound-event';
import { findOrdersOf } from '#modules/orders';
import { inTransaction } from '#platform/database';
import type { LeftCart } from '#test/till-stage';
import { checkPayments } from './index.ts';
import { openTillDesk } from './testing.ts';

const desk = openTillDesk();
const { makeLink, act, readState, ask, payWithoutShop } = desk;

describe('nothing is believed but the vendor', () => {
  test('"ya pagué" asks for a look, and changes nothing when nothing was paid', async () => {
    const cart = await desk.stage.leaveCart();
    const made = await makeLink(cart);
    const standing = await inTransaction(desk.stage.it.app.db, (tx) => checkPayments(desk.stage.it.app, tx, { workspaceId: desk.stage.home.id, contactId: cart.contactId }));
    expect(standing).toMatchObject({ linkId: made.linkId, state: 'open' });
    await desk.stage.rest();
    expect(await readState(made.linkId)).toMatchObject({ state: 'open', outcome: null });
  });

  test('saying it in the chat makes the till be asked at once, and only what the till says counts', async () => {
    const liar = await desk.stage.leaveCart();
    const unpaid = await makeLink(liar);
    await desk.stage.control('POST', `/sim/whatsapp/users/${liar.key}/messages`, { text: 'Ya pagué' });
    await desk.stage.rest();
    expect(await readState(unpaid.linkId)).toMatchObject({ state: 'open', outcome: null });

    const cart = await desk.stage.leaveCart();
    const made = await makeLink(cart);
    await desk.stage.control('POST', '/sim/faults', { place: 'webhook.stripe', kind: 'delay', delayMs: 30 * 86_400_000, count: 1 });
    await act(made.linkId, 'pay', {});
    expect(await readState(made.linkId)).toMatchObject({ state: 'open' });
    await desk.stage.control('POST', `/sim/whatsapp/users/${cart.key}/messages`, { text: 'Listo, te mando el comprobante' });
    await desk.stage.rest();
    expect(await readState(made.linkId)).toMatchObject({ state: 'paid', outcome: 'order_made' });
    expect((await desk.stage.messagesTo(cart)).filter(({ text }) => text.includes('Recibimos tu pago'))).toHaveLength(1);
  });

  test('neither a forged webhook nor the way back from the page makes anything paid', async () => {
    const cart = await desk.stage.leaveCart();
    const made = await makeLink(cart);
    const body = JSON.stringify({ id: 'evt_x', type: 'checkout.session.completed', created: 1, data: { object: { id: 'cs_x', object: 'checkout.session', client_reference_id: `mch_${made.linkId.replaceAll('-', '')}`, payment_status: 'paid' } } });
    const forged = await desk.stage.it.web.inject({ method: 'POST', url: `/hooks/${desk.stage.stripeId}`, headers: { 'content-type': 'application/json', 'stripe-signature': 't=1,v1=00' }, payload: body });
    expect(forged.statusCode).toBe(401);
    const back = await fetch(`${made.url}/back`);
    expect(await back.text()).toContain('Estamos confirmando');
    await desk.stage.rest();
    expect(await readState(made.linkId)).toMatchObject({ state: 'open', outcome: null });
    expect((await fetch(`${made.url.slice(0, -3)}abc`)).status).toBe(404);
  });

  test('a shop that takes no orders leaves one of ours, and a person is told to enter it', async () => {
    const { cart, made, own } = await payWithoutShop();
    expect(await readState(made.linkId)).toMatchObject({ outcome: 'order_by_hand' });
    expect(own.number).toMatch(/^M-[0-9A-F]{8}$/);
    expect((await desk.stage.messagesTo(cart)).at(-1)?.text).toContain(own.number);
    expect(await desk.stage.conversationOf(cart)).toMatchObject({ handler: 'person', tags: expect.arrayContaining(['order_to_enter']) });
    expect((await ask('POST', `/payments/${made.linkId}/handled`, {})).json()).toMatchObject({ needsPerson: false });
  });
});

describe('P9: one sale is one order, whoever tells of it', () => {
  const tell = (cart: LeftCart, order: object) => {
    const at = desk.stage.it.clock.now().toISOString();
    const event = InboundEvent.parse({ type: 'order.changed', version: at, placedAt: at, person: { phone: `+549${cart.key.slice(2)}` }, currency: 'ARS', totalMinor: cart.totalMinor, lines: [], paymentState: 'paid', ...order });
    return inTransaction(desk.stage.it.app.db, (tx) => desk.stage.it.app.handlers['order.changed'](desk.stage.it.app, tx, [{ workspaceId: desk.stage.home.id, connectionId: desk.stage.shopId, key: 'k', receivedAt: desk.stage.it.clock.now(), event }] as never));
  };
  const ordersOfPerson = ({ contactId }: LeftCart) => desk.stage.read(sql<{ id: string; number: string; attributed: number }>`
    select o.id, o.number, (select count(*)::int from attribution a where a.workspace_id = o.workspace_id and a.order_id = o.id) as attributed from shop_order o
    where o.workspace_id = ${desk.stage.home.id} and o.contact_id = ${contactId} order by o.received_at`);
  const findByNumber = (cart: LeftCart, number: string) => findOrdersOf(desk.stage.it.app.db, { workspaceId: desk.stage.home.id, contactId: cart.contactId }, number, 3);

  test('the order that a person entered is the one of our own, found by either number; the next purchase is another', async () => {
    const { cart, made, own } = await payWithoutShop();
    expect(own.number).toMatch(/^M-/);
    await desk.stage.pass({ hours: 3 });
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

    const early = await desk.stage.leaveCart();
    const second = await makeLink(early);
    await desk.stage.control('POST', '/sim/faults', { place: 'shopify.admin', kind: 'status', status: 503 });
    await act(second.linkId, 'pay');
    await tell(early, { orderKey: `early-${early.cartId}`, number: '#7002', cartKeys: [early.checkoutToken], attributes: { payment_reference: `mch_${second.linkId.replaceAll('-', '')}` } });
    for (let times = 0; times < 8; times += 1) await desk.stage.pass({ minutes: 2 });
    await desk.stage.control('DELETE', '/sim/faults');
    expect(await ordersOfPerson(early)).toMatchObject([{ number: '#7002' }]);
    expect(await readState(second.linkId)).toMatchObject({ outcome: 'order_made' });
    expect((await desk.stage.messagesTo(early)).at(-1)?.text).toContain('#7002');
  });
});

test('P10: a stranger finds neither list, ledger nor refund', async () => {
  const cart = await desk.stage.leaveCart();
  const made = await makeLink(cart);
  const { makeWorkspace } = await import('#test/app');
  const other = await makeWorkspace(desk.stage.it);
  const as = (path: string, method: 'GET' | 'POST' = 'GET') =>
    desk.stage.it.web.inject({ method, url: `/v1/workspaces/${other.id}${path}`, headers: { cookie: other.cookie, origin: desk.stage.it.app.publicUrl, 'idempotency-key': 'stranger-1' }, ...(method === 'POST' ? { payload: { paymentId: made.linkId } } : {}) });
  expect((await as(`/payments/${made.linkId}`)).statusCode).toBe(404);
  expect((await as(`/payments/${made.linkId}/refund`, 'POST')).statusCode).toBe(404);
  expect((await as(`/payments/${made.linkId}/order`, 'POST')).statusCode).toBe(404);
  expect((await as('/payments')).json()).toEqual({ items: [], nextCursor: null });
});
