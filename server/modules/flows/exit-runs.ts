import { sql } from 'kysely';
import type { App, OrderChange, SendOutcome } from '#context';
import type { Tx } from '#platform/database';
import { rowsOf } from '#platform/database';

interface Purchase {
  workspaceId: string;
  cartIds: string[];
  /** Set: running cases of the person end too, whichever cart they are about. */
  contactId: string | null;
  orderId: string | null;
  placedAt: Date;
}

/** The receiver of order news: a purchase ends the case of its cart, and of any cart the person was messaged about. */
export async function onOrdersChanged(app: App, tx: Tx, changes: OrderChange[]): Promise<void> {
  const purchases = changes.filter((order) => order.counts).map((order) => ({ workspaceId: order.workspaceId, cartIds: order.cartIds, contactId: order.contactId, orderId: order.orderId, placedAt: order.placedAt }));
  if (purchases.length > 0) await endBoughtRuns(app, tx, purchases);
}

/**
 * Ends the cases that a purchase closes. `recovered` only when a message had gone out before the order was placed; a held-out person's
 * purchase stays `held_out`, with the order noted. Shops and channels tell time in whole seconds, so our own instants are compared as such.
 */
export async function endBoughtRuns(app: App, tx: Tx, purchases: Purchase[]): Promise<void> {
  const now = app.clock.now();
  const rows = purchases.flatMap(({ cartIds, ...purchase }) => (cartIds.length > 0 ? cartIds : [null]).map((cartId) => ({ ...purchase, cartId })));
  const line = JSON.stringify({ atMs: now.getTime(), kind: 'ended', node: null, detail: { event: 'bought' } });
  await sql`
    with purchase as (
      select * from jsonb_to_recordset(${rowsOf(rows)}) as p("workspaceId" uuid, "cartId" uuid, "contactId" uuid, "orderId" uuid, "placedAt" timestamptz)
    ), touched as (
      select r.workspace_id, r.id, p."orderId", p."placedAt" from purchase p
      join flow_run r on r.workspace_id = p."workspaceId" and r.subject_id = p."cartId"
      -- A cart told as completed before its order was: the order then adds itself, and its time decides.
      where r.state <> 'ended' or (r.order_id is null and (r.outcome in ('not_messaged', 'held_out') or r.outcome in ('recovered', 'bought_alone') and p."orderId" is not null))
      union all
      select r.workspace_id, r.id, p."orderId", p."placedAt" from purchase p
      join flow_run r on r.workspace_id = p."workspaceId" and r.contact_id = p."contactId"
      where r.state <> 'ended' and r.messages_sent > 0
    ), hit as (
      select distinct on (workspace_id, id) * from touched order by workspace_id, id, "placedAt"
    ), locked as (
      select r.workspace_id, r.id from flow_run r join hit h on h.workspace_id = r.workspace_id and h.id = r.id order by r.id for no key update of r
    )
    update flow_run r set
      state = 'ended', due_at = null, wait_until = null, ended_at = coalesce(r.ended_at, ${now}), order_id = h."orderId",
      outcome = case
        when r.outcome = 'held_out' or (r.held_out and r.messages_sent = 0) then 'held_out'
        when r.messages_sent > 0 and date_trunc('second', r.first_sent_at) <= h."placedAt" then 'recovered'
        else 'bought_alone' end,
      outcome_reason = case when r.outcome = 'not_messaged' then r.outcome_reason end,
      log = r.log || ${line}::jsonb
    from hit h join locked l on l.workspace_id = h.workspace_id and l.id = h.id
    where r.workspace_id = h.workspace_id and r.id = h.id`.execute(tx);
}

