import type { App, Arrived, EventHandler, OrderChange } from '#context';
import type { InboundEventOf } from '#contract/inbound-event';
import type { Tx } from '#platform/database';
import { findCartKeys, lockCartKeys, markCartsBought } from '#modules/carts';
import { recordConsents } from '#modules/consent';
import { resolveContacts } from '#modules/contacts';
import { adoptOwnOrders } from './adopt-own-orders.ts';
import { insertOrderCartKeys, touchLastOrder, upsertOrders } from './order-queries.ts';

type OrderEvent = Arrived<InboundEventOf<'order.changed'>>;

const deadPayments = new Set(['voided', 'failed']);

/** Whether an order stands as a purchase: not cancelled, voided or failed. Pure. */
export function orderCounts(event: Pick<InboundEventOf<'order.changed'>, 'state' | 'paymentState'>): boolean {
  return event.state !== 'cancelled' && !deadPayments.has(event.paymentState);
}

/**
 * Stores orders, marks their carts as bought and tells who follows purchases. Cart rows are locked before anything that a send claims
 * with them, so that no reminder passes a purchase (P4).
 */
export const storeOrders: EventHandler<'order.changed'> = async (app, tx, events) => {
  const newest = newestOfEach(events);
  const contactIds = await resolveContacts(app, tx, newest.map(({ workspaceId, connectionId, event }) => ({ workspaceId, connectionId, person: event.person, at: new Date(event.version) })));
  await recordConsents(app, tx, newest.flatMap(({ workspaceId, connectionId, event }, index) => {
    const contactId = contactIds[index] ?? null;
    return contactId === null ? [] : event.consents.map((signal) => ({ workspaceId, connectionId, contactId, signal, actor: 'shop' }));
  }));
  await touchLastOrder(tx, newest.flatMap(({ workspaceId, event }, index) => {
    const contactId = contactIds[index] ?? null;
    return contactId === null || !orderCounts(event) ? [] : [{ workspaceId, contactId, at: event.placedAt }];
  }));
  const carts = await cartsOf(tx, newest);
  await adoptOwnOrders(tx, newest.map((arrived, index) => ({ ...arrived, contactId: contactIds[index] ?? null, cartIds: carts.get(arrived) ?? [] })));
  const stored = await upsertOrders(tx, newest.map((arrived, index) => toRow(app, arrived, contactIds[index] ?? null, carts.get(arrived)?.[0] ?? null)));
  const ids = newest.map(({ connectionId, event }) => stored.get(`${connectionId} ${event.orderKey}`));
  await insertOrderCartKeys(tx, newest.flatMap(({ workspaceId, connectionId, event }, index) => {
    const orderId = ids[index]?.orderId;
    return orderId ? event.cartKeys.map((key) => ({ workspaceId, connectionId, key, orderId })) : [];
  }));
  const bought = newest.flatMap((arrived, index) => {
    const orderId = ids[index]?.orderId;
    if (!orderId) return [];
    return (carts.get(arrived) ?? []).map((cartId) => ({ workspaceId: arrived.workspaceId, cartId, orderId, at: new Date(arrived.event.placedAt) }));
  });
  if (bought.length > 0) await markCartsBought(tx, bought);
  const changes: OrderChange[] = newest.flatMap((arrived, index) => {
    const row = ids[index];
    return row ? [toChange(arrived, row, contactIds[index] ?? null, carts.get(arrived) ?? [])] : [];
  });
  await app.receivers.ordersChanged(app, tx, changes);
};

/** One row may be written once in a statement: of several news of one order the newest counts. */
function newestOfEach(events: OrderEvent[]): OrderEvent[] {
  const byOrder = new Map<string, OrderEvent>();
  for (const arrived of events) {
    const id = `${arrived.connectionId} ${arrived.event.orderKey}`;
    const other = byOrder.get(id);
    const isNewer = !other || Date.parse(arrived.event.version) - Date.parse(other.event.version) > 0 || (arrived.event.version === other.event.version && arrived.key > other.key);
    const keys = [...new Set([...(other?.event.cartKeys ?? []), ...arrived.event.cartKeys])];
    const kept = isNewer ? arrived : other;
    byOrder.set(id, { ...kept, event: { ...kept.event, cartKeys: keys } });
  }
  return [...byOrder.values()];
}

async function cartsOf(tx: Tx, events: OrderEvent[]): Promise<Map<OrderEvent, string[]>> {
  const refs = events.flatMap(({ workspaceId, connectionId, event }) => event.cartKeys.map((key) => ({ workspaceId, connectionId, key })));
  if (refs.length === 0) return new Map();
  await lockCartKeys(tx, refs, 'order');
  const known = await findCartKeys(tx, refs);
  return new Map(events.map((arrived) => [arrived, [...new Set(arrived.event.cartKeys.flatMap((key) => known.get(`${arrived.connectionId} ${key}`) ?? []))]]));
}

function toRow(app: App, { workspaceId, connectionId, receivedAt, event }: OrderEvent, contactId: string | null, cartId: string | null) {
  return { ...event, workspaceId, connectionId, id: app.ids.next(), contactId, cartId, receivedAt: receivedAt.toISOString(), statusUrl: event.statusUrl ?? null };
}

function toChange({ workspaceId, event }: OrderEvent, row: { orderId: string; isNew: boolean }, contactId: string | null, cartIds: string[]): OrderChange {
  return {
    workspaceId,
    orderId: row.orderId,
    contactId,
    cartIds,
    isNew: row.isNew,
    counts: orderCounts(event),
    totalMinor: event.totalMinor,
    currency: event.currency,
    placedAt: new Date(event.placedAt),
  };
}
