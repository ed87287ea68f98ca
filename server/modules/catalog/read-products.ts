import { sql } from 'kysely';
import { z } from 'zod';
import { Product, ProductDetail, Variant } from '#contract/catalog';
import type { ProductQuery } from '#contract/catalog';
import type { Page } from '#contract/page';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { likeOf } from '#platform/database';
import { AppError } from '#platform/errors';
import { pageOfRows, readCursor } from '#platform/page';
import { hasStock } from './sellable.ts';

const summary = sql`p.id, p.connection_id as "connectionId", p.product_key as "productKey", p.state, p.title, p.vendor, p.category, p.tags, p.url,
  p.image_url as "imageUrl", p.currency, p.updated_at as "updatedAt", s.from_minor as "fromMinor", s.variant_count as "variantCount",
  (p.state = 'active' and s.is_available) as "isAvailable"`;
const variantsOf = sql`lateral (
  select min(v.price_minor) as from_minor, count(*)::int as variant_count, coalesce(bool_or(${hasStock}), false) as is_available
  from variant v where v.workspace_id = p.workspace_id and v.product_id = p.id) s`;

const StoredSummary = Product.extend({ updatedAt: z.date() });
const StoredDetail = ProductDetail.omit({ variants: true }).extend({ updatedAt: z.date() });

/** Newest change first. Each word of the search must be found somewhere in the product. */
export async function listProducts(app: App, actor: Actor, query: ProductQuery): Promise<Page<Product>> {
  const after = readCursor(query.cursor);
  const words = (query.search ?? '').split(/\s+/).filter((word) => word !== '').slice(0, 8);
  const { rows } = await sql`
    select ${summary} from product p, ${variantsOf}
    where p.workspace_id = ${actor.workspaceId} and ${query.state === undefined ? sql`p.state <> 'deleted'` : sql`p.state = ${query.state}`}
      and (${query.connectionId ?? null}::uuid is null or p.connection_id = ${query.connectionId ?? null})
      and (${query.category ?? null}::text is null or p.category = ${query.category ?? null})
      and (${query.available ?? null}::boolean is null or (p.state = 'active' and s.is_available) = ${query.available ?? null})
      and ${sql.join([sql`true`, ...words.map(hasWord)], sql` and `)}
      and (${after === null} or (date_trunc('milliseconds', p.updated_at), p.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by date_trunc('milliseconds', p.updated_at) desc, p.id desc limit ${query.limit + 1}`.execute(app.db);
  return pageOfRows(StoredSummary.array().parse(rows), query.limit, (row) => ({ at: row.updatedAt, id: row.id }), (row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }));
}

function hasWord(word: string) {
  const pattern = likeOf(word);
  return sql`(p.title ilike ${pattern} or p.vendor ilike ${pattern} or p.category ilike ${pattern} or array_to_string(p.tags, ' ') ilike ${pattern}
    or exists (select from variant v where v.workspace_id = p.workspace_id and v.product_id = p.id and (v.title ilike ${pattern} or v.sku ilike ${pattern})))`;
}

/** One product with its variants in the shop's order; `not_found` when the workspace has none of this id. */
export async function readProduct(app: App, actor: Actor, productId: string): Promise<ProductDetail> {
  const { rows } = await sql`
    select ${summary}, p.description, p.attributes from product p, ${variantsOf} where p.workspace_id = ${actor.workspaceId} and p.id = ${productId}`.execute(app.db);
  if (rows[0] === undefined) throw new AppError('not_found', 'product_unknown', 'There is no such product in this workspace.');
  const product = StoredDetail.parse(rows[0]);
  const variants = await sql`
    select v.variant_key as "variantKey", v.title, v.sku, v.price_minor as "priceMinor", v.compare_at_minor as "compareAtMinor", v.stock,
      ${hasStock} and ${product.state === 'active'} as "isAvailable", v.options, v.image_url as "imageUrl"
    from variant v where v.workspace_id = ${actor.workspaceId} and v.product_id = ${productId} order by v.position, v.variant_key`.execute(app.db);
  return { ...product, updatedAt: product.updatedAt.toISOString(), variants: Variant.array().parse(variants.rows) };
}

export interface VariantKey {
  workspaceId: string;
  connectionId: string;
  variantKey: string;
}
