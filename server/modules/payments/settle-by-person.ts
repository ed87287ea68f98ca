import { sql } from 'kysely';
import type { App } from '#context';
import type { PaymentDetail } from '#contract/payment';
import { writeAudit } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { publishAfterCommit } from '#platform/live';
import { lockCart } from './cart-to-pay.ts';
import { askForOrder } from './follow-money.ts';
import { writeEntries } from './ledger.ts';
import { lockLink, readLink } from './link-rows.ts';
import { isSettled } from './payment-rank.ts';
import { listPayments } from './payment-rows.ts';
import { readPaymentDetail } from './read-payments.ts';

/** A person looked at a payment that was held and decides that it becomes an order. A repeat changes nothing. */
export async function makeOrderAnyway(app: App, actor: Actor, linkId: string): Promise<PaymentDetail> {
  requireRole(actor, 'agent');
  const { workspaceId } = actor;
  await inTransaction(app.db, async (tx) => {
    const named = await readLink(tx, workspaceId, linkId);
    if (named) await lockCart(tx, workspaceId, named.cartId);
    const link = await lockLink(tx, workspaceId, linkId);
    if (!link) throw new AppError('not_found', 'payment_unknown', 'There is no such payment in this workspace.');
    if (link.outcome === 'order_wanted' || link.outcome === 'order_made' || link.outcome === 'order_by_hand') return;
    const paid = (await listPayments(tx, workspaceId, linkId)).find(({ status }) => isSettled(status) && status !== 'refunded' && status !== 'charged_back');
    if (!paid) throw new AppError('conflict', 'not_paid', 'There is no money for this order: it was not paid, or was given back.');
    await sql`update payment_link set outcome = 'order_wanted' where workspace_id = ${workspaceId} and id = ${linkId}`.execute(tx);
    await askForOrder(app, tx, link, paid.id, actor.name);
    await writeAudit(app, tx, actor, 'payment.order_made', { kind: 'payment_link', id: linkId }, { heldBecause: link.heldBecause });
  });
  app.poke('jobs');
  return readPaymentDetail(app, actor, linkId);
}

/** A person did what had to be done (entered the order, gave the money back elsewhere): it waits for nobody any more. A repeat changes nothing. */
export async function markHandled(app: App, actor: Actor, linkId: string): Promise<PaymentDetail> {
  requireRole(actor, 'agent');
  const { workspaceId } = actor;
  await inTransaction(app.db, async (tx) => {
    const { numAffectedRows } = await sql`update payment_link set handled_at = ${app.clock.now()} where workspace_id = ${workspaceId} and id = ${linkId} and handled_at is null`.execute(tx);
    if (numAffectedRows === 0n) return;
    await writeEntries(app, tx, workspaceId, [{ linkId, kind: 'handled', actor: actor.name }]);
    await writeAudit(app, tx, actor, 'payment.handled', { kind: 'payment_link', id: linkId });
    publishAfterCommit(app.live, tx, 'payment', [{ workspaceId, id: linkId }]);
  });
  return readPaymentDetail(app, actor, linkId);
}
