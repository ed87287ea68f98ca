import { sql } from 'kysely';
import type { Db } from '#platform/database';
import type { IndexedProduct, IndexedVariant } from './search/product-index.ts';
import { hasStock } from './sellable.ts';

/** Transactions before this one are over: everything they changed can be seen. What comes later is asked for again. */
export type Watermark = number;

export async function readWatermark(db: Db): Promise<Watermark> {
  const { rows } = await sql<{ watermark: number }>`select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as watermark`.execute(db);
  return rows[0]?.watermark ?? 0;
}

type VariantTuple = [position: number, title: string, sku: string | null, options: Record<string, string>, priceMinor: number | null, isAvailable: boolean];
interface ProductRow extends Omit<IndexedProduct, 'variants'> {
  variants: VariantTuple[];
}

// A description beyond this tells nothing more that anyone searches.
const readable = 20_000;
const columns = sql`p.id, p.title, p.vendor as brand, p.category, p.tags, p.attributes, left(p.description, ${sql.lit(readable)}) as description,
  (select coalesce(jsonb_agg(jsonb_build_array(v.position, v.title, v.sku, v.options, v.price_minor, ${hasStock}) order by v.position), '[]')
   from variant v where v.workspace_id = p.workspace_id and v.product_id = p.id) as variants`;

/** Products that are shown, in the order of their ids, after this one. */
export async function readIndexPage(db: Db, workspaceId: string, afterId: string | null, limit: number): Promise<IndexedProduct[]> {
  const { rows } = await sql<ProductRow>`
    select ${columns} from product p
    where p.workspace_id = ${workspaceId} and p.state = 'active' and (${afterId}::uuid is null or p.id > ${afterId}) order by p.id limit ${limit}`.execute(db);
  return rows.map(toProduct);
}

/** These products as they are now; those that are gone or no longer shown are left out. */
export async function readIndexedProducts(db: Db, workspaceId: string, ids: readonly string[]): Promise<IndexedProduct[]> {
  const { rows } = await sql<ProductRow>`
    select ${columns} from product p where p.workspace_id = ${workspaceId} and p.state = 'active' and p.id = any(${ids}::uuid[])`.execute(db);
  return rows.map(toProduct);
}

function toProduct({ variants, ...product }: ProductRow): IndexedProduct {
  return { ...product, variants: variants.map(([position, title, sku, options, priceMinor, isAvailable]): IndexedVariant => ({ position, title, sku, options, priceMinor, isAvailable })) };
}

export interface CatalogChange {
  kind: 'product' | 'availability';
  productId: string;
  /** The transaction that changed it. */
  changedIn: number;
}

/**
 * What transactions from the watermark on have changed, and the next watermark. A transaction that was running at the watermark may commit at any
 * time after: its changes are given again until it is over, so that none is ever missed. The caller leaves out what it knows.
 */
export async function readChanges(db: Db, workspaceId: string, since: Watermark): Promise<{ changes: CatalogChange[]; watermark: Watermark }> {
  // Numbers beyond the snapshot come from another server's backup: they are history, not news.
  const { rows } = await sql<{ kind: CatalogChange['kind'] | 'watermark'; productId: string; changedIn: number }>`
    select 'product' as kind, p.id as "productId", p.changed_in as "changedIn" from product p
    where p.workspace_id = ${workspaceId} and p.changed_in >= ${since} and p.changed_in < pg_snapshot_xmax(pg_current_snapshot())::text::bigint
    union all
    select 'availability', v.product_id, max(v.availability_changed_in) from variant v
    where v.workspace_id = ${workspaceId} and v.availability_changed_in >= ${since} and v.availability_changed_in < pg_snapshot_xmax(pg_current_snapshot())::text::bigint
    group by v.product_id
    union all
    select 'watermark', null, pg_snapshot_xmin(pg_current_snapshot())::text::bigint`.execute(db);
  const watermark = rows.find(({ kind }) => kind === 'watermark')?.changedIn ?? since;
  return { watermark, changes: rows.filter((row): row is CatalogChange => row.kind !== 'watermark') };
}

/** Which variants of these products can be bought now, by position. */
export async function readAvailabilityByPosition(db: Db, workspaceId: string, productIds: readonly string[]): Promise<Map<string, Map<number, boolean>>> {
  const { rows } = await sql<{ productId: string; position: number; isAvailable: boolean }>`
    select v.product_id as "productId", v.position, ${hasStock} as "isAvailable" from variant v where v.workspace_id = ${workspaceId} and v.product_id = any(${productIds}::uuid[])`.execute(db);
  const found = new Map<string, Map<number, boolean>>();
  for (const { productId, position, isAvailable } of rows) {
    const known = found.get(productId) ?? new Map<number, boolean>();
    known.set(position, isAvailable);
    found.set(productId, known);
  }
  return found;
}
