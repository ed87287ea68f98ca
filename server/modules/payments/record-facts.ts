import type { App } from '#context';
import type { Tx } from '#platform/database';
import { publishAfterCommit } from '#platform/live';
import type { PaymentFacts } from '#ports/payment';
import { followMoney, followTrouble } from './follow-money.ts';
import { followAttempt, followLinkEnd } from './follow-attempt.ts';
import { lockCart } from './cart-to-pay.ts';
import { writeEntries } from './ledger.ts';
import { lockLink, readLink } from './link-rows.ts';
import { isNewer, isSettled } from './payment-rank.ts';
import { lockPayment, writePayment } from './payment-rows.ts';

export interface Seen {
  workspaceId: string;
  linkId: string;
  /** Fetched from the vendor just now. */
  facts: PaymentFacts;
  /** Something of the goods is not to be had any more. */
  isGone: boolean;
}

/**
 * Writes down what the vendor says of a payment and follows it: the cart is bought, the order is asked for, or a person is told why not. Older news
 * and repeats change nothing. Locks cart, link, payment, in this order.
 */
export async function recordFacts(app: App, tx: Tx, seen: Seen): Promise<void> {
  const { workspaceId, linkId, facts } = seen;
  const named = await readLink(tx, workspaceId, linkId);
  const cart = named ? await lockCart(tx, workspaceId, named.cartId) : null;
  const link = named ? await lockLink(tx, workspaceId, linkId) : null;
  if (!cart || !link) return;
  if (facts.paymentKey === null) {
    await followLinkEnd(app, tx, link, facts);
    return;
  }
  const stored = await lockPayment(tx, workspaceId, link.connectionId, facts.paymentKey);
  if (stored && !isNewer({ ...facts }, { status: stored.status, at: stored.statusAt, refundedMinor: stored.refundedMinor })) return;
  const payment = await writePayment(app, tx, link, { ...facts, paymentKey: facts.paymentKey }, stored);
  await writeEntries(app, tx, workspaceId, [{
    linkId,
    paymentId: payment.id,
    kind: 'status',
    actor: 'vendor',
    details: { from: stored?.status ?? null, status: facts.status, amountMinor: facts.amountMinor, refundedMinor: facts.refundedMinor, currency: facts.currency, reason: facts.reason, at: facts.at.toISOString() },
  }]);
  const isMoneyNew = isSettled(facts.status) && !(stored && isSettled(stored.status));
  if (isMoneyNew) await followMoney(app, tx, { cart, link, payment, facts, isGone: seen.isGone });
  if (isSettled(facts.status)) await followTrouble(app, tx, link, payment, stored);
  else await followAttempt(app, tx, link, payment, stored);
  publishAfterCommit(app.live, tx, 'payment', [{ workspaceId, id: linkId }]);
}
