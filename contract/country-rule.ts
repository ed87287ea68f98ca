import { z } from 'zod';
import { ConsentChannel } from './inbound-event.ts';

/** "07:00" to "24:00" on the recipient's own clock. */
export const ClockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Write a time as 09:00.');

/** From (included) to (excluded) on one day; null: nothing may be sent that day. */
export const DayWindow = z
  .tuple([ClockTime, ClockTime])
  .refine(([from, to]) => from < to, 'A window ends after it begins.')
  .nullable();
export type DayWindow = z.infer<typeof DayWindow>;

export const WeekWindows = z.object({
  mon: DayWindow,
  tue: DayWindow,
  wed: DayWindow,
  thu: DayWindow,
  fri: DayWindow,
  sat: DayWindow,
  sun: DayWindow,
});
export type WeekWindows = z.infer<typeof WeekWindows>;

/** `statute`: text of the law or its authority; `reported`: law firms, press, vendors; `prudent`: our careful default. */
export const RuleConfidence = z.enum(['statute', 'reported', 'prudent']);
export type RuleConfidence = z.infer<typeof RuleConfidence>;

/** What a state changes in its country's rule; what it leaves out stays the country's. */
export const RegionRule = z.object({
  windows: WeekWindows.optional(),
  maxPerDay: z.int().min(1).nullable().optional(),
  law: z.string(),
  confidence: RuleConfidence,
});
export type RegionRule = z.infer<typeof RegionRule>;

/** What one country asks of marketing messages from a day on. A default for the merchant, not legal advice. */
export const CountryRule = z.object({
  /** Null: in force since before this file began. */
  effectiveFrom: z.iso.date().nullable(),
  /** The day somebody last compared this with its source. */
  checkedOn: z.iso.date(),
  law: z.string().min(1),
  hours: z.object({
    windows: WeekWindows,
    /** The window on public holidays; `as_weekday` where the law makes no difference. */
    holidays: z.union([DayWindow, z.literal('as_weekday')]),
    /** Channels that the hours bind; e-mail only where the law names electronic messages. */
    channels: z.array(ConsentChannel),
    confidence: RuleConfidence,
  }),
  /** `own_initiative`: the shopper must have come on their own and the record must say so. */
  consent: z.enum(['express', 'own_initiative']),
  /** Most marketing messages in 24 hours by law; null: the law gives no figure. */
  maxPerDay: z.int().min(1).nullable(),
  /** After a message, no other channel for seven days. */
  oneChannelPerWeek: z.boolean(),
  /** The do-not-contact register; `refreshDays` null: no stated term. */
  register: z.object({ name: z.string(), refreshDays: z.int().min(1).nullable() }).nullable(),
  /** Channels on which marketing is closed altogether. */
  forbiddenChannels: z.array(z.object({ channel: ConsentChannel, because: z.string() })),
  /** By ISO 3166-2 code, such as "US-TX". */
  regions: z.record(z.string(), RegionRule).default({}),
  notes: z.array(z.string()).default([]),
});
export type CountryRule = z.infer<typeof CountryRule>;

/** The rule in force in one country, as the settings page lists it. */
export const CountryRuleSummary = CountryRule.extend({
  country: z.string().length(2),
  /** False: no rule of its own is on file and the careful default for unknown countries holds. */
  isOwnRule: z.boolean(),
});
export type CountryRuleSummary = z.infer<typeof CountryRuleSummary>;
