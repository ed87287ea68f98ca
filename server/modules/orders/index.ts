/** Orders and parcels as the shops see them, and what shoppers want to send back. */
export { boughtThings, findOrdersOf } from './find-orders.ts';
export type { FoundOrder } from './find-orders.ts';
export { judgeReturn, startReturn } from './start-return.ts';
export type { ReturnWish, StartedReturn } from './start-return.ts';
export { addOrderRoutes } from './routes.ts';
export { ownOrderKey } from './adopt-own-orders.ts';
export { storeOrders } from './store-orders.ts';
export { eraseOrderPeople } from './erase-order-people.ts';
export { storeShipments } from './store-shipments.ts';
export { repointOrderContacts } from './order-queries.ts';
