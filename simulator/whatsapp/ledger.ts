import { createRing, type World } from '../kit/index.ts';
import type { MessageStatus } from './chats.ts';
import type { Json } from './json.ts';

/** One message that the network accepted. */
export interface LedgerEntry {
  wamid: string;
  phoneNumberId: string;
  /** As the sender wrote it: a phone or a scoped id. */
  to: string;
  /** Who got it: the simulator's key of the person. */
  shopper: string;
  /** `biz_opaque_callback_data`, null when absent. */
  callbackData: string | null;
  type: string;
  /** The words of the message as the person sees them. */
  text: string;
  template: string | null;
  status: MessageStatus;
  errorCode: number | null;
  /** True when the connection was cut after accepting. */
  answerDropped: boolean;
  /** World time, ms. */
  acceptedAt: number;
  /** Real time at which the call began to be heard, before any fault delayed it, ms. */
  arrivedRealAt: number;
  /** Real time, ms. */
  acceptedRealAt: number;
  /** The whole request; null for all but the newest thousands, to bound the memory. */
  payload: Json | null;
}

export interface LedgerLimits {
  entries: number;
  payloads: number;
  /** Callback values remembered to recognise a repeat. */
  callbacks: number;
}

export interface Ledger {
  record(entry: LedgerEntry): void;
  /** Oldest first. */
  entries(): LedgerEntry[];
  stats(): LedgerStats;
  countRefusal(code: number): void;
  countOutcome(status: MessageStatus): void;
  /** Messages that this number accepted in the last second of real time. */
  rateOf(phoneNumberId: string): number;
}

export interface LedgerStats {
  accepted: number;
  byType: Record<string, number>;
  /** Sends refused synchronously, by error code. */
  refused: Record<string, number>;
  /** Status webhooks produced, by status. */
  statuses: Record<string, number>;
  /** Accepted messages whose answer was cut. */
  answersDropped: number;
  numbers: Record<string, { accepted: number; maxPerSecond: number; lastSecond: number }>;
  /** How many accepted messages repeated an earlier `biz_opaque_callback_data`, and the first hundred such values. */
  duplicates: { count: number; callbackData: string[] };
  withoutCallbackData: number;
}

export function createLedger(world: World, limits: LedgerLimits): Ledger {
  const entries = createRing<LedgerEntry>(limits.entries);
  const recent = createRing<LedgerEntry>(limits.payloads);
  let seen = new Set<string>();
  let rates = new Map<string, Rate>();
  let stats = emptyStats();
  world.onReset(() => {
    entries.clear();
    recent.clear();
    seen = new Set();
    rates = new Map();
    stats = emptyStats();
  });

  function noteCallback(callbackData: string | null): void {
    if (callbackData === null) {
      stats.withoutCallbackData += 1;
    } else if (seen.has(callbackData)) {
      stats.duplicates.count += 1;
      if (stats.duplicates.callbackData.length < 100) stats.duplicates.callbackData.push(callbackData);
    } else if (seen.size < limits.callbacks) {
      seen.add(callbackData);
    }
  }

  return {
    record(entry) {
      entries.push(entry);
      recent.push(entry);
      const left = recent.evicted();
      if (left) left.payload = null;
      stats.accepted += 1;
      stats.byType[entry.type] = (stats.byType[entry.type] ?? 0) + 1;
      if (entry.answerDropped) stats.answersDropped += 1;
      noteCallback(entry.callbackData);
      let rate = rates.get(entry.phoneNumberId);
      if (!rate) rates.set(entry.phoneNumberId, (rate = createRate()));
      rate.add(entry.acceptedRealAt);
    },
    entries: () => entries.all(),
    countRefusal: (code) => void (stats.refused[code] = (stats.refused[code] ?? 0) + 1),
    countOutcome: (status) => void (stats.statuses[status] = (stats.statuses[status] ?? 0) + 1),
    rateOf: (phoneNumberId) => rates.get(phoneNumberId)?.current(Date.now()) ?? 0,
    stats() {
      const numbers: LedgerStats['numbers'] = {};
      for (const [id, rate] of rates) numbers[id] = rate.summary(Date.now());
      return { ...stats, numbers };
    },
  };
}

const emptyStats = (): LedgerStats => ({
  accepted: 0,
  byType: {},
  refused: {},
  statuses: {},
  answersDropped: 0,
  numbers: {},
  duplicates: { count: 0, callbackData: [] },
  withoutCallbackData: 0,
});

type Rate = ReturnType<typeof createRate>;

/** Counts within any second, not within calendar seconds: the moments of the last 1000 ms in a queue. */
function createRate() {
  let moments: number[] = [];
  let head = 0;
  let accepted = 0;
  let maxPerSecond = 0;
  function current(now: number): number {
    while (head < moments.length && (moments[head] as number) <= now - 1000) head += 1;
    if (head > 4096) {
      moments = moments.slice(head);
      head = 0;
    }
    return moments.length - head;
  }
  return {
    current,
    add(now: number) {
      moments.push(now);
      accepted += 1;
      maxPerSecond = Math.max(maxPerSecond, current(now));
    },
    summary: (now: number) => ({ accepted, maxPerSecond, lastSecond: current(now) }),
  };
}
