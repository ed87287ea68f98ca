import { z } from 'zod';
import { ClockTime } from '#contract/country-rule';
import type { GateSettings } from './gate-types.ts';

/** What a merchant starts with: the figures of the compliance reference where the law gives none. */
export const defaultGateSettings: GateSettings = {
  contactCaps: { perDay: 1, perThirtyDays: 5 },
  hours: null,
  restOnHolidays: false,
  enforceRegister: false,
  blockedCountries: [],
};

/** The stored form. Missing fields take their default, so settings written by an older version stay readable. */
export const GateSettingsSchema: z.ZodType<GateSettings> = z.object({
  contactCaps: z
    .object({ perDay: z.int().min(0).max(50), perThirtyDays: z.int().min(0).max(500) })
    .default(defaultGateSettings.contactCaps),
  hours: z
    .object({ from: ClockTime, to: ClockTime, days: z.array(z.int().min(1).max(7)).min(1) })
    .refine((hours) => hours.from < hours.to, 'The hours end after they begin.')
    .nullable()
    .default(defaultGateSettings.hours),
  restOnHolidays: z.boolean().default(defaultGateSettings.restOnHolidays),
  enforceRegister: z.boolean().default(defaultGateSettings.enforceRegister),
  blockedCountries: z.array(z.string().regex(/^[A-Z]{2}$/)).default(defaultGateSettings.blockedCountries),
});
