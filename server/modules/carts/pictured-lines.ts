import { sql } from 'kysely';

/** The lines of the cart `c`, with the catalogue's picture where the shop's cart has none: Shopify's never has one. */
export const picturedLines = sql`(select coalesce(jsonb_agg(line || jsonb_build_object('imageUrl', coalesce(line->>'imageUrl', v.image_url, p.image_url)) order by place), '[]')
  from jsonb_array_elements(c.lines) with ordinality as each(line, place)
  left join variant v on v.workspace_id = c.workspace_id and v.connection_id = c.connection_id and v.variant_key = line->>'variantKey'
  left join product p on p.workspace_id = v.workspace_id and p.id = v.product_id)`;
