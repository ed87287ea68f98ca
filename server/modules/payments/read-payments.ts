import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '#context';
import type { Page } from '#contract/page';
import { PaymentEntry, PaymentFault, PaymentItem, PaymentResult, PaymentStatusWord } from '#contract/payment';
import type { PaymentDetail, PaymentQuery, PaymentView } from '#contract/payment';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { AppError } from '#platform/errors';
import { pageOfRows, readCursor } from '#platform/page';
import { readLink } from './link-rows.ts';
import { payUrlOf } from './pay-url.ts';
import { isSettled, refundableOf } from './payment-rank.ts';
import { listPayments } from './payment-rows.ts';
import type { PaymentRow } from './payment-rows.ts';

const ItemRow = PaymentItem.omit({ vendorName: true }).extend({ createdAt: z.date(), expiresAt: z.date(), status: PaymentStatusWord.nullable(), fault: PaymentFault.nullable(), result: PaymentResult.nullable() });

/** Paid money without an order, a second payment, an order to enter, a dispute: none of them settles itself. */
const needsPerson = sql<boolean>`(l.handled_at is null and (
  exists (select from payment q where q.workspace_id = l.workspace_id and q.link_id = l.id and (q.status = 'disputed' or (q.fault is not null and q.status in ('paid', 'partly_refunded') and (q.fault = 'paid_twice' or l.outcome = 'held'))))
  or coalesce(l.outcome = 'order_by_hand', false)))`;

const columns = sql`l.id, l.created_at as "createdAt", l.expires_at as "expiresAt", l.state, l.amount_minor as "amountMinor", l.currency, c.vendor, l.cart_id as "cartId", l.contact_id as "contactId",
  p.name as "contactName", l.conversation_id as "conversationId", best.status, coalesce(best.paid, 0) as "paidMinor", coalesce(best.refunded, 0) as "refundedMinor", l.outcome as result,
  coalesce(l.held_because, best.fault) as fault, l.order_id as "orderId", o.number as "orderNumber", ${needsPerson} as "needsPerson"`;

/** Of several payments the one whose money came in says where a link stands, else the newest. */
const from = sql`payment_link l
  join connection c on c.workspace_id = l.workspace_id and c.id = l.connection_id
  left join contact p on p.workspace_id = l.workspace_id and p.id = l.contact_id
  left join shop_order o on o.workspace_id = l.workspace_id and o.id = l.order_id
  left join lateral (
    select q.status, (sum(q.amount_minor) filter (where q.status in ('paid', 'partly_refunded', 'refunded', 'disputed', 'charged_back')) over ())::bigint as paid,
      (sum(q.refunded_minor) over ())::bigint as refunded, max(q.fault) over () as fault
    from payment q where q.workspace_id = l.workspace_id and q.link_id = l.id
    order by q.paid_at is null, q.updated_at desc, q.id limit 1) best on true`;

/** The ledger's links, newest first. */
export async function listPaymentLinks(app: App, actor: Actor, query: PaymentQuery): Promise<Page<PaymentItem>> {
  requireRole(actor, 'agent');
  const after = readCursor(query.cursor);
  const where = (column: string, value: string | undefined) => (value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}`);
  const { rows } = await sql`
    select ${columns} from ${from}
    where l.workspace_id = ${actor.workspaceId} and ${where('l.state', query.state)} and ${where('l.cart_id', query.cartId)} and ${where('l.contact_id', query.contactId)}
      and (${query.needsPerson !== true} or ${needsPerson})
      and (${after === null} or (l.created_at, l.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by l.created_at desc, l.id desc limit ${query.limit + 1}`.execute(app.db);
  return pageOfRows(ItemRow.array().parse(rows), query.limit, (row) => ({ at: row.createdAt, id: row.id }), (row) => toItem(app, row));
}

function toItem(app: App, row: z.infer<typeof ItemRow>): PaymentItem {
  return { ...row, vendorName: app.connectors.payments.get(row.vendor)?.name ?? row.vendor, createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString() };
}

const EntryRow = PaymentEntry.extend({ at: z.date() });
const RefundRow = z.object({ id: z.string(), paymentId: z.string(), amountMinor: z.number().nullable(), state: z.enum(['asked', 'done', 'refused']), askedBy: z.string(), askedAt: z.date(), problem: z.string().nullable() });

/** One link with its payments and every step, in order. */
export async function readPaymentDetail(app: App, actor: Actor, linkId: string): Promise<PaymentDetail> {
  requireRole(actor, 'agent');
  const { workspaceId } = actor;
  const { rows } = await sql`select ${columns}, l.reference, l.problem from ${from} where l.workspace_id = ${workspaceId} and l.id = ${linkId}`.execute(app.db);
  const link = await readLink(app.db, workspaceId, linkId);
  if (!rows[0] || !link) throw new AppError('not_found', 'payment_unknown', 'There is no such payment in this workspace.');
  const { problem, reference, ...item } = ItemRow.extend({ reference: z.string(), problem: z.string().nullable() }).parse(rows[0]);
  const payments = await listPayments(app.db, workspaceId, linkId);
  const refunds = await readRefunds(app, workspaceId, linkId);
  const { rows: entries } = await sql`
    select id, at, payment_id as "paymentId", kind, actor, details from payment_entry where workspace_id = ${workspaceId} and link_id = ${linkId} order by at, id limit 500`.execute(app.db);
  const canRefund = app.connectors.payments.get(item.vendor)?.refund !== undefined;
  return {
    ...toItem(app, item),
    reference,
    problem,
    url: link.state === 'open' ? payUrlOf(app, link) : null,
    lines: link.lines.map(({ title, variantTitle, quantity, unitPriceMinor }) => ({ title, variantTitle: variantTitle ?? null, quantity, unitPriceMinor })),
    payments: payments.map((payment) => toView(payment, refunds.filter(({ paymentId }) => paymentId === payment.id), canRefund)),
    entries: EntryRow.array().parse(entries).map((entry) => ({ ...entry, at: entry.at.toISOString() })),
    canMakeOrder: link.outcome === 'held' && payments.some(({ status }) => isSettled(status) && status !== 'refunded' && status !== 'charged_back'),
  };
}

async function readRefunds(app: App, workspaceId: string, linkId: string) {
  const { rows } = await sql`
    select r.id, r.payment_id as "paymentId", r.amount_minor as "amountMinor", r.state, r.asked_by as "askedBy", r.asked_at as "askedAt", r.problem
    from payment_refund r join payment p on p.workspace_id = r.workspace_id and p.id = r.payment_id
    where r.workspace_id = ${workspaceId} and p.link_id = ${linkId} order by r.asked_at, r.id`.execute(app.db);
  return RefundRow.array().parse(rows);
}

function toView({ id, paymentKey, status, statusAt, amountMinor, refundedMinor, currency, reason, fault, voucher }: PaymentRow, refunds: z.infer<typeof RefundRow>[], canRefund: boolean): PaymentView {
  const isBusy = refunds.some(({ state }) => state === 'asked');
  return {
    id,
    paymentKey,
    status,
    statusAt: statusAt.toISOString(),
    amountMinor,
    refundedMinor,
    currency,
    reason,
    fault,
    voucher: voucher && { ...voucher, expiresAt: voucher.expiresAt?.toISOString() ?? null },
    refundableMinor: canRefund && !isBusy ? refundableOf({ status, amountMinor, refundedMinor }) : 0,
    refunds: refunds.map(({ paymentId: _payment, ...refund }) => ({ ...refund, askedAt: refund.askedAt.toISOString() })),
  };
}
