import { sql } from 'kysely';
import { z } from 'zod';
import { CartLine } from '#contract/inbound-event';
import type { Db, Tx } from '#platform/database';

const Payer = z.object({ name: z.string().nullable().default(null), email: z.string().nullable().default(null), phone: z.string().nullable().default(null) });

/** A link as stored. */
export const LinkRow = z.object({
  workspaceId: z.string(),
  id: z.string(),
  connectionId: z.string(),
  cartId: z.string(),
  contactId: z.string().nullable(),
  conversationId: z.string().nullable(),
  reference: z.string(),
  contentKey: z.string(),
  amountMinor: z.number(),
  currency: z.string(),
  lines: z.array(CartLine),
  discountCodes: z.array(z.string()),
  payer: Payer,
  language: z.string(),
  state: z.enum(['asked', 'open', 'closing', 'closed', 'expired', 'paid', 'failed']),
  providerKey: z.string().nullable(),
  url: z.string().nullable(),
  idempotencyKey: z.string(),
  refusals: z.number(),
  holdUntil: z.date().nullable(),
  checks: z.number(),
  outcome: z.enum(['order_wanted', 'order_made', 'order_by_hand', 'held']).nullable(),
  heldBecause: z.string().nullable(),
  createdAt: z.date(),
  expiresAt: z.date(),
});
export type LinkRow = z.infer<typeof LinkRow>;

const columns = sql`workspace_id as "workspaceId", id, connection_id as "connectionId", cart_id as "cartId", contact_id as "contactId", conversation_id as "conversationId", reference,
  content_key as "contentKey", amount_minor as "amountMinor", currency, lines, discount_codes as "discountCodes", payer, language, state, provider_key as "providerKey", url,
  idempotency_key as "idempotencyKey", refusals, hold_until as "holdUntil", checks, outcome, held_because as "heldBecause", created_at as "createdAt", expires_at as "expiresAt"`;

export async function readLink(db: Db | Tx, workspaceId: string, linkId: string): Promise<LinkRow | null> {
  const { rows } = await sql`select ${columns} from payment_link where workspace_id = ${workspaceId} and id = ${linkId}`.execute(db);
  return rows[0] ? LinkRow.parse(rows[0]) : null;
}

/** Under the lock of its cart, which comes first. */
export async function lockLink(tx: Tx, workspaceId: string, linkId: string): Promise<LinkRow | null> {
  const { rows } = await sql`select ${columns} from payment_link where workspace_id = ${workspaceId} and id = ${linkId} for no key update`.execute(tx);
  return rows[0] ? LinkRow.parse(rows[0]) : null;
}

/** All links of a cart and of those joined into it, oldest first, locked in the order of their ids under the cart's lock. */
export async function lockLinksOfCart(tx: Tx, workspaceId: string, cartId: string): Promise<LinkRow[]> {
  const { rows } = await sql`select ${columns} from payment_link where workspace_id = ${workspaceId}
      and cart_id in (select c.id from cart c where c.workspace_id = ${workspaceId} and (c.id = ${cartId} or c.merged_into = ${cartId})) order by id for no key update`.execute(tx);
  return rows.map((row) => LinkRow.parse(row));
}

export async function findLinkByKey(db: Db | Tx, workspaceId: string, idempotencyKey: string): Promise<LinkRow | null> {
  const { rows } = await sql`select ${columns} from payment_link where workspace_id = ${workspaceId} and idempotency_key = ${idempotencyKey}`.execute(db);
  return rows[0] ? LinkRow.parse(rows[0]) : null;
}

/** The link that a piece of news is about, by whatever it names; null: none of ours. */
export async function findLinkOfNews(db: Db | Tx, workspaceId: string, connectionId: string, keys: { reference?: string | null | undefined; linkKey?: string | null | undefined; paymentKey?: string | null | undefined }): Promise<LinkRow | null> {
  const { rows } = await sql`
    select ${columns} from payment_link where workspace_id = ${workspaceId} and connection_id = ${connectionId} and (
      reference = ${keys.reference ?? null} or provider_key = ${keys.linkKey ?? null}
      or id = (select p.link_id from payment p where p.workspace_id = ${workspaceId} and p.connection_id = ${connectionId} and p.payment_key = ${keys.paymentKey ?? null}))
    limit 1`.execute(db);
  return rows[0] ? LinkRow.parse(rows[0]) : null;
}
