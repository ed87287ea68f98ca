import { compareProducts } from '#modules/catalog';
import { defineTool, refuse } from '../define-tool.ts';

export const compareProductsTool = defineTool({
  name: 'compare_products',
  description: 'Puts two products side by side: what differs, and what is the same. Use it when the shopper hesitates between two; say the difference that matters for what they want.',
  effect: 'read',
  confirm: 'asked',
  async run({ app, workspaceId }, { productIds: [left, right] }) {
    if (left === undefined || right === undefined || left === right) throw refuse('same_product', 'Name two different products.');
    return compareProducts(app, workspaceId, [left, right]);
  },
});
