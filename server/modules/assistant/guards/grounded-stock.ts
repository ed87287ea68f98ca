import { factsOf } from '../facts/fact.ts';
import type { Guard } from './guard.ts';
import { claimsOf } from './guard.ts';

/** A number of units must be the stock that a tool gave in this turn. */
export const groundedStock: Guard = {
  name: 'grounded_stock',
  object: ({ claims, facts }) => {
    const known = new Set(factsOf(facts.fresh, 'stock').map(({ count }) => count));
    const wrong = claimsOf(claims, 'stock').find(({ count }) => !known.has(count));
    return wrong ? `The stock figure "${wrong.text}" was not given by a tool in this turn. Check the stock, or leave the figure out.` : null;
  },
};
