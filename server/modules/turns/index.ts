/** Who answers an incoming message, and how a conversation comes to a person. */
export { answerMeanwhile } from './answer-meanwhile.ts';
export { asksForPerson } from './asks-for-person.ts';
export { handOff } from './hand-off.ts';
export { ruleOf, storedRulesOf } from './handoff-rules.ts';
export { eraseHandoffs, forgetOldHandoffs, repointHandoffs } from './handoff-upkeep.ts';
export { addTurnRoutes } from './routes.ts';
export { sayWhen } from './expectations.ts';
export { takeTurns } from './take-turns.ts';
export { readTranscript } from './transcript.ts';
export type { TranscriptLine } from './transcript.ts';
export { viewedProduct } from './viewed-product.ts';
export { tellPayments } from './tell-payments.ts';
