/** The one gate (DESIGN §5): may this message go, now, to this person? Pure rules and dated country data. */
export { decide, gateRules } from './decide.ts';
export { defaultGateSettings, GateSettingsSchema } from './gate-settings.ts';
export { countriesWithRules, countryRuleOf, describeCountryRules, rulesVersion } from './country-rules.ts';
export { findRecipientPlace } from './recipient-place.ts';
export type { RecipientPlace } from './recipient-place.ts';
export { instantOf, isKnownZone, isoDateOf, localMomentOf, minutesOf } from './zoned-time.ts';
export { isPublicHoliday } from './holidays.ts';
export type { GateAnswer, GateFacts, GateRequest, GateSettings } from './gate-types.ts';
export { addGateRoutes } from './routes.ts';
