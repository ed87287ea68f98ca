import { sql } from 'kysely';
import { z } from 'zod';
import { PaymentFault, PaymentStatusWord } from '#contract/payment';
import type { App } from '#context';
import type { Db, Tx } from '#platform/database';
import { storableJson } from '#platform/database';
import type { PaymentFacts } from '#ports/payment';
import type { LinkRow } from './link-rows.ts';

export const StoredVoucher = z.object({ kind: z.enum(['cash', 'bank_slip', 'pix']), url: z.string().nullable(), code: z.string().nullable(), expiresAt: z.coerce.date().nullable() });

/** A payment as stored. */
export const PaymentRow = z.object({
  id: z.string(),
  linkId: z.string(),
  paymentKey: z.string(),
  status: PaymentStatusWord,
  statusAt: z.date(),
  amountMinor: z.number(),
  refundedMinor: z.number(),
  currency: z.string(),
  reason: z.string().nullable(),
  voucher: StoredVoucher.nullable(),
  payer: z.object({ name: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable() }).partial(),
  fault: PaymentFault.nullable(),
  paidAt: z.date().nullable(),
});
export type PaymentRow = z.infer<typeof PaymentRow>;

const columns = sql`id, link_id as "linkId", payment_key as "paymentKey", status, status_at as "statusAt", amount_minor as "amountMinor", refunded_minor as "refundedMinor", currency, reason,
  voucher, payer, fault, paid_at as "paidAt"`;

export async function lockPayment(tx: Tx, workspaceId: string, connectionId: string, paymentKey: string): Promise<PaymentRow | null> {
  const { rows } = await sql`select ${columns} from payment where workspace_id = ${workspaceId} and connection_id = ${connectionId} and payment_key = ${paymentKey} for no key update`.execute(tx);
  return rows[0] ? PaymentRow.parse(rows[0]) : null;
}

export async function readPayment(db: Db | Tx, workspaceId: string, paymentId: string): Promise<PaymentRow | null> {
  const { rows } = await sql`select ${columns} from payment where workspace_id = ${workspaceId} and id = ${paymentId}`.execute(db);
  return rows[0] ? PaymentRow.parse(rows[0]) : null;
}

export async function listPayments(db: Db | Tx, workspaceId: string, linkId: string): Promise<PaymentRow[]> {
  const { rows } = await sql`select ${columns} from payment where workspace_id = ${workspaceId} and link_id = ${linkId} order by created_at, id`.execute(db);
  return rows.map((row) => PaymentRow.parse(row));
}

/** Inserts the payment or replaces its state by newer facts, under the link's lock. */
export async function writePayment(app: App, tx: Tx, link: LinkRow, facts: PaymentFacts & { paymentKey: string }, stored: PaymentRow | null): Promise<PaymentRow> {
  const id = stored?.id ?? app.ids.next();
  const now = app.clock.now();
  const voucher = facts.voucher ? sql`${storableJson(facts.voucher)}::jsonb` : sql`null`;
  const { rows } = await sql`
    insert into payment (workspace_id, id, link_id, connection_id, payment_key, status, status_at, amount_minor, refunded_minor, currency, reason, voucher, payer, created_at, updated_at)
    values (${link.workspaceId}, ${id}, ${link.id}, ${link.connectionId}, ${facts.paymentKey}, ${facts.status}, ${facts.at}, ${facts.amountMinor}, ${facts.refundedMinor}, ${facts.currency},
      ${facts.reason?.slice(0, 200) ?? null}, ${voucher}, ${storableJson(facts.payer)}::jsonb, ${now}, ${now})
    on conflict (workspace_id, id) do update set status = excluded.status, status_at = excluded.status_at, amount_minor = excluded.amount_minor, refunded_minor = excluded.refunded_minor,
      currency = excluded.currency, reason = excluded.reason, voucher = excluded.voucher, payer = excluded.payer, updated_at = excluded.updated_at
    returning ${columns}`.execute(tx);
  return PaymentRow.parse(rows[0]);
}
