import type { Blocker, Intent } from '../understanding.ts';

/** What an intent says about why a cart was left; an intent that is missing says nothing. */
const byIntent: Partial<Record<Intent, Blocker>> = {
  help_choose: 'product_fit', product_question: 'product_fit', compatibility: 'product_fit', custom_request: 'product_fit',
  size_help: 'sizing', delivery_time: 'delivery_time', shipping_cost: 'shipping_cost', discount_request: 'price', discount_problem: 'discount_code', payment_methods: 'payment_method', payment_problem: 'payment_failed',
  availability: 'stock', restock: 'stock', return_policy: 'returns', warranty: 'returns', compare: 'comparison', needs_approval: 'needs_approval', trust: 'trust', opt_out: 'not_interested',
};

/** Why the cart was left, out of the intent; null: the message tells no reason. */
export function readBlocker(intent: Intent | null): Blocker | null {
  return intent ? (byIntent[intent] ?? null) : null;
}
