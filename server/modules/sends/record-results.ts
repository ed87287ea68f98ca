import { sql } from 'kysely';
import type { App, SendOutcome } from '#context';
import type { SendProblem } from '#contract/inbound-event';
import { summarizeContent } from '#contract/message-content';
import { dayMs, minuteMs } from '#platform/clock';
import type { Tx } from '#platform/database';
import { inTransaction, rowsOf } from '#platform/database';
import type { SendResult } from '#ports/channel';
import { recordConsents } from '#modules/consent';
import { noteOutgoing } from '#modules/conversations';
import type { Claim } from './claim-sends.ts';
import { pairDelayMs, retryDelayMs } from './pacing-rules.ts';

const maxAttempts = 5;

/** Our own code for a claim that was given back because its moment had passed. */
export const beganTooLate = 'began_too_late';

export interface ResultWrite {
  workspaceId: string;
  id: string;
  state: 'accepted' | 'in_doubt' | 'planned' | 'failed';
  reason: string | null;
  providerMessageId: string | null;
  atMs: number;
  dueAtMs: number | null;
  problem: SendProblem | null;
  /** Which try this answers. */
  attempt: number;
}

/** What one answer makes of a send. Pure. */
export function settleResult(result: SendResult, attempt: number, nowMs: number, chance: number): Pick<ResultWrite, 'state' | 'reason' | 'providerMessageId' | 'dueAtMs' | 'problem'> {
  if (result.kind === 'accepted') return { state: 'accepted', reason: null, providerMessageId: result.providerMessageId, dueAtMs: null, problem: null };
  if (result.kind === 'in_doubt') return { state: 'in_doubt', reason: result.reason, providerMessageId: null, dueAtMs: null, problem: null };
  const { problem, retryAfterMs } = result;
  // Nobody was called: that is no try.
  if (problem.code === beganTooLate) return { state: 'planned', reason: null, providerMessageId: null, dueAtMs: nowMs, problem: null };
  const delayMs = retryAfterMs ?? delayOf(problem, attempt, chance);
  const mayRetry = delayMs !== null && attempt < (problem.advice === 'retry_once' ? 2 : maxAttempts);
  return { state: mayRetry ? 'planned' : 'failed', reason: problem.advice, providerMessageId: null, dueAtMs: mayRetry ? nowMs + delayMs : null, problem };
}

/** When to try again; null: never as it is. */
function delayOf(problem: SendProblem, attempt: number, chance: number): number | null {
  switch (problem.advice) {
    case 'retry':
    case 'retry_once':
      return retryDelayMs(attempt, chance);
    case 'slow_number':
      return retryDelayMs(attempt, chance);
    case 'slow_pair':
      return pairDelayMs(attempt);
    case 'reconnect':
      return 5 * minuteMs;
    default:
      return null;
  }
}

/**
 * Writes a batch of answers and tells the flows. An answer moves only the claim it belongs to: neither an echo that came first nor a later try is
 * undone (P2). That the channel took the message is news however late it comes: it is not sent again (P5).
 */
export async function recordResults(app: App, results: { claim: Claim; result: SendResult }[]): Promise<void> {
  const nowMs = app.clock.nowMs();
  const writes = results.map(({ claim, result }): ResultWrite => ({
    workspaceId: claim.workspaceId,
    id: claim.message.sendId,
    atMs: nowMs,
    attempt: claim.attempt,
    ...settleResult(result, claim.attempt, nowMs, Math.random()),
  }));
  const byId = new Map(results.map(({ claim, result }) => [claim.message.sendId, { claim, result }]));
  await inTransaction(app.db, async (tx) => {
    const moved = await writeResults(tx, writes, nowMs + app.config.inDoubtMs);
    const settled = moved.filter((id) => isSettled(writes.find((write) => write.id === id)));
    await noteOutgoing(tx, results.filter(({ claim, result }) => result.kind === 'accepted' && moved.includes(claim.message.sendId)).map((entry) => toNews(entry, nowMs)));
    await noteAddresses(tx, results);
    await followAdvice(app, tx, writes.filter((write) => write.problem !== null && moved.includes(write.id)), byId);
    if (settled.length > 0) {
      await app.receivers.sendsSettled(app, tx, settled.map((id) => toOutcome(writes.find((write) => write.id === id) as ResultWrite, byId.get(id)?.claim as Claim)));
    }
  });
  for (const { claim } of results) app.live.publish({ workspaceId: claim.workspaceId, topic: 'conversation', id: claim.conversationId });
  if (results.some(({ claim }) => claim.runId !== null)) app.poke('flows');
}

const isSettled = (write: ResultWrite | undefined) => write?.state === 'accepted' || write?.state === 'failed';

function toOutcome(write: ResultWrite, claim: Claim): SendOutcome {
  return {
    workspaceId: write.workspaceId,
    sendId: write.id,
    runId: claim.runId,
    cartId: claim.cartId,
    contactId: claim.contactId,
    kind: write.state === 'accepted' ? 'accepted' : 'failed',
    reason: write.reason,
    at: new Date(write.atMs),
  };
}

