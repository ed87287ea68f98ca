import { sql } from 'kysely';
import type { ProductVariant } from '#contract/inbound-event';
import { rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';

export interface ProductNews {
  workspaceId: string;
  connectionId: string;
  id: string;
  productKey: string;
  version: string;
  fingerprint: string;
  state: 'active' | 'hidden' | 'deleted';
  title: string;
  description: string | null;
  vendor: string | null;
  category: string | null;
  tags: string[];
  url: string | null;
  imageUrl: string | null;
  currency: string;
  attributes: Record<string, string>;
}

export interface StoredProduct {
  workspace_id: string;
  connection_id: string;
  product_key: string;
  id: string;
  version: Date;
  fingerprint: string;
}

/**
 * Stores the products whose news is newer than what is known and gives those back. One row for each product.
 * A deleted product keeps its title and picture: old carts and conversations still show it.
 */
export async function storeProducts(tx: Tx, products: ProductNews[], now: Date): Promise<StoredProduct[]> {
  const { rows } = await sql<StoredProduct>`
    insert into product (workspace_id, id, connection_id, product_key, version, fingerprint, state, title, description, vendor, category, tags,
      url, image_url, currency, attributes, updated_at)
    select r."workspaceId", r.id, r."connectionId", r."productKey", r.version, r.fingerprint, r.state, r.title, r.description, r.vendor, r.category,
      array(select jsonb_array_elements_text(r.tags)), r.url, r."imageUrl", r.currency, r.attributes, ${now}
    from jsonb_to_recordset(${rowsOf(products)}) as r(
      "workspaceId" uuid, id uuid, "connectionId" uuid, "productKey" text, version timestamptz, fingerprint text, state text, title text,
      description text, vendor text, category text, tags jsonb, url text, "imageUrl" text, currency text, attributes jsonb)
    order by 1, 3, 4
    on conflict (workspace_id, connection_id, product_key) do update
    set version = excluded.version, fingerprint = excluded.fingerprint, state = excluded.state, updated_at = excluded.updated_at,
      changed_in = excluded.changed_in,
      title = case when excluded.state = 'deleted' then product.title else excluded.title end,
      description = case when excluded.state = 'deleted' then product.description else excluded.description end,
      vendor = case when excluded.state = 'deleted' then product.vendor else excluded.vendor end,
      category = case when excluded.state = 'deleted' then product.category else excluded.category end,
      tags = case when excluded.state = 'deleted' then product.tags else excluded.tags end,
      url = case when excluded.state = 'deleted' then product.url else excluded.url end,
      image_url = case when excluded.state = 'deleted' then product.image_url else excluded.image_url end,
      currency = case when excluded.state = 'deleted' then product.currency else excluded.currency end,
      attributes = case when excluded.state = 'deleted' then product.attributes else excluded.attributes end
    where (excluded.version, excluded.fingerprint) > (product.version, product.fingerprint)
    returning workspace_id, connection_id, product_key, id, version, fingerprint`.execute(tx);
  return rows;
}

export type VariantNews = Omit<ProductVariant, 'stock'> & {
  workspaceId: string;
  connectionId: string;
  productId: string;
  position: number;
  version: string;
  stock: number | null;
  /** False: the news says nothing of stock, what is known stays. */
  tellsStock: boolean;
};

/** Replaces the variants of these products; a variant that another product took over with newer news stays there. */
export async function replaceVariants(tx: Tx, productIds: { workspaceId: string; productId: string }[], variants: VariantNews[]): Promise<void> {
  await sql`
    delete from variant v using jsonb_to_recordset(${rowsOf(productIds)}) as p("workspaceId" uuid, "productId" uuid)
    where v.workspace_id = p."workspaceId" and v.product_id = p."productId" and not exists (
      select from jsonb_to_recordset(${rowsOf(variants)}) as r("workspaceId" uuid, "productId" uuid, "variantKey" text)
      where r."workspaceId" = v.workspace_id and r."productId" = v.product_id and r."variantKey" = v.variant_key)`.execute(tx);
  if (variants.length === 0) return;
  await sql`
    insert into variant (workspace_id, connection_id, variant_key, product_id, title, sku, price_minor, compare_at_minor, stock, stock_version,
      sells_when_empty, inventory_key, barcode, options, image_url, position)
    select distinct on (1, 2, 3) r."workspaceId", r."connectionId", r."variantKey", r."productId", r.title, r.sku, r."priceMinor", r."compareAtMinor",
      r.stock, case when r."tellsStock" then r.version end, r."sellsWhenEmpty", r."inventoryKey", r.barcode, r.options, r."imageUrl", r.position
    from jsonb_to_recordset(${rowsOf(variants)}) as r(
      "workspaceId" uuid, "connectionId" uuid, "variantKey" text, "productId" uuid, title text, sku text, "priceMinor" bigint,
      "compareAtMinor" bigint, stock int, "tellsStock" boolean, version timestamptz, "sellsWhenEmpty" boolean, "inventoryKey" text, barcode text,
      options jsonb, "imageUrl" text, position int)
    order by 1, 2, 3, r.version desc, r."productId"
    on conflict (workspace_id, connection_id, variant_key) do update
    set product_id = excluded.product_id, title = excluded.title, sku = excluded.sku, price_minor = excluded.price_minor,
      compare_at_minor = excluded.compare_at_minor, sells_when_empty = excluded.sells_when_empty, inventory_key = excluded.inventory_key,
      barcode = excluded.barcode, options = excluded.options, image_url = excluded.image_url, position = excluded.position,
      stock = case when excluded.stock_version >= coalesce(variant.stock_version, excluded.stock_version) then excluded.stock else variant.stock end,
      stock_version = greatest(excluded.stock_version, variant.stock_version)
    where (select p.version from product p where p.workspace_id = variant.workspace_id and p.id = variant.product_id)
      <= (select p.version from product p where p.workspace_id = excluded.workspace_id and p.id = excluded.product_id)`.execute(tx);
}
