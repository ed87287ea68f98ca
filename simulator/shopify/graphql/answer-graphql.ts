import { z } from 'zod';
import type { ShopContext } from '../shop-context.ts';
import { checkOperation } from './check-document.ts';
import { executeOperation, pickOperation, readVariables } from './execute-document.ts';
import { GraphqlFailure } from './graphql-failure.ts';
import { parseDocument, type DocumentNode } from './parse-document.ts';
import { adminSchema } from './schema.ts';
import { takePoints, type CostBucket } from './cost-bucket.ts';

const GraphqlRequest = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

const OLDEST_VERSION = '2025-10';
/** Documents repeat; reading each once keeps the pretend shop out of a load test's way. */
const parsed = new Map<string, DocumentNode>();

/** Answers one GraphQL request; every outcome is HTTP 200, as on the platform. */
export function answerGraphql(context: ShopContext, bucket: CostBucket, askedVersion: string, body: unknown): Record<string, unknown> {
  const request = GraphqlRequest.safeParse(body);
  if (!request.success) return { errors: [{ message: 'query is required', extensions: { code: 'BAD_REQUEST' } }] };
  const { query, variables: given, operationName } = request.data;
  // A version that is no more is served by the oldest one that still lives.
  const version = askedVersion < OLDEST_VERSION ? OLDEST_VERSION : askedVersion;
  try {
    const document = readDocument(query);
    const operation = pickOperation(document, operationName);
    const variables = readVariables(operation, given ?? {});
    const requestedQueryCost = checkOperation({ schema: adminSchema, document, variables, version }, operation);
    const grant = takePoints(bucket, requestedQueryCost, context.world.now());
    const cost = { requestedQueryCost, actualQueryCost: grant.isGranted ? requestedQueryCost : null, throttleStatus: grant.throttleStatus };
    if (!grant.isGranted) return throttled(cost);
    return { data: executeOperation({ schema: adminSchema, document, variables, context }, operation), extensions: { cost } };
  } catch (error) {
    if (!(error instanceof GraphqlFailure)) throw error;
    return { errors: [{ message: error.message, locations: [{ line: 1, column: 1 }], path: ['query'], extensions: { code: error.code, ...error.details } }] };
  }
}

/** The answer to a request that would take more points than the bucket holds. */
export function throttled(cost: Record<string, unknown>): Record<string, unknown> {
  return { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' } }], extensions: { cost } };
}

function readDocument(query: string): DocumentNode {
  const known = parsed.get(query);
  if (known) return known;
  const document = parseDocument(query);
  if (parsed.size > 200) parsed.clear();
  parsed.set(query, document);
  return document;
}
