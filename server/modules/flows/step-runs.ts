import { sql } from 'kysely';
import type { App } from '#context';
import type { FlowMessage } from '#contract/flow-message';
import type { Tx } from '#platform/database';
import { inTransaction, isDatabaseAway } from '#platform/database';
import { minuteMs, secondMs } from '#platform/clock';
import { msUntil } from '#platform/due-work';
import type { DueWork } from '#platform/due-work';
import { withSpan } from '#platform/trace';
import { isHeldOut } from '#modules/experiments';
import { handToPerson } from '#modules/conversations';
import { addTags } from '#modules/contacts';
import { findNumbers, planSends, vendorsOf } from '#modules/sends';
import type { PlannedSend } from '#modules/sends';
import { readWorkspaceFacts } from '#modules/workspaces';
import { advanceRun } from './advance-run.ts';
import type { Advance, Effect, LogLine, RunState } from './advance-run.ts';
import { abandonedAtMs, chooseFlow } from './choose-flow.ts';
import type { ActiveFlow } from './choose-flow.ts';
import { askForDiscount } from './create-discount.ts';
import { readActiveFlows, readDefinition } from './flow-queries.ts';
import { claimDueRuns, listDueRuns, readNextDue, restRun, writeRuns } from './run-queries.ts';
import type { DueRun, RunRef, RunWrite } from './run-queries.ts';
import { writeSend } from './write-send.ts';

/** Wakes due runs: takes them, decides with pure rules, writes all of it in one transaction. Nothing outside the database is called. */
export function flowWork(app: App): DueWork {
  return {
    name: 'flows',
    batchSize: 100,
    idleMs: secondMs,
    dueInMs: async () => msUntil(await readNextDue(app.db), app.clock),
    runOnce: async (limit) => {
      const planned = await withSpan('flows.step', { limit }, () => stepTogetherOrAlone(app, limit));
      if (planned.sends > 0) app.poke('sends');
      if (planned.discounts > 0) app.poke('jobs');
      return planned.runs;
    },
  };
}

/** A run that cannot go on (its flow's version is lost, say) must not hold up its neighbours: it rests, the others go. */
async function stepTogetherOrAlone(app: App, limit: number): ReturnType<typeof stepRuns> {
  try {
    return await inTransaction(app.db, (tx) => stepRuns(app, tx, limit));
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    app.log.error({ err: error }, 'A batch of flow steps failed; each is tried alone');
  }
  const all = { runs: 0, sends: 0, discounts: 0 };
  for (const run of await listDueRuns(app.db, app.clock.now(), limit)) {
    try {
      const step = await inTransaction(app.db, (tx) => stepRuns(app, tx, 1, run));
      for (const name of ['runs', 'sends', 'discounts'] as const) all[name] += step[name];
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      app.log.error({ err: error, run: run.id }, 'A flow step failed and rests for ten minutes');
      await restRun(app.db, run, new Date(app.clock.nowMs() + 10 * minuteMs));
    }
  }
  return all;
}

async function stepRuns(app: App, tx: Tx, limit: number, only: RunRef | null = null): Promise<{ runs: number; sends: number; discounts: number }> {
  const nowMs = app.clock.nowMs();
  const runs = await claimDueRuns(tx, new Date(nowMs), limit, only);
  if (runs.length === 0) return { runs: 0, sends: 0, discounts: 0 };
  const workspaceIds = runs.map((run) => run.workspaceId);
  const flows = await readActiveFlows(app.db, tx, workspaceIds);
  const workspaces = await readWorkspaceFacts(app.db, workspaceIds, tx);
  const numbers = await findNumbers(tx, vendorsOf(app, 'whatsapp'), runs.flatMap(({ workspaceId, contactId }) => (contactId ? [{ workspaceId, contactId }] : [])));
  const writes: RunWrite[] = [];
  const sends: PlannedSend[] = [];
  let discounts = 0;
  for (const run of runs) {
    const step = await stepRun(app, tx, run, flows.get(run.workspaceId) ?? [], workspaces.get(run.workspaceId)?.holdoutSalt ?? '', nowMs);
    writes.push(step.write);
    discounts += step.effects.filter((effect) => effect.kind === 'create_discount').length;
    for (const effect of step.effects) {
      if (effect.kind === 'send') sends.push(...toSend(run, step, effect, numbers, nowMs));
      else if (effect.kind === 'create_discount' && step.flow) await askForDiscount(app, tx, { workspaceId: run.workspaceId, flowId: step.flow.id, runId: run.id, cartId: run.cartId, ...effect });
      else if (effect.kind === 'tag' && run.contactId) await addTags(tx, run.workspaceId, run.contactId, effect.tags);
      else if (effect.kind === 'hand_to_person') await handOver(app, tx, run, effect);
    }
  }
  await planSends(tx, sends);
  await writeRuns(tx, writes);
  return { runs: runs.length, sends: sends.length, discounts };
}

