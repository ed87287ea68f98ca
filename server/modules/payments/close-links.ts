import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '#context';
import type { Tx } from '#platform/database';
import { inTransaction, rowsOf } from '#platform/database';
import { defineJob, enqueueJob } from '#platform/jobs';
import { publishAfterCommit } from '#platform/live';
import { readCart } from './cart-to-pay.ts';
import { writeEntries } from './ledger.ts';
import { readLink } from './link-rows.ts';
import type { LinkRow } from './link-rows.ts';
import { lookUpLink } from './ask-look-up.ts';
import { isSettled } from './payment-rank.ts';
import { contentKeyOf } from './quote-cart.ts';
import { openTill } from './tills.ts';

/** Closes links so that nobody pays an old total: here at once, at the till by a job. Under the cart's lock. @param why null: said before. */
export async function closeLinks(app: App, tx: Tx, workspaceId: string, links: LinkRow[], why: string | null): Promise<void> {
  for (const link of links) {
    await sql`
      update payment_link set state = 'closing', provider_key = coalesce(provider_key, ${link.providerKey}), problem = coalesce(${why}, problem), next_check_at = null
      where workspace_id = ${workspaceId} and id = ${link.id} and state in ('asked', 'open', 'closing')`.execute(tx);
    if (why !== null) await writeEntries(app, tx, workspaceId, [{ linkId: link.id, kind: 'link_closing', details: { why } }]);
    await enqueueJob(app, tx, closeLinkJob, { workspaceId, input: { linkId: link.id }, key: link.id });
  }
  publishAfterCommit(app.live, tx, 'payment', links.map(({ id }) => ({ workspaceId, id })));
}

/** Tells the till that a link is over. What was paid in the very moment is looked up and recorded like any payment. Repeatable. */
export const closeLinkJob = defineJob<App, { linkId: string }>({
  name: 'payments.close_link',
  input: z.object({ linkId: z.uuid() }),
  async run(app, { workspaceId, input }) {
    const link = await readLink(app.db, workspaceId, input.linkId);
    if (link?.state !== 'closing') return;
    const till = await openTill(app, workspaceId, link.connectionId);
    // A link whose making was never answered has no address that anybody could know.
    const status = till && link.providerKey ? await till.definition.link(till.client).expire(link.providerKey) : 'expired';
    if (isSettled(status) || status === 'pending' || status === 'authorized') await inTransaction(app.db, (tx) => lookUpLink(app, tx, link));
    await inTransaction(app.db, async (tx) => {
      const { numAffectedRows } = await sql`
        update payment_link set state = 'closed', settled_at = ${app.clock.now()} where workspace_id = ${workspaceId} and id = ${link.id} and state = 'closing'`.execute(tx);
      if ((numAffectedRows ?? 0n) > 0n) await writeEntries(app, tx, workspaceId, [{ linkId: link.id, kind: 'link_closed', details: { status } }]);
    });
    app.poke('jobs');
  },
});

/**
 * Told of carts that changed or were bought: links for another version, or for a cart that cannot be paid any more, are closed. One read for carts
 * that never had a link, whatever their number.
 */
export async function closeStaleLinks(app: App, tx: Tx, changes: readonly { workspaceId: string; cartId: string }[]): Promise<void> {
  if (changes.length === 0) return;
  const { rows } = await sql<{ workspaceId: string; id: string }>`
    select l.workspace_id as "workspaceId", l.id
    from jsonb_to_recordset(${rowsOf(changes.map(({ workspaceId, cartId }) => ({ workspaceId, cartId })))}) as r("workspaceId" uuid, "cartId" uuid)
    join payment_link l on l.workspace_id = r."workspaceId" and l.state in ('asked', 'open')
      and l.cart_id = any(array(select r."cartId" union all select m.id from cart m where m.workspace_id = r."workspaceId" and m.merged_into = r."cartId")) order by l.id for no key update of l`.execute(tx);
  for (const { workspaceId, id } of rows) {
    const link = await readLink(tx, workspaceId, id);
    const cart = link ? await readCart(tx, workspaceId, link.cartId) : null;
    if (!link || (cart?.state === 'open' && contentKeyOf(cart) === link.contentKey)) continue;
    await closeLinks(app, tx, workspaceId, [link], cart?.state === 'completed' ? 'The cart was bought.' : 'The cart changed.');
  }
}
