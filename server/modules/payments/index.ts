/** Being paid in the chat: links for exactly one version of a cart, what came of them, and the ledger of every step. */
export { checkPayments } from './check-payments.ts';
export type { PaymentStanding } from './check-payments.ts';
export { closeLinkJob, closeStaleLinks } from './close-links.ts';
export { createOrderJob } from './create-order.ts';
export { createPaymentLink } from './create-payment-link.ts';
export type { CreatedPaymentLink } from './create-payment-link.ts';
export type { LinkWish } from './claim-link.ts';
export { lookUpJob } from './look-up.ts';
export { notePaymentNews } from './note-payment-news.ts';
export { addPayRoutes } from './pay-routes.ts';
export { erasePaymentPeople, repointPaymentContacts } from './payment-people.ts';
export { paymentHold } from './payment-hold.ts';
export { reconcileJob } from './reconcile.ts';
export { refundJob } from './refund-payment.ts';
export { addPaymentRoutes } from './routes.ts';
export { listTills } from './tills.ts';
export type { Till } from './tills.ts';