interface Step {
  write: RunWrite;
  effects: Advance['effects'];
  flow: { id: string; version: number; activatedAtMs: number } | null;
  messages: FlowMessage[];
  limits: ActiveFlow['definition']['limits'] | null;
  heldOut: boolean;
}

async function stepRun(app: App, tx: Tx, run: DueRun, flows: ActiveFlow[], salt: string, nowMs: number): Promise<Step> {
  // A slip to pay with is out, or a payment is being looked into: the cart is not abandoned meanwhile. What a send came to is heard all the same.
  if (run.paymentUntilMs !== null && run.paymentUntilMs > nowMs && run.position.pendingSendId === null) return waitForPayment(run, run.paymentUntilMs, nowMs);
  if (run.state === 'running') return continueRun(app, tx, run, nowMs);
  const log: LogLine[] = [];
  const end = (outcome: 'not_messaged' | 'bought_alone', reason: string | null): Step => {
    log.push({ atMs: nowMs, kind: 'ended', node: null, detail: { outcome, reason } });
    return { write: { ...keep(run), state: 'ended', dueAtMs: null, endedAtMs: nowMs, outcome, outcomeReason: reason, log }, effects: [], flow: null, messages: [], limits: null, heldOut: run.heldOut };
  };
  if (run.facts.cart.state === 'completed') return end('bought_alone', null);
  const flow = chooseFlow(flows.filter((candidate) => candidate.lane === run.lane), run.facts, 'run_wakes');
  if (!flow) return end('not_messaged', 'flow_off');
  const dueAtMs = abandonedAtMs(flow, run.facts.cart.activityAtMs);
  // The cart moved since the timer was set, or another flow with a longer patience takes it: the timer is set anew.
  if (dueAtMs > nowMs) return { write: { ...keep(run), flowId: flow.id, flowVersion: flow.version, dueAtMs, log: [] }, effects: [], flow: null, messages: [], limits: null, heldOut: run.heldOut };
  if (run.facts.cart.state === 'deleted' || run.facts.cart.itemCount === 0) return end('not_messaged', 'cart_emptied');
  // They said themselves that it is for later: nobody is reminded of that.
  if (run.facts.cart.isSaved) return end('not_messaged', 'cart_saved');
  if (run.contactId === null) return end('not_messaged', 'no_address');
  const heldOut = isHeldOut(salt, run.contactId, flow.definition.holdoutShare);
  log.push({ atMs: nowMs, kind: 'woke', node: null, detail: { flowId: flow.id, idleMs: nowMs - run.facts.cart.activityAtMs, heldOut } });
  const state: RunState = { id: run.id, contactId: run.contactId, node: flow.definition.start, arm: null, waitUntilMs: null, pendingSendId: null, pendingResult: null, pendingReason: null, messagesSent: 0, lastSentAtMs: null };
  const advance = advanceRun(flow.definition, state, run.facts, nowMs, () => app.ids.next());
  return {
    write: toWrite(run, { flowId: flow.id, flowVersion: flow.version, heldOut }, advance, [...log, ...advance.log], nowMs),
    effects: advance.effects,
    flow,
    messages: flow.definition.messages,
    limits: flow.definition.limits,
    heldOut,
  };
}

/** The case stands still where it is; its story says why. */
function waitForPayment(run: DueRun, untilMs: number, nowMs: number): Step {
  const log: LogLine[] = [{ atMs: nowMs, kind: 'waited', node: run.position.node, detail: { event: 'payment_pending', untilMs } }];
  return { write: { ...keep(run), dueAtMs: untilMs, log }, effects: [], flow: null, messages: [], limits: null, heldOut: run.heldOut };
}

