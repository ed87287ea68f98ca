/** Orders and parcels as the shops see them. */
export { storeOrders } from './store-orders.ts';
export { eraseOrderPeople } from './erase-order-people.ts';
export { storeShipments } from './store-shipments.ts';
export { repointOrderContacts } from './order-queries.ts';
