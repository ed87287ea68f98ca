import type { App } from '#context';
import { makeBatcher } from '#platform/batcher';
import { minuteMs, secondMs } from '#platform/clock';
import { inTransaction, isDatabaseAway } from '#platform/database';
import { msUntil } from '#platform/due-work';
import type { DueWork } from '#platform/due-work';
import { withSpan } from '#platform/trace';
import type { SendResult } from '#ports/channel';
import { listDueSends, readNextDue, restSend } from './claim-queries.ts';
import { claimSends } from './claim-sends.ts';
import type { Claim } from './claim-sends.ts';
import { latestStartMs, makeSlotKeeper } from './keep-slots.ts';
import { beganTooLate, recordResults } from './record-results.ts';

/** Fewer than the connections that one vendor's pool has: a call that queued for one would begin after its moment. */
const maxInFlight = 240;

/** Claims due sends, calls the channel at each slot, and records the answers, many to a transaction. */
export function sendWork(app: App): DueWork & { drain(): Promise<void> } {
  let inFlight = 0;
  let onFree: (() => void) | null = null;
  const keepSlot = makeSlotKeeper(app);
  const recorder = makeBatcher<{ claim: Claim; result: SendResult }, void>({
    maxItems: 100,
    parallel: 1,
    run: async (results) => {
      await recordResults(app, results);
      return results.map(() => undefined);
    },
  });

  const carry = async (claim: Claim) => {
    inFlight += 1;
    try {
      const result = await callAtSlot(app, claim, keepSlot);
      await recorder.add({ claim, result });
    } catch (error) {
      // The answer could not be written: the lease ends, the send is in doubt, and the echo settles it.
      app.log.error({ err: error, send: claim.message.sendId }, 'The result of a send was not recorded');
    } finally {
      inFlight -= 1;
      if (inFlight < maxInFlight) onFree?.();
    }
  };

  return {
    name: 'sends',
    batchSize: 100,
    idleMs: secondMs,
    dueInMs: async () => msUntil(await readNextDue(app.db), app.clock),
    runOnce: async (limit) => {
      if (inFlight >= maxInFlight) await new Promise<void>((settle) => (onFree = settle));
      const { claims, taken } = await withSpan('sends.claim', { limit }, () => claimTogetherOrAlone(app, Math.min(limit, maxInFlight - inFlight)));
      for (const claim of claims) void carry(claim);
      // Put-off sends were looked at but did not move: a full batch of them must not spin.
      return claims.length === 0 ? 0 : taken;
    },
    drain: async () => {
      while (inFlight > 0) await new Promise((settle) => setTimeout(settle, 5));
      await recorder.drain();
    },
  };
}

/** A send that cannot be decided (its stored intent or its connection is broken) must not hold up its neighbours: it rests, the others go. */
async function claimTogetherOrAlone(app: App, limit: number): ReturnType<typeof claimSends> {
  try {
    return await inTransaction(app.db, (tx) => claimSends(app, tx, limit));
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    app.log.error({ err: error }, 'A batch of sends could not be decided; each is tried alone');
  }
  const all = { claims: [] as Claim[], taken: 0 };
  for (const send of await listDueSends(app.db, app.clock.now(), limit)) {
    try {
      const { claims, taken } = await inTransaction(app.db, (tx) => claimSends(app, tx, 1, send));
      all.claims.push(...claims);
      all.taken += taken;
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      app.log.error({ err: error, send: send.id }, 'A send could not be decided and rests for ten minutes');
      await restSend(app.db, send, new Date(app.clock.nowMs() + 10 * minuteMs));
    }
  }
  return all;
}

async function callAtSlot(app: App, claim: Claim, keepSlot: (claim: Claim) => Promise<boolean>): Promise<SendResult> {
  if (!(await keepSlot(claim))) {
    return { kind: 'refused', problem: { code: beganTooLate, message: 'The call did not begin in time and is planned anew.', advice: 'retry' }, retryAfterMs: 0 };
  }
  try {
    return await withSpan('sends.call', { 'send.id': claim.message.sendId, vendor: claim.definition.id }, () => claim.definition.send(claim.client, claim.message));
  } catch (error) {
    app.log.error({ err: error, send: claim.message.sendId }, 'A channel threw where it should have answered');
    return { kind: 'in_doubt', reason: 'The channel failed in an unforeseen way.' };
  }
}

/** Longest time between a claim and the moment its call has surely begun or been given up. */
export const settleWithinMs = latestStartMs + secondMs / 2;
