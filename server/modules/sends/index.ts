/** The send ledger: every message to a shopper is planned, decided by the gate, claimed, called and recorded here. */
export { estimateMonthlyCost } from './cost-estimate.ts';
export { askAgain } from './ask-again.ts';
export { awaitCalls, awaitMarketingCalls } from './await-calls.ts';
export { sendWork } from './dispatch-sends.ts';
export { eraseSends } from './erase-sends.ts';
export { pictureOf, readReplyId, replyId, valuesOf } from './freeze-content.ts';
export { addLinkRoutes } from './follow-link.ts';
export { languageOfContact } from './language-of-contact.ts';
export { cartLinkToken } from './links.ts';
export { planAnswer } from './plan-answer.ts';
export { findNumbers, planSends, repointSendContacts, vendorsOf } from './plan-sends.ts';
export type { PlannedSend } from './plan-sends.ts';
export { priceOf } from './rate-card.ts';
export { askRehearsed, rehearseSends } from './rehearse-sends.ts';
export type { PastSend, Rehearsal } from './rehearse-sends.ts';
export { doubtWork } from './settle-doubts.ts';
export { addSendRoutes } from './routes.ts';
export { settleStatuses } from './settle-statuses.ts';
