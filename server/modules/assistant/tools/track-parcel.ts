import { defineTool } from '../define-tool.ts';
import { findOwnOrders, toOrderView } from './order-view.ts';

export const trackParcel = defineTool({
  name: 'track_parcel',
  description: 'Tells where the parcels of this shopper’s own orders are, with carrier, tracking code and the expected day where the carrier gave one. Use it for "where is my order". A number that is not theirs is unknown.',
  effect: 'read',
  confirm: 'asked',
  async run(turn, { number }) {
    const { orders, isUnknown } = await findOwnOrders(turn, number ?? null);
    // Without a number the shopper means what is on its way, not what arrived long ago.
    const travelling = orders.filter(({ state, shipments }) => state !== 'cancelled' && !(shipments.length > 0 && shipments.every(({ status }) => status === 'delivered')));
    const told = number || travelling.length === 0 ? orders.slice(0, 1) : travelling;
    return { orders: told.map((order) => toOrderView(order, turn.timeZone)), isUnknown };
  },
});
