import type { FoundVariant } from '#contract/catalog-search';
import { checkGoods, readVariants } from '#modules/catalog';
import { defineTool } from '../define-tool.ts';

export const checkStock = defineTool({
  name: 'check_stock',
  description: 'Asks the shop for stock and price of these variants at this moment. Use it before you promise that something is there, and when the shopper asks whether it still is.',
  effect: 'read',
  confirm: 'asked',
  async run({ app, workspaceId }, { items }) {
    const known = await readVariants(app, workspaceId, items);
    const live = new Map<string, FoundVariant>();
    for (const [connectionId, variants] of Map.groupBy(known, (variant) => variant.connectionId)) {
      const goods = await checkGoods(app, workspaceId, connectionId, variants.map(({ variantKey }) => variantKey));
      for (const variant of variants) {
        const now = goods.get(variant.variantKey);
        live.set(`${connectionId} ${variant.variantKey}`, now ? { ...variant, stock: now.stock, isAvailable: now.isAvailable, priceMinor: now.priceMinor, currency: now.currency } : { ...variant, isAvailable: false });
      }
    }
    // In the order asked; what no shop of this workspace sells is left out.
    return { items: items.flatMap(({ connectionId, variantKey }) => live.get(`${connectionId} ${variantKey}`) ?? []) };
  },
});
