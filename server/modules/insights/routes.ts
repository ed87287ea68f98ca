import { CartPage, CartParams, CartQuery, CartStory } from '#contract/cart';
import { CostEstimate, CostQuestion } from '#contract/cost-estimate';
import { InboxFigures, InboxFiguresQuery } from '#contract/inbox-figures';
import { Home, HomeQuery } from '#contract/insights';
import { WorkspaceParams } from '#contract/page';
import type { App } from '#context';
import type { Http } from '#platform/http';
import { estimateCost } from './estimate-cost.ts';
import { listCarts } from './list-carts.ts';
import { readCartStory } from './read-cart-story.ts';
import { readHome } from './read-home.ts';
import { readInboxFigures } from './read-inbox-figures.ts';

const base = '/v1/workspaces/:workspaceId';

export function addInsightRoutes(http: Http, app: App): void {
  http.get(`${base}/insights/home`, { schema: { summary: 'Read what the last days earned, what needs a person and whether anything is wrong', tags: ['insights'], params: WorkspaceParams, querystring: HomeQuery, response: { 200: Home } } }, (request) =>
    readHome(app, request.actor, request.query),
  );
  http.get(`${base}/insights/inbox`, { schema: { summary: 'Read who waits and how quickly people answer', tags: ['insights'], params: WorkspaceParams, querystring: InboxFiguresQuery, response: { 200: InboxFigures } } }, (request) =>
    readInboxFigures(app, request.actor, request.query),
  );
  http.post(`${base}/insights/cost-estimate`, { schema: { summary: 'Estimate what a month of messages costs', tags: ['insights'], params: WorkspaceParams, body: CostQuestion, response: { 200: CostEstimate } } }, (request) =>
    Promise.resolve(estimateCost(app, request.actor, request.body)),
  );
  http.get(`${base}/carts`, { schema: { summary: 'List carts with where each one stands and why', tags: ['carts'], params: WorkspaceParams, querystring: CartQuery, response: { 200: CartPage } } }, (request) =>
    listCarts(app, request.actor, request.query),
  );
  http.get(`${base}/carts/:cartId`, { schema: { summary: 'Read the whole story of one cart', tags: ['carts'], params: CartParams, response: { 200: CartStory } } }, (request) =>
    readCartStory(app, request.actor, request.params.cartId),
  );
}
