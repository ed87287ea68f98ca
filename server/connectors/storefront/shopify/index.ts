import { defineStorefront } from '#ports/storefront';
import { readCatalog } from './catalog.ts';
import { checkShopify } from './check.ts';
import { buildCheckoutLink } from './checkout-link.ts';
import { createDiscounts } from './discounts.ts';
import { makeOrders } from './orders-made.ts';
import { readCarts, readCustomers, readOrders } from './polls.ts';
import { ShopifySettings } from './settings.ts';
import type { ShopifyApi } from './shopify-api.ts';
import { createShopifyApi } from './shopify-api.ts';
import { subscribe, unsubscribe } from './subscriptions.ts';
import { shopifyHooks } from './webhooks.ts';
import { writeConsent } from './write-consent.ts';

export const shopify = defineStorefront<ShopifySettings, ShopifyApi>({
  id: 'shopify',
  name: 'Shopify',
  settings: ShopifySettings,
  connect: createShopifyApi,
  hooks: shopifyHooks,
  subscribe,
  unsubscribe,
  check: checkShopify,
  catalog: readCatalog,
  carts: readCarts,
  orders: readOrders,
  customers: readCustomers,
  checkoutLink: buildCheckoutLink,
  discounts: createDiscounts,
  createOrder: makeOrders,
  consent: writeConsent,
});
