import { sql } from 'kysely';
import { z } from 'zod';
import type { RawBuilder } from 'kysely';
import type { FoundVariant, VariantRef } from '#contract/catalog-search';
import type { Db } from '#platform/database';
import { rowsOf } from '#platform/database';
import { readVariantFacets } from './search/read-facets.ts';
import { sellable } from './sellable.ts';

/** A variant with its product, as the database has them at this moment. */
export interface VariantRow extends Omit<FoundVariant, 'reasons'> {
  position: number;
  /** The product has no other. */
  isOnly: boolean;
}

/** With what tells why it fits. */
export interface ToldVariantRow extends VariantRow {
  tags: string[];
  attributes: Record<string, string>;
  description: string | null;
}

const columns = sql`v.connection_id as "connectionId", v.variant_key as "variantKey", p.id as "productId", p.title, v.position, v.options, v.title as "variantTitle",
  not exists (select from variant other where other.workspace_id = v.workspace_id and other.product_id = v.product_id and other.variant_key <> v.variant_key) as "isOnly",
  v.price_minor as "priceMinor", case when v.compare_at_minor > v.price_minor then v.compare_at_minor end as "compareAtMinor", p.currency, v.stock, ${sellable} as "isAvailable",
  coalesce(v.image_url, p.image_url) as "imageUrl", p.url, p.vendor as brand, p.category`;
const toldColumns = sql`${columns}, p.tags, p.attributes, p.description`;

interface Places {
  productId: string;
  positions: readonly number[];
}

/** Variants of products by their places. Those that are gone are left out. */
export const readVariantsAt = (db: Db, workspaceId: string, wanted: readonly Places[]): Promise<VariantRow[]> => run<VariantRow>(db, columns, at(workspaceId, wanted));
export const readToldVariantsAt = (db: Db, workspaceId: string, wanted: readonly Places[]): Promise<ToldVariantRow[]> => run<ToldVariantRow>(db, toldColumns, at(workspaceId, wanted));

function at(workspaceId: string, wanted: readonly Places[]): RawBuilder<unknown> {
  const places = wanted.flatMap(({ productId, positions }) => positions.map((position) => ({ productId, position })));
  return sql`jsonb_to_recordset(${rowsOf(places)}) as r("productId" uuid, position int)
    join variant v on v.workspace_id = ${workspaceId} and v.product_id = r."productId" and v.position = r.position`;
}

/** Variants by the keys of their shops. Those unknown, or of what is no connection's id, are left out. */
export function readVariantsByKey(db: Db, workspaceId: string, refs: readonly VariantRef[]): Promise<VariantRow[]> {
  const possible = refs.filter(({ connectionId }) => z.uuid().safeParse(connectionId).success);
  return run(db, columns, sql`jsonb_to_recordset(${rowsOf(possible)}) as r("connectionId" uuid, "variantKey" text)
    join variant v on v.workspace_id = ${workspaceId} and v.connection_id = r."connectionId" and v.variant_key = r."variantKey"`);
}

/** Every variant of a product in the shop's order, at most `limit`. */
export function readVariantsOf(db: Db, workspaceId: string, productId: string, limit: number): Promise<VariantRow[]> {
  return run(db, columns, sql`(select * from variant where workspace_id = ${workspaceId} and product_id = ${productId} order by position, variant_key limit ${limit}) v`, sql`order by v.position, v.variant_key`);
}

async function run<Row extends VariantRow>(db: Db, chosen: RawBuilder<unknown>, from: RawBuilder<unknown>, order: RawBuilder<unknown> = sql``): Promise<Row[]> {
  const { rows } = await sql<Row>`select ${chosen} from ${from} join product p on p.workspace_id = v.workspace_id and p.id = v.product_id ${order}`.execute(db);
  return rows;
}

export function toFound(row: VariantRow & Partial<ToldVariantRow>, reasons: string[] = []): FoundVariant {
  const { position: _position, isOnly, tags: _tags, attributes: _attributes, description: _description, ...variant } = row;
  return { ...variant, variantTitle: isOnly && !saysSomething(row) ? null : variant.variantTitle, reasons };
}

/** The only variant of a product is often named by the shop's software, not by the shop. */
function saysSomething({ options }: VariantRow): boolean {
  const { size, colours } = readVariantFacets(options);
  return size !== null || colours !== 0;
}
