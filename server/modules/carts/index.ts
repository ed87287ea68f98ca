/** Carts as the shops see them: facts only. What to do about one is decided by flows. */
export { storeActivity } from './store-activity.ts';
export { eraseCartPeople } from './erase-cart-people.ts';
export { storeCarts } from './store-carts.ts';
export { findCartKeys, lockCartKeys, markCartsBought, repointCartContacts } from './cart-queries.ts';
