import { emitWebhook } from '../emit-webhook.ts';
import { nowIn, type ShopContext } from '../shop-context.ts';
import { takeId, type BulkOperation } from '../shop-state.ts';
import { executeOperation, pickOperation } from './execute-document.ts';
import { checkOperation } from './check-document.ts';
import { GraphqlFailure } from './graphql-failure.ts';
import { parseDocument } from './parse-document.ts';
import type { UserError } from './read-input.ts';
import { gid, leaf, object, plain, type Args, type Schema } from './schema-kit.ts';

/** How long the pretend shop works on one, in world time. */
const BULK_TAKES_MS = 1500;

function runBulkQuery(schema: Schema, version: string, context: ShopContext, { query }: Args) {
  const { shop, world } = context;
  const refuse = (message: string, code: string) => ({ bulkOperation: null, userErrors: [{ field: ['query'], message, code }] });
  const running = [...shop.bulkOperations.values()].some((one) => one.status === 'CREATED' || one.status === 'RUNNING');
  if (running) return refuse('A bulk query operation for this app and shop is already in progress.', 'OPERATION_IN_PROGRESS');
  let rows: Record<string, unknown>[];
  try {
    rows = collectRows(schema, version, context, String(query));
  } catch (error) {
    if (error instanceof GraphqlFailure) return refuse(`Invalid bulk query: ${error.message}`, 'INVALID');
    throw error;
  }
  const operation: BulkOperation = {
    id: takeId(shop),
    status: 'CREATED',
    lines: rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
    objectCount: rows.length,
    createdAt: nowIn(context),
    completedAt: null,
  };
  shop.bulkOperations.set(operation.id, operation);
  world.after(BULK_TAKES_MS, () => finish(context, operation));
  return { bulkOperation: operation, userErrors: [] };
}

function finish(context: ShopContext, operation: BulkOperation): void {
  operation.status = 'COMPLETED';
  operation.completedAt = nowIn(context);
  emitWebhook(context, 'bulk_operations/finish', {
    admin_graphql_api_id: gid('BulkOperation', operation.id),
    completed_at: operation.completedAt.toISOString(),
    created_at: operation.createdAt.toISOString(),
    error_code: null,
    status: 'completed',
    type: 'query',
  });
}

function collectRows(schema: Schema, version: string, context: ShopContext, query: string): Record<string, unknown>[] {
  const document = parseDocument(query);
  const operation = pickOperation(document);
  checkOperation({ schema, document, variables: {}, version }, operation);
  const data = executeOperation({ schema, document, variables: {}, context, isBulk: true }, operation);
  const rows: Record<string, unknown>[] = [];
  for (const value of Object.values(data)) collectNodes(value, null, rows);
  return rows;
}

/** One line for each node of each connection; a child names its parent, and connections leave the parent's own line. */
function collectNodes(value: unknown, parentId: unknown, rows: Record<string, unknown>[]): void {
  for (const node of nodesOf(value) ?? []) {
    const own: Record<string, unknown> = {};
    const inner: unknown[] = [];
    for (const [name, child] of Object.entries(node)) {
      if (nodesOf(child)) inner.push(child);
      else own[name] = child;
    }
    rows.push(parentId === null ? own : { ...own, __parentId: parentId });
    for (const child of inner) collectNodes(child, node.id ?? null, rows);
  }
}

function nodesOf(value: unknown): Record<string, unknown>[] | null {
  if (typeof value !== 'object' || value === null) return null;
  if ('edges' in value && Array.isArray(value.edges)) return value.edges.map((edge: { node: Record<string, unknown> }) => edge.node);
  return 'nodes' in value && Array.isArray(value.nodes) ? value.nodes : null;
}

/** The types of bulk operations. They run queries over the whole schema, which is therefore handed in once it is complete. */
export function bulkTypes(schemaOf: () => Schema): Schema {
  type Payload = { bulkOperation: BulkOperation | null; userErrors: UserError[] };
  return {
    Mutation: {
      bulkOperationRunQuery: object<null>(
        'BulkOperationRunQueryPayload',
        (_root, args, context) => runBulkQuery(schemaOf(), '2026-10', context, args),
        ['query', 'groupObjects'],
      ),
    },
    BulkOperationRunQueryPayload: {
      bulkOperation: object<Payload>('BulkOperation', (payload) => payload.bulkOperation),
      userErrors: object<Payload>('CodedUserError', (payload) => payload.userErrors),
    },
    BulkOperation: {
      id: leaf<BulkOperation>((one) => gid('BulkOperation', one.id)),
      status: leaf<BulkOperation>((one) => one.status),
      errorCode: leaf<BulkOperation>(() => null),
      type: leaf<BulkOperation>(() => 'QUERY'),
      objectCount: leaf<BulkOperation>((one) => String(one.objectCount)),
      rootObjectCount: leaf<BulkOperation>((one) => String(one.lines.split('\n').filter((line) => line && !line.includes('"__parentId"')).length)),
      fileSize: leaf<BulkOperation>((one) => (one.completedAt ? String(Buffer.byteLength(one.lines)) : null)),
      createdAt: leaf<BulkOperation>((one) => plain(one.createdAt)),
      completedAt: leaf<BulkOperation>((one) => plain(one.completedAt)),
      url: leaf<BulkOperation>((one, { world, shop }) =>
        one.completedAt && one.objectCount > 0 ? `${world.url}/shopify/${shop.profile.handle}/bulk/${one.id}.jsonl` : null,
      ),
      partialDataUrl: leaf<BulkOperation>(() => null),
    },
  };
}
