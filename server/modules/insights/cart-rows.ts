import { sql } from 'kysely';
import { z } from 'zod';
import type { CartItem } from '#contract/cart';
import { CartLine } from '#contract/inbound-event';
import { picturedLines } from '#modules/carts';
import { factColumns, FactRow, factTables, toFacts } from './cart-facts.ts';
import type { JudgingFacts } from './cart-facts.ts';
import { judgeCart } from './cart-outcome.ts';

/** A cart with the names and facts that the list and the story show. */
export const CartRow = FactRow.extend({
  id: z.string(),
  contact_id: z.string().nullable(),
  contact_name: z.string().nullable(),
  contact_address: z.string().nullable(),
  contact_time_zone: z.string().nullable(),
  connection_name: z.string(),
  currency: z.string(),
  total_minor: z.int(),
  item_count: z.int(),
  lines: z.array(CartLine),
  activity_at: z.date(),
  order_number: z.string().nullable(),
});
export type CartRow = z.infer<typeof CartRow>;

export function cartColumns(judging: JudgingFacts) {
  return sql`${factColumns(judging)}, c.id, c.contact_id, p.name as contact_name, p.time_zone as contact_time_zone, n.name as connection_name, c.currency, c.total_minor, c.item_count,
    ${picturedLines} as lines, c.activity_at, o.number as order_number,
    (select i.value from contact_identity i where i.workspace_id = c.workspace_id and i.contact_id = c.contact_id and i.kind in ('phone', 'email')
      order by i.kind desc, i.created_at limit 1) as contact_address`;
}

export const cartTables = sql`${factTables}
  join connection n on n.workspace_id = c.workspace_id and n.id = c.connection_id
  left join contact p on p.workspace_id = c.workspace_id and p.id = c.contact_id`;

export function toCartItem(row: CartRow): CartItem {
  return {
    id: row.id,
    contactId: row.contact_id,
    contactName: row.contact_name,
    contactAddress: row.contact_address,
    connectionName: row.connection_name,
    currency: row.currency,
    totalMinor: row.total_minor,
    itemCount: row.item_count,
    titles: row.lines.slice(0, 3).map((line) => line.title),
    imageUrl: row.lines.find((line) => line.imageUrl?.startsWith('http'))?.imageUrl ?? null,
    activityAt: row.activity_at.toISOString(),
    standing: judgeCart(toFacts(row)),
    orderNumber: row.order_number,
  };
}
