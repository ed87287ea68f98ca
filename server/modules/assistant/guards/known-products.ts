import { variantId, variantsOf } from '../shown-variants.ts';
import type { Guard } from './guard.ts';

/** A product is shown with the price and stock that a tool gave in this turn, so it must be among its results. */
export const knownProducts: Guard = {
  name: 'known_products',
  object: ({ draft, view }) => {
    if (draft.products.length > 3) return 'At most three products are shown at once.';
    const known = variantsOf(view.results);
    const wrong = draft.products.find((ref) => !known.has(variantId(ref)));
    return wrong ? `The product ${wrong.variantKey} is not among the results of this turn. Look it up first.` : null;
  },
};
