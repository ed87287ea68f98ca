import type { z } from 'zod';
import { GateSettings as StoredGateSettings } from '#contract/gate-settings';
import type { GateSettings } from './gate-types.ts';

/** The stored form of the merchant's rules. */
export const GateSettingsSchema: z.ZodType<GateSettings> = StoredGateSettings;

/** What a merchant starts with: the figures of the compliance reference where the law gives none. */
export const defaultGateSettings: GateSettings = StoredGateSettings.parse({});
