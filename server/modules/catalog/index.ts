/** Products, variants, price and stock as the shops tell them. */
export { findActiveTitles } from './active-titles.ts';
export { applyProductChanges } from './apply-product-changes.ts';
export { applyStockChanges } from './apply-stock-changes.ts';
export { hasBuyableLine } from './buyable-lines.ts';
export { checkGoods, goodsKey, readGoods } from './check-goods.ts';
export type { Goods } from './check-goods.ts';
export type { KnownAvailability, VariantKey } from './read-products.ts';
export { endWishes, eraseWishes, keepRestockWish, listWishes, mergeWishes, settleWishes, takeAnswerableWishes, tellRestocked } from './restock-wishes.ts';
export type { WishOutcome } from './restock-wishes.ts';
export { addCatalogRoutes } from './routes.ts';
export { findSampleImage } from './sample-image.ts';
export { syncCatalog, syncCatalogJob } from './sync-catalog.ts';
