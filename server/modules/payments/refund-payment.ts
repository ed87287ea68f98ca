import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '#context';
import type { PaymentDetail, RefundBody } from '#contract/payment';
import { formatMoney } from '#contract/money';
import { writeAudit } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import type { Tx } from '#platform/database';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { defineJob, enqueueJob } from '#platform/jobs';
import { ConnectorError } from '#ports/connector';
import { writeEntries } from './ledger.ts';
import { readLink } from './link-rows.ts';
import { lookUpLink } from './ask-look-up.ts';
import { refundableOf } from './payment-rank.ts';
import { readPayment } from './payment-rows.ts';
import type { PaymentRow } from './payment-rows.ts';
import { readPaymentDetail } from './read-payments.ts';
import { openTill } from './tills.ts';

/**
 * Gives money back. The wish stands before the vendor is called, and its id is the vendor's idempotency key: neither a repeat of the request nor a
 * lost answer gives back twice. What it came to is told by the vendor, like everything about a payment.
 */
export async function refundPayment(app: App, actor: Actor, linkId: string, idempotencyKey: string, body: RefundBody): Promise<PaymentDetail> {
  requireRole(actor, 'admin');
  await inTransaction(app.db, (tx) => askForRefund(app, tx, actor, { linkId, idempotencyKey, ...body }));
  app.poke('jobs');
  app.live.publish({ workspaceId: actor.workspaceId, topic: 'payment', id: linkId });
  return readPaymentDetail(app, actor, linkId);
}

async function askForRefund(app: App, tx: Tx, actor: Actor, wish: RefundBody & { linkId: string; idempotencyKey: string }): Promise<void> {
  const { workspaceId } = actor;
  const known = await readPayment(tx, workspaceId, wish.paymentId);
  if (known?.linkId !== wish.linkId) throw new AppError('not_found', 'payment_unknown', 'There is no such payment in this workspace.');
  await sql`select id from payment where workspace_id = ${workspaceId} and id = ${wish.paymentId} for no key update`.execute(tx);
  const { rows } = await sql<{ key: string; state: string; amountMinor: number | null }>`
    select idempotency_key as key, state, amount_minor as "amountMinor" from payment_refund where workspace_id = ${workspaceId} and payment_id = ${wish.paymentId}`.execute(tx);
  if (rows.some(({ key }) => key === wish.idempotencyKey)) return;
  if (rows.some(({ state }) => state === 'asked')) throw new AppError('conflict', 'refund_under_way', 'A refund of this payment is under way. Wait until it is settled.');
  const payment = (await readPayment(tx, workspaceId, wish.paymentId)) as PaymentRow;
  const leftMinor = refundableOf(payment);
  if (leftMinor === 0) throw new AppError('conflict', 'nothing_to_refund', 'There is nothing left of this payment that could be given back.');
  if (wish.amountMinor !== null && wish.amountMinor > leftMinor) {
    throw new AppError('invalid', 'refund_too_large', `amountMinor: at most ${formatMoney({ amountMinor: leftMinor, currency: payment.currency }, 'en')} can be given back.`, { leftMinor });
  }
  await requireRefunds(app, workspaceId, wish.linkId);
  const id = app.ids.next();
  await sql`
    insert into payment_refund (workspace_id, id, payment_id, idempotency_key, amount_minor, state, asked_by, asked_at)
    values (${workspaceId}, ${id}, ${wish.paymentId}, ${wish.idempotencyKey}, ${wish.amountMinor}, 'asked', ${actor.name}, ${app.clock.now()})`.execute(tx);
  await writeEntries(app, tx, workspaceId, [{ linkId: wish.linkId, paymentId: wish.paymentId, kind: 'refund_asked', actor: actor.name, details: { amountMinor: wish.amountMinor ?? leftMinor, currency: payment.currency } }]);
  await writeAudit(app, tx, actor, 'payment.refunded', { kind: 'payment', id: wish.paymentId }, { amountMinor: wish.amountMinor ?? leftMinor, currency: payment.currency });
  await enqueueJob(app, tx, refundJob, { workspaceId, input: { refundId: id }, key: id });
}

async function requireRefunds(app: App, workspaceId: string, linkId: string): Promise<void> {
  const link = await readLink(app.db, workspaceId, linkId);
  const till = link ? await openTill(app, workspaceId, link.connectionId) : null;
  if (!till?.definition.refund) throw new AppError('conflict', 'refund_elsewhere', 'This till gives nothing back from here. Do it at the vendor; it shows up here by itself.');
}

interface Asked {
  id: string;
  paymentId: string;
  paymentKey: string;
  linkId: string;
  amountMinor: number | null;
  currency: string;
  state: string;
}

/** Asks the vendor to give the money back, outside any transaction. Repeatable: the vendor knows the wish by its id. */
export const refundJob = defineJob<App, { refundId: string }>({
  name: 'payments.refund',
  input: z.object({ refundId: z.uuid() }),
  maxAttempts: 0,
  async run(app, { workspaceId, input }) {
    const { rows } = await sql<Asked>`
      select r.id, p.id as "paymentId", p.payment_key as "paymentKey", p.link_id as "linkId", r.amount_minor as "amountMinor", p.currency, r.state
      from payment_refund r join payment p on p.workspace_id = r.workspace_id and p.id = r.payment_id where r.workspace_id = ${workspaceId} and r.id = ${input.refundId}`.execute(app.db);
    const [asked] = rows;
    const link = asked ? await readLink(app.db, workspaceId, asked.linkId) : null;
    const till = link ? await openTill(app, workspaceId, link.connectionId) : null;
    if (asked?.state !== 'asked' || !link || !till?.definition.refund) return;
    const answer = await till.definition
      .refund(till.client)
      .create({ paymentKey: asked.paymentKey, amountMinor: asked.amountMinor, currency: asked.currency, idempotencyKey: asked.id })
      .catch(readRefusal);
    await inTransaction(app.db, async (tx) => {
      const isDone = 'refundKey' in answer;
      await sql`
        update payment_refund set state = ${isDone ? 'done' : 'refused'}, refund_key = ${isDone ? answer.refundKey : null}, problem = ${isDone ? null : answer.problem}, settled_at = ${app.clock.now()}
        where workspace_id = ${workspaceId} and id = ${asked.id} and state = 'asked'`.execute(tx);
      await writeEntries(app, tx, workspaceId, [{ linkId: link.id, paymentId: asked.paymentId, kind: isDone ? 'refund_done' : 'refund_refused', actor: 'vendor', details: isDone ? { refundKey: answer.refundKey } : { problem: answer.problem } }]);
      await lookUpLink(app, tx, link, asked.paymentKey);
    });
    app.poke('jobs');
    app.live.publish({ workspaceId, topic: 'payment', id: link.id });
  },
});

/** A refusal for good settles the wish; whatever passes is thrown and tried again with the same key. */
function readRefusal(error: unknown): { problem: string } {
  if (error instanceof ConnectorError && (error.kind === 'rejected' || error.kind === 'credentials')) return { problem: error.message.slice(0, 300) };
  throw error;
}
