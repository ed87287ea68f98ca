import type { Action } from './actions.ts';
import type { DialogueMemory } from './dialogue-memory.ts';
import { withFacet } from './fill-asked.ts';
import { emptySlots } from './turn.ts';
import type { JobName, Wish } from './turn.ts';

const jobOf: Record<Exclude<Action['kind'], 'topic' | 'order' | 'postal' | 'facet'>, JobName> = {
  add: 'add_to_cart', pick: 'add_to_cart', size: 'add_to_cart', colour: 'add_to_cart', restock: 'restock', quantity: 'change_quantity', show: 'show_product', return: 'start_return', reason: 'start_return', line: 'start_return',
  pay: 'checkout', pay_here: 'checkout', checkout: 'checkout', confirm: 'affirm', cancel: 'deny', human: 'talk_to_person', more: 'find_product', cheaper: 'find_product', save: 'save_cart', share: 'share_cart', cart: 'view_cart',
};

/** A tap, or a yes to what it would have done, as a wish. */
export function wishOf(action: Action, memory: DialogueMemory): Wish {
  const wish = { slots: emptySlots, text: '', action, refines: false };
  if (action.kind === 'topic') return { ...wish, job: action.topic as JobName };
  if (action.kind === 'order') return { ...wish, job: memory.asked?.slot === 'order' ? memory.asked.job : 'order_status', slots: { ...emptySlots, orderNumber: action.number } };
  if (action.kind === 'postal') return { ...wish, job: 'shipping_cost', slots: { ...emptySlots, postalCode: action.code } };
  if (action.kind === 'facet') return { ...wish, job: memory.asked?.slot === 'facet' || memory.asked?.slot === 'for_whom' ? memory.asked.job : 'find_product', slots: withFacet(emptySlots, action.facet, action.value), text: action.value, refines: true };
  return { ...wish, job: jobOf[action.kind], refines: action.kind === 'more' || action.kind === 'cheaper' };
}
