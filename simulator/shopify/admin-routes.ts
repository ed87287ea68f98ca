import { dropConnection, replyWithFault, type World } from '../kit/index.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { answerGraphql, throttled } from './graphql/answer-graphql.ts';
import { nowIn, type ShopContext } from './shop-context.ts';
import type { ShopDesk, ShopDirectory } from './shop-directory.ts';

const TOKEN_LIFE_MS = 86_399_000;
const SCOPES = [
  'read_orders', 'read_customers', 'write_customers', 'read_products', 'read_inventory', 'write_discounts',
  'write_draft_orders', 'write_orders', 'read_fulfillments', 'read_returns', 'write_returns',
].join(',');

const TokenRequest = z.object({ grant_type: z.string(), client_id: z.string(), client_secret: z.string() });

interface AdminRequest {
  Params: { shop: string; version: string };
}

/** The pretend `https://{shop}.myshopify.com`: tokens, the Admin GraphQL API, and the files that bulk operations leave. */
export function registerAdminApi(app: FastifyInstance, world: World, shops: ShopDirectory): void {
  app.post<AdminRequest>('/shopify/:shop/admin/oauth/access_token', async (request, reply) => {
    const desk = shops.find(request.params.shop);
    if (!desk) return unknownShop(reply);
    const fault = world.faults.strike('shopify.oauth', request.params.shop);
    if (fault && (await replyWithFault(fault, reply))) return reply;
    return grantToken(desk, request.body, reply);
  });

  app.post<AdminRequest>('/shopify/:shop/admin/api/:version/graphql.json', async (request, reply) => {
    const desk = shops.find(request.params.shop);
    if (!desk) return unknownShop(reply);
    const fault = world.faults.strike('shopify.admin', request.params.shop);
    if (fault && (await replyWithFault(fault, reply))) return reply;
    if (!isAuthorised(desk.context, request)) {
      return reply.code(401).send({ errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' });
    }
    if (fault?.kind === 'error') return throttled({ requestedQueryCost: 640, actualQueryCost: null, throttleStatus: emptyBucket(desk) });
    const answer = answerGraphql(desk.context, desk.bucket, request.params.version, request.body);
    if (fault?.kind === 'drop_after') {
      dropConnection(reply);
      return reply;
    }
    return reply.header('x-shopify-api-version', request.params.version).send(answer);
  });

  app.get<{ Params: { shop: string; id: string } }>('/shopify/:shop/bulk/:id.jsonl', (request, reply) => {
    const operation = shops.find(request.params.shop)?.context.shop.bulkOperations.get(Number(request.params.id));
    if (!operation?.completedAt) return reply.code(404).send({ errors: 'Not Found' });
    return reply.type('application/jsonl').send(operation.lines);
  });
}

function unknownShop(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ errors: 'Not Found' });
}

/** Client credentials: a token of 24 hours. Earlier tokens stay good until they expire. */
function grantToken({ context }: ShopDesk, body: unknown, reply: FastifyReply): FastifyReply {
  const { shop, world } = context;
  const request = TokenRequest.safeParse(body);
  if (!request.success) return reply.code(400).send({ error: 'invalid_request', error_description: 'grant_type, client_id and client_secret are needed.' });
  const { grant_type, client_id, client_secret } = request.data;
  if (grant_type !== 'client_credentials') {
    return reply.code(400).send({ error: 'unsupported_grant_type', error_description: 'The grant type is not supported.' });
  }
  if (client_id !== shop.profile.clientId || client_secret !== shop.profile.clientSecret) {
    return reply.code(401).send({ error: 'invalid_client', error_description: 'Client authentication failed.' });
  }
  if (!shop.installed) {
    return reply.code(400).send({ error: 'app_not_installed', error_description: 'The application is not installed on this shop.' });
  }
  const value = `shpat_${world.random.text(32, '0123456789abcdef')}`;
  shop.tokens.set(value, { value, expiresAt: new Date(world.now() + TOKEN_LIFE_MS) });
  return reply.send({ access_token: value, scope: SCOPES, expires_in: TOKEN_LIFE_MS / 1000 });
}

function isAuthorised(context: ShopContext, request: FastifyRequest): boolean {
  const value = request.headers['x-shopify-access-token'];
  const token = typeof value === 'string' ? context.shop.tokens.get(value) : undefined;
  if (!token) return false;
  if (token.expiresAt > nowIn(context)) return true;
  context.shop.tokens.delete(token.value);
  return false;
}

function emptyBucket({ bucket: { maximumAvailable, restoreRate } }: ShopDesk) {
  return { maximumAvailable, currentlyAvailable: 0, restoreRate };
}
