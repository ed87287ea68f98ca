import { z } from 'zod';

/** What an answer of the Admin API says about the points it took. */
export const Cost = z.object({
  requestedQueryCost: z.number().nullish(),
  throttleStatus: z.object({ maximumAvailable: z.number(), currentlyAvailable: z.number(), restoreRate: z.number() }),
});
export type Cost = z.infer<typeof Cost>;

/** Keeps count of the points a shop gives us, from what its answers tell. */
export interface CostPacer {
  /** Milliseconds until the operation can be paid for; 0 when it can now, or when nothing is known yet. */
  waitMs(operation: string, now: Date): number;
  record(operation: string, cost: Cost, now: Date): void;
}

/**
 * An operation's price is what it cost last time. The bucket is guessed between answers by its own rate: other programs
 * may drink from it too, so THROTTLED can still happen and is no fault.
 */
export function createCostPacer(): CostPacer {
  const prices = new Map<string, number>();
  let bucket: { available: number; maximum: number; perSecond: number; countedAtMs: number } | null = null;

  return {
    waitMs(operation, now) {
      if (!bucket) return 0;
      const price = Math.min(prices.get(operation) ?? 0, bucket.maximum);
      const restored = ((now.getTime() - bucket.countedAtMs) / 1000) * bucket.perSecond;
      return timeToRestore(price - Math.min(bucket.maximum, bucket.available + restored), bucket.perSecond);
    },
    record(operation, { requestedQueryCost, throttleStatus }, now) {
      if (requestedQueryCost) prices.set(operation, requestedQueryCost);
      const { currentlyAvailable, maximumAvailable, restoreRate } = throttleStatus;
      bucket = { available: currentlyAvailable, maximum: maximumAvailable, perSecond: restoreRate, countedAtMs: now.getTime() };
    },
  };
}

/** Milliseconds until a throttled operation can be paid for; one second when the answer does not tell. */
export function throttledForMs(cost: Cost | null): number {
  if (!cost) return 1000;
  const { currentlyAvailable, restoreRate } = cost.throttleStatus;
  return Math.max(100, timeToRestore((cost.requestedQueryCost ?? restoreRate) - currentlyAvailable, restoreRate));
}

function timeToRestore(points: number, perSecond: number): number {
  if (points <= 0) return 0;
  return perSecond > 0 ? Math.ceil((points / perSecond) * 1000) : 60_000;
}
