import { completeSet } from '#modules/catalog';
import { defineTool } from '../define-tool.ts';

export const completeSetTool = defineTool({
  name: 'complete_set',
  description: 'What goes well with a product, by what others bought with it and by what it is. Use it once, after the shopper chose, and only when it helps them.',
  effect: 'read',
  confirm: 'asked',
  run: async ({ app, workspaceId }, { productId, limit }) => ({ items: await completeSet(app, workspaceId, productId, limit) }),
});
