import { sql } from 'kysely';
import { rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';

export interface StockNews {
  workspaceId: string;
  connectionId: string;
  /** The shop's inventory item, or `variantStockKey` where the shop names the variant itself. */
  inventoryKey: string;
  /** Empty: the shop has one place, or gives the sum. */
  locationKey: string;
  stock: number;
  /** ISO instant. */
  version: string;
}

/** Stock that names its variant directly is kept like an inventory item of this name. */
export const variantStockKey = (variantKey: string) => `variant:${variantKey}`;

/** Keeps the newest news of each place, also of variants not known yet. At the same version the smaller stock wins: promise less. */
export async function storeStockLevels(tx: Tx, news: StockNews[]): Promise<void> {
  await sql`
    insert into stock_level (workspace_id, connection_id, inventory_key, location_key, stock, version)
    select distinct on (1, 2, 3, 4) r."workspaceId", r."connectionId", r."inventoryKey", r."locationKey", r.stock, r.version
    from jsonb_to_recordset(${rowsOf(news)}) as r(
      "workspaceId" uuid, "connectionId" uuid, "inventoryKey" text, "locationKey" text, stock int, version timestamptz)
    order by 1, 2, 3, 4, r.version desc, r.stock
    on conflict (workspace_id, connection_id, inventory_key, location_key) do update set stock = excluded.stock, version = excluded.version
    where excluded.version > stock_level.version or (excluded.version = stock_level.version and excluded.stock < stock_level.stock)`.execute(tx);
}

export interface InventoryItem {
  workspaceId: string;
  connectionId: string;
  inventoryKey: string;
}

/** Gives the variants of these inventory items the sum over places, unless the product itself has newer news. Repeatable. */
export async function sumStockOfItems(tx: Tx, items: InventoryItem[]): Promise<void> {
  if (items.length === 0) return;
  await sql`
    with item as (
      select distinct r."workspaceId" as workspace_id, r."connectionId" as connection_id, r."inventoryKey" as inventory_key
      from jsonb_to_recordset(${rowsOf(items)}) as r("workspaceId" uuid, "connectionId" uuid, "inventoryKey" text)),
    total as (
      select l.workspace_id, l.connection_id, l.inventory_key, sum(l.stock)::int as stock, max(l.version) as version
      from stock_level l join item using (workspace_id, connection_id, inventory_key) group by 1, 2, 3),
    target as (
      select v.workspace_id, v.connection_id, v.variant_key, t.stock, t.version
      from total t join variant v on v.workspace_id = t.workspace_id and v.connection_id = t.connection_id and v.inventory_key = t.inventory_key
      union all
      select v.workspace_id, v.connection_id, v.variant_key, t.stock, t.version
      from total t join variant v on v.workspace_id = t.workspace_id and v.connection_id = t.connection_id and v.variant_key = substr(t.inventory_key, 9)
      where t.inventory_key like 'variant:%'),
    -- A variant may be named both ways: its newest total counts.
    chosen as (
      select distinct on (workspace_id, connection_id, variant_key) * from target
      order by workspace_id, connection_id, variant_key, version desc, stock)
    update variant v set stock = c.stock, stock_version = c.version,
      availability_changed_in = case when (v.stock is null or v.stock > 0) is distinct from (c.stock > 0) then pg_current_xact_id()::text::bigint else v.availability_changed_in end
    from chosen c
    where v.workspace_id = c.workspace_id and v.connection_id = c.connection_id and v.variant_key = c.variant_key
      and (v.stock_version is null or c.version >= v.stock_version)
      and (v.stock is distinct from c.stock or v.stock_version is distinct from c.version)`.execute(tx);
}
