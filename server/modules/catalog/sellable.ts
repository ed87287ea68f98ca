import { sql } from 'kysely';

/** Of a variant `v`: its stock lets it be bought. Null stock: the shop does not count. */
export const hasStock = sql`(v.stock is null or v.stock > 0 or v.sells_when_empty)`;

/** Of a variant `v` of the product `p`: it can be bought. */
export const sellable = sql`(p.state = 'active' and ${hasStock})`;
