import { sql } from 'kysely';
import { z } from 'zod';
import type { App, Arrived } from '#context';
import type { InboundFailureDetail, ReplayBody, ReplayResult } from '#contract/inbound';
import { InboundEvent } from '#contract/inbound-event';
import { writeAudit } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import type { Tx } from '#platform/database';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { applyEachAlone, applyEvents, inSavepoint } from './apply-events.ts';
import { describeProblem, insertProblems } from './inbound-problems.ts';
import { openConnection } from './open-connection.ts';
import { readFailure } from './read-failures.ts';
import { readBody } from './receive-hook.ts';
import type { Delivery } from './receive-hook.ts';
import { keepUnseen } from './remember-keys.ts';

const mostAtOnce = 200;

const Failure = z.object({
  id: z.string(),
  connectionId: z.string(),
  deliveryId: z.string().nullable(),
  receivedAt: z.date(),
  key: z.string().nullable(),
  event: z.unknown(),
  code: z.string(),
});
type Failure = z.infer<typeof Failure>;

/** Tries one again: marks it as replayed, or keeps it with the new reason. */
export async function replayFailure(app: App, actor: Actor, failureId: string): Promise<InboundFailureDetail> {
  requireRole(actor, 'admin');
  await readFailure(app, actor, failureId);
  const isReplayed = await replayOne(app, actor, failureId);
  if (isReplayed === null) throw new AppError('conflict', 'failure_settled', 'This was settled already.');
  announce(app, actor);
  return readFailure(app, actor, failureId);
}

/** Tries all open ones of a kind, the oldest first, each in a transaction of its own. */
export async function replayFailures(app: App, actor: Actor, filter: ReplayBody): Promise<ReplayResult> {
  requireRole(actor, 'admin');
  const ids = await findOpen(app, actor, filter);
  const result: ReplayResult = { replayed: 0, failed: 0, remaining: Math.max(0, ids.length - mostAtOnce) };
  for (const id of ids.slice(0, mostAtOnce)) {
    const isReplayed = await replayOne(app, actor, id);
    if (isReplayed === true) result.replayed += 1;
    if (isReplayed === false) result.failed += 1;
  }
  announce(app, actor);
  return result;
}

export async function dismissFailure(app: App, actor: Actor, failureId: string): Promise<InboundFailureDetail> {
  requireRole(actor, 'admin');
  await readFailure(app, actor, failureId);
  await inTransaction(app.db, async (tx) => {
    const { numAffectedRows } = await sql`
      update inbound_failure set state = 'dismissed', settled_at = ${app.clock.now()} where workspace_id = ${actor.workspaceId} and id = ${failureId} and state = 'open'`.execute(tx);
    if (numAffectedRows === 0n) throw new AppError('conflict', 'failure_settled', 'This was settled already.');
    await writeAudit(app, tx, actor, 'inbound_failure.dismissed', { kind: 'inbound_failure', id: failureId });
  });
  announce(app, actor);
  return readFailure(app, actor, failureId);
}

function announce(app: App, { workspaceId }: Actor) {
  app.poke('flows');
  app.poke('sends');
  app.live.publish({ workspaceId, topic: 'inbound_failure', id: null });
  app.live.publish({ workspaceId, topic: 'connection', id: null });
}

async function findOpen(app: App, actor: Actor, { connectionId, code, eventType }: ReplayBody): Promise<string[]> {
  const ofType = eventType === undefined ? sql`true` : sql`event->>'type' is not distinct from ${eventType}`;
  const { rows } = await sql<{ id: string }>`
    select id from inbound_failure where workspace_id = ${actor.workspaceId} and state = 'open'
      and (${connectionId ?? null}::uuid is null or connection_id = ${connectionId ?? null}) and (${code ?? null}::text is null or error_code = ${code ?? null}) and ${ofType}
    order by received_at, id`.execute(app.db);
  return rows.map((row) => row.id);
}

