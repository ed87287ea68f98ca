import { IconShoppingCart } from '@tabler/icons-react';
import { CartPage } from '#contract/cart';
import { request } from '../../app/api.ts';
import type { SearchProvider } from '../../app/search.ts';

/** Carts in the command bar: by person, phone, order number or product. */
export const cartSearch: SearchProvider = {
  id: 'carts',
  icon: IconShoppingCart,
  async search(workspace, text, signal) {
    const { items } = await request(CartPage, workspace.api('/carts'), { query: { search: text, limit: 6 }, signal });
    return items.map((cart) => ({
      id: cart.id,
      title: cart.contactName ?? cart.contactAddress ?? cart.titles[0] ?? cart.id,
      note: cart.titles.join(', '),
      path: `carts/${cart.id}`,
    }));
  },
};
