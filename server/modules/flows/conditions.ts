import type { Condition } from '#contract/flow';

/** What conditions can ask about, known when a run wakes. Null: unknown, and every comparison with it is false. */
export interface RunFacts {
  cart: { state: 'open' | 'completed' | 'deleted'; itemCount: number; totalMinor: number; currency: string; checkoutReached: boolean; activityAtMs: number; /** Put aside on purpose, and not touched since. */ isSaved?: boolean };
  contact: { orderCount: number | null; tags: string[]; country: string | null; language: string | null } | null;
  run: { replied: boolean; clicked: boolean; messagesSent: number };
}

function valueOf(field: Condition['field'], facts: RunFacts): string | number | boolean | string[] | null {
  switch (field) {
    case 'cart.totalMinor':
      return facts.cart.totalMinor;
    case 'cart.itemCount':
      return facts.cart.itemCount;
    case 'cart.currency':
      return facts.cart.currency;
    case 'cart.checkoutReached':
      return facts.cart.checkoutReached;
    case 'contact.orderCount':
      return facts.contact?.orderCount ?? null;
    case 'contact.tags':
      return facts.contact?.tags ?? null;
    case 'contact.country':
      return facts.contact?.country ?? null;
    case 'contact.language':
      return facts.contact?.language ?? null;
    case 'run.replied':
      return facts.run.replied;
    case 'run.clicked':
      return facts.run.clicked;
    case 'run.messagesSent':
      return facts.run.messagesSent;
  }
}

export function holds(condition: Condition, facts: RunFacts): boolean {
  const actual = valueOf(condition.field, facts);
  if (actual === null) return false;
  switch (condition.is) {
    case 'equal':
      return actual === condition.value;
    case 'not_equal':
      return actual !== condition.value;
    case 'at_least':
      return typeof actual === 'number' && actual >= Number(condition.value);
    case 'less_than':
      return typeof actual === 'number' && actual < Number(condition.value);
    case 'includes':
      return Array.isArray(actual) && actual.includes(String(condition.value));
    case 'includes_not':
      return Array.isArray(actual) && !actual.includes(String(condition.value));
  }
}
