import { findOrdersOf } from '#modules/orders';
import type { FoundOrder } from '#modules/orders';
import { offsetMsOf } from '#platform/zoned-time';
import type { ToolTurn } from '../define-tool.ts';
import type { OrderView } from '../tool-shapes.ts';

/** An order as it is told to its shopper: days, not instants, in the shop's zone. */
export function toOrderView(order: FoundOrder, timeZone: string): OrderView {
  const dayOf = (at: Date) => new Date(at.getTime() + offsetMsOf(timeZone, at.getTime())).toISOString().slice(0, 10);
  return {
    orderId: order.id,
    number: order.number,
    placedOn: dayOf(order.placedAt),
    totalMinor: order.totalMinor,
    currency: order.currency,
    state: order.state,
    paymentState: order.paymentState,
    fulfilmentState: order.fulfilmentState,
    lines: order.lines.map(({ title, variantTitle, quantity }) => ({ title: variantTitle ? `${title} (${variantTitle})` : title, quantity })),
    statusUrl: order.statusUrl,
    shipments: order.shipments.map(({ status, carrier, trackingNumber, trackingUrl, estimatedAt }) => ({ status, carrier, trackingCode: trackingNumber, trackingUrl, estimatedOn: estimatedAt && dayOf(estimatedAt) })),
  };
}

/**
 * Orders of whoever writes here. On channels that vouch for the address the contact is proof enough; a visitor of a web page may have typed
 * anybody's e-mail, so nothing is told there before they came over with a code. Somebody else's number and one that nobody has give the same answer by the same read.
 */
export async function findOwnOrders(turn: ToolTurn, number: string | null): Promise<{ orders: FoundOrder[]; isUnknown: boolean }> {
  const wanted = number?.trim() || null;
  const orders = await findOrdersOf(turn.app.db, turn, wanted, wanted === null ? 3 : 1);
  const told = turn.isVerified ? orders : [];
  return { orders: told, isUnknown: wanted !== null && told.length === 0 };
}
