import { sql } from 'kysely';
import { z } from 'zod';
import { CartLine } from '#contract/inbound-event';
import type { Tx } from '#platform/database';

const ReplyFacts = z.object({
  firstName: z.string().nullable(),
  /** The cart they filled last that is still open; null: none. */
  cart: z.object({ id: z.string(), lines: z.array(CartLine), totalMinor: z.int(), currency: z.string() }).nullable(),
});

/** What a member's template can say about this person without being told. */
export async function findReplyFacts(tx: Tx, workspaceId: string, contactId: string): Promise<z.infer<typeof ReplyFacts>> {
  const { rows } = await sql`
    select p.first_name as "firstName", case when c.id is not null then
      jsonb_build_object('id', c.id, 'lines', c.lines, 'totalMinor', c.total_minor, 'currency', c.currency) end as cart
    from contact p
    left join lateral (
      select c.id, c.lines, c.total_minor, c.currency from cart c
      where c.workspace_id = p.workspace_id and c.contact_id = p.id and c.state = 'open' and c.item_count > 0
      order by c.activity_at desc limit 1) c on true
    where p.workspace_id = ${workspaceId} and p.id = ${contactId}`.execute(tx);
  return ReplyFacts.parse(rows[0]);
}
