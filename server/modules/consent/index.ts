/** The ledger of opt-ins and opt-outs, with proof, and the list of addresses never to be written to again. */
export { applyConsentChanges, applyCustomerConsents } from './apply-consent-changes.ts';
export { eraseConsents, mergeConsents } from './move-consents.ts';
export { readKeyword } from './keyword-rules.ts';
export { readConsentFacts } from './read-consent-facts.ts';
export type { ConsentFacts, ConsentQuestion } from './read-consent-facts.ts';
export { recordConsents } from './record-consents.ts';
export type { ConsentToRecord } from './record-consents.ts';
export { addConsentRoutes } from './routes.ts';
