import type { FastifyInstance } from 'fastify';
import type { World } from '../kit/index.ts';
import { registerStorefront } from '../storefront/index.ts';
import { registerAdminApi } from './admin-routes.ts';
import { registerCatalogControl, registerSalesControl } from './control-routes.ts';
import { registerMerchantControl, registerPlumbingControl } from './merchant-control-routes.ts';
import { openShops } from './shop-directory.ts';

export type { BodyShop, CustomerFacts, LineFacts } from './bodies/body-parts.ts';
export { buildCartBody, type CartFacts } from './bodies/build-cart-body.ts';
export { buildCheckoutBody, type CheckoutFacts } from './bodies/build-checkout-body.ts';
export { buildOrderBody, type OrderFacts } from './bodies/build-order-body.ts';
export { aurora } from './shop-profiles.ts';
export { signShopify } from './sign-shopify.ts';

/**
 * Adds the pretend Shopify to the simulator: the Admin API under `/shopify/{shop}`, the shops that people see under
 * `/shop/{shop}`, and the control API under `/sim/shopify/{shop}`. Call it before the server listens.
 */
export function registerShopify(app: FastifyInstance, world: World): void {
  const shops = openShops(world);
  void app.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))));
    });
    registerAdminApi(scope, world, shops);
    registerSalesControl(scope, shops);
    registerCatalogControl(scope, shops);
    registerMerchantControl(scope, shops);
    registerPlumbingControl(scope, shops);
    registerStorefront(scope, shops);
  });
}
