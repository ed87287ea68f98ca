export { registerControl } from './control-routes.ts';
export { dropConnection, replyWithFault } from './fault-replies.ts';
export { type Fault, type FaultKind, type Faults } from './faults.ts';
export { type Random } from './random.ts';
export { createRing, type Ring } from './ring.ts';
export { type Schedule, type Timer } from './schedule.ts';
export type { WebhookAttempt, WebhookOptions, WebhookPost, Webhooks } from './webhooks.ts';
export { createWorld, type World, type WorldOptions } from './world.ts';
