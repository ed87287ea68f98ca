import type { FastifyInstance } from 'fastify';
import type { ShopDirectory } from '../shopify/shop-directory.ts';
import { registerAssets } from './asset-routes.ts';
import { registerBackOffice } from './back-office-routes.ts';
import { registerCheckoutPages, registerOrderPages } from './checkout-routes.ts';
import { registerCartScripts, registerShopPages } from './shop-routes.ts';

/** The pages that shoppers and the merchant see, under `/shop/{shop}`. */
export function registerStorefront(app: FastifyInstance, shops: ShopDirectory): void {
  app.get('/shop', (_request, reply) => reply.redirect(`/shop/${shops.all()[0]?.context.shop.profile.handle ?? ''}`, 302));
  registerAssets(app, shops);
  registerShopPages(app, shops);
  registerCartScripts(app, shops);
  registerCheckoutPages(app, shops);
  registerOrderPages(app, shops);
  registerBackOffice(app, shops);
}
