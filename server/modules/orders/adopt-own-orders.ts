import { sql } from 'kysely';
import { paymentReferenceAttribute } from '#ports/storefront';
import type { Tx } from '#platform/database';

const prefix = 'marchante:';

/** The key of an order that we keep ourselves, for a payment whose order the shop does not have yet. */
export const ownOrderKey = (reference: string) => `${prefix}${reference}`;

interface News {
  workspaceId: string;
  connectionId: string;
  contactId: string | null;
  /** Known carts that the order names. */
  cartIds: string[];
  event: { orderKey: string; number: string; currency: string; totalMinor: number; placedAt: string; cartKeys: string[]; attributes: Record<string, string> };
}

/**
 * An order of our own becomes the shop's once the shop tells of it: one sale is one order, in every figure. It is known by our reference, or, when a
 * person entered it, by who bought for how much; an order that came out of another cart is another purchase. Before the news are stored; the
 * number that the shopper was told is kept.
 */
export async function adoptOwnOrders(tx: Tx, news: News[]): Promise<void> {
  for (const { workspaceId, connectionId, contactId, cartIds, event } of news) {
    const reference = event.attributes[paymentReferenceAttribute] ?? null;
    const isByHand = reference === null && contactId !== null && (event.cartKeys.length === 0 || cartIds.length > 0);
    if (event.orderKey.startsWith(prefix) || (reference === null && !isByHand)) continue;
    const isIt = isByHand
      ? sql`own.contact_id = ${contactId} and starts_with(own.order_key, ${prefix}) and own.state <> 'cancelled' and own.currency = ${event.currency} and own.total_minor = ${event.totalMinor}
          and own.placed_at between ${event.placedAt}::timestamptz - interval '30 days' and ${event.placedAt}::timestamptz + interval '1 day'
          and (${event.cartKeys.length === 0} or own.cart_id = any(${cartIds}::uuid[]))`
      : sql`own.order_key = ${ownOrderKey(reference ?? '')}`;
    // Nothing of it is newer than what the shop says.
    await sql`
      update shop_order o set order_key = ${event.orderKey}, number = ${event.number}, version = '-infinity', attributes = o.attributes || jsonb_build_object('own_number', o.number)
      where o.workspace_id = ${workspaceId} and starts_with(o.order_key, ${prefix})
        and o.id = (select own.id from shop_order own where own.workspace_id = ${workspaceId} and own.connection_id = ${connectionId} and ${isIt} order by own.placed_at, own.id limit 1)
        and not exists (select from shop_order k where k.workspace_id = ${workspaceId} and k.connection_id = ${connectionId} and k.order_key = ${event.orderKey})`.execute(tx);
  }
}
