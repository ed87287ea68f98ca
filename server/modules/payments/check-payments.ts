import { sql } from 'kysely';
import type { App } from '#context';
import { dayMs } from '#platform/clock';
import type { Tx } from '#platform/database';
import { lookUpLink } from './ask-look-up.ts';

/** What is known of a person's payments just now: the freshest link that still may be, or was, paid. */
export interface PaymentStanding {
  linkId: string;
  cartId: string;
  /** open: not paid as far as we know. paid: the money is here. pending: a slip is out. expired: ran out or closed. */
  state: 'open' | 'paid' | 'pending' | 'expired';
  amountMinor: number;
  currency: string;
  orderNumber: string | null;
}

/**
 * Somebody says that they paid. That proves nothing: their links of the last days are looked up anew, and what is found is told as always. Gives what
 * was known before the look. Poke 'jobs' after the commit.
 */
export async function checkPayments(app: App, tx: Tx, person: { workspaceId: string; contactId: string }): Promise<PaymentStanding | null> {
  const { workspaceId, contactId } = person;
  const { rows } = await sql<{ id: string; connectionId: string; cartId: string; state: string; amountMinor: number; currency: string; isPending: boolean; orderNumber: string | null }>`
    select l.id, l.connection_id as "connectionId", l.cart_id as "cartId", l.state, l.amount_minor as "amountMinor", l.currency, o.number as "orderNumber",
      exists (select from payment p where p.workspace_id = l.workspace_id and p.link_id = l.id and p.status in ('pending', 'authorized')) as "isPending"
    from payment_link l left join shop_order o on o.workspace_id = l.workspace_id and o.id = l.order_id
    where l.workspace_id = ${workspaceId} and l.contact_id = ${contactId} and l.created_at > ${new Date(app.clock.nowMs() - 7 * dayMs)} and l.state <> 'failed'
    order by l.created_at desc, l.id desc limit 5`.execute(tx);
  for (const row of rows) if (row.state !== 'paid') await lookUpLink(app, tx, { workspaceId, id: row.id, connectionId: row.connectionId });
  const [newest] = rows;
  if (!newest) return null;
  const state = newest.state === 'paid' ? 'paid' : newest.isPending ? 'pending' : newest.state === 'open' || newest.state === 'asked' ? 'open' : 'expired';
  return { linkId: newest.id, cartId: newest.cartId, state, amountMinor: newest.amountMinor, currency: newest.currency, orderNumber: newest.orderNumber };
}
