import { z } from 'zod';
import { ClockTime, CountryRuleSummary } from './country-rule.ts';
import { Instant } from './page.ts';
import { Country } from './workspace.ts';

/** The merchant's own rules for messages. Missing fields take their default, so settings written by an older version stay readable. */
export const GateSettings = z.object({
  /** Most marketing messages to one person over all channels. 0: none. */
  contactCaps: z.object({ perDay: z.int().min(0).max(50), perThirtyDays: z.int().min(0).max(500) }).default({ perDay: 1, perThirtyDays: 5 }),
  /** Narrower hours than the law's, on the shopper's own clock; days from 1 (Monday). Null: only the law's. */
  hours: z
    .object({ from: ClockTime, to: ClockTime, days: z.array(z.int().min(1).max(7)).min(1) })
    .refine((hours) => hours.from < hours.to, 'The hours end after they begin.')
    .nullable()
    .default(null),
  restOnHolidays: z.boolean().default(false),
  /** Without a fresh look into the country's do-not-contact register nothing promotional goes. */
  enforceRegister: z.boolean().default(false),
  blockedCountries: z.array(Country).default([]),
});
export type GateSettings = z.infer<typeof GateSettings>;

export const Rules = z.object({
  settings: GateSettings,
  /** When somebody last compared the contacts with the register; null: never said. */
  registerCheckedAt: Instant.nullable(),
  /** The newest day on which the country data was compared with its sources. */
  version: z.string(),
  /** The workspace's own country first, then by code; the last ("ZZ") stands for every other country. */
  countries: z.array(CountryRuleSummary),
});
export type Rules = z.infer<typeof Rules>;

export const RulesPatch = z.object({
  settings: GateSettings.optional(),
  /** True: the contacts were compared with the register just now. */
  registerChecked: z.literal(true).optional(),
});
export type RulesPatch = z.infer<typeof RulesPatch>;
