/** Points that requests take and time gives back. */
export interface CostBucket {
  maximumAvailable: number;
  /** Points given back for each second of world time. */
  restoreRate: number;
  available: number;
  /** World time of the last count, ms. */
  countedAt: number;
}

/** What a shop on the standard plan has. */
export function createCostBucket(nowMs: number): CostBucket {
  return { maximumAvailable: 2000, restoreRate: 100, available: 2000, countedAt: nowMs };
}

/** Takes the points when there are enough; the status is what the answer tells the caller. */
export function takePoints(bucket: CostBucket, points: number, nowMs: number) {
  const restored = (Math.max(0, nowMs - bucket.countedAt) / 1000) * bucket.restoreRate;
  bucket.available = Math.min(bucket.maximumAvailable, bucket.available + restored);
  bucket.countedAt = nowMs;
  const isGranted = points <= bucket.available;
  if (isGranted) bucket.available -= points;
  const { maximumAvailable, restoreRate, available } = bucket;
  return { isGranted, throttleStatus: { maximumAvailable, currentlyAvailable: Math.floor(available), restoreRate } };
}
