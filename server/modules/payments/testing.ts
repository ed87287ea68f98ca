import { sql } from 'kysely';
import { afterAll, beforeAll, expect } from 'vitest';
import { stopSharedServer } from '#test/app';
import { openTillStage } from '#test/till-stage';
import type { LeftCart, TillStage } from '#test/till-stage';
import { createPaymentLink } from './index.ts';

interface Page {
  id: string;
  reference: string;
  attempts: { id: string }[];
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

/** A stage with a shop and two tills, set up once for the file that calls it, and what is asked of it again and again. */
export function openTillDesk() {
  let stage: TillStage;
  beforeAll(async () => {
    stage = await openTillStage();
  });
  afterAll(async () => {
    await stage?.close();
    await stopSharedServer();
  });

  let keys = 0;
  const nextKey = () => `key-${(keys += 1)}`;

  function makeLink(cart: LeftCart, vendor: 'stripe' | 'mercadopago' = 'stripe', idempotencyKey = nextKey()) {
    return createPaymentLink(stage.it.app, { workspaceId: stage.home.id, cartId: cart.cartId, contactId: cart.contactId, conversationId: null, vendor, language: 'es', idempotencyKey });
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

  return {
    makeLink, nextKey, pageOf, act, readState, cartState, shopOrders, ordersOf, say, ask, payWithoutShop,
    get stage() {
      return stage;
    },
  };
}
