import { z } from 'zod';
import { CartReason } from './cart.ts';
import { Currency } from './money.ts';
import { Instant } from './page.ts';
import { RatingTallies } from './rating.ts';

/** What the merchant sees first: what it earned, what needs a person, whether anything is wrong. */

export const HomeQuery = z.object({ days: z.coerce.number().int().min(1).max(90).default(7) });
export type HomeQuery = z.infer<typeof HomeQuery>;

const Share = z.object({ part: z.int(), whole: z.int() });
const Micros = z.object({ micros: z.int(), currency: Currency });

/** A figure with its 95 % interval. */
const Estimated = z.object({ value: z.number(), low: z.number(), high: z.number() });

export const IncrementView = z.object({
  /** `off`: nobody is held out. `not_enough`: the groups are too small to say anything. `unfair`: the draw was not kept, so no figure is given. */
  status: z.enum(['ready', 'not_enough', 'unfair', 'off']),
  treatedPeople: z.int(),
  heldOutPeople: z.int(),
  /** Minor units of the home currency. */
  revenueMinor: Estimated.nullable(),
  orders: Estimated.nullable(),
});
export type IncrementView = z.infer<typeof IncrementView>;

export const funnelStages = ['abandoned', 'eligible', 'messaged', 'read', 'replied', 'bought'] as const;
export const FunnelStage = z.object({
  stage: z.enum(funnelStages),
  carts: z.int(),
  /** Why carts of the stage before are not in this one, most first. Null reason: no particular one. */
  losses: z.array(z.object({ outcome: z.string(), reason: CartReason.nullable(), carts: z.int() })),
});
export type FunnelStage = z.infer<typeof FunnelStage>;

export const ConnectionHealth = z.object({
  connectionId: z.uuid(),
  name: z.string(),
  port: z.string(),
  vendor: z.string(),
  level: z.enum(['ok', 'attention', 'broken']),
  /** What is the matter, in a word the console has a sentence for. */
  code: z.enum(['ok', 'quiet', 'paused', 'check_failed', 'check_warning', 'restricted', 'quality_low', 'never_heard']),
  /** The step of the last check that went wrong, as the console names it; null when no check speaks of it. */
  step: z.string().nullable(),
  /** The vendor's own words, when it gave any. */
  detail: z.string().nullable(),
  lastEventAt: Instant.nullable(),
});
export type ConnectionHealth = z.infer<typeof ConnectionHealth>;

export const alarmCodes = ['opt_outs_climbing', 'few_replies', 'queue_long', 'queue_after_prompts', 'contained_unhappy', 'messages_late', 'messages_failing', 'events_failed', 'templates_stopped', 'holdout_unfair'] as const;
export const Alarm = z.object({ code: z.enum(alarmCodes), level: z.enum(['attention', 'broken']), figures: z.record(z.string(), z.number()) });
export type Alarm = z.infer<typeof Alarm>;

export const Home = z.object({
  from: Instant,
  to: Instant,
  days: z.int(),
  /** Of every amount in minor units below. */
  currency: Currency,
  /** No cart has ever come in: the first-run guide is the next step. */
  isEmpty: z.boolean(),
  recovered: z.object({ carts: z.int(), orders: z.int(), revenueMinor: z.int(), previousRevenueMinor: z.int(), otherCurrencies: z.array(z.object({ currency: Currency, revenueMinor: z.int() })) }),
  /** The period, at one look. */
  increment: IncrementView,
  /** Since the beginning, over people whose time to buy has passed: holds however often it is looked at. */
  incrementSoFar: IncrementView.extend({ since: Instant.nullable() }),
  recoveryOfContacted: Share,
  recoveryOfAbandoned: Share,
  funnel: z.array(FunnelStage),
  messages: z.object({ sent: z.int(), delivered: z.int(), read: z.int(), clicked: z.int(), replied: z.int(), boughtAfterReply: z.int() }),
  costs: z.array(Micros),
  /** By currency of the costs; empty when nothing was recovered or priced. */
  costPerRecoveredCart: z.array(Micros),
  optOuts: z.array(z.object({ channel: z.string(), people: z.int(), contacted: z.int() })),
  /** From a shopper's answer to our first word back. Null without an answered one. */
  firstResponse: z.object({ medianMs: z.int(), answered: z.int() }).nullable(),
  orderValue: z.object({ recoveredMinor: z.int().nullable(), recoveredOrders: z.int(), otherMinor: z.int().nullable(), otherOrders: z.int() }),
  /** How shoppers who were asked in the period rated the help. */
  ratings: RatingTallies,
  waiting: z.object({
    count: z.int(),
    longest: z.array(z.object({ conversationId: z.uuid(), contactName: z.string().nullable(), reason: z.string().nullable(), priority: z.int(), since: Instant, preview: z.string().nullable() })),
  }),
  health: z.array(ConnectionHealth),
  alarms: z.array(Alarm),
});
export type Home = z.infer<typeof Home>;
