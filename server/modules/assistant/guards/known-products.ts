import type { ToolResult } from '../engine.ts';
import type { FoundVariant } from '../tool-shapes.ts';
import type { Guard } from './guard.ts';

/** Every variant that tools showed in this turn, by "connection key". Pure. */
export function variantsOf(results: readonly ToolResult[]): Map<string, FoundVariant> {
  const found = new Map<string, FoundVariant>();
  for (const { name, outcome } of results) {
    if (outcome.kind !== 'done') continue;
    for (const variant of variantsIn(name, outcome.output)) found.set(variantId(variant), variant);
  }
  return found;
}

export const variantId = ({ connectionId, variantKey }: { connectionId: string; variantKey: string }) => `${connectionId} ${variantKey}`;

function variantsIn(name: ToolResult['name'], output: unknown): FoundVariant[] {
  const { items, variants, products } = output as { items?: FoundVariant[]; variants?: FoundVariant[]; products?: { variants: FoundVariant[] }[] };
  if (name === 'product_detail') return variants ?? [];
  if (name === 'compare_products') return (products ?? []).flatMap((product) => product.variants);
  return name === 'search_products' || name === 'check_stock' || name === 'complete_set' ? (items ?? []) : [];
}

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
