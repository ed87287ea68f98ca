import { searchProducts } from '#modules/catalog';
import { defineTool } from '../define-tool.ts';

export const searchProductsTool = defineTool({
  name: 'search_products',
  description:
    'Finds products of this shop by the shopper’s own words, in any language and with typos, and by size, colour, brand, use, price and for whom. "order" puts the cheapest or the dearest of what fits first: use it for “the cheapest”, “something affordable”, “the most premium”; leave it out otherwise. Gives the best three that can be bought now, with price and stock. "ask" names the one question that would narrow best; "relaxed" says which wish was given up to find anything: tell the shopper.',
  effect: 'read',
  confirm: 'asked',
  run: ({ app, workspaceId }, input) => searchProducts(app, workspaceId, input),
});
