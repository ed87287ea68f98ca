import { sql } from 'kysely';
import type { App } from '#context';
import { openShop } from '#modules/connections';
import { secondMs } from '#platform/clock';
import { rowsOf } from '#platform/database';
import type { Db, Tx } from '#platform/database';
import { ConnectorError } from '#ports/connector';
import type { Availability } from '#ports/storefront';
import type { VariantKey } from './read-products.ts';
import { sellable } from './sellable.ts';

/** What can be bought now, with all that a cart line needs. */
export interface Goods {
  connectionId: string;
  variantKey: string;
  productId: string;
  productKey: string;
  title: string;
  /** Null: the product's only variant. */
  variantTitle: string | null;
  sku: string | null;
  imageUrl: string | null;
  url: string | null;
  priceMinor: number;
  currency: string;
  /** Units for sale; null: not counted, or sold beyond what is there. */
  stock: number | null;
  isAvailable: boolean;
  /** The shop itself was asked just now; false: what it last told. */
  isLive: boolean;
}

/** A shop that has not answered by then is not waited for: what it last told counts. */
const liveWithinMs = 2 * secondMs;

interface StoredGoods extends Goods {
  sellsWhenEmpty: boolean;
}

/**
 * Stock and price of these variants just before something is promised: asked of the shop where it can be asked, else as it last told them.
 * Unknown ones, and those of another workspace or shop, are left out. Not inside a transaction: it may call the shop.
 */
export async function checkGoods(app: App, workspaceId: string, connectionId: string, variantKeys: string[]): Promise<Map<string, Goods>> {
  const stored = await readStored(app.db, variantKeys.map((variantKey) => ({ workspaceId, connectionId, variantKey })));
  if (stored.length === 0) return new Map();
  const live = await askShop(app, workspaceId, connectionId, stored.map(({ variantKey }) => variantKey));
  return new Map(stored.map((goods) => [goods.variantKey, joinLive(goods, live)]));
}

/** What the shops last told of these variants, by `goodsKey`; unknown ones are left out. Fresh inside a transaction, and calls nobody. */
export async function readGoods(db: Db | Tx, refs: VariantKey[]): Promise<Map<string, Goods>> {
  const stored = await readStored(db, refs);
  return new Map(stored.map((goods) => [goodsKey(goods), joinLive(goods, null)]));
}

export const goodsKey = (ref: { connectionId: string; variantKey: string }) => `${ref.connectionId} ${ref.variantKey}`;

async function readStored(db: Db | Tx, refs: VariantKey[]): Promise<StoredGoods[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<StoredGoods>`
    select v.connection_id as "connectionId", v.variant_key as "variantKey", p.id as "productId", p.product_key as "productKey", p.title,
      case when exists (select from variant o where o.workspace_id = v.workspace_id and o.product_id = v.product_id and o.variant_key <> v.variant_key) then nullif(v.title, '') end as "variantTitle",
      v.sku, coalesce(v.image_url, p.image_url) as "imageUrl", p.url, v.price_minor as "priceMinor", p.currency,
      case when v.sells_when_empty then null else v.stock end as stock, v.sells_when_empty as "sellsWhenEmpty", false as "isLive",
      ${sellable} as "isAvailable"
    from (select distinct * from jsonb_to_recordset(${rowsOf(refs)}) as r("workspaceId" uuid, "connectionId" uuid, "variantKey" text)) r
    join variant v on v.workspace_id = r."workspaceId" and v.connection_id = r."connectionId" and v.variant_key = r."variantKey"
    join product p on p.workspace_id = v.workspace_id and p.id = v.product_id and p.state <> 'deleted'`.execute(db);
  return rows;
}

/** Null: the shop cannot be asked, did not answer in time, or failed. */
async function askShop(app: App, workspaceId: string, connectionId: string, variantKeys: string[]): Promise<Map<string, Availability> | null> {
  const shop = await openShop(app, workspaceId, connectionId);
  const catalog = shop?.definition.catalog?.(shop.client);
  if (!catalog) return null;
  try {
    const found = await withinTime(catalog.availability(variantKeys));
    return found && new Map(found.map((each) => [each.variantKey, each]));
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    app.log.warn({ err: error, connection: connectionId }, 'A shop could not be asked for its stock; what it last told counts');
    return null;
  }
}

async function withinTime<Value>(answer: Promise<Value>): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((settle) => {
    timer = setTimeout(() => settle(null), liveWithinMs);
  });
  // An answer that fails after its time is nobody's any more.
  answer.catch(() => undefined);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function joinLive({ sellsWhenEmpty, ...goods }: StoredGoods, live: Map<string, Availability> | null): Goods {
  if (live === null) return goods;
  const now = live.get(goods.variantKey);
  // The shop was asked and does not know it: it was taken out of sale since.
  if (!now) return { ...goods, isAvailable: false, stock: 0, isLive: true };
  const isBeyondStock = sellsWhenEmpty || (now.isAvailable && now.stock !== null && now.stock <= 0);
  return { ...goods, isAvailable: now.isAvailable, stock: isBeyondStock ? null : now.stock, priceMinor: now.priceMinor, currency: now.currency, isLive: true };
}
