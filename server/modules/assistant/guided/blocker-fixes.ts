import type { JobName } from './turn.ts';
import type { Blocker } from './understanding.ts';

/** What stops a purchase and the help that belongs to it. */
export interface BlockerFix {
  /** The doubt in the shopper's words. */
  doubt: string;
  blockers: readonly Blocker[];
  /** Jobs that help, the first is taken. */
  jobs: readonly [JobName, ...JobName[]];
}

/** The seven rows of the trade, then the doubts that other lists name. */
export const blockerFixes: readonly BlockerFix[] = [
  { doubt: 'Which product should I buy?', blockers: ['product_fit'], jobs: ['help_choose', 'find_product'] },
  { doubt: 'Which of the two?', blockers: ['comparison'], jobs: ['compare'] },
  { doubt: 'Will this fit?', blockers: ['sizing'], jobs: ['size_help', 'compatibility', 'product_question'] },
  { doubt: 'When will it arrive?', blockers: ['delivery_time', 'shipping_cost'], jobs: ['delivery_time', 'shipping_cost'] },
  { doubt: 'Is this in stock?', blockers: ['stock'], jobs: ['availability', 'restock'] },
  { doubt: 'Can I return it?', blockers: ['returns'], jobs: ['return_policy'] },
  { doubt: 'I left my cart.', blockers: ['forgot'], jobs: ['view_cart', 'checkout', 'save_cart'] },
  { doubt: 'I need help after purchase.', blockers: [], jobs: ['order_status', 'start_return', 'delivery_problem'] },
  { doubt: 'It costs more than I thought.', blockers: ['price'], jobs: ['discount_request'] },
  { doubt: 'My code does not work.', blockers: ['discount_code'], jobs: ['discount_problem'] },
  { doubt: 'How can I pay?', blockers: ['payment_method'], jobs: ['payment_methods'] },
  { doubt: 'The payment fails.', blockers: ['payment_failed'], jobs: ['payment_problem'] },
  { doubt: 'Somebody else has to agree.', blockers: ['needs_approval'], jobs: ['needs_approval'] },
  { doubt: 'Is this shop real?', blockers: ['trust'], jobs: ['trust'] },
  { doubt: 'Not for me, or not now.', blockers: ['not_interested'], jobs: ['not_now'] },
];

/** Null: no single fix belongs to it; it has to be asked. */
export function fixOf(blocker: Blocker): JobName | null {
  return blockerFixes.find(({ blockers }) => blockers.includes(blocker))?.jobs[0] ?? null;
}
