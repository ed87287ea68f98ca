import { z } from 'zod';
import type { ConnectorIo } from '#ports/connector';
import { ConnectorError } from '#ports/connector';
import type { VendorProblem } from '#kit';
import { clip, createJsonClient, createTokenCache, hideSecrets, readWith } from '#kit';
import { Cost, createCostPacer, throttledForMs } from './cost-pacer.ts';
import type { ShopifySettings } from './settings.ts';
import { adminUrl } from './settings.ts';

/** The Admin GraphQL API of one shop. Keep one for each connection: it holds the token and the count of points. */
export interface ShopifyApi {
  settings: ShopifySettings;
  now: () => Date;
  /** Runs one document; its operation name is what its price is remembered by. */
  query<Value>(document: string, variables: Record<string, unknown>, schema: z.ZodType<Value>): Promise<Value>;
  /** What the token may do, as far as its issue told; null for a fixed token. */
  grantedScopes(): Promise<string[] | null>;
}

const TokenReply = z.object({ access_token: z.string().min(1), scope: z.string().nullish(), expires_in: z.number().nullish() });

const Failure = z.object({ message: z.string(), extensions: z.object({ code: z.string().nullish() }).nullish() });

const Reply = z.object({
  data: z.unknown().optional(),
  errors: z.array(Failure).nullish(),
  extensions: z.object({ cost: Cost.nullish().catch(null) }).nullish(),
});

export function createShopifyApi(settings: ShopifySettings, io: ConnectorIo): ShopifyApi {
  const secrets = [settings.clientSecret, settings.accessToken];
  const access = createAccess(settings, io);
  const pacer = createCostPacer();
  let lastToken = '';

  const http = createJsonClient({
    io,
    name: 'Shopify',
    baseUrl: adminUrl(settings),
    secrets,
    timeoutMs: 15_000,
    headers: async () => {
      lastToken = await access.token();
      return { 'x-shopify-access-token': lastToken };
    },
    onUnauthorised: () => access.renew(lastToken),
    readProblem: readGraphqlProblem,
  });

  return {
    settings,
    now: io.now,
    grantedScopes: access.scopes,
    async query(document, variables, schema) {
      const operation = operationName(document);
      const waitMs = pacer.waitMs(operation, io.now());
      if (waitMs > 0) throw outOfPoints(waitMs);
      const path = `/admin/api/${settings.apiVersion}/graphql.json`;
      const reply = await http.call({ path, json: { query: document, variables } }, Reply);
      const cost = reply.extensions?.cost;
      if (cost) pacer.record(operation, cost, io.now());
      const problem = readGraphqlProblem(reply);
      if (problem) throw toError(problem, secrets);
      return readWith(schema, reply.data);
    },
  };
}

/** Client credentials give a token for a day; a fixed one of an old custom app is used as it is. */
function createAccess(settings: ShopifySettings, io: ConnectorIo) {
  const { accessToken, clientId, clientSecret } = settings;
  let scopes: string[] | null = null;
  const http = createJsonClient({ io, name: 'Shopify', baseUrl: adminUrl(settings), secrets: [clientSecret], readProblem: readTokenProblem });
  const cache = createTokenCache({
    now: io.now,
    async issue() {
      const form = { grant_type: 'client_credentials', client_id: clientId ?? '', client_secret: clientSecret ?? '' };
      const reply = await http.call({ path: '/admin/oauth/access_token', form }, TokenReply);
      scopes = (reply.scope ?? '').split(',').map((scope) => scope.trim()).filter(Boolean);
      return { token: reply.access_token, expiresInS: reply.expires_in ?? null };
    },
  });
  return {
    token: async () => accessToken || cache.get(),
    async renew(refused: string) {
      if (accessToken) return false;
      await cache.renew(refused);
      return true;
    },
    async scopes() {
      if (accessToken) return null;
      await cache.get();
      return scopes;
    },
  };
}

const TokenFailure = z.object({ error: z.string(), error_description: z.string().nullish() });

function readTokenProblem(body: unknown, status: number): VendorProblem | null {
  const { data } = TokenFailure.safeParse(body);
  if (!data || status >= 500) return null;
  return { kind: 'credentials', code: data.error, message: data.error_description ?? data.error };
}

/** Reads `errors` of an answer, whatever its HTTP status: a throttled one may come with 200 or 429. */
function readGraphqlProblem(body: unknown): VendorProblem | null {
  const { data } = Reply.safeParse(body);
  const failure = data?.errors?.[0];
  if (!failure) return null;
  const code = failure.extensions?.code ?? undefined;
  const problem = { message: failure.message, ...(code ? { code } : {}) };
  if (code === 'THROTTLED') return { ...problem, kind: 'rate_limited', retryAfterMs: throttledForMs(data.extensions?.cost ?? null) };
  if (code === 'ACCESS_DENIED') return { ...problem, kind: 'credentials' };
  if (code === 'INTERNAL_SERVER_ERROR' || code === 'TIMEOUT') return { ...problem, kind: 'unavailable', isCertain: false };
  return { ...problem, kind: 'rejected' };
}

function toError({ kind = 'rejected', message = '', ...options }: VendorProblem, secrets: readonly (string | null | undefined)[]): ConnectorError {
  return new ConnectorError(kind, `Shopify refused: ${clip(hideSecrets(message, secrets), 300)}`, options);
}

function outOfPoints(retryAfterMs: number): ConnectorError {
  return new ConnectorError('rate_limited', 'Shopify’s points are used up for the moment.', { retryAfterMs, code: 'THROTTLED' });
}

function operationName(document: string): string {
  return /^\s*(?:query|mutation)\s+(\w+)/.exec(document)?.[1] ?? 'unnamed';
}

export const UserError = z.object({ field: z.array(z.string()).nullish(), message: z.string(), code: z.string().nullish() });
export type UserError = z.infer<typeof UserError>;

/** A mutation that Shopify understood but did not do. */
export function refuseUserErrors(errors: readonly UserError[]): void {
  const [first] = errors;
  if (!first) return;
  const words = errors.map(({ field, message }) => [field?.join('.'), message].filter(Boolean).join(': ')).join('; ');
  throw new ConnectorError('rejected', `Shopify refused: ${clip(words, 300)}`, first.code ? { code: first.code } : {});
}

/** "991" as the Admin API wants it: "gid://shopify/Customer/991". */
export function toGlobalId(type: string, key: string): string {
  return key.startsWith('gid://') ? key : `gid://shopify/${type}/${key}`;
}
