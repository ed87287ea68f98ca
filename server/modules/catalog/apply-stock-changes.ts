import type { EventHandler } from '#context';
import { storeStockLevels, sumStockOfItems, variantStockKey } from './stock-queries.ts';

/** News of stock, by place or in sum. News of a variant not known yet is kept for it. */
export const applyStockChanges: EventHandler<'stock.changed'> = async (_app, tx, events) => {
  const news = events.flatMap(({ workspaceId, connectionId, event }) => {
    const inventoryKey = event.inventoryKey ?? (event.variantKey ? variantStockKey(event.variantKey) : null);
    if (!inventoryKey) return [];
    return [{ workspaceId, connectionId, inventoryKey, locationKey: event.locationKey ?? '', stock: event.stock, version: event.version }];
  });
  if (news.length === 0) return;
  await storeStockLevels(tx, news);
  await sumStockOfItems(tx, news);
};
