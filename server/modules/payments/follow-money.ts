import { sql } from 'kysely';
import type { App } from '#context';
import type { PaymentFault } from '#contract/payment';
import { completeCarts } from '#modules/carts';
import type { Tx } from '#platform/database';
import { enqueueJob } from '#platform/jobs';
import type { PaymentFacts } from '#ports/payment';
import type { CartToPay } from './cart-to-pay.ts';
import { closeLinks } from './close-links.ts';
import { createOrderJob } from './create-order.ts';
import { judgeMoney } from './judge-money.ts';
import { writeEntries } from './ledger.ts';
import { lockLinksOfCart } from './link-rows.ts';
import type { LinkRow } from './link-rows.ts';
import type { PaymentRow } from './payment-rows.ts';
import { contentKeyOf } from './quote-cart.ts';
import { tellOutcome } from './tell-outcome.ts';

interface Money {
  /** Locked. */
  cart: CartToPay;
  /** Locked. */
  link: LinkRow;
  payment: PaymentRow;
  facts: PaymentFacts;
  isGone: boolean;
}

/**
 * Money came in for a link, told for the first time. In this one transaction the cart counts as bought and is never reminded again (P4), whatever
 * else is wrong; then the order is asked for, or a person is told why it is not.
 */
export async function followMoney(app: App, tx: Tx, money: Money): Promise<void> {
  const { cart, link, payment, facts } = money;
  const { workspaceId } = link;
  const now = app.clock.now();
  const siblings = (await lockLinksOfCart(tx, workspaceId, cart.id)).filter(({ id }) => id !== link.id);
  const isPaidAlready = link.outcome !== null || siblings.some(({ outcome }) => outcome !== null);
  const fault = judgeMoney({
    isPaidAlready,
    wanted: link,
    paid: facts,
    isCartBought: cart.state === 'completed',
    isCartSame: contentKeyOf(cart) === link.contentKey,
    isGone: money.isGone,
  });
  await sql`update payment set fault = ${fault}, paid_at = ${facts.at} where workspace_id = ${workspaceId} and id = ${payment.id}`.execute(tx);
  // A second payment on the same link leaves what the first one led to.
  await sql`
    update payment_link set state = 'paid', settled_at = coalesce(settled_at, ${now}), hold_until = null, next_check_at = null, outcome = coalesce(outcome, ${fault ? 'held' : 'order_wanted'}),
      held_because = case when outcome is null then ${fault} else held_because end
    where workspace_id = ${workspaceId} and id = ${link.id}`.execute(tx);
  if (fault) await writeEntries(app, tx, workspaceId, [{ linkId: link.id, paymentId: payment.id, kind: 'fault', details: { fault, wantedMinor: link.amountMinor, paidMinor: facts.amountMinor } }]);
  await closeLinks(app, tx, workspaceId, siblings.filter(({ state }) => state === 'asked' || state === 'open'), 'The cart was paid with another link.');
  const completed = await completeCarts(tx, [{ workspaceId, cartId: cart.id, at: facts.at }]);
  if (completed.length > 0) await app.receivers.cartsChanged(app, tx, completed);
  if (fault === null) await askForOrder(app, tx, link, payment.id);
  else await tellHeld(app, tx, link, payment, fault);
}

/** Keeps the wish for an order and the job that fulfils it. Poke 'jobs' after the commit. */
export async function askForOrder(app: App, tx: Tx, link: LinkRow, paymentId: string, actor = 'system'): Promise<void> {
  await writeEntries(app, tx, link.workspaceId, [{ linkId: link.id, paymentId, kind: 'order_asked', actor }]);
  await enqueueJob(app, tx, createOrderJob, { workspaceId: link.workspaceId, input: { linkId: link.id }, key: link.id });
}

const tellHeld = (app: App, tx: Tx, link: LinkRow, payment: PaymentRow, fault: PaymentFault) =>
  tellOutcome(app, tx, link, payment.id, { kind: 'held', fault, paidMinor: payment.amountMinor, paidCurrency: payment.currency });

/** What may follow the money: it was given back, or the payer disputes it. */
export async function followTrouble(app: App, tx: Tx, link: LinkRow, payment: PaymentRow, before: PaymentRow | null): Promise<void> {
  if (payment.refundedMinor > (before?.refundedMinor ?? 0)) {
    await tellOutcome(app, tx, link, payment.id, { kind: 'refunded', refundedMinor: payment.refundedMinor, isWhole: payment.refundedMinor >= payment.amountMinor });
  }
  if (payment.status === before?.status) return;
  if (payment.status === 'disputed') await tellOutcome(app, tx, link, payment.id, { kind: 'disputed' });
  else if (payment.status === 'charged_back') await tellOutcome(app, tx, link, payment.id, { kind: 'dispute_lost' });
  else if (before?.status === 'disputed' || before?.status === 'charged_back') await tellOutcome(app, tx, link, payment.id, { kind: 'dispute_won' });
}
