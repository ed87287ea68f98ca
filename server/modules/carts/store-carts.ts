import type { App, CartChange, EventHandler } from '#context';
import { recordConsents } from '#modules/consent';
import { resolveContacts } from '#modules/contacts';
import { findCartKeys, findOrdersOfKeys, insertCartKeys, linkOrders, lockCartKeys, mergeCarts, upsertCarts } from './cart-queries.ts';
import type { CartRow } from './cart-queries.ts';
import { gatherCarts } from './gather-carts.ts';
import type { CartNews } from './gather-carts.ts';

/**
 * Stores what happened to carts: a newer version replaces the snapshot; reached checkouts, purchases, keys and people only ever add.
 * Eight statements however many carts the batch has.
 */
export const storeCarts: EventHandler<'cart.changed'> = async (app, tx, events) => {
  const news = gatherCarts(events);
  const contactIds = await resolveContacts(app, tx, news.map((cart) => ({
    workspaceId: cart.workspaceId,
    connectionId: cart.connectionId,
    person: cart.person,
    at: new Date(cart.newest.event.version),
  })));
  await recordConsents(app, tx, news.flatMap((cart, index) => consentsOf(cart, contactIds[index] ?? null)));
  const cartIds = await settleCartIds(app, tx, news);
  const orders = await findOrdersOfKeys(tx, news);
  const rows = combineRows(news.map((cart, index) => toRow(app, cart, cartIds[index] as string, contactIds[index] ?? null, orders)));
  const stored = await upsertCarts(tx, rows);
  await insertCartKeys(tx, news.flatMap((cart, index) => cart.keys.map((key) => ({ workspaceId: cart.workspaceId, connectionId: cart.connectionId, key, cartId: cartIds[index] as string }))));
  await linkOrders(tx, rows.flatMap(({ workspaceId, id, orderId }) => (orderId === null ? [] : [{ workspaceId, cartId: id, orderId }])));
  await app.receivers.cartsChanged(app, tx, stored satisfies CartChange[]);
};

function consentsOf(cart: CartNews, contactId: string | null) {
  if (contactId === null) return [];
  return cart.events.flatMap(({ event, workspaceId, connectionId }) =>
    event.consents.map((signal) => ({ workspaceId, connectionId, contactId, signal, actor: 'shop' })),
  );
}

/** The stored cart of each piece of news, or a new id. Two stored carts that prove to be one are made one. */
async function settleCartIds(app: App, tx: Parameters<typeof findCartKeys>[0], news: CartNews[]): Promise<string[]> {
  const known = await findCartKeys(tx, news.flatMap((cart) => cart.keys.map((key) => ({ workspaceId: cart.workspaceId, connectionId: cart.connectionId, key }))));
  const isKnown = (cart: CartNews) => cart.keys.some((key) => known.has(`${cart.connectionId} ${key}`));
  // A cart that was known is found by its order; only a new one could be missed by an order that is being stored just now.
  await lockCartKeys(tx, news.filter((cart) => !isKnown(cart)).flatMap(({ workspaceId, connectionId, keys }) => keys.map((key) => ({ workspaceId, connectionId, key }))), 'cart');
  const ids: string[] = [];
  for (const cart of news) {
    const found = [...new Set(cart.keys.flatMap((key) => known.get(`${cart.connectionId} ${key}`) ?? []))].sort();
    const [keptId, ...mergedIds] = found;
    if (keptId !== undefined && mergedIds.length > 0) await mergeCarts(tx, { workspaceId: cart.workspaceId, keptId, mergedIds });
    ids.push(keptId ?? app.ids.next());
  }
  return ids;
}

function toRow(app: App, cart: CartNews, id: string, contactId: string | null, orders: Map<string, { orderId: string; placedAt: Date }>): CartRow {
  const { event } = cart.newest;
  const order = cart.keys.map((key) => orders.get(`${cart.connectionId} ${key}`)).find((found) => found !== undefined);
  return {
    workspaceId: cart.workspaceId,
    id,
    connectionId: cart.connectionId,
    contactId,
    state: order || cart.isCompleted ? 'completed' : event.state,
    version: event.version,
    currency: event.currency,
    totalMinor: event.totalMinor,
    itemCount: event.lines.reduce((sum, line) => sum + line.quantity, 0),
    lines: event.lines,
    checkoutReached: cart.checkoutReached,
    checkoutUrl: cart.checkoutUrl,
    activityAt: new Date(cart.activityAtMs).toISOString(),
    discountCodes: event.discountCodes,
    attributes: cart.attributes,
    botSigns: cart.botSigns,
    boughtAt: order?.placedAt.toISOString() ?? (cart.isCompleted ? event.version : null),
    orderId: order?.orderId ?? null,
    createdAt: app.clock.now().toISOString(),
    editedAt: null,
  };
}

/** One statement may not write a row twice: two pieces of news that found the same stored cart are joined, the newer one on top. */
function combineRows(rows: CartRow[]): CartRow[] {
  const byId = new Map<string, CartRow>();
  for (const row of rows.toSorted((left, right) => Date.parse(left.version) - Date.parse(right.version))) {
    const older = byId.get(row.id);
    byId.set(row.id, older ? { ...row, attributes: { ...older.attributes, ...row.attributes }, checkoutUrl: row.checkoutUrl ?? older.checkoutUrl, contactId: row.contactId ?? older.contactId, checkoutReached: row.checkoutReached || older.checkoutReached, boughtAt: row.boughtAt ?? older.boughtAt, orderId: row.orderId ?? older.orderId, state: older.state === 'completed' ? 'completed' : row.state } : row);
  }
  return [...byId.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
}
