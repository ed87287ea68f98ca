import { sql } from 'kysely';
import { z } from 'zod';
import type { RawBuilder } from 'kysely';
import type { FoundVariant, VariantRef } from '#contract/catalog-search';
import type { Db } from '#platform/database';
import { rowsOf } from '#platform/database';
import { readVariantFacets } from './search/read-facets.ts';

/** A variant with its product, as the database has them at this moment. */
export interface VariantRow extends Omit<FoundVariant, 'reasons'> {
  position: number;
  /** The product has no other. */
  isOnly: boolean;
  tags: string[];
  attributes: Record<string, string>;
  description: string | null;
}

const columns = sql`v.connection_id as "connectionId", v.variant_key as "variantKey", p.id as "productId", p.title, v.position, v.options, v.title as "variantTitle",
  not exists (select from variant other where other.workspace_id = v.workspace_id and other.product_id = v.product_id and other.variant_key <> v.variant_key) as "isOnly",
  v.price_minor as "priceMinor", case when v.compare_at_minor > v.price_minor then v.compare_at_minor end as "compareAtMinor", p.currency, v.stock,
  (p.state = 'active' and (v.stock is null or v.stock > 0 or v.sells_when_empty)) as "isAvailable",
  coalesce(v.image_url, p.image_url) as "imageUrl", p.url, p.vendor as brand, p.category, p.tags, p.attributes, p.description`;

/** Variants of products by their places. Those that are gone are left out. */
export function readVariantsAt(db: Db, workspaceId: string, wanted: readonly { productId: string; positions: readonly number[] }[]): Promise<VariantRow[]> {
  const places = wanted.flatMap(({ productId, positions }) => positions.map((position) => ({ productId, position })));
  return run(db, sql`jsonb_to_recordset(${rowsOf(places)}) as r("productId" uuid, position int)
    join variant v on v.workspace_id = ${workspaceId} and v.product_id = r."productId" and v.position = r.position`);
}

/** Variants by the keys of their shops. Those unknown, or of what is no connection's id, are left out. */
export function readVariantsByKey(db: Db, workspaceId: string, refs: readonly VariantRef[]): Promise<VariantRow[]> {
  const possible = refs.filter(({ connectionId }) => z.uuid().safeParse(connectionId).success);
  return run(db, sql`jsonb_to_recordset(${rowsOf(possible)}) as r("connectionId" uuid, "variantKey" text)
    join variant v on v.workspace_id = ${workspaceId} and v.connection_id = r."connectionId" and v.variant_key = r."variantKey"`);
}

async function run(db: Db, from: RawBuilder<unknown>): Promise<VariantRow[]> {
  const { rows } = await sql<VariantRow>`select ${columns} from ${from} join product p on p.workspace_id = v.workspace_id and p.id = v.product_id`.execute(db);
  return rows;
}

/** Every variant of a product in the shop's order, at most `limit`. */
export async function readVariantsOf(db: Db, workspaceId: string, productId: string, limit: number): Promise<VariantRow[]> {
  const { rows } = await sql<VariantRow>`
    select ${columns} from variant v join product p on p.workspace_id = v.workspace_id and p.id = v.product_id
    where v.workspace_id = ${workspaceId} and v.product_id = ${productId} order by v.position, v.variant_key limit ${limit}`.execute(db);
  return rows;
}

export function toFound(row: VariantRow, reasons: string[] = []): FoundVariant {
  const { position: _position, isOnly, tags: _tags, attributes: _attributes, description: _description, ...variant } = row;
  return { ...variant, variantTitle: isOnly && !saysSomething(row) ? null : variant.variantTitle, reasons };
}

/** The only variant of a product is often named by the shop's software, not by the shop. */
function saysSomething({ options }: VariantRow): boolean {
  const { size, colours } = readVariantFacets(options);
  return size !== null || colours !== 0;
}
