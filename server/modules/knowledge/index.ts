/** What the shop says of itself: pages, the passages that answer a question, delivery times, opening hours, and what nobody answered yet. */
export { estimateDelivery } from './delivery/estimate-delivery.ts';
export type { DeliveryWish } from './delivery/estimate-delivery.ts';
export { readHours } from './delivery/read-hours.ts';
export type { HoursNow } from './delivery/read-hours.ts';
export { findPassages } from './find-passages.ts';
export type { PassageWish } from './find-passages.ts';
export { createPage } from './manage-pages.ts';
export { publishPage } from './publish-page.ts';
export { noteUnanswered } from './questions/note-unanswered.ts';
export type { UnansweredQuestion } from './questions/note-unanswered.ts';
export { eraseQuestions, forgetQuestions, repointQuestions } from './questions/question-queries.ts';
export { settleQuestions } from './questions/settle-questions.ts';
export { addKnowledgeRoutes } from './routes.ts';