async function writeResults(tx: Tx, writes: ResultWrite[], doubtUntilMs: number): Promise<string[]> {
  const ordered = writes.toSorted((left, right) => (left.id < right.id ? -1 : 1)).map((write) => ({ ...write, doubtUntilMs }));
  const { rows } = await sql<{ id: string }>`
    update send s set state = w.state, reason = w.reason, provider_message_id = coalesce(w."providerMessageId", s.provider_message_id),
      accepted_at = case when w.state = 'accepted' then to_timestamp(w."atMs" / 1000.0) else s.accepted_at end,
      failed_at = case when w.state = 'failed' then to_timestamp(w."atMs" / 1000.0) else s.failed_at end,
      due_at = to_timestamp(w."dueAtMs" / 1000.0), problem = coalesce(w.problem, s.problem),
      lease_until = case when w.state = 'in_doubt' then to_timestamp(w."doubtUntilMs" / 1000.0) end
    from jsonb_to_recordset(${rowsOf(ordered)}) as w("workspaceId" uuid, id uuid, state text, reason text, "providerMessageId" text, "atMs" float8, "dueAtMs" float8,
      "doubtUntilMs" float8, problem jsonb, attempt integer)
    where s.workspace_id = w."workspaceId" and s.id = w.id
      and (s.state = 'claimed' and s.attempts = w.attempt or w.state = 'accepted' and s.state in ('planned', 'claimed', 'in_doubt'))
    returning s.id`.execute(tx);
  return rows.map((row) => row.id);
}

function toNews({ claim }: { claim: Claim }, nowMs: number) {
  return {
    workspaceId: claim.workspaceId,
    contactId: claim.contactId,
    connectionId: claim.connectionId,
    at: new Date(nowMs).toISOString(),
    preview: summarizeContent(claim.message.content),
    isFromPerson: claim.origin === 'person',
  };
}

/** The address the channel reported for the phone we sent to is kept: it is the one to send to next time. */
async function noteAddresses(tx: Tx, results: { claim: Claim; result: SendResult }[]) {
  const rows = results.flatMap(({ claim, result }) => {
    const { phone, waId } = claim.message.to;
    return result.kind === 'accepted' && result.waId !== null && phone !== null && result.waId !== waId ? [{ workspaceId: claim.workspaceId, phone, waId: result.waId }] : [];
  });
  if (rows.length === 0) return;
  await sql`
    update contact_identity i set reported = r."waId" from jsonb_to_recordset(${rowsOf(rows)}) as r("workspaceId" uuid, phone text, "waId" text)
    where i.workspace_id = r."workspaceId" and i.kind = 'phone' and i.value = r.phone`.execute(tx);
}

/** What a refusal means beyond its own message: an opt-out, a dead address, a template or a number that must rest. */
export async function followAdvice(app: App, tx: Tx, writes: Pick<ResultWrite, 'workspaceId' | 'id' | 'problem' | 'atMs'>[], claims: Map<string, { claim: Pick<Claim, 'contactId' | 'connectionId'> }>): Promise<void> {
  for (const write of writes) {
    const claim = claims.get(write.id)?.claim;
    if (!claim || !write.problem) continue;
    const at = new Date(write.atMs);
    switch (write.problem.advice) {
      case 'stop_marketing':
        await optOut(app, tx, write, claim);
        break;
      case 'unreachable':
        await markUnreachable(tx, write.workspaceId, claim.contactId, new Date(write.atMs + 30 * dayMs));
        break;
      case 'stop_template':
        await sql`update template set status = 'paused', reason = ${write.problem.message}, updated_at = ${at}
          where workspace_id = ${write.workspaceId} and id = (select template_id from send where workspace_id = ${write.workspaceId} and id = ${write.id}) and status = 'approved'`.execute(tx);
        break;
      case 'stop_number':
      case 'reconnect':
        await restNumber(tx, write.workspaceId, claim.connectionId, write.problem, at);
        break;
      case 'window_closed':
        await sql`update conversation set window_ends_at = least(window_ends_at, ${at}) where workspace_id = ${write.workspaceId} and connection_id = ${claim.connectionId} and contact_id = ${claim.contactId}`.execute(tx);
        break;
      default:
    }
  }
}

/** The person told the platform to stop: an opt-out like any other, with the platform's code as its proof (P6). */
async function optOut(app: App, tx: Tx, write: Pick<ResultWrite, 'workspaceId' | 'id' | 'problem' | 'atMs'>, claim: Pick<Claim, 'contactId' | 'connectionId'>) {
  const signal = {
    channel: 'whatsapp' as const,
    purpose: 'marketing' as const,
    state: 'withdrawn' as const,
    occurredAt: new Date(write.atMs).toISOString(),
    source: 'provider',
    evidence: { code: write.problem?.code ?? '', sendId: write.id },
    doubleOptIn: false,
  };
  await recordConsents(app, tx, [{ workspaceId: write.workspaceId, connectionId: claim.connectionId, contactId: claim.contactId, signal, actor: 'provider' }]);
}

/** Nobody is there, or they blocked us: the address is left alone for 30 days or until they write. */
async function markUnreachable(tx: Tx, workspaceId: string, contactId: string, until: Date) {
  await sql`update contact_identity set unreachable_until = ${until} where workspace_id = ${workspaceId} and contact_id = ${contactId} and kind in ('phone', 'bsuid')`.execute(tx);
}

/** The number rests: for an hour when its credentials failed (a check lifts it sooner), for a day when the platform restricted it. */
async function restNumber(tx: Tx, workspaceId: string, connectionId: string, problem: SendProblem, at: Date) {
  const until = new Date(at.getTime() + (problem.advice === 'reconnect' ? 5 * minuteMs : dayMs));
  const facts = { restriction: { scope: 'all', reason: problem.message, until: until.toISOString() } };
  await sql`update connection set facts = facts || ${JSON.stringify(facts)}::jsonb, updated_at = ${at} where workspace_id = ${workspaceId} and id = ${connectionId}`.execute(tx);
}
