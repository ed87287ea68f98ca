import type { FlowDefinition } from '#contract/flow';
import { holds } from './conditions.ts';
import type { RunFacts } from './conditions.ts';

export interface ActiveFlow {
  workspaceId: string;
  id: string;
  lane: string;
  priority: number;
  version: number;
  activatedAtMs: number;
  definition: FlowDefinition;
}

/**
 * The flow that takes this cart: the highest priority of its lane whose trigger and entry accept it; null when none does.
 * Asked when the cart moves (the person may be unknown yet, so conditions about people are not asked) and again when the run wakes.
 */
export function chooseFlow(flows: readonly ActiveFlow[], facts: RunFacts, when: 'cart_moved' | 'run_wakes'): ActiveFlow | null {
  const accepting = flows.filter(({ definition }) => {
    if (definition.trigger.after === 'checkout' && !facts.cart.checkoutReached) return false;
    return definition.entry.every((condition) => (when === 'cart_moved' && condition.field.startsWith('contact.') ? true : holds(condition, facts)));
  });
  return accepting.toSorted((left, right) => right.priority - left.priority || (left.id < right.id ? -1 : 1))[0] ?? null;
}

/** When a cart left at this moment counts as abandoned. */
export function abandonedAtMs(flow: ActiveFlow, activityAtMs: number): number {
  return activityAtMs + flow.definition.trigger.delayMs;
}
