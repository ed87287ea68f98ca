import type { ToolResult } from './engine.ts';
import type { FoundVariant } from './tool-shapes.ts';

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
