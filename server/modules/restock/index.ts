/** Back in stock: the one message that answers each shopper who asked to be told. */
export { announceRestock, ensureRestockTemplates, onRestockSettled, sweepRestock } from './announce-restock.ts';
