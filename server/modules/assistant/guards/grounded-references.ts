import { foldText } from '#platform/fold-text';
import { allOf } from '../facts/fact.ts';
import type { Guard } from './guard.ts';
import { claimsOf } from './guard.ts';

const bare = (value: string) => foldText(value).replaceAll(/[^a-z0-9]/g, '');

/** The number of an order or a parcel must come from a tool: whatever the shopper called theirs, a stranger's is never repeated as if it were. */
export const groundedReferences: Guard = {
  name: 'grounded_references',
  object: ({ claims, facts }) => {
    const known = new Set([...allOf(facts, 'reference'), ...allOf(facts, 'code')].map(({ value }) => bare(value)));
    const wrong = claimsOf(claims, 'reference').find(({ value }) => !known.has(bare(value)));
    return wrong ? `The number "${wrong.text}" of an order or parcel was not given by a tool in this conversation. Leave it out, or look the order up.` : null;
  },
};
