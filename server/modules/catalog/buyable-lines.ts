import { sql } from 'kysely';
import { rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';
import { sellable } from './sellable.ts';

/**
 * For each cart by id: true when some line can still be bought, false when none can, null when it cannot be told (a line's variant is
 * unknown to the catalogue). A variant that the shop does not count can always be bought while its product is shown.
 */
export async function hasBuyableLine(tx: Tx, carts: { workspaceId: string; cartId: string }[]): Promise<Map<string, boolean | null>> {
  if (carts.length === 0) return new Map();
  const { rows } = await sql<{ cart_id: string; buyable: boolean | null }>`
    select c.id as cart_id,
      case when bool_or(${sellable}) then true
        when count(*) filter (where p.id is null) > 0 then null else false end as buyable
    from jsonb_to_recordset(${rowsOf(carts)}) as r("workspaceId" uuid, "cartId" uuid)
    join cart c on c.workspace_id = r."workspaceId" and c.id = r."cartId"
    left join lateral jsonb_to_recordset(c.lines) as line("variantKey" text) on true
    left join variant v on v.workspace_id = c.workspace_id and v.connection_id = c.connection_id and v.variant_key = line."variantKey"
    left join product p on p.workspace_id = v.workspace_id and p.id = v.product_id
    group by c.workspace_id, c.id`.execute(tx);
  return new Map(rows.map((row) => [row.cart_id, row.buyable]));
}
