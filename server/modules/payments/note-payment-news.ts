import { sql } from 'kysely';
import type { EventHandler } from '#context';
import { publishAfterCommit } from '#platform/live';
import { afterCommit } from '#platform/database';
import { lockCart } from './cart-to-pay.ts';
import { holdForLookUp } from './hold-carts.ts';
import { writeEntries } from './ledger.ts';
import { findLinkOfNews } from './link-rows.ts';
import { lookUpLink, lookUpStranger } from './ask-look-up.ts';

/**
 * A verified notice of a vendor. Nothing in it is believed: it asks for a look, and keeps reminders about the cart back until then, so that from
 * the moment it is acknowledged no reminder of a cart that may be paid begins (P4). Repeats ask for one look.
 */
export const notePaymentNews: EventHandler<'payment.changed'> = async (app, tx, events) => {
  const links = [];
  for (const { workspaceId, connectionId, event } of events) {
    const link = await findLinkOfNews(tx, workspaceId, connectionId, event);
    if (link) links.push({ link, event });
    // Another reference than ours cannot be about a link of ours; a bare payment may be.
    else if (event.paymentKey) await lookUpStranger(app, tx, workspaceId, connectionId, { paymentKey: event.paymentKey, reference: event.reference ?? null });
  }
  links.sort((left, right) => (left.link.cartId < right.link.cartId ? -1 : left.link.cartId > right.link.cartId ? 1 : 0));
  for (const { link, event } of links) {
    const { workspaceId, id: linkId } = link;
    await lockCart(tx, workspaceId, link.cartId);
    await sql`select id from payment_link where workspace_id = ${workspaceId} and id = ${linkId} for no key update`.execute(tx);
    await holdForLookUp(app, tx, [link]);
    await writeEntries(app, tx, workspaceId, [{ linkId, kind: 'notice', actor: 'vendor', details: { at: event.at, paymentKey: event.paymentKey ?? null } }]);
    await lookUpLink(app, tx, link, event.paymentKey ?? null);
  }
  publishAfterCommit(app.live, tx, 'payment', links.map(({ link: { workspaceId, id } }) => ({ workspaceId, id })));
  afterCommit(tx, () => app.poke('jobs'));
};
