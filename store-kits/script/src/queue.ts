import { recallJson, remember } from './browser.ts';
import type { OutgoingEvent } from './types.ts';

const storeName = '_marchante_queue';
const maxKept = 100;
const batchSize = 20;
const maxFailures = 6;

export interface Queue {
  push(event: OutgoingEvent): void;
  /** Sends what waits by a road that outlives the page. */
  flushForGood(): void;
}

/**
 * Events waiting to leave. They survive a reload in the session's storage, wait for the network, and are sent again
 * after a failure: the server knows each by its id, so a repeat counts once. After six failures in a row they are given up.
 */
export function createQueue(endpoint: string, key: string): Queue {
  let waiting = recallJson<OutgoingEvent[]>(storeName, []);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isSending = false;
  let failures = 0;

  const keep = () => remember(storeName, JSON.stringify(waiting));
  const bodyOf = (events: OutgoingEvent[]) => JSON.stringify({ key, events });

  function drop(sent: OutgoingEvent[]): void {
    const ids = new Set(sent.map(({ id }) => id));
    waiting = waiting.filter(({ id }) => !ids.has(id));
    keep();
  }

  function schedule(delayMs: number): void {
    clearTimeout(timer);
    if (waiting.length > 0) timer = setTimeout(() => void flush(), delayMs);
  }

  async function flush(): Promise<void> {
    if (isSending || waiting.length === 0 || navigator.onLine === false) return;
    isSending = true;
    const events = waiting.slice(0, batchSize);
    const isTaken = await post(endpoint, bodyOf(events));
    isSending = false;
    failures = isTaken ? 0 : failures + 1;
    if (isTaken || failures >= maxFailures) drop(events);
    schedule(isTaken ? 0 : 1000 * 2 ** Math.min(failures, 6));
  }

  addEventListener('online', () => schedule(0));
  schedule(500);
  return {
    push(event) {
      waiting = [...waiting, event].slice(-maxKept);
      keep();
      schedule(500);
    },
    flushForGood() {
      const events = waiting.slice(0, batchSize);
      if (events.length > 0 && navigator.sendBeacon?.(endpoint, bodyOf(events))) drop(events);
    },
  };
}

/** Plain text needs no preflight. A refusal (4xx) is final; a broken server is asked again. */
async function post(endpoint: string, body: string): Promise<boolean> {
  try {
    const { status } = await fetch(endpoint, { method: 'POST', body, keepalive: true, credentials: 'omit', headers: { 'content-type': 'text/plain' } });
    return status < 500 && status !== 429;
  } catch {
    return false;
  }
}
