import { createHash } from 'node:crypto';
import type { InboundEventOf } from '#contract/inbound-event';
import type { App, Arrived, EventHandler } from '#context';
import type { Tx } from '#platform/database';
import { replaceVariants, storeProducts } from './product-queries.ts';
import type { ProductNews, StoredProduct, VariantNews } from './product-queries.ts';
import { sumStockOfItems, variantStockKey } from './stock-queries.ts';

type Arrival = Pick<Arrived<InboundEventOf<'product.changed'>>, 'workspaceId' | 'connectionId' | 'event'>;

/** Products as a shop tells them. The newest version wins as a whole; stock has its own versions (`applyStockChanges`). */
export const applyProductChanges: EventHandler<'product.changed'> = (app, tx, events) => applyProducts(app, tx, events);

/** The same for products read from the shop rather than reported by it. */
export async function applyProducts(app: App, tx: Tx, arrivals: Arrival[]): Promise<void> {
  if (arrivals.length === 0) return;
  const newest = newestByProduct(arrivals.map((arrival) => ({ ...arrival, news: readNews(arrival, app.ids.next()) })));
  const stored = await storeProducts(tx, [...newest.values()].map(({ news }) => news), app.clock.now());
  if (stored.length === 0) return;
  const winners = stored.flatMap((product) => {
    const arrival = newest.get(keyOf(product.workspace_id, product.connection_id, product.product_key));
    // A deletion names no variants: those that are known stay, unsellable with their product.
    return arrival && arrival.event.state !== 'deleted' ? [{ product, event: arrival.event }] : [];
  });
  if (winners.length === 0) return;
  const variants = winners.flatMap(({ product, event }) => readVariants(product, event));
  await replaceVariants(tx, winners.map(({ product }) => ({ workspaceId: product.workspace_id, productId: product.id })), variants);
  await sumStockOfItems(tx, variants.flatMap(inventoryItems));
}

const keyOf = (workspaceId: string, connectionId: string, productKey: string) => `${workspaceId} ${connectionId} ${productKey}`;

function newestByProduct<Item extends { news: ProductNews }>(items: Item[]): Map<string, Item> {
  const newest = new Map<string, Item>();
  for (const item of items) {
    const { workspaceId, connectionId, productKey } = item.news;
    const key = keyOf(workspaceId, connectionId, productKey);
    const known = newest.get(key);
    if (!known || isNewer(item.news, known.news)) newest.set(key, item);
  }
  return newest;
}

function isNewer(news: ProductNews, known: ProductNews): boolean {
  const [at, knownAt] = [Date.parse(news.version), Date.parse(known.version)];
  return at === knownAt ? news.fingerprint > known.fingerprint : at > knownAt;
}

function readNews({ workspaceId, connectionId, event }: Arrival, id: string): ProductNews {
  const { variants, version, ...told } = event;
  return {
    workspaceId,
    connectionId,
    id,
    productKey: event.productKey,
    version,
    fingerprint: createHash('sha256').update(JSON.stringify([told, variants])).digest('hex').slice(0, 32),
    state: event.state,
    title: event.title,
    description: event.description ?? null,
    vendor: event.vendor ?? null,
    category: event.category ?? null,
    tags: event.tags,
    url: event.url ?? null,
    imageUrl: event.imageUrl ?? null,
    currency: event.currency,
    attributes: event.attributes,
  };
}

function readVariants(product: StoredProduct, event: InboundEventOf<'product.changed'>): VariantNews[] {
  return event.variants.map((variant, position) => ({
    ...variant,
    workspaceId: product.workspace_id,
    connectionId: product.connection_id,
    productId: product.id,
    position,
    version: event.version,
    stock: variant.stock ?? null,
    tellsStock: variant.stock !== undefined,
  }));
}

function inventoryItems({ workspaceId, connectionId, variantKey, inventoryKey }: VariantNews) {
  const keys = [variantStockKey(variantKey), ...(inventoryKey ? [inventoryKey] : [])];
  return keys.map((key) => ({ workspaceId, connectionId, inventoryKey: key }));
}
