/** Flows: what is done about a cart, step by step. */
export { onCartsChanged } from './arm-runs.ts';
export { noteReplies, onOrdersChanged, onSendsSettled } from './exit-runs.ts';
export { repointRunContacts } from './flow-queries.ts';
export { flowWork } from './step-runs.ts';
export { createFlow, switchFlow } from './manage-flows.ts';
export type { FlowInput } from './manage-flows.ts';
export { advisorFirst } from './playbooks/advisor-first.ts';
export { askForCode, eraseChatDiscounts, findFlowOffer, findLastGiven, findOwnCode, repointChatDiscounts, settleCode, wasUsed } from './chat-discounts.ts';
export { createDiscount } from './create-discount.ts';
export { discountCodeOf, makeShopCode } from './make-shop-code.ts';
export { addFlowRoutes } from './routes.ts';
