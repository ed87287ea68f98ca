import type { App } from '#context';
import { makeBatcher } from '#platform/batcher';
import { inTransaction } from '#platform/database';
import type { Claim } from './claim-sends.ts';
import { leaseSlots } from './pace-queries.ts';
import { mostLateMs } from './pacing-rules.ts';

/**
 * A claim whose call has not begun this long after its slot is given back instead: a purchase acknowledged in the meantime waits no longer
 * than this for calls to begin, so none begins after it (P4).
 */
export const latestStartMs = 1000;

/**
 * Waits for a claim's turn and says whether its call may begin now. Whoever a stall made late asks the number for another slot: calls of all
 * workers begin within `mostLateMs` of a slot of their own, or not at all, so no second ever sees more than the number's limit.
 */
export function makeSlotKeeper(app: App): (claim: Claim) => Promise<boolean> {
  const again = makeBatcher<Claim, number | null>({ maxItems: 240, parallel: 1, run: (claims) => leaseAgain(app, claims) });
  return async (claim) => {
    const endMs = claim.slotMs + latestStartMs;
    for (let slotMs: number | null = claim.slotMs; slotMs !== null && slotMs <= endMs; slotMs = await again.add(claim)) {
      const waitMs = slotMs - app.clock.nowMs();
      if (waitMs > 1) await new Promise((settle) => setTimeout(settle, waitMs));
      if (app.clock.nowMs() - slotMs <= mostLateMs) return app.clock.nowMs() <= endMs;
    }
    return false;
  };
}

/** The next free slots of their numbers, in order; null: none within the time that is left. */
async function leaseAgain(app: App, claims: Claim[]): Promise<(number | null)[]> {
  const nowMs = app.clock.nowMs();
  const byNumber = Map.groupBy(claims, ({ connectionId }) => connectionId);
  const requests = [...byNumber.values()].map((list) => {
    const { workspaceId, connectionId, messagesPerSecond } = list[0] as Claim;
    return { workspaceId, connectionId, messagesPerSecond, wanted: list.length };
  });
  const grants = await inTransaction(app.db, (tx) => leaseSlots(tx, requests, nowMs, latestStartMs));
  return claims.map((claim) => grants.get(claim.connectionId)?.slotsMs[byNumber.get(claim.connectionId)?.indexOf(claim) ?? 0] ?? null);
}
