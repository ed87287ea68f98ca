import { sql } from 'kysely';
import { z } from 'zod';
import { ConsentChannel } from '#contract/inbound-event';
import { Purpose } from '#contract/send-reason';
import type { Db, Tx } from '#platform/database';
import { rowsOf } from '#platform/database';
import { SendIntent } from './send-intent.ts';

/** A send that is due, as stored. */
export const DueSend = z.object({
  workspaceId: z.string(),
  id: z.string(),
  origin: z.enum(['flow', 'campaign', 'assistant', 'person', 'system']),
  originId: z.string(),
  contactId: z.string(),
  connectionId: z.string(),
  cartId: z.string().nullable(),
  channel: ConsentChannel,
  purpose: Purpose,
  plannedForMs: z.number(),
  attempts: z.number(),
  intent: SendIntent,
  isReply: z.boolean(),
  heldOut: z.boolean(),
  arm: z.string().nullable(),
});
export type DueSend = z.infer<typeof DueSend>;

/** Due sends, locked for this transaction; other workers skip them. @param only of these; null: of all. */
export async function lockDueSends(tx: Tx, now: Date, limit: number, only: SendRef | null): Promise<DueSend[]> {
  const { rows } = await sql<Record<string, unknown>>`
    select workspace_id as "workspaceId", id, origin, origin_id as "originId", contact_id as "contactId", connection_id as "connectionId", cart_id as "cartId", channel,
      purpose, (extract(epoch from planned_for) * 1000)::float8 as "plannedForMs", attempts, intent, is_reply as "isReply", held_out as "heldOut", arm
    from send where state = 'planned' and due_at <= ${now} and (${only?.id ?? null}::uuid is null or (workspace_id = ${only?.workspaceId ?? null}::uuid and id = ${only?.id ?? null}::uuid))
    order by due_at limit ${limit} for no key update skip locked`.execute(tx);
  return rows.map((row) => DueSend.parse(row));
}

export interface SendRef {
  workspaceId: string;
  id: string;
}

/** Which sends are due just now, without taking them. */
export async function listDueSends(db: Db, now: Date, limit: number): Promise<SendRef[]> {
  const { rows } = await sql<SendRef>`select workspace_id as "workspaceId", id from send where state = 'planned' and due_at <= ${now} order by due_at limit ${limit}`.execute(db);
  return rows;
}

/** When the next planned send is due; null: none waits. */
export async function readNextDue(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select min(due_at) as at from send where due_at is not null`.execute(db);
  return rows[0]?.at ?? null;
}

/** A send that could not even be decided rests, so that it does not hold up the others. */
export async function restSend(db: Db, send: SendRef, until: Date): Promise<void> {
  await sql`update send set due_at = ${until}, reason = null where workspace_id = ${send.workspaceId} and id = ${send.id} and state = 'planned'`.execute(db);
}

/**
 * One message to a person is decided at a time, whichever worker does it: caps and pair limits see the one before. In one order everywhere;
 * held until the transaction ends.
 */
export async function lockPeople(tx: Tx, sends: { contactId: string }[]): Promise<void> {
  const ids = [...new Set(sends.map((send) => send.contactId))].sort();
  await sql`select pg_advisory_xact_lock(hashtextextended(id, 7)) from (select id from unnest(${ids}::text[]) id order by id offset 0) ordered`.execute(tx);
}

/** The carts of these sends, so that none is bought between the decision and the claim (P4). */
export async function lockCarts(tx: Tx, sends: DueSend[]): Promise<void> {
  const rows = sends.filter((send) => send.cartId !== null).map(({ workspaceId, cartId }) => ({ workspaceId, cartId }));
  if (rows.length === 0) return;
  await sql`
    select c.id from cart c join jsonb_to_recordset(${rowsOf(rows)}) as r("workspaceId" uuid, "cartId" uuid) on c.workspace_id = r."workspaceId" and c.id = r."cartId"
    order by c.id for share of c`.execute(tx);
}

export interface SendDecisionWrite {
  workspaceId: string;
  id: string;
  state: 'claimed' | 'planned' | 'refused';
  reason: string | null;
  dueAtMs: number | null;
  leaseUntilMs: number | null;
  claimedAtMs: number | null;
  conversationId: string | null;
  content: unknown;
  templateId: string | null;
  wouldSend: boolean | null;
  linkUrl: string | null;
  /** Entry of the story; null when only the pace put the send off. */
  decision: unknown;
}

/** Writes the gate's answers of a batch. */
export async function writeDecisions(tx: Tx, writes: SendDecisionWrite[]): Promise<void> {
  if (writes.length === 0) return;
  await sql`
    update send s set state = w.state, reason = w.reason, due_at = case when w.state = 'planned' then coalesce(to_timestamp(w."dueAtMs" / 1000.0), s.due_at) end, lease_until = to_timestamp(w."leaseUntilMs" / 1000.0),
      claimed_at = coalesce(to_timestamp(w."claimedAtMs" / 1000.0), s.claimed_at), attempts = s.attempts + case when w.state = 'claimed' then 1 else 0 end,
      conversation_id = coalesce(w."conversationId", s.conversation_id), content = coalesce(w.content, s.content), template_id = coalesce(w."templateId", s.template_id),
      would_send = coalesce(w."wouldSend", s.would_send), link_url = coalesce(w."linkUrl", s.link_url),
      decisions = case when w.decision is null then s.decisions else s.decisions || jsonb_build_array(w.decision) end
    from jsonb_to_recordset(${rowsOf(writes)}) as w("workspaceId" uuid, id uuid, state text, reason text, "dueAtMs" float8, "leaseUntilMs" float8, "claimedAtMs" float8,
      "conversationId" uuid, content jsonb, "templateId" uuid, "wouldSend" boolean, "linkUrl" text, decision jsonb)
    where s.workspace_id = w."workspaceId" and s.id = w.id`.execute(tx);
}
