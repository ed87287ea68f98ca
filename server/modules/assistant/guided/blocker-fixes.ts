import type { JobName } from './turn.ts';
import type { Blocker } from './understanding.ts';

/** What stops a purchase, and the help that belongs to it. */
const fixes: Record<Exclude<Blocker, 'other'>, JobName> = {
  product_fit: 'help_choose',
  comparison: 'compare',
  sizing: 'size_help',
  delivery_time: 'delivery_time',
  shipping_cost: 'delivery_time',
  stock: 'availability',
  returns: 'return_policy',
  forgot: 'view_cart',
  price: 'discount_request',
  discount_code: 'discount_problem',
  payment_method: 'payment_methods',
  payment_failed: 'payment_problem',
  needs_approval: 'needs_approval',
  trust: 'trust',
  not_interested: 'not_now',
};

/** Null: no single fix belongs to it; it has to be asked. */
export const fixOf = (blocker: Blocker): JobName | null => (blocker === 'other' ? null : fixes[blocker]);
