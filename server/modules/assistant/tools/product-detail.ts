import { readProductDetail } from '#modules/catalog';
import { defineTool } from '../define-tool.ts';

export const productDetail = defineTool({
  name: 'product_detail',
  description: 'Everything the shop says of one product: description, attributes, and each variant with price and stock. Use it for questions about a product that was found before.',
  effect: 'read',
  confirm: 'asked',
  run: ({ app, workspaceId }, { productId }) => readProductDetail(app, workspaceId, productId),
});
