import { sql } from 'kysely';
import type { App, Arrived, EventHandler, SendOutcome } from '#context';
import type { InboundEventOf, SendProblem } from '#contract/inbound-event';
import { rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';
import { publishAfterCommit } from '#platform/live';
import { followAdvice } from './record-results.ts';
import { isFree, priceOf, rateCategoryOf } from './rate-card.ts';

type StatusEvent = Arrived<InboundEventOf<'message.status'>>;

interface Settled {
  workspaceId: string;
  sendId: string;
  runId: string | null;
  cartId: string | null;
  contactId: string;
  connectionId: string;
  conversationId: string | null;
  country: string | null;
  before: string;
  after: string;
  purpose: string;
}

const ranks = { failed: 0, sent: 1, delivered: 2, read: 3 } as const;

/**
 * Statuses of what we sent: they may come doubled, out of order, skip a step, or come before our own record of the answer. The highest rank
 * counts; a failure after a delivery is kept as a note and undoes nothing. An echo of our id settles a send in doubt (P5).
 */
export const settleStatuses: EventHandler<'message.status'> = async (app, tx, events) => {
  const rows = summarize(events);
  const settled = await applyStatuses(tx, rows);
  const news = rows.flatMap((row) => settled.filter((send) => send.sendId === row.sendId || send.sendId === row.foundId).map((send) => ({ row, send })));
  await chargeSends(tx, news.flatMap(({ row, send }) => (row.price ? [{ ...send, price: row.price, atMs: row.atMs }] : [])));
  await followFailures(app, tx, news);
  const outcomes = news.flatMap(({ row, send }) => outcomesOf(row, send));
  if (outcomes.length > 0) await app.receivers.sendsSettled(app, tx, outcomes);
  publishAfterCommit(app.live, tx, 'conversation', news.flatMap(({ send }) => (send.conversationId ? [{ workspaceId: send.workspaceId, id: send.conversationId }] : [])));
};

interface StatusRow {
  workspaceId: string;
  connectionId: string;
  providerMessageId: string;
  sendId: string | null;
  foundId: string | null;
  best: keyof typeof ranks;
  sentAtMs: number | null;
  deliveredAtMs: number | null;
  readAtMs: number | null;
  failedAtMs: number | null;
  atMs: number;
  problem: SendProblem | null;
  price: NonNullable<InboundEventOf<'message.status'>['price']> | null;
  freeUntil: string | null;
}

/** All statuses of one message in the batch, as one row. */
function summarize(events: StatusEvent[]): StatusRow[] {
  const groups = Map.groupBy(events, ({ connectionId, event }) => `${connectionId} ${event.providerMessageId}`);
  return [...groups.values()].map((list): StatusRow => {
    const [first] = list as [StatusEvent];
    const timeOf = (status: string) => Math.min(...list.filter(({ event }) => event.status === status).map(({ event }) => Date.parse(event.at)));
    const at = (status: string) => (Number.isFinite(timeOf(status)) ? timeOf(status) : null);
    const best = list.map(({ event }) => event.status).reduce((high, status) => (ranks[status] > ranks[high] ? status : high));
    return {
      workspaceId: first.workspaceId,
      connectionId: first.connectionId,
      providerMessageId: first.event.providerMessageId,
      sendId: list.map(({ event }) => event.sendId).find((id) => id != null && uuidPattern.test(id)) ?? null,
      foundId: null,
      best,
      sentAtMs: at('sent'),
      deliveredAtMs: at('delivered'),
      readAtMs: at('read'),
      failedAtMs: at('failed'),
      atMs: Math.max(...list.map(({ event }) => Date.parse(event.at))),
      problem: list.map(({ event }) => event.problem).find((problem) => problem != null) ?? null,
      price: list.map(({ event }) => event.price).find((price) => price != null) ?? null,
      freeUntil: list.map(({ event }) => event.freeUntil).find((until) => until != null) ?? null,
    };
  });
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Moves the sends forward; found by our own id where the channel echoes it, else by the channel's. */
async function applyStatuses(tx: Tx, statuses: StatusRow[]): Promise<Settled[]> {
  const { rows } = await sql<Settled & { foundFor: string }>`
    with news as (
      select * from jsonb_to_recordset(${rowsOf(statuses)}) as n("workspaceId" uuid, "providerMessageId" text, "sendId" uuid, best text, "sentAtMs" float8, "deliveredAtMs" float8,
        "readAtMs" float8, "failedAtMs" float8, "atMs" float8, problem jsonb, "freeUntil" timestamptz)
    ), hit as (
      select s.workspace_id, s.id, s.state as before, n.* from news n join send s on s.workspace_id = n."workspaceId" and s.id = n."sendId"
      union all
      select s.workspace_id, s.id, s.state, n.* from news n join send s on s.workspace_id = n."workspaceId" and s.provider_message_id = n."providerMessageId" where n."sendId" is null
    ), locked as (
      select s.workspace_id, s.id, s.state from send s join hit h on h.workspace_id = s.workspace_id and h.id = s.id order by s.id for no key update of s
    )
    update send s set
      provider_message_id = coalesce(s.provider_message_id, h."providerMessageId"),
      state = case
        when h.best = 'failed' and s.state in ('delivered', 'read') then s.state
        when h.best = 'failed' then 'failed'
        when s.state = 'failed' and h.best = 'sent' then s.state
        when array_position(array['planned', 'claimed', 'in_doubt', 'refused', 'failed', 'accepted', 'delivered', 'read'], s.state)
          >= array_position(array['planned', 'claimed', 'in_doubt', 'refused', 'failed', 'accepted', 'delivered', 'read'], case h.best when 'sent' then 'accepted' else h.best end) then s.state
        else case h.best when 'sent' then 'accepted' else h.best end end,
      accepted_at = coalesce(s.accepted_at, to_timestamp(coalesce(h."sentAtMs", h."deliveredAtMs", h."readAtMs") / 1000.0)),
      delivered_at = least(s.delivered_at, to_timestamp(coalesce(h."deliveredAtMs", h."readAtMs") / 1000.0)),
      read_at = least(s.read_at, to_timestamp(h."readAtMs" / 1000.0)),
      failed_at = coalesce(s.failed_at, to_timestamp(h."failedAtMs" / 1000.0)),
      problem = coalesce(h.problem, s.problem), reason = case when h.best = 'failed' and s.state not in ('delivered', 'read') then h.problem->>'advice' else s.reason end,
      due_at = null, lease_until = null
    from hit h join locked l on l.workspace_id = h.workspace_id and l.id = h.id
    where s.workspace_id = h.workspace_id and s.id = h.id
    returning s.workspace_id as "workspaceId", s.id as "sendId", case when s.origin = 'flow' then s.origin_id end as "runId", s.cart_id as "cartId", s.contact_id as "contactId",
      s.connection_id as "connectionId", s.conversation_id as "conversationId", (select c.country from contact c where c.workspace_id = s.workspace_id and c.id = s.contact_id) as country,
      l.state as before, s.state as after, s.purpose, h."providerMessageId" as "foundFor"`.execute(tx);
  for (const row of rows) for (const status of statuses) if (status.providerMessageId === row.foundFor) status.foundId = row.sendId;
  return rows;
}

/** What the channel says it charges, priced by the dated rate card. */
async function chargeSends(tx: Tx, charged: (Settled & { price: NonNullable<StatusRow['price']>; atMs: number })[]) {
  if (charged.length === 0) return;
  const rows = charged.map((send) => {
    const category = rateCategoryOf(send.price.category ?? send.purpose);
    const isGift = isFree({ type: send.price.kind });
    const cost = isGift || category === null ? null : priceOf({ country: send.country ?? '', category, atMs: send.atMs, currency: 'USD' });
    return { workspaceId: send.workspaceId, sendId: send.sendId, price: send.price, micros: isGift ? 0 : (cost?.micros ?? null), currency: cost?.currency ?? 'USD' };
  });
  await sql`
    update send s set price = r.price, cost_micros = coalesce(r.micros, s.cost_micros), cost_currency = coalesce(r.currency, s.cost_currency)
    from jsonb_to_recordset(${rowsOf(rows)}) as r("workspaceId" uuid, "sendId" uuid, price jsonb, micros bigint, currency text)
    where s.workspace_id = r."workspaceId" and s.id = r."sendId"`.execute(tx);
}

async function followFailures(app: App, tx: Tx, news: { row: StatusRow; send: Settled }[]) {
  const failures = news.filter(({ row, send }) => row.problem !== null && send.after === 'failed' && send.before !== 'failed');
  const claims = new Map(failures.map(({ send }) => [send.sendId, { claim: { contactId: send.contactId, connectionId: send.connectionId } }]));
  await followAdvice(app, tx, failures.map(({ row, send }) => ({ workspaceId: send.workspaceId, id: send.sendId, problem: row.problem, atMs: row.atMs })), claims);
}

/** Tells the flows once: when an echo shows that a message went out whose answer we never saw, and when one failed after all. */
function outcomesOf(row: StatusRow, send: Settled): SendOutcome[] {
  // Refused: an earlier try had gone out after all, and the gate stopped the next one.
  const wasOpen = ['planned', 'claimed', 'in_doubt', 'refused'].includes(send.before);
  const base = { workspaceId: send.workspaceId, sendId: send.sendId, runId: send.runId, cartId: send.cartId, contactId: send.contactId, at: new Date(row.atMs) };
  if (wasOpen && (send.after === 'accepted' || send.after === 'delivered' || send.after === 'read')) return [{ ...base, kind: 'accepted', reason: null }];
  if (wasOpen && send.after === 'failed') return [{ ...base, kind: 'failed', reason: row.problem?.advice ?? null }];
  if (send.before === 'accepted' && send.after === 'failed') return [{ ...base, kind: 'undelivered', reason: row.problem?.advice ?? null }];
  return [];
}
