import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { planSends } from '#modules/sends';
import { inTransaction } from '#platform/database';
import type { LeftCart } from '#test/till-stage';
import { openTillDesk } from './testing.ts';

const desk = openTillDesk();
const { makeLink, pageOf, act, readState, cartState, shopOrders, ordersOf, say, ask } = desk;

describe.each(['stripe', 'mercadopago'] as const)('paid with %s', (vendor) => {
  test('the cart is bought, the order stands in the shop once, and the shopper gets one receipt', async () => {
    const cart = await desk.stage.leaveCart();
    const made = await makeLink(cart, vendor);
    expect(made).toMatchObject({ amountMinor: cart.totalMinor, currency: 'ARS', vendor });
    const before = (await shopOrders()).length;
    await act(made.linkId, 'pay', {}, vendor);

    expect(await readState(made.linkId)).toMatchObject({ state: 'paid', outcome: 'order_made', statuses: ['paid'], fault: null });
    expect((await shopOrders()).length).toBe(before + 1);
    const orders = await ordersOf(cart);
    expect(orders).toEqual([expect.objectContaining({ totalMinor: cart.totalMinor, paymentState: 'paid' })]);
    expect(await cartState(cart)).toEqual({ state: 'completed', orderId: orders[0]?.id });
    const messages = await desk.stage.messagesTo(cart);
    expect(messages.filter(({ text }) => text.includes('Recibimos tu pago'))).toEqual([expect.objectContaining({ text: expect.stringContaining(orders[0]?.number ?? '?') })]);
    const story = (await ask('GET', `/carts/${cart.cartId}`)).json() as { entries: { kind: string; step?: string; status?: string | null }[] };
    expect(story.entries.filter(({ kind }) => kind === 'payment').map(({ step, status }) => status ?? step)).toEqual(['link_opened', 'paid']);
    // The shop tells of its order again and again: it is the same one.
    await desk.stage.pass({ minutes: 20 });
    expect((await ordersOf(cart)).length).toBe(1);
    expect((await desk.stage.messagesTo(cart)).length).toBe(messages.length);
  });

  test('a webhook that is repeated, and one that is lost, lead to the same end', async () => {
    const cart = await desk.stage.leaveCart();
    const made = await makeLink(cart, vendor);
    await desk.stage.control('POST', '/sim/faults', { place: `webhook.${vendor}`, kind: 'repeat', times: 3, count: 1 });
    await act(made.linkId, 'pay', {}, vendor);
    expect((await ordersOf(cart)).length).toBe(1);

    const lost = await desk.stage.leaveCart();
    const second = await makeLink(lost, vendor);
    await desk.stage.control('POST', '/sim/faults', { place: `webhook.${vendor}`, kind: 'delay', delayMs: 30 * 86_400_000, count: 1 });
    await act(second.linkId, 'pay', {}, vendor);
    expect(await readState(second.linkId)).toMatchObject({ state: 'open' });
    await desk.stage.pass({ minutes: 21 });
    expect(await readState(second.linkId)).toMatchObject({ state: 'paid', outcome: 'order_made' });
    expect((await ordersOf(lost)).length).toBe(1);
  });

  test('an amount that differs is held: no order, a person, urgently', async () => {
    const cart = await desk.stage.leaveCart();
    const made = await makeLink(cart, vendor);
    const before = (await shopOrders()).length;
    await act(made.linkId, 'pay', { amountMinor: cart.totalMinor - 100 }, vendor);
    expect(await readState(made.linkId)).toMatchObject({ state: 'paid', outcome: 'held', heldBecause: 'amount_differs', fault: 'amount_differs' });
    expect((await shopOrders()).length).toBe(before);
    // Whoever paid is never reminded, whatever is wrong.
    expect(await cartState(cart)).toMatchObject({ state: 'completed' });
    expect(await desk.stage.conversationOf(cart)).toMatchObject({ handler: 'person', priority: 2, tags: expect.arrayContaining(['payment', 'payment_amount_differs']) });
    expect((await desk.stage.messagesTo(cart)).at(-1)?.text).toContain('tiene que revisar algo');

    const reply = await ask('POST', `/payments/${made.linkId}/order`, {});
    expect(reply.statusCode).toBe(202);
    await desk.stage.rest();
    expect(await readState(made.linkId)).toMatchObject({ outcome: 'order_made' });
    expect((await ordersOf(cart)).length).toBe(1);
  });

  test('a refusal is told with another try; the third brings a person', async () => {
    const cart = await desk.stage.leaveCart();
    const made = await makeLink(cart, vendor);
    await act(made.linkId, 'decline', {}, vendor);
    const [first] = (await desk.stage.messagesTo(cart)).filter(({ text }) => text.includes('no pasó'));
    expect(first?.text).toContain('saldo');
    expect(first?.text).toContain(vendor === 'stripe' ? 'Mercado Pago' : 'Stripe');
    expect(first?.buttons).toEqual([{ title: 'Intentar de nuevo', url: made.url, id: expect.anything() }].map(({ title, url }) => expect.objectContaining({ title, url })));
    for (let times = 2; times <= 3; times += 1) {
      await desk.stage.pass({ minutes: 1 });
      await act(made.linkId, 'decline', {}, vendor);
    }
    expect((await desk.stage.messagesTo(cart)).filter(({ text }) => text.includes('no pasó'))).toHaveLength(2);
    expect(await desk.stage.conversationOf(cart)).toMatchObject({ handler: 'person', tags: expect.arrayContaining(['payment_refused']) });
    // And then it works after all.
    await desk.stage.pass({ minutes: 1 });
    await act(made.linkId, 'pay', {}, vendor);
    expect(await readState(made.linkId)).toMatchObject({ outcome: 'order_made' });
  });

  test('a link that runs out is told once, and its address in the chat leads to a fresh one', async () => {
    const cart = await desk.stage.leaveCart();
    const made = await makeLink(cart, vendor);
    await desk.stage.pass({ hours: 12, minutes: 20 });
    await desk.stage.pass({ minutes: 20 });
    expect(await readState(made.linkId)).toMatchObject({ state: 'expired' });
    const told = (await desk.stage.messagesTo(cart)).filter(({ text }) => text.includes('se venció'));
    expect(told).toHaveLength(1);
    const reply = await fetch(made.url, { redirect: 'manual' });
    expect(reply.status).toBe(302);
    expect(reply.headers.get('location')).toContain(`/${vendor}/pay/`);
    const links = await desk.stage.read(sql<{ id: string; state: string }>`select id, state from payment_link where workspace_id = ${desk.stage.home.id} and cart_id = ${cart.cartId} order by created_at`);
    expect(links.map(({ state }) => state)).toEqual(['expired', 'open']);
    await act(links[1]?.id ?? '', 'pay', {}, vendor);
    expect((await fetch(made.url, { redirect: 'manual' })).status).toBe(200);
    expect((await ordersOf(cart)).length).toBe(1);
  });

  test('a slip keeps reminders back, is handed over once, and becomes an order when it is paid', async () => {
    const cart = await desk.stage.leaveCart();
    const made = await makeLink(cart, vendor);
    const slip = await act(made.linkId, 'slip', { method: 'cash' }, vendor);
    const waiting = await readState(made.linkId);
    expect(waiting.statuses).toEqual(['pending']);
    expect(waiting.holdUntil?.getTime()).toBeGreaterThan(desk.stage.it.clock.nowMs() + 2 * 86_400_000);
    const [told] = (await desk.stage.messagesTo(cart)).filter(({ text }) => text.includes('cupón de pago'));
    expect(told?.text).toMatch(/33350088\d+/);
    expect((await cartState(cart))?.state).toBe('open');
    await desk.stage.control('POST', `/sim/${vendor}/payments/${slip.id}/settle`);
    await desk.stage.rest();
    expect(await readState(made.linkId)).toMatchObject({ outcome: 'order_made', statuses: ['paid'] });
    expect((await desk.stage.messagesTo(cart)).filter(({ text }) => text.includes('cupón de pago'))).toHaveLength(1);
  });

  test('a slip taken right after a refused card is handed over and keeps reminders back', async () => {
    const cart = await desk.stage.leaveCart();
    const made = await makeLink(cart, vendor);
    await act(made.linkId, 'decline', {}, vendor);
    await act(made.linkId, 'slip', { method: 'cash' }, vendor);
    const { statuses, holdUntil } = await readState(made.linkId);
    expect(statuses?.at(-1)).toBe('pending');
    expect(holdUntil?.getTime()).toBeGreaterThan(desk.stage.it.clock.nowMs() + 2 * 86_400_000);
    expect((await desk.stage.messagesTo(cart)).filter(({ text }) => text.includes('cupón de pago'))).toHaveLength(1);
  });

  test('a slip that nobody paid lets the cart go on, told once', async () => {
    const cart = await desk.stage.leaveCart();
    const made = await makeLink(cart, vendor);
    const slip = await act(made.linkId, 'slip', { method: 'cash' }, vendor);
    await say(cart, 'Mañana lo pago');
    await desk.stage.control('POST', `/sim/${vendor}/payments/${slip.id}/expire`);
    await desk.stage.rest();
    const state = await readState(made.linkId);
    expect(state).toMatchObject({ outcome: null, holdUntil: null });
    expect((await desk.stage.messagesTo(cart)).filter(({ text }) => text.includes('se venció'))).toHaveLength(1);
  });

  test('a refund by a member goes out once, however often it is asked, and is told to the shopper', async () => {
    const cart = await desk.stage.leaveCart();
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
    // Long enough also for a call that failed for a moment and is made again.
    await desk.stage.pass({ minutes: 1 });
    const { checkouts } = await desk.stage.control<{ checkouts: { reference: string; attempts: { refunds: { amountMinor: number }[] }[] }[] }>('GET', `/sim/${vendor}/checkouts`);
    const page = checkouts.find(({ reference }) => reference === `mch_${made.linkId.replaceAll('-', '')}`);
    expect(page?.attempts.flatMap(({ refunds }) => refunds)).toEqual([expect.objectContaining({ amountMinor: 1_000 })]);
    expect((await readState(made.linkId)).statuses).toEqual(['partly_refunded']);
    expect((await refund('refund-0003', { ...body, amountMinor: cart.totalMinor })).json()).toMatchObject({ error: { code: 'refund_too_large' } });
    expect((await desk.stage.messagesTo(cart)).filter(({ text }) => text.includes('Te devolvimos'))).toHaveLength(1);
    const entries = ((await ask('GET', `/payments/${made.linkId}`)).json() as { entries: { kind: string }[] }).entries.map(({ kind }) => kind);
    expect(entries).toEqual(expect.arrayContaining(['link_asked', 'link_opened', 'notice', 'status', 'order_asked', 'order_made', 'refund_asked', 'refund_done']));
  });

  test('a dispute is recorded, reaches a person urgently, and stops invitations to buy until it is won', async () => {
    const cart = await desk.stage.leaveCart();
    const made = await makeLink(cart, vendor);
    await act(made.linkId, 'pay', {}, vendor);
    const [attempt] = (await pageOf(made.linkId, vendor)).attempts;
    await desk.stage.control('POST', `/sim/${vendor}/payments/${attempt?.id}/dispute`);
    await desk.stage.rest();
    expect((await readState(made.linkId)).statuses).toEqual(['disputed']);
    expect(await desk.stage.conversationOf(cart)).toMatchObject({ handler: 'person', priority: 2, tags: expect.arrayContaining(['dispute']) });
    expect(await marketingAnswer(cart)).toEqual({ state: 'refused', reason: 'payment_disputed' });
    await desk.stage.pass({ minutes: 5 });
    await desk.stage.control('POST', `/sim/${vendor}/payments/${attempt?.id}/dispute/close`, { outcome: 'won' });
    await desk.stage.rest();
    expect((await readState(made.linkId)).statuses).toEqual(['paid']);
    expect((await marketingAnswer(cart)).reason).not.toBe('payment_disputed');
  });
});

/** What the gate says to an invitation to buy. */
async function marketingAnswer({ contactId }: LeftCart): Promise<{ state: string; reason: string | null }> {
  const { app } = desk.stage.it;
  const [number] = await desk.stage.read(sql<{ id: string }>`select id from connection where workspace_id = ${desk.stage.home.id} and vendor = 'cloud-api'`);
  const id = app.ids.next();
  await inTransaction(app.db, (tx) => planSends(tx, [{
    workspaceId: desk.stage.home.id, id, origin: 'campaign', originId: app.ids.next(), step: 's', contactId, connectionId: number?.id ?? '', cartId: null, flowId: null, channel: 'whatsapp', purpose: 'marketing',
    plannedForMs: app.clock.nowMs(), intent: { kind: 'content', content: { type: 'text', text: 'Oferta', previewUrl: false }, inReplyTo: null, templateId: null }, isReply: false, heldOut: false, arm: null, authorId: null, authorName: null,
  }]));
  await desk.stage.rest();
  const [send] = await desk.stage.read(sql<{ state: string; reason: string | null }>`select state, reason from send where id = ${id}`);
  return send ?? { state: 'gone', reason: null };
}
