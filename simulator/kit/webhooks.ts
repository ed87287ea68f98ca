import { Agent, request } from 'undici';
import type { Faults } from './faults.ts';
import { createRing, type Ring } from './ring.ts';
import type { Schedule, Timer } from './schedule.ts';

/** One webhook to deliver, already signed: the bytes go out exactly as they are. */
export interface WebhookPost {
  /** Who sends it, for faults (`webhook.<source>`) and the log: `whatsapp`, `shopify`. */
  source: string;
  url: string;
  /** A function: made anew for every attempt, where a signature carries its time. */
  headers: Record<string, string> | (() => Record<string, string>);
  body: string | Buffer;
  /** What the log calls it, such as a topic or field. */
  label?: string;
  /** For faults that concern one recipient or shop only. */
  recipient?: string;
  /** Called once, at the first 2xx answer. */
  onDelivered?: () => void;
}

/** A line of the delivery log. */
export interface WebhookAttempt {
  id: string;
  source: string;
  label: string;
  url: string;
  attempt: number;
  /** HTTP status, or null when no answer came. */
  status: number | null;
  /** World time, ms. */
  at: number;
  /** Real time the answer took, ms. */
  tookMs: number;
}

export interface WebhookOptions {
  /** World time before the first retry, ms; doubles each time. */
  firstRetryMs: number;
  /** Longest pause between two retries, ms. */
  longestRetryMs: number;
  /** A webhook older than this is given up, ms of world time. */
  giveUpAfterMs: number;
  /** Requests in flight at once to all receivers. */
  concurrency: number;
  /** Webhooks that may wait; beyond it new ones are counted as abandoned. */
  capacity: number;
  /** Real time to wait for an answer, ms. */
  timeoutMs: number;
}

export interface Webhooks {
  /** Queues it; never throws. Retried until a 2xx answer or until it is too old. */
  send(post: WebhookPost): void;
  options: WebhookOptions;
  stats(): { sent: number; delivered: number; failedAttempts: number; abandoned: number; waiting: number };
  /** The latest attempts, oldest first. */
  attempts(): WebhookAttempt[];
  /** Resolves once nothing is queued or in flight; retries that wait for their hour do not count. */
  idle(): Promise<void>;
  clear(): void;
  close(): Promise<void>;
}

interface Delivery extends WebhookPost {
  id: string;
  attempt: number;
  firstAt: number;
}

const DAY_MS = 86_400_000;
const DEFAULTS: WebhookOptions = {
  firstRetryMs: 1000,
  longestRetryMs: 3_600_000,
  giveUpAfterMs: 7 * DAY_MS,
  concurrency: 16,
  capacity: 100_000,
  timeoutMs: 20_000,
};

export function createWebhooks(schedule: Schedule, faults: Faults, settings: Partial<WebhookOptions> = {}): Webhooks {
  const options = { ...DEFAULTS, ...settings };
  const agent = new Agent({ connections: options.concurrency, pipelining: 1 });
  const log: Ring<WebhookAttempt> = createRing(1000);
  const counts = { sent: 0, delivered: 0, failedAttempts: 0, abandoned: 0 };
  let queue: Delivery[] = [];
  let held: { delivery: Delivery; release: Timer } | null = null;
  let inFlight = 0;
  let retrying = 0;
  let closed = false;
  let generation = 0;
  let listeners: (() => void)[] = [];

  function pump(): void {
    while (!closed && inFlight < options.concurrency) {
      const delivery = queue.shift();
      if (!delivery) break;
      inFlight += 1;
      void attempt(delivery, generation).finally(() => {
        inFlight -= 1;
        pump();
      });
    }
    if (queue.length === 0 && inFlight === 0) {
      for (const listener of listeners) listener();
      listeners = [];
    }
  }

  async function attempt(delivery: Delivery, born: number): Promise<void> {
    delivery.attempt += 1;
    const startedAt = performance.now();
    const status = await post(delivery);
    const tookMs = Math.round(performance.now() - startedAt);
    if (born !== generation) return;
    const { id, source, url } = delivery;
    log.push({ id, source, label: delivery.label ?? '', url, attempt: delivery.attempt, status, at: schedule.now(), tookMs });
    if (status !== null && status >= 200 && status < 300) {
      counts.delivered += 1;
      delivery.onDelivered?.();
      return;
    }
    counts.failedAttempts += 1;
    const pauseMs = Math.min(options.longestRetryMs, options.firstRetryMs * 2 ** (delivery.attempt - 1));
    if (schedule.now() + pauseMs - delivery.firstAt > options.giveUpAfterMs) {
      counts.abandoned += 1;
      return;
    }
    retrying += 1;
    schedule.after(pauseMs, () => {
      if (born !== generation) return;
      retrying -= 1;
      enqueue(delivery);
    });
  }

  async function post({ url, headers, body }: Delivery): Promise<number | null> {
    const timeouts = { headersTimeout: options.timeoutMs, bodyTimeout: options.timeoutMs };
    try {
      const answer = await request(url, { method: 'POST', headers: typeof headers === 'function' ? headers() : headers, body, dispatcher: agent, ...timeouts });
      await answer.body.dump();
      return answer.statusCode;
    } catch {
      // A refused, cut or silent connection is what retries are for; the log shows it as an attempt without a status.
      return null;
    }
  }

  function enqueue(delivery: Delivery): void {
    queue.push(delivery);
    pump();
  }

  /** Lets the held-back webhook go, after one that overtook it or when nothing else came. */
  function releaseHeld(): void {
    if (!held) return;
    const { delivery, release } = held;
    held = null;
    release.cancel();
    enqueue(delivery);
  }

  return {
    options,
    send(post) {
      if (closed) return;
      if (queue.length + retrying >= options.capacity) {
        counts.abandoned += 1;
        return;
      }
      counts.sent += 1;
      const id = `hook_${counts.sent}`;
      const delivery: Delivery = { ...post, id, attempt: 0, firstAt: schedule.now() };
      const fault = faults.strike(`webhook.${post.source}`, post.recipient);
      if (fault?.kind === 'delay') {
        schedule.after(fault.delayMs, () => enqueue(delivery));
      } else if (fault?.kind === 'reorder' && !held) {
        held = { delivery, release: schedule.after(fault.delayMs, releaseHeld) };
      } else {
        enqueue(delivery);
        for (let copy = 0; fault?.kind === 'repeat' && copy < fault.times; copy += 1) enqueue({ ...delivery });
        releaseHeld();
      }
    },
    stats: () => ({ ...counts, waiting: queue.length + inFlight + retrying }),
    attempts: () => log.all(),
    idle: () =>
      queue.length === 0 && inFlight === 0 ? Promise.resolve() : new Promise((resolve) => listeners.push(() => resolve())),
    clear() {
      generation += 1;
      queue = [];
      retrying = 0;
      held = null;
      log.clear();
      Object.assign(counts, { sent: 0, delivered: 0, failedAttempts: 0, abandoned: 0 });
    },
    async close() {
      closed = true;
      await agent.destroy();
    },
  };
}
