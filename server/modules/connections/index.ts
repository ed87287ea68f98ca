/** A merchant's accounts at vendors, and the door through which their webhooks come in. */
export { findChannels } from './find-channel.ts';
export { forgetConnection, openConnection, requireConnection } from './open-connection.ts';
export { openShop } from './open-shop.ts';
export type { OpenConnection } from './open-connection.ts';
export type { Delivery } from './receive-hook.ts';
export { makeDeliveryStore } from './store-deliveries.ts';
export { applyChannelNews, closeConnections } from './channel-news.ts';
export { addHookRoutes } from './hook-routes.ts';
export { checkConnection, hookUrlOf } from './check-connection.ts';
export { createConnection } from './save-connection.ts';
export type { ConnectionInput } from './save-connection.ts';
export { pollCarts, pollOrders, schedulePolls } from './poll-shops.ts';
export { checkWebhooksJob, watchWebhooks } from './watch-webhooks.ts';
export { addConnectionRoutes } from './routes.ts';
