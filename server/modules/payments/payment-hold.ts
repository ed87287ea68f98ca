import { sql } from 'kysely';

/**
 * Until when reminders about the cart `c` of a query wait because a payment may be on its way, as epoch milliseconds; null: nothing holds them back.
 * A cart that was joined into another takes its links along.
 */
export const paymentHold = sql`(select (extract(epoch from max(l.hold_until)) * 1000)::bigint from payment_link l
  where l.workspace_id = c.workspace_id and l.hold_until is not null
    and l.cart_id = any(array(select c.id union all select m.id from cart m where m.workspace_id = c.workspace_id and m.merged_into = c.id)))`;