/** The receiver of settled sends: notes what became of the message and wakes the run. */
export async function onSendsSettled(app: App, tx: Tx, outcomes: SendOutcome[]): Promise<void> {
  const now = app.clock.now();
  const rows = outcomes.filter((outcome) => outcome.runId !== null && outcome.kind !== 'undelivered');
  if (rows.length > 0) {
    await sql`
      with settled as (
        select * from jsonb_to_recordset(${rowsOf(rows)}) as s("workspaceId" uuid, "sendId" uuid, "runId" uuid, kind text, reason text, at timestamptz)
      ), locked as (
        select r.workspace_id, r.id from flow_run r join settled s on s."workspaceId" = r.workspace_id and s."runId" = r.id order by r.id for no key update of r
      )
      update flow_run r set
        messages_sent = r.messages_sent + case when s.kind = 'accepted' then 1 else 0 end,
        first_sent_at = case when s.kind = 'accepted' then coalesce(r.first_sent_at, s.at) else r.first_sent_at end,
        last_sent_at = case when s.kind = 'accepted' then greatest(r.last_sent_at, s.at) else r.last_sent_at end,
        pending_result = case when r.pending_send_id = s."sendId" then s.kind else r.pending_result end,
        pending_reason = case when r.pending_send_id = s."sendId" then s.reason else r.pending_reason end,
        due_at = case when r.state = 'running' then ${now} else r.due_at end,
        -- Only now it shows that the message had gone out before the case ended, and perhaps before the purchase that ended it.
        outcome = case
          when r.state <> 'ended' or s.kind <> 'accepted' then r.outcome
          when r.outcome = 'not_messaged' then 'messaged_no_sale'
          when r.outcome = 'bought_alone' and s.at <= coalesce(o.placed_at, r.ended_at) then 'recovered'
          else r.outcome end,
        outcome_reason = case when r.outcome = 'not_messaged' and s.kind = 'accepted' then null else r.outcome_reason end
      from settled s join locked l on l.workspace_id = s."workspaceId" and l.id = s."runId"
      join flow_run ended on ended.workspace_id = s."workspaceId" and ended.id = s."runId"
      left join shop_order o on o.workspace_id = ended.workspace_id and o.id = ended.order_id
      where r.workspace_id = s."workspaceId" and r.id = s."runId"`.execute(tx);
  }
  const undelivered = outcomes.filter((outcome) => outcome.runId !== null && outcome.kind === 'undelivered');
  if (undelivered.length > 0) await noteUndelivered(tx, undelivered, now);
}

/** An accepted message that the channel could not deliver after all: the person was not messaged. */
async function noteUndelivered(tx: Tx, outcomes: SendOutcome[], now: Date) {
  await sql`
    with failed as (select * from jsonb_to_recordset(${rowsOf(outcomes)}) as s("workspaceId" uuid, "runId" uuid, reason text)),
    locked as (
      select r.workspace_id, r.id from flow_run r join failed s on s."workspaceId" = r.workspace_id and s."runId" = r.id order by r.id for no key update of r
    )
    update flow_run r set
      messages_sent = greatest(r.messages_sent - 1, 0),
      state = case when r.messages_sent <= 1 and r.outcome is null then 'ended' else r.state end,
      due_at = case when r.messages_sent <= 1 then null else r.due_at end,
      ended_at = case when r.messages_sent <= 1 and r.outcome is null then ${now} else r.ended_at end,
      outcome = case when r.messages_sent <= 1 and (r.outcome is null or r.outcome = 'messaged_no_sale') then 'not_messaged' when r.messages_sent <= 1 and r.outcome = 'recovered' then 'bought_alone' else r.outcome end,
      outcome_reason = case when r.messages_sent <= 1 then s.reason else r.outcome_reason end
    from failed s join locked l on l.workspace_id = s."workspaceId" and l.id = s."runId"
    where r.workspace_id = s."workspaceId" and r.id = s."runId"`.execute(tx);
}

/** Wakes the running cases of people who replied, so that a wait for a reply goes on and a handover ends the steps. */
export async function noteReplies(app: App, tx: Tx, people: { workspaceId: string; contactId: string; at: Date }[]): Promise<void> {
  if (people.length === 0) return;
  await sql`
    with reply as (
      select "workspaceId", "contactId", min(at) as at from jsonb_to_recordset(${rowsOf(people)}) as p("workspaceId" uuid, "contactId" uuid, at timestamptz) group by 1, 2
    ), locked as (
      select r.workspace_id, r.id from flow_run r join reply p on p."workspaceId" = r.workspace_id and p."contactId" = r.contact_id
      where r.state = 'running' and r.messages_sent > 0 and p.at >= date_trunc('second', r.first_sent_at) order by r.id for no key update of r
    )
    update flow_run r set replied_at = least(r.replied_at, p.at), due_at = case when r.pending_send_id is null or r.pending_result is not null then ${app.clock.now()} else r.due_at end
    from reply p, locked l
    where r.workspace_id = p."workspaceId" and r.contact_id = p."contactId" and l.workspace_id = r.workspace_id and l.id = r.id`.execute(tx);
}
