/** Carts as the shops see them and as shoppers change them in conversations: facts only. What to do about one is decided by flows. */
export { cartReference } from './cart-reference.ts';
export { editCart } from './edit-cart.ts';
export type { CartEdit } from './edit-cart.ts';
export type { CartDifference, CartWish } from './edit-rules.ts';
export { findCode } from './find-code.ts';
export { findCart, findOpenCart, lockCart } from './find-open-cart.ts';
export type { OpenCart } from './find-open-cart.ts';
export { picturedLines } from './pictured-lines.ts';
export { markCart } from './mark-cart.ts';
export { linkOfCart, openCartLink } from './open-cart-link.ts';
export { addSharedCartRoutes, sharedCartUrl } from './shared-cart.ts';
export { storeActivity } from './store-activity.ts';
export { eraseCartPeople } from './erase-cart-people.ts';
export { storeCarts } from './store-carts.ts';
export { completeCarts, findCartKeys, lockCartKeys, markCartsBought, repointCartContacts, touchCarts } from './cart-queries.ts';
