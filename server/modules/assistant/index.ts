/** The selling assistant: turns, engines, tools, guards. */
export { armTurns } from './arm-turns.ts';
export { addAssistantRoutes } from './routes.ts';
export { summarizeOutcomes } from './overview-queries.ts';
export { assistantWork } from './turn-work.ts';
export type { AssistantParts } from './take-turn.ts';
export { eraseTurns, forgetOldTurns, mergeTurns } from './turn-upkeep.ts';
