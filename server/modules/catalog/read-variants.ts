import { z } from 'zod';
import { sql } from 'kysely';
import type { FoundVariant, ProductFacts, VariantRef } from '#contract/catalog-search';
import type { App } from '#context';
import type { Db } from '#platform/database';
import { AppError } from '#platform/errors';
import { readVariantsByKey, readVariantsOf, toFound } from './variant-rows.ts';

/** More variants of one product than anyone would read. */
const maxVariants = 500;

/** Price and stock of these variants as they are now, in the order asked; unknown ones are left out. */
export async function readVariants(app: App, workspaceId: string, refs: readonly VariantRef[]): Promise<FoundVariant[]> {
  if (refs.length === 0) return [];
  const keyOf = ({ connectionId, variantKey }: VariantRef) => `${connectionId} ${variantKey}`;
  const rows = new Map((await readVariantsByKey(app.db, workspaceId, refs)).map((row) => [keyOf(row), row]));
  return refs.flatMap((ref) => {
    const row = rows.get(keyOf(ref));
    return row ? [toFound(row)] : [];
  });
}

/** What the shop tells of a product, its variants as they are now (at most 500); `not_found` when the workspace has none of this id, or no longer. */
export async function readProductDetail(app: App, workspaceId: string, productId: string): Promise<ProductFacts> {
  const product = await requireProduct(app.db, workspaceId, productId);
  const variants = await readVariantsOf(app.db, workspaceId, productId, maxVariants);
  return { ...product, variants: variants.map((row) => toFound(row)) };
}

/** The same without its variants. */
export async function requireProduct(db: Db, workspaceId: string, productId: string): Promise<Omit<ProductFacts, 'variants'>> {
  const { rows } = z.uuid().safeParse(productId).success
    ? await sql<Omit<ProductFacts, 'variants'>>`
        select id as "productId", title, description, vendor as brand, category, attributes, url from product
        where workspace_id = ${workspaceId} and id = ${productId} and state <> 'deleted'`.execute(db)
    : { rows: [] };
  const [product] = rows;
  if (!product) throw new AppError('not_found', 'product_unknown', 'There is no such product in this workspace.');
  return product;
}
