import type { DocumentNode, FieldNode, OperationNode, SelectionNode } from './parse-document.ts';
import { readValue } from './execute-document.ts';
import { GraphqlFailure } from './graphql-failure.ts';
import type { FieldDef, ObjectType, Schema } from './schema-kit.ts';

const CONNECTION_FIELDS = new Set(['edges', 'nodes', 'pageInfo', '__typename']);
const PAGE_INFO_FIELDS = new Set(['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor']);

interface Check {
  schema: Schema;
  document: DocumentNode;
  variables: Record<string, unknown>;
  version: string;
}

/**
 * Refuses what the platform's schema of this version does not know: one unknown field fails the whole document.
 * Returns what the document may cost at most.
 */
export function checkOperation(check: Check, operation: OperationNode): number {
  if (operation.operation === 'query') return Math.max(1, checkSelections(check, 'QueryRoot', operation.selections));
  return Math.max(10, checkSelections(check, 'Mutation', operation.selections));
}

function checkSelections(check: Check, typeName: string, selections: SelectionNode[]): number {
  return selections.reduce((cost, selection) => {
    if (selection.kind === 'field') return cost + checkField(check, typeName, selection);
    const fragment = selection.kind === 'spread' ? check.document.fragments.get(selection.name) : selection;
    if (!fragment) throw new GraphqlFailure(`Fragment ${selection.kind === 'spread' ? selection.name : ''} was used, but not defined`, 'useAndDefineFragment');
    const target = fragment.typeName ?? typeName;
    if (!check.schema[target]) throw new GraphqlFailure(`No such type ${target}, so it can't be a fragment condition`, 'undefinedType', { typeName: target });
    return cost + checkSelections(check, target, fragment.selections);
  }, 0);
}

function checkField(check: Check, typeName: string, field: FieldNode): number {
  if (field.name === '__typename') return 0;
  const definition = (check.schema[typeName] as ObjectType<unknown>)[field.name];
  if (!definition || (definition.since !== undefined && check.version < definition.since)) throw unknownField(typeName, field.name);
  checkArguments(check, typeName, field, definition);
  if (definition.connection) return checkConnection(check, definition.connection, field) + (definition.cost ?? 0);
  if (definition.type === undefined) {
    if (field.selections) throw new GraphqlFailure(`Selections can't be made on scalars (field '${field.name}')`, 'selectionMismatch', { nodeName: `field '${field.name}'` });
    return definition.cost ?? 0;
  }
  if (!field.selections) throw new GraphqlFailure(`Field must have selections (field '${field.name}' returns ${definition.type} but has no selections)`, 'selectionMismatch');
  return 1 + (definition.cost ?? 0) + checkSelections(check, definition.type, field.selections);
}

function checkArguments(check: Check, typeName: string, field: FieldNode, definition: FieldDef<unknown>): void {
  for (const [name, node] of Object.entries(field.args)) {
    if (!definition.args?.includes(name)) {
      throw new GraphqlFailure(`Field '${field.name}' doesn't accept argument '${name}'`, 'argumentNotAccepted', { name: field.name, typeName, argumentName: name });
    }
    if (node.kind === 'variable' && !(node.name in check.variables) && !isDeclared(check, node.name)) {
      throw new GraphqlFailure(`Variable $${node.name} is used but not declared`, 'variableNotDefined', { variableName: node.name });
    }
  }
}

function isDeclared({ document }: Check, name: string): boolean {
  return document.operations.some((operation) => operation.variables.some((variable) => variable.name === name));
}

/** A page costs less than its rows: rows grow the price by their square root, near to what the platform asks. */
function checkConnection(check: Check, nodeType: string, field: FieldNode): number {
  if (!field.selections) throw new GraphqlFailure(`Field must have selections (field '${field.name}' returns ${nodeType}Connection but has no selections)`, 'selectionMismatch');
  let nodeCost = 0;
  for (const selection of field.selections) {
    if (selection.kind !== 'field' || !CONNECTION_FIELDS.has(selection.name)) {
      throw unknownField(`${nodeType}Connection`, selection.kind === 'field' ? selection.name : '...');
    }
    if (selection.name === 'nodes') nodeCost += checkSelections(check, nodeType, selection.selections ?? []);
    if (selection.name === 'edges') nodeCost += checkEdges(check, nodeType, selection);
    if (selection.name === 'pageInfo') checkNames('PageInfo', PAGE_INFO_FIELDS, selection);
  }
  const size = field.args.first ?? field.args.last;
  const rows = size ? Number(readValue(size, check.variables) ?? 10) : 10;
  if (rows > 250) throw new GraphqlFailure(`first or last cannot exceed 250 (was ${rows})`, 'BAD_REQUEST');
  return 2 + Math.ceil(Math.sqrt(Math.max(1, rows)) * (1 + nodeCost));
}

function checkEdges(check: Check, nodeType: string, edges: FieldNode): number {
  let cost = 0;
  for (const selection of edges.selections ?? []) {
    if (selection.kind !== 'field' || (selection.name !== 'node' && selection.name !== 'cursor')) {
      throw unknownField(`${nodeType}Edge`, selection.kind === 'field' ? selection.name : '...');
    }
    if (selection.name === 'node') cost += checkSelections(check, nodeType, selection.selections ?? []);
  }
  return cost;
}

function checkNames(typeName: string, known: Set<string>, field: FieldNode): void {
  for (const selection of field.selections ?? []) {
    if (selection.kind !== 'field' || !known.has(selection.name)) throw unknownField(typeName, selection.kind === 'field' ? selection.name : '...');
  }
}

function unknownField(typeName: string, fieldName: string): GraphqlFailure {
  return new GraphqlFailure(`Field '${fieldName}' doesn't exist on type '${typeName}'`, 'undefinedField', { typeName, fieldName });
}
