import { sql } from 'kysely';
import type { App } from '#context';
import { dayMs, hourMs } from '#platform/clock';
import { findCart, touchCarts } from '#modules/carts';
import type { Tx } from '#platform/database';
import { publishAfterCommit } from '#platform/live';
import type { PaymentFacts } from '#ports/payment';
import { awaitNoReminder } from './hold-carts.ts';
import { writeEntries } from './ledger.ts';
import type { LinkRow } from './link-rows.ts';
import type { PaymentRow } from './payment-rows.ts';
import { tellOutcome } from './tell-outcome.ts';

/** Networks of cash and slips confirm up to two working days after somebody paid at the counter. */
const confirmationLagMs = 2 * dayMs;
/** A slip that does not say how long it holds. */
const usualSlipMs = 3 * dayMs;
const authorizedMs = dayMs;

/** An attempt to pay, under the locks of cart and link: it waits, or it came to nothing. */
export async function followAttempt(app: App, tx: Tx, link: LinkRow, payment: PaymentRow, before: PaymentRow | null): Promise<void> {
  switch (payment.status) {
    case 'pending':
    case 'authorized':
      return waitForMoney(app, tx, link, payment, before);
    case 'failed':
      return noteRefusal(app, tx, link, payment);
    case 'cancelled':
    case 'expired':
      await stopWaiting(app, tx, link);
      if (before?.status === 'pending' || before?.status === 'authorized') await tellOutcome(app, tx, link, payment.id, { kind: 'expired' });
      return;
    default:
      return;
  }
}

/** The cart is not abandoned while a slip is out: its reminders wait, the slip is kept and handed over once. */
async function waitForMoney(app: App, tx: Tx, link: LinkRow, payment: PaymentRow, before: PaymentRow | null): Promise<void> {
  const now = app.clock.nowMs();
  const endsAt = payment.status === 'authorized' ? now + authorizedMs : (payment.voucher?.expiresAt?.getTime() ?? now + usualSlipMs) + confirmationLagMs;
  await sql`
    update payment_link set hold_until = ${new Date(endsAt)}, next_check_at = coalesce(next_check_at, ${new Date(now + hourMs)}) where workspace_id = ${link.workspaceId} and id = ${link.id}`.execute(tx);
  await awaitNoReminder(app, tx, [link]);
  if (payment.status === 'pending' && before?.status !== 'pending') await tellOutcome(app, tx, link, payment.id, { kind: 'pending', voucher: payment.voucher });
}

async function noteRefusal(app: App, tx: Tx, link: LinkRow, payment: PaymentRow): Promise<void> {
  if (link.outcome !== null) return;
  await stopWaiting(app, tx, link);
  const times = link.refusals + 1;
  await sql`update payment_link set refusals = ${times} where workspace_id = ${link.workspaceId} and id = ${link.id}`.execute(tx);
  await tellOutcome(app, tx, link, payment.id, { kind: 'refused', times, reason: payment.reason });
}

/** When nothing is on its way any more, the cart counts as left from now on, so that a reminder comes after its usual wait. */
async function stopWaiting(app: App, tx: Tx, link: LinkRow): Promise<void> {
  const { workspaceId, cartId } = link;
  if (!(await releaseHold(tx, link))) return;
  const cart = await findCart(tx, workspaceId, cartId);
  const touched = await touchCarts(tx, [{ workspaceId, cartId: cart?.id ?? cartId, at: app.clock.now() }]);
  if (touched.length > 0) await app.receivers.cartsChanged(app, tx, touched);
}

/** Lets reminders go on, unless another payment of the link waits for its money. Gives whether it did. */
async function releaseHold(tx: Tx, { workspaceId, id }: LinkRow): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update payment_link l set hold_until = null where l.workspace_id = ${workspaceId} and l.id = ${id} and l.hold_until is not null
      and not exists (select from payment p where p.workspace_id = l.workspace_id and p.link_id = l.id and p.status in ('pending', 'authorized'))`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** The vendor says that a link nobody paid with is over. */
export async function followLinkEnd(app: App, tx: Tx, link: LinkRow, facts: PaymentFacts): Promise<void> {
  const isOver = facts.status === 'expired' || facts.status === 'cancelled';
  if (!isOver || link.state !== 'open') {
    // Looked at and nothing there: whatever webhook made us look, no payment holds the cart back.
    if (facts.status === 'created') await releaseHold(tx, link);
    return;
  }
  await expireLink(app, tx, link);
}

/** A link ran out: told to the shopper once, with a way to a fresh one. Under the locks of cart and link. */
export async function expireLink(app: App, tx: Tx, link: LinkRow): Promise<void> {
  await sql`
    update payment_link set state = 'expired', settled_at = ${app.clock.now()}, next_check_at = null where workspace_id = ${link.workspaceId} and id = ${link.id}`.execute(tx);
  await releaseHold(tx, link);
  await writeEntries(app, tx, link.workspaceId, [{ linkId: link.id, kind: 'link_expired' }]);
  await tellOutcome(app, tx, link, null, { kind: 'expired' });
  publishAfterCommit(app.live, tx, 'payment', [{ workspaceId: link.workspaceId, id: link.id }]);
}
