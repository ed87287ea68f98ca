import { createFaults, type Faults } from './faults.ts';
import { createRandom, type Random } from './random.ts';
import { createSchedule, type Schedule, type Timer } from './schedule.ts';
import { createWebhooks, type WebhookOptions, type Webhooks } from './webhooks.ts';

/** What the pretend services share: time, chance, misbehaviour and the post. */
export interface World {
  seed: number;
  random: Random;
  faults: Faults;
  webhooks: Webhooks;
  schedule: Schedule;
  /** World time, ms since 1970. */
  now(): number;
  /** Runs `work` after `delayMs` of world time, also when the clock jumps over that moment. */
  after(delayMs: number, work: () => void): Timer;
  /** Lets `ms` of world time pass at once and then tells those who asked. */
  advance(ms: number): void;
  onAdvance(tell: () => void): void;
  /** Each part forgets its state and goes back to its presets when the world is reset. */
  onReset(forget: () => void): void;
  /** Back to the beginning: no waiting work, no faults, presets as at start. The clock keeps its offset. */
  reset(): void;
  /** Base address of this simulator, known once it listens; `http://127.0.0.1:4600`. */
  url: string;
  /** Base address of the product, or null when none was given. */
  productUrl: string | null;
  close(): Promise<void>;
}

export interface WorldOptions {
  seed?: number;
  /** First moment of the world's clock, ms since 1970; by default the real one. */
  startAt?: number;
  productUrl?: string | null;
  webhooks?: Partial<WebhookOptions>;
}

export function createWorld({ seed = 1, startAt, productUrl = null, webhooks: settings }: WorldOptions = {}): World {
  const random = createRandom(seed);
  const faults = createFaults(random);
  const schedule = createSchedule(startAt);
  const webhooks = createWebhooks(schedule, faults, settings);
  const resets: (() => void)[] = [];
  const watchers: (() => void)[] = [];
  return {
    seed,
    random,
    faults,
    webhooks,
    schedule,
    url: '',
    productUrl,
    now: schedule.now,
    after: schedule.after,
    advance(ms) {
      schedule.advance(ms);
      for (const tell of watchers) tell();
    },
    onAdvance: (tell) => void watchers.push(tell),
    onReset: (forget) => void resets.push(forget),
    reset() {
      schedule.clear();
      faults.clear();
      webhooks.clear();
      for (const forget of resets) forget();
    },
    async close() {
      schedule.clear();
      await webhooks.close();
    },
  };
}
