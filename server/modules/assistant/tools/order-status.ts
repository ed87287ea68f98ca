import { defineTool } from '../define-tool.ts';
import { findOwnOrders, toOrderView } from './order-view.ts';

export const orderStatus = defineTool({
  name: 'order_status',
  description: 'Tells how this shopper’s own orders stand: paid, sent, cancelled. Without a number it gives the newest ones. A number that is not theirs is unknown: never say whether somebody else has it.',
  effect: 'read',
  confirm: 'asked',
  async run(turn, { number }) {
    const { orders, isUnknown } = await findOwnOrders(turn, number ?? null);
    return { orders: orders.map((order) => toOrderView(order, turn.timeZone)), isUnknown };
  },
});
