import { z } from 'zod';
import { ProductDetail, ProductPage, ProductParams, ProductQuery, SyncCatalogBody } from '#contract/catalog';
import { ProductSearchQuery, ProductSearchResult } from '#contract/catalog-search';
import { WorkspaceParams } from '#contract/page';
import type { App } from '#context';
import type { Http } from '#platform/http';
import { listProducts, readProduct } from './read-products.ts';
import { searchCatalog } from './search-products.ts';
import { requestCatalogSync } from './sync-catalog.ts';

const base = '/v1/workspaces/:workspaceId/products';
const tags = ['catalog'];

export function addCatalogRoutes(http: Http, app: App): void {
  http.get(base, { schema: { summary: 'List products, or search them by words', tags, params: WorkspaceParams, querystring: ProductQuery, response: { 200: ProductPage } } }, (request) =>
    listProducts(app, request.actor, request.query),
  );
  http.get(`${base}/search`, { schema: { summary: 'Search products as a shopper would, with price and stock as they are now', tags, params: WorkspaceParams, querystring: ProductSearchQuery, response: { 200: ProductSearchResult } } }, (request) =>
    searchCatalog(app, request.actor, request.query),
  );
  http.get(`${base}/:productId`, { schema: { summary: 'Read one product with its variants', tags, params: ProductParams, response: { 200: ProductDetail } } }, (request) =>
    readProduct(app, request.actor, request.params.productId),
  );
  http.post(`${base}/sync`, { schema: { summary: 'Read the whole catalogue of a shop', tags, params: WorkspaceParams, body: SyncCatalogBody, response: { 202: z.null() } } }, async (request, reply) => {
    await requestCatalogSync(app, request.actor, request.body.connectionId);
    return reply.status(202).send(null);
  });
}
