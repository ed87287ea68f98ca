import { sql } from 'kysely';
import type { FoundVariant } from '#contract/catalog-search';
import type { App } from '#context';
import type { Db } from '#platform/database';
import { openIndex } from './live-index.ts';
import { requireProduct } from './read-variants.ts';
import { listPartners } from './search/find-partners.ts';
import { readVariantsAt, toFound } from './variant-rows.ts';

/** Fewer orders with both are chance. */
const enoughOrders = 3;
/** Only the latest orders tell: fashion changes, and reading stays short. */
const ordersRead = 5000;

/**
 * What goes with a product and can be bought now, best first, never the thing itself: what orders bought with it where enough did, then what the
 * catalogue has of the kinds that go with it, for the same people.
 */
export async function completeSet(app: App, workspaceId: string, productId: string, limit: number): Promise<FoundVariant[]> {
  const product = await requireProduct(app.db, workspaceId, productId);
  const [together, index] = await Promise.all([findBoughtTogether(app.db, workspaceId, productId), openIndex(app, workspaceId)]);
  const partners = listPartners(index, { productId: product.productId, boughtWith: together, count: limit * 3 + 3 });
  const rows = Map.groupBy(await readVariantsAt(app.db, workspaceId, partners), (row) => row.productId);
  const found = partners.flatMap(({ productId: id, positions }) => {
    const row = positions.flatMap((position) => rows.get(id)?.find((each) => each.position === position) ?? []).find(({ isAvailable }) => isAvailable);
    return row ? [toFound(row)] : [];
  });
  return found.slice(0, limit);
}

/** Products that stand in at least three of the latest orders beside this one, oftenest first. */
async function findBoughtTogether(db: Db, workspaceId: string, productId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recent as (
      select o.id, o.connection_id, o.lines from shop_order o where o.workspace_id = ${workspaceId} and o.state <> 'cancelled' order by o.placed_at desc, o.id desc limit ${ordersRead}),
    holding as (
      select r.* from recent r join product this on this.workspace_id = ${workspaceId} and this.id = ${productId} and this.connection_id = r.connection_id
      where exists (select from jsonb_to_recordset(r.lines) as line("productKey" text) where line."productKey" = this.product_key))
    select other.id from holding h cross join lateral jsonb_to_recordset(h.lines) as line("productKey" text)
    join product other on other.workspace_id = ${workspaceId} and other.connection_id = h.connection_id and other.product_key = line."productKey" and other.id <> ${productId}
    group by other.id having count(distinct h.id) >= ${enoughOrders} order by count(distinct h.id) desc, other.id limit 20`.execute(db);
  return rows.map(({ id }) => id);
}
