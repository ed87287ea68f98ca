import type { ShopContext } from '../shop-context.ts';
import { GraphqlFailure } from './graphql-failure.ts';
import type { DocumentNode, FieldNode, OperationNode, SelectionNode, ValueNode } from './parse-document.ts';
import { Typed, type Args, type FieldDef, type ObjectType, type Schema } from './schema-kit.ts';

export interface Execution {
  schema: Schema;
  document: DocumentNode;
  variables: Record<string, unknown>;
  context: ShopContext;
  /** Bulk queries read every page, so their connections need no `first`. */
  isBulk?: boolean;
}

/** The operation to run; a document with several needs a name. */
export function pickOperation(document: DocumentNode, name?: string | null): OperationNode {
  const wanted = name ? document.operations.find((one) => one.name === name) : document.operations[0];
  if (!wanted || (!name && document.operations.length > 1)) throw new GraphqlFailure('An operation name is required', 'operationName');
  return wanted;
}

/** The values that the document works with: those given, else the defaults; a required one must be there. */
export function readVariables(operation: OperationNode, given: Record<string, unknown>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { name, type, fallback } of operation.variables) {
    const value = given[name] === undefined && fallback ? readValue(fallback, {}) : given[name];
    if (type.endsWith('!') && (value === undefined || value === null)) {
      throw new GraphqlFailure(`Variable $${name} of type ${type} was provided invalid value`, 'INVALID_VARIABLE', { value: null });
    }
    if (value !== undefined) values[name] = value;
  }
  return values;
}

export function readValue(node: ValueNode, variables: Record<string, unknown>): unknown {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'variable':
      return variables[node.name];
    case 'list':
      return node.items.map((item) => readValue(item, variables));
    case 'object':
      return Object.fromEntries(Object.entries(node.fields).map(([name, value]) => [name, readValue(value, variables)]));
  }
}

/** Runs a checked operation and returns `data`, with only what was asked for. */
export function executeOperation(execution: Execution, operation: OperationNode): Record<string, unknown> {
  const root = operation.operation === 'mutation' ? 'Mutation' : 'QueryRoot';
  return resolveObject(execution, root, null, operation.selections);
}

function resolveObject(execution: Execution, typeName: string, source: unknown, selections: SelectionNode[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const field of flatten(execution.document, typeName, selections)) {
    if (field.name === '__typename') {
      result[field.alias] = typeName;
      continue;
    }
    const definition = (execution.schema[typeName] as ObjectType<unknown>)[field.name] as FieldDef<unknown>;
    const args: Args = {};
    for (const [name, node] of Object.entries(field.args)) {
      const value = readValue(node, execution.variables);
      if (value !== undefined) args[name] = value;
    }
    const value = definition.resolve(source, args, execution.context);
    result[field.alias] = definition.connection
      ? resolveConnection(execution, definition.connection, value as unknown[], args, field)
      : complete(execution, definition.type, value, field);
  }
  return result;
}

function complete(execution: Execution, typeName: string | undefined, value: unknown, field: FieldNode): unknown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((item) => complete(execution, typeName, item, field));
  if (typeName === undefined) return value;
  if (value instanceof Typed) return resolveObject(execution, value.typeName, value.value, field.selections ?? []);
  return resolveObject(execution, typeName, value, field.selections ?? []);
}

/** The fields that hold for this very type: fragments on another type do not apply. */
function flatten(document: DocumentNode, typeName: string, selections: SelectionNode[]): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === 'field') return [selection];
    const fragment = selection.kind === 'spread' ? document.fragments.get(selection.name) : selection;
    if (!fragment || (fragment.typeName !== null && fragment.typeName !== typeName)) return [];
    return flatten(document, typeName, fragment.selections);
  });
}

function resolveConnection(execution: Execution, nodeType: string, all: unknown[], args: Args, field: FieldNode): Record<string, unknown> {
  const { first, last, after, before, reverse } = args;
  if (first === undefined && last === undefined && !execution.isBulk) {
    throw new GraphqlFailure(`you must provide one of first or last`, 'BAD_REQUEST', { path: [field.alias] });
  }
  const ordered = reverse === true ? all.toReversed() : all;
  let start = after ? positionOf(ordered, String(after)) + 1 : 0;
  let end = before ? positionOf(ordered, String(before)) : ordered.length;
  if (typeof first === 'number') end = Math.min(end, start + first);
  else if (typeof last === 'number') start = Math.max(start, end - last);
  const page = ordered.slice(start, end);
  const pageInfo = {
    hasNextPage: end < ordered.length,
    hasPreviousPage: start > 0,
    startCursor: page.length > 0 ? cursorOf(page[0], start) : null,
    endCursor: page.length > 0 ? cursorOf(page.at(-1), end - 1) : null,
  };
  const selectionsOf = (name: string) => (field.selections ?? []).filter((one): one is FieldNode => one.kind === 'field' && one.name === name);
  const result: Record<string, unknown> = {};
  for (const asked of selectionsOf('nodes')) result[asked.alias] = page.map((node) => complete(execution, nodeType, node, asked));
  for (const asked of selectionsOf('pageInfo')) {
    result[asked.alias] = pickLeaves(pageInfo, asked);
  }
  for (const asked of selectionsOf('edges')) {
    result[asked.alias] = page.map((node, index) => resolveEdge(execution, nodeType, node, cursorOf(node, start + index), asked));
  }
  return result;
}

function resolveEdge(execution: Execution, nodeType: string, node: unknown, cursor: string, edges: FieldNode): Record<string, unknown> {
  const edge: Record<string, unknown> = {};
  for (const asked of edges.selections ?? []) {
    if (asked.kind !== 'field') continue;
    edge[asked.alias] = asked.name === 'node' ? complete(execution, nodeType, node, asked) : cursor;
  }
  return edge;
}

function pickLeaves(source: Record<string, unknown>, field: FieldNode): Record<string, unknown> {
  const asked = (field.selections ?? []).filter((one): one is FieldNode => one.kind === 'field');
  return Object.fromEntries(asked.map(({ alias, name }) => [alias, source[name]]));
}

/** A cursor names the node, so that a page stays where it was when earlier nodes come or go. */
function cursorOf(node: unknown, index: number): string {
  const value = node instanceof Typed ? node.value : node;
  const key = typeof value === 'object' && value !== null && 'id' in value ? `id:${String(value.id)}` : `at:${index}`;
  return Buffer.from(key).toString('base64');
}

function positionOf(nodes: unknown[], cursor: string): number {
  const position = nodes.findIndex((node, index) => cursorOf(node, index) === cursor);
  if (position < 0) throw new GraphqlFailure('Invalid cursor for current pagination sort.', 'BAD_REQUEST');
  return position;
}
