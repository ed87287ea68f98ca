import { sql } from 'kysely';
import type { CartOutcome } from '#contract/flow';
import type { Db, Tx } from '#platform/database';
import { rowsOf } from '#platform/database';
import { paymentHold } from '#modules/payments';
import type { LogLine, RunState } from './advance-run.ts';
import type { RunFacts } from './conditions.ts';

/** A run that is due, with the facts its conditions can ask about. */
export interface DueRun {
  workspaceId: string;
  workspaceLocale: string;
  id: string;
  flowId: string;
  flowVersion: number;
  activatedAtMs: number;
  lane: string;
  cartId: string;
  contactId: string | null;
  state: 'armed' | 'running';
  entry: number;
  heldOut: boolean;
  startedAtMs: number;
  /** When it was to wake: lateness is counted from here. */
  dueAtMs: number;
  /** Made at the shop for this case; null: none. */
  discountCode: string | null;
  /** A payment of the cart is on its way until then at the longest: the case waits. Null: none is. */
  paymentUntilMs: number | null;
  position: Omit<RunState, 'id' | 'contactId' | 'node'> & { node: string | null };
  facts: RunFacts;
}

export interface RunRef {
  workspaceId: string;
  id: string;
}

/** Which runs are due just now, without taking them. */
export async function listDueRuns(db: Db, now: Date, limit: number): Promise<RunRef[]> {
  const { rows } = await sql<RunRef>`select workspace_id as "workspaceId", id from flow_run where state <> 'ended' and due_at <= ${now} order by due_at limit ${limit}`.execute(db);
  return rows;
}

/** When the next run is due; null: none waits. */
export async function readNextDue(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select min(due_at) as at from flow_run where state <> 'ended' and due_at is not null`.execute(db);
  return rows[0]?.at ?? null;
}

/** Puts a run off that cannot go on just now. */
export async function restRun(db: Db, run: RunRef, until: Date): Promise<void> {
  await sql`update flow_run set due_at = ${until} where workspace_id = ${run.workspaceId} and id = ${run.id} and state <> 'ended'`.execute(db);
}

/** Takes due runs for this transaction; others skip them. One statement, whatever the number. @param only this run; null: whatever is due. */
export async function claimDueRuns(tx: Tx, now: Date, limit: number, only: RunRef | null): Promise<DueRun[]> {
  const { rows } = await sql<{ run: DueRun }>`
    with due as materialized (
      select r.* from flow_run r where r.state <> 'ended' and r.due_at <= ${now}
        and (${only?.id ?? null}::uuid is null or (r.workspace_id = ${only?.workspaceId ?? null}::uuid and r.id = ${only?.id ?? null}::uuid))
      order by r.due_at limit ${limit} for no key update skip locked
    )
    select jsonb_build_object(
      'workspaceId', r.workspace_id, 'workspaceLocale', w.locale, 'id', r.id, 'flowId', r.flow_id, 'flowVersion', r.flow_version,
      'activatedAtMs', coalesce((extract(epoch from f.activated_at) * 1000)::bigint, 0), 'lane', r.lane, 'cartId', r.subject_id, 'contactId', r.contact_id,
      'state', r.state, 'entry', r.entry, 'heldOut', r.held_out, 'startedAtMs', (extract(epoch from r.started_at) * 1000)::bigint, 'dueAtMs', (extract(epoch from r.due_at) * 1000)::bigint, 'discountCode', r.discount_code,
      'paymentUntilMs', ${paymentHold},
      'position', jsonb_build_object('node', r.node, 'arm', r.arm, 'waitUntilMs', (extract(epoch from r.wait_until) * 1000)::bigint,
        'pendingSendId', r.pending_send_id, 'pendingResult', r.pending_result, 'pendingReason', r.pending_reason,
        'messagesSent', r.messages_sent, 'lastSentAtMs', (extract(epoch from r.last_sent_at) * 1000)::bigint),
      'facts', jsonb_build_object(
        'cart', jsonb_build_object('state', c.state, 'itemCount', c.item_count, 'totalMinor', c.total_minor, 'currency', c.currency, 'checkoutReached', c.checkout_reached,
          'activityAtMs', (extract(epoch from c.activity_at) * 1000)::bigint, 'isSaved', coalesce(c.saved_at >= c.activity_at, false)),
        'contact', case when p.id is not null then jsonb_build_object('orderCount', p.order_count, 'tags', p.tags, 'country', p.country, 'language', p.locale) end,
        'run', jsonb_build_object('replied', r.replied_at is not null, 'messagesSent', r.messages_sent,
          'clicked', exists (select 1 from send s where s.workspace_id = r.workspace_id and s.origin_id = r.id and s.click_count > 0)))) as run
    from due r
    join workspace w on w.id = r.workspace_id
    join flow f on f.workspace_id = r.workspace_id and f.id = r.flow_id
    join cart c on c.workspace_id = r.workspace_id and c.id = r.subject_id
    left join contact p on p.workspace_id = r.workspace_id and p.id = r.contact_id`.execute(tx);
  return rows.map((row) => row.run);
}

export interface RunWrite {
  workspaceId: string;
  id: string;
  flowId: string;
  flowVersion: number;
  heldOut: boolean;
  state: 'armed' | 'running' | 'ended';
  node: string | null;
  arm: string | null;
  waitUntilMs: number | null;
  pendingSendId: string | null;
  pendingResult: string | null;
  pendingReason: string | null;
  dueAtMs: number | null;
  endedAtMs: number | null;
  outcome: CartOutcome | null;
  outcomeReason: string | null;
  /** New lines only. */
  log: LogLine[];
}

/** Writes what a batch of steps decided. */
export async function writeRuns(tx: Tx, runs: RunWrite[]): Promise<void> {
  if (runs.length === 0) return;
  await sql`
    update flow_run r set flow_id = w."flowId", flow_version = w."flowVersion", held_out = w."heldOut", state = w.state, node = w.node, arm = w.arm,
      wait_until = to_timestamp(w."waitUntilMs" / 1000.0), pending_send_id = w."pendingSendId", pending_result = w."pendingResult", pending_reason = w."pendingReason",
      due_at = to_timestamp(w."dueAtMs" / 1000.0), ended_at = to_timestamp(w."endedAtMs" / 1000.0), outcome = w.outcome, outcome_reason = w."outcomeReason",
      -- What a case timed anew sends is another message than the one refused before.
      log = r.log || w.log, entry = r.entry + case when r.state = 'running' and w.state = 'armed' then 1 else 0 end
    from jsonb_to_recordset(${rowsOf(runs)}) as w("workspaceId" uuid, id uuid, "flowId" uuid, "flowVersion" integer, "heldOut" boolean, state text, node text, arm text,
      "waitUntilMs" bigint, "pendingSendId" uuid, "pendingResult" text, "pendingReason" text, "dueAtMs" bigint, "endedAtMs" bigint, outcome text, "outcomeReason" text, log jsonb)
    where r.workspace_id = w."workspaceId" and r.id = w.id`.execute(tx);
}
