/** The one gate (DESIGN §5): may this message go, now, to this person? Pure rules and dated country data. */
export { decide } from './decide.ts';
export { defaultGateSettings, GateSettingsSchema } from './gate-settings.ts';
export type { RecipientPlace } from './recipient-place.ts';
export type { GateAnswer, GateFacts, GateRequest, GateSettings } from './gate-types.ts';
export { addGateRoutes } from './routes.ts';
