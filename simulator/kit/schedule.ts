/** Work that waits for a moment of the world's clock. */
export interface Timer {
  /** Safe to repeat; does nothing once the work has run. */
  cancel(): void;
}

/** The world's time: real time plus an offset, and the work that is due by it. */
export interface Schedule {
  /** Milliseconds since 1970 by the world's clock. */
  now(): number;
  /** How far the world is ahead of real time, in ms. */
  offsetMs(): number;
  /** Runs `work` once, `delayMs` of world time from now (0 = on the next turn of the event loop). */
  after(delayMs: number, work: () => void): Timer;
  /** Lets `ms` of world time pass at once; what falls due meanwhile runs in order, each at its own moment. */
  advance(ms: number): void;
  /** Forgets all waiting work; the offset stays. */
  clear(): void;
  /** Number of pieces of work that wait. */
  waiting(): number;
}

interface Entry {
  dueAt: number;
  order: number;
  work: (() => void) | null;
}

/** Real timers cannot wait longer than this, so a far one is armed again. */
const LONGEST_TIMEOUT_MS = 2_000_000_000;

/** `startAt`: the world's first moment in ms since 1970, by default the real one. */
export function createSchedule(startAt: number = Date.now()): Schedule {
  let offsetMs = startAt - Date.now();
  let order = 0;
  let armed: NodeJS.Timeout | undefined;
  let armedFor = Infinity;
  const heap = createHeap();
  const now = () => Date.now() + offsetMs;

  function arm(): void {
    const first = heap.first();
    if (!first || first.dueAt >= armedFor) return;
    clearTimeout(armed);
    armedFor = first.dueAt;
    const waitMs = Math.min(Math.max(0, first.dueAt - now()), LONGEST_TIMEOUT_MS);
    armed = setTimeout(runDue, waitMs);
    armed.unref();
  }

  function runDue(): void {
    armedFor = Infinity;
    // Only what was due when we began: work that re-arms itself at 0 ms must not hold up the event loop.
    const until = now();
    for (let first = heap.first(); first && first.dueAt <= until; first = heap.first()) {
      heap.shift();
      first.work?.();
    }
    arm();
  }

  return {
    now,
    offsetMs: () => offsetMs,
    waiting: () => heap.size(),
    after(delayMs, work) {
      order += 1;
      const entry: Entry = { dueAt: now() + Math.max(0, delayMs), order, work };
      heap.push(entry);
      arm();
      return { cancel: () => void (entry.work = null) };
    },
    advance(ms) {
      const target = now() + ms;
      for (let first = heap.first(); first && first.dueAt <= target; first = heap.first()) {
        heap.shift();
        offsetMs += Math.max(0, first.dueAt - now());
        first.work?.();
      }
      offsetMs += Math.max(0, target - now());
      clearTimeout(armed);
      armedFor = Infinity;
      arm();
    },
    clear() {
      heap.clear();
      clearTimeout(armed);
      armedFor = Infinity;
    },
  };
}

function isBefore(left: Entry, right: Entry): boolean {
  return left.dueAt < right.dueAt || (left.dueAt === right.dueAt && left.order < right.order);
}

/** A binary heap, because a load test keeps tens of thousands of answers waiting. */
function createHeap() {
  const items: Entry[] = [];
  const swap = (one: number, two: number) => {
    const kept = items[one] as Entry;
    items[one] = items[two] as Entry;
    items[two] = kept;
  };
  return {
    first: () => items[0],
    size: () => items.length,
    clear: () => void (items.length = 0),
    push(entry: Entry) {
      let index = items.push(entry) - 1;
      while (index > 0) {
        const parent = (index - 1) >> 1;
        if (!isBefore(items[index] as Entry, items[parent] as Entry)) break;
        swap(index, parent);
        index = parent;
      }
    },
    shift() {
      const last = items.pop();
      if (!last || items.length === 0) return;
      items[0] = last;
      for (let index = 0; ; ) {
        const left = index * 2 + 1;
        const right = left + 1;
        let least = index;
        if (left < items.length && isBefore(items[left] as Entry, items[least] as Entry)) least = left;
        if (right < items.length && isBefore(items[right] as Entry, items[least] as Entry)) least = right;
        if (least === index) return;
        swap(index, least);
        index = least;
      }
    },
  };
}
