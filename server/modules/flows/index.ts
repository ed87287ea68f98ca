/** Flows: what is done about a cart, step by step. */
export { onCartsChanged } from './arm-runs.ts';
export { noteReplies, onOrdersChanged, onSendsSettled } from './exit-runs.ts';
export { repointRunContacts } from './flow-queries.ts';
export { flowWork } from './step-runs.ts';