/** Null: somebody settled it meanwhile. The row is locked, so that two people who press the button apply it once. */
async function replayOne(app: App, actor: Actor, failureId: string): Promise<boolean | null> {
  return inTransaction(app.db, async (tx) => {
    const { rows } = await sql`
      select id, connection_id as "connectionId", delivery_id as "deliveryId", received_at as "receivedAt", event_key as key, event, error_code as code
      from inbound_failure where workspace_id = ${actor.workspaceId} and id = ${failureId} and state = 'open' for update`.execute(tx);
    if (!rows[0]) return null;
    const failure = Failure.parse(rows[0]);
    const failed = await inSavepoint(tx, () => applyAgain(app, tx, actor.workspaceId, failure));
    const problem = failed === null ? null : describeProblem(app, failed.thrown instanceof AppError ? new Error(failed.thrown.message) : failed.thrown);
    await settle(app, tx, actor.workspaceId, failureId, problem);
    await writeAudit(app, tx, actor, 'inbound_failure.replayed', { kind: 'inbound_failure', id: failureId }, { isApplied: problem === null });
    return problem === null;
  });
}

async function settle(app: App, tx: Tx, workspaceId: string, id: string, problem: { code: string; message: string } | null) {
  const now = app.clock.now();
  if (problem === null) await sql`update inbound_failure set state = 'replayed', attempts = attempts + 1, settled_at = ${now} where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
  else await sql`update inbound_failure set attempts = attempts + 1, error = ${problem.message} where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
}

/**
 * A body that could not be read, or was about an account nobody had connected, is translated anew: the connector or the connections may
 * have changed. An event that was read and only not applied is applied as it stands; its key is known already.
 */
async function applyAgain(app: App, tx: Tx, workspaceId: string, failure: Failure): Promise<void> {
  if (failure.event !== null && failure.code !== 'account_unknown') {
    const { connectionId, receivedAt } = failure;
    return applyEvents(app, tx, [{ workspaceId, connectionId, key: failure.key ?? failure.id, receivedAt, event: InboundEvent.parse(failure.event) }]);
  }
  const delivery = await translateAgain(app, tx, workspaceId, failure);
  const [problem] = delivery.problems.filter(({ key }) => failure.key === null || key === failure.key);
  if (problem) throw new AppError('conflict', problem.code, problem.message);
  const events = delivery.events.filter(({ key }) => failure.key === null || key === failure.key);
  const arrived = events.map(({ key, event, connectionId }): Arrived => ({ workspaceId, connectionId, key, receivedAt: delivery.receivedAt, event }));
  // Of a whole body each event stands alone again: what still fails becomes an entry of its own.
  const problems = await applyEachAlone(app, tx, await keepUnseen(tx, arrived));
  await insertProblems(app, tx, problems.map((one) => ({ ...one, deliveryId: failure.deliveryId })));
}

const StoredDelivery = z.object({ connectionId: z.string(), method: z.enum(['GET', 'POST']), headers: z.record(z.string(), z.string()), body: z.instanceof(Buffer) });

async function translateAgain(app: App, tx: Tx, workspaceId: string, failure: Failure): Promise<Pick<Delivery, 'workspaceId' | 'receivedAt' | 'events' | 'problems'>> {
  const { rows } = await sql`
    select connection_id as "connectionId", method, headers, body from inbound_delivery
    where workspace_id = ${workspaceId} and received_at = ${failure.receivedAt} and id = ${failure.deliveryId}`.execute(tx);
  const stored = StoredDelivery.optional().parse(rows[0]);
  const connection = stored ? await openConnection(app, stored.connectionId) : null;
  if (!stored || connection?.workspaceId !== workspaceId) throw new AppError('conflict', 'delivery_gone', 'What came in is past its retention and cannot be read again.');
  const delivery = { workspaceId, receivedAt: failure.receivedAt, events: [], problems: [] };
  // Its signature was checked when it came; the keys may have changed since.
  await readBody(app, connection, { ...stored, query: {}, receivedAt: failure.receivedAt }, delivery);
  return delivery;
}
