/** How fast messages may leave. Pure; instants are epoch milliseconds. */

/** A call begins at most this long after its slot; a later one takes another slot. */
export const mostLateMs = 60;
/**
 * A number is asked for this part of what the channel allows. The rest is for calls that begin late in one second and early in the next, and for
 * what bunches on the way: the platform counts arrivals.
 */
const headroom = 0.85;

/** What the database keeps of a number's time. */
export interface PaceState {
  /** First instant that no call was granted. */
  nextFreeMs: number;
  /** First instant after everything that waits in line. */
  backlogMs: number;
}

export interface SlotGrant extends PaceState {
  /** Instants at which the granted messages may be called, in order. */
  slotsMs: number[];
  /** When each of the others should ask again, one after the other: a long line is looked at once for each turn, not all the time. */
  putOffMs: number[];
}

/**
 * Slots of one number: evenly spaced, beginning now or when earlier grants end, none later than `horizonMs` from now; what does not fit
 * gets a place in the line. The caller holds the row that keeps the state, so any number of workers together stay under the limit.
 */
export function grantSlots(wanted: number, state: PaceState, nowMs: number, messagesPerSecond: number, horizonMs: number): SlotGrant {
  const intervalMs = 1000 / (messagesPerSecond * headroom);
  const first = Math.max(state.nextFreeMs, nowMs);
  const room = Math.floor((nowMs + horizonMs - first) / intervalMs) + 1;
  const count = Math.max(0, Math.min(wanted, room));
  const nextFreeMs = count === 0 ? state.nextFreeMs : first + count * intervalMs;
  const lineMs = Math.max(state.backlogMs, nextFreeMs, nowMs);
  const waiting = wanted - count;
  return {
    slotsMs: spaced(first, count, intervalMs),
    putOffMs: spaced(lineMs, waiting, intervalMs),
    nextFreeMs,
    backlogMs: waiting === 0 ? state.backlogMs : lineMs + waiting * intervalMs,
  };
}

const spaced = (fromMs: number, count: number, intervalMs: number) => Array.from({ length: count }, (_, index) => fromMs + index * intervalMs);

/**
 * The earliest instant at which one more message to the same person fits: a bucket of `burst` that refills one each `intervalMs`
 * (WhatsApp: 45, and one every 6 s).
 * @param sentMs earlier messages to the person, any order.
 */
export function nextPairSlot(sentMs: readonly number[], limits: { intervalMs: number; burst: number }, nowMs: number): number {
  let level = 0;
  let atMs = 0;
  for (const sent of sentMs.toSorted((left, right) => left - right)) {
    level = Math.max(0, level - (sent - atMs) / limits.intervalMs) + 1;
    atMs = sent;
  }
  const levelNow = Math.max(0, level - (nowMs - atMs) / limits.intervalMs);
  return levelNow + 1 <= limits.burst ? nowMs : Math.ceil(nowMs + (levelNow + 1 - limits.burst) * limits.intervalMs);
}

/** Wait before the next try after a passing fault: 2, 4, 8 … s with up to a third of chance, at most 5 minutes. */
export function retryDelayMs(attempt: number, chance: number): number {
  return Math.min(2 ** attempt * 1000, 300_000) * (1 + chance / 3);
}

/** After a pair limit: 4^n seconds (Meta, error 131056). */
export function pairDelayMs(attempt: number): number {
  return Math.min(4 ** attempt * 1000, 3_600_000);
}
