import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '#context';
import type { InboundEventOf } from '#contract/inbound-event';
import { openShop } from '#modules/connections';
import { ownOrderKey } from '#modules/orders';
import type { Db, Tx } from '#platform/database';
import { inTransaction } from '#platform/database';
import { defineJob } from '#platform/jobs';
import { publishAfterCommit } from '#platform/live';
import { ConnectorError } from '#ports/connector';
import { paymentReferenceAttribute } from '#ports/storefront';
import { readCart } from './cart-to-pay.ts';
import type { CartToPay } from './cart-to-pay.ts';
import { writeEntries } from './ledger.ts';
import { lockLink, readLink } from './link-rows.ts';
import type { LinkRow } from './link-rows.ts';
import { readPerson } from './payer.ts';
import { isSettled } from './payment-rank.ts';
import { listPayments } from './payment-rows.ts';
import type { PaymentRow } from './payment-rows.ts';
import { quoteCart } from './quote-cart.ts';
import { tellOutcome } from './tell-outcome.ts';
import { openTill } from './tills.ts';
import { localOrder, toNewOrder } from './write-order.ts';

/** About two minutes of tries: longer the shopper should not wait for a number. */
const maxTries = 6;

type OrderEvent = InboundEventOf<'order.changed'>;
/** `told`: the shop told of it before it answered us. */
type Made = { kind: 'made'; event: OrderEvent } | { kind: 'told'; orderKey: string } | { kind: 'by_hand'; why: string };

/**
 * Makes the order of a paid link in the shop, or, where that cannot be, keeps one of our own and tells a person to enter it. What an earlier try
 * made whose answer was lost is found by our reference; the shop's own news of it is the same order.
 */
export const createOrderJob = defineJob<App, { linkId: string }>({
  name: 'payments.create_order',
  input: z.object({ linkId: z.uuid() }),
  // The last try settles the wish itself; more are left for a process that is killed while it does.
  maxAttempts: maxTries + 6,
  async run(app, { workspaceId, input, attempt }) {
    const link = await readLink(app.db, workspaceId, input.linkId);
    const cart = link ? await readCart(app.db, workspaceId, link.cartId) : null;
    const payment = link ? ((await listPayments(app.db, workspaceId, link.id)).find(({ status }) => isSettled(status)) ?? null) : null;
    if (!link || !cart || !payment || link.outcome !== 'order_wanted') return;
    const made = await makeOrder(app, link, cart, payment, attempt);
    await inTransaction(app.db, (tx) => keepOrder(app, tx, { link, cart, payment, made }));
    app.poke('sends');
    app.poke('flows');
  },
});

async function makeOrder(app: App, link: LinkRow, cart: CartToPay, payment: PaymentRow, attempt: number): Promise<Made> {
  const told = await findShopsOrder(app.db, link, cart);
  if (told !== null) return { kind: 'told', orderKey: told };
  const shop = await openShop(app, link.workspaceId, cart.connectionId);
  const orders = shop?.definition.createOrder?.(shop.client);
  if (!orders) return { kind: 'by_hand', why: 'shop_takes_no_orders' };
  const till = await openTill(app, link.workspaceId, link.connectionId);
  try {
    const known = await orders.find(link.reference);
    return { kind: 'made', event: known ?? (await orders.create(toNewOrder(link, cart, payment, till?.name ?? 'Marchante'))) };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const mayPass = error.kind === 'rate_limited' || error.kind === 'unavailable' || error.kind === 'unexpected';
    if (mayPass && attempt < maxTries) throw error;
    return { kind: 'by_hand', why: error.code === 'out_of_stock' ? 'out_of_stock' : error.message.slice(0, 300) };
  }
}

interface Kept {
  link: LinkRow;
  cart: CartToPay;
  payment: PaymentRow;
  made: Made;
}

/** Stores the order through the same handler as the shop's webhooks, and settles the wish. Whoever comes second finds it settled. */
async function keepOrder(app: App, tx: Tx, { link, cart, payment, made }: Kept): Promise<void> {
  const { workspaceId } = link;
  const orderKey = made.kind === 'told' ? made.orderKey : await storeOrder(app, tx, { link, cart, payment, made });
  const locked = await lockLink(tx, workspaceId, link.id);
  if (locked?.outcome !== 'order_wanted') return;
  const { rows } = await sql<{ id: string; number: string; statusUrl: string | null }>`
    select id, number, status_url as "statusUrl" from shop_order where workspace_id = ${workspaceId} and connection_id = ${cart.connectionId} and order_key = ${orderKey}`.execute(tx);
  const order = rows[0];
  const outcome = made.kind === 'by_hand' ? 'order_by_hand' : 'order_made';
  await sql`update payment_link set outcome = ${outcome}, order_id = ${order?.id ?? null} where workspace_id = ${workspaceId} and id = ${link.id}`.execute(tx);
  await writeEntries(app, tx, workspaceId, [{ linkId: link.id, paymentId: payment.id, kind: outcome, details: { number: order?.number ?? null, ...(made.kind === 'by_hand' ? { why: made.why } : {}) } }]);
  const orderNumber = order?.number ?? '';
  await tellOutcome(app, tx, link, payment.id, made.kind === 'by_hand' ? { kind: 'order_by_hand', orderNumber, why: made.why } : { kind: 'order_made', orderNumber, statusUrl: order?.statusUrl ?? null });
  publishAfterCommit(app.live, tx, 'payment', [{ workspaceId, id: link.id }]);
}

/** Gives the key under which the order is kept. */
async function storeOrder(app: App, tx: Tx, { link, cart, payment, made }: Kept & { made: Exclude<Made, { kind: 'told' }> }): Promise<string> {
  const { workspaceId } = link;
  const event = made.kind === 'made' ? made.event : localOrder(link, payment, app.clock.now(), quoteCart({ ...link, totalMinor: link.amountMinor }, link.language).discountMinor);
  const person = { ...(await readPerson(tx, workspaceId, link.contactId)), ...definedOf(event.person) };
  const known: OrderEvent = { ...event, person, cartKeys: [...new Set([...event.cartKeys, ...cart.keys])].slice(0, 10), attributes: { ...event.attributes, [paymentReferenceAttribute]: link.reference } };
  await app.handlers['order.changed'](app, tx, [{ workspaceId, connectionId: cart.connectionId, key: `payment:${link.reference}`, receivedAt: app.clock.now(), event: known }]);
  // Only now, with the cart locked, it is sure whether the shop told of it meanwhile: then nothing of this stands, and the next try finds it.
  if (made.kind === 'by_hand' && (await findShopsOrder(tx, link, cart)) !== null) throw new Error('The shop told of the order in this very moment.');
  return event.orderKey;
}

/** The key of the order that the shop told of with the reference of this payment; null: none. */
async function findShopsOrder(db: Db | Tx, { workspaceId, reference }: LinkRow, cart: CartToPay): Promise<string | null> {
  const { rows } = await sql<{ orderKey: string }>`
    select order_key as "orderKey" from shop_order where workspace_id = ${workspaceId} and cart_id = ${cart.id} and attributes ->> ${paymentReferenceAttribute} = ${reference}
      and order_key <> ${ownOrderKey(reference)} limit 1`.execute(db);
  return rows[0]?.orderKey ?? null;
}

const definedOf = (person: OrderEvent['person']) => Object.fromEntries(Object.entries(person).filter(([, value]) => value !== null && value !== undefined));