async function continueRun(app: App, tx: Tx, run: DueRun, nowMs: number): Promise<Step> {
  const definition = await readDefinition(app.db, tx, { workspaceId: run.workspaceId, flowId: run.flowId, version: run.flowVersion });
  if (!definition || run.contactId === null) throw new Error(`The run ${run.id} has lost its flow version or its person.`);
  const state: RunState = { ...run.position, id: run.id, contactId: run.contactId, node: run.position.node ?? definition.start };
  const advance = advanceRun(definition, state, run.facts, nowMs, () => app.ids.next());
  return {
    write: isOvertaken(advance) ? timeAnew(run, definition, advance, nowMs) : toWrite(run, run, advance, advance.log, nowMs),
    effects: advance.effects,
    flow: { id: run.flowId, version: run.flowVersion, activatedAtMs: run.activatedAtMs },
    messages: definition.messages,
    limits: definition.limits,
    heldOut: run.heldOut,
  };
}

/** The shopper came back to the cart while its first message waited: the gate let it not go. */
const isOvertaken = ({ end }: Advance) => end?.outcome === 'not_messaged' && end.reason === 'cart_changed';

/** The case begins again from the cart's last act, as if nothing had been planned. */
function timeAnew(run: DueRun, definition: ActiveFlow['definition'], advance: Advance, nowMs: number): RunWrite {
  const untilMs = Math.max(nowMs, run.facts.cart.activityAtMs + definition.trigger.delayMs);
  const log: LogLine[] = [...advance.log.filter(({ kind }) => kind !== 'ended'), { atMs: nowMs, kind: 'waited', node: null, detail: { event: 'cart_changed', untilMs } }];
  return { ...keep(run), state: 'armed', node: null, arm: null, waitUntilMs: null, pendingSendId: null, pendingResult: null, pendingReason: null, dueAtMs: untilMs, log };
}

function keep(run: DueRun): RunWrite {
  return { ...run.position, workspaceId: run.workspaceId, id: run.id, flowId: run.flowId, flowVersion: run.flowVersion, heldOut: run.heldOut, state: run.state, dueAtMs: null, endedAtMs: null, outcome: null, outcomeReason: null, log: [] };
}

function toWrite(run: DueRun, flow: { flowId: string; flowVersion: number; heldOut: boolean }, advance: Advance, log: LogLine[], nowMs: number): RunWrite {
  const { end, state } = advance;
  return {
    workspaceId: run.workspaceId,
    id: run.id,
    flowId: flow.flowId,
    flowVersion: flow.flowVersion,
    heldOut: flow.heldOut,
    state: end ? 'ended' : 'running',
    node: state.node,
    arm: state.arm,
    waitUntilMs: state.waitUntilMs,
    pendingSendId: state.pendingSendId,
    pendingResult: state.pendingResult,
    pendingReason: state.pendingReason,
    dueAtMs: advance.dueAtMs,
    endedAtMs: end ? nowMs : null,
    outcome: end?.outcome ?? null,
    outcomeReason: end?.reason ?? null,
    log,
  };
}

function toSend(run: DueRun, step: Step, effect: Extract<Effect, { kind: 'send' }>, numbers: Map<string, string>, nowMs: number): PlannedSend[] {
  if (!run.contactId || !step.flow || !step.limits) throw new Error(`The run ${run.id} sends a message without a person or a flow.`);
  const connectionId = numbers.get(`${run.workspaceId} ${run.contactId}`);
  if (!connectionId) {
    // No number is connected: the case ends here, explained, and is timed anew when the cart moves again.
    const outcome = run.position.messagesSent > 0 ? 'messaged_no_sale' : 'not_messaged';
    Object.assign(step.write, { state: 'ended', dueAtMs: null, endedAtMs: nowMs, outcome, outcomeReason: 'connection_closed', pendingSendId: null });
    return [];
  }
  return [writeSend({ ...run, contactId: run.contactId, connectionId, language: run.facts.contact?.language ?? null, cartActivityAtMs: run.facts.cart.activityAtMs }, { ...step.flow, messages: step.messages, limits: step.limits }, effect, { heldOut: step.heldOut, arm: step.write.arm }, Math.min(run.dueAtMs, nowMs))];
}

async function handOver(app: App, tx: Tx, run: DueRun, effect: { reason: string; priority: number; tags: string[] }) {
  const { rows } = await sql<{ id: string }>`
    select id from conversation where workspace_id = ${run.workspaceId} and contact_id = ${run.contactId} order by last_message_at desc nulls last limit 1`.execute(tx);
  if (rows[0]) await handToPerson(app, tx, { workspaceId: run.workspaceId, conversationId: rows[0].id, reason: effect.reason, priority: effect.priority, tags: effect.tags });
}
