import { z } from 'zod';
import type { World } from '../kit/index.ts';

/** How the pretend network behaves; all of it can be changed while it runs. */
export const Settings = z.object({
  /** False = no status webhooks at all. */
  statuses: z.boolean().default(true),
  sentAfterMs: z.number().nonnegative().default(150),
  deliveredAfterMs: z.number().nonnegative().default(500),
  /** World time after delivery at which everybody reads everything; null = only a phone page or the control API reads. */
  readAfterMs: z.number().nonnegative().nullable().default(null),
  /** Statuses in one webhook at most. */
  statusBatch: z.int().min(1).max(1000).default(400),
  /** Longest that a status waits for company, ms of world time. */
  statusFlushMs: z.number().nonnegative().default(50),
  /** Enforce one message per 6 s and person with a burst of 45. */
  pairRate: z.boolean().default(true),
  /** Enforce the messages per second of a number. */
  throughput: z.boolean().default(true),
  /** Enforce how many people the portfolio's tier lets it reach; off, so that a measurement may reach more than any new business. */
  messagingLimit: z.boolean().default(false),
  /** Marketing templates that one person receives in 24 h before 131049; null = no cap. */
  marketingCapPerDay: z.int().positive().nullable().default(null),
  /** Service messages of a number that are free in a calendar month. */
  freeServicePerMonth: z.int().nonnegative().default(1000),
  /** Length of the free window after an answered ad, days. */
  freeEntryDays: z.number().positive().default(7),
});
export type Settings = z.infer<typeof Settings>;

/** One object for all readers, back to the usual values at a reset. */
export function createSettings(world: World): Settings {
  const settings = Settings.parse({});
  world.onReset(() => void Object.assign(settings, Settings.parse({})));
  return settings;
}
