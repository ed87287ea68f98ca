import { GraphqlFailure } from './graphql-failure.ts';

/** A value as written: literals stay literals, variables wait for their values. */
export type ValueNode =
  | { kind: 'literal'; value: unknown }
  | { kind: 'variable'; name: string }
  | { kind: 'list'; items: ValueNode[] }
  | { kind: 'object'; fields: Record<string, ValueNode> };

export interface FieldNode {
  kind: 'field';
  alias: string;
  name: string;
  args: Record<string, ValueNode>;
  /** Null for a leaf. */
  selections: SelectionNode[] | null;
}

export type SelectionNode =
  | FieldNode
  | { kind: 'inline'; typeName: string | null; selections: SelectionNode[] }
  | { kind: 'spread'; name: string };

export interface OperationNode {
  operation: 'query' | 'mutation';
  name: string | null;
  variables: { name: string; type: string; fallback: ValueNode | null }[];
  selections: SelectionNode[];
}

export interface DocumentNode {
  operations: OperationNode[];
  fragments: Map<string, { typeName: string; selections: SelectionNode[] }>;
}

const TOKEN = /"""([\s\S]*?)"""|"((?:[^"\\\n]|\\.)*)"|(\.\.\.|[!$&()[\]{}:=@|])|([_A-Za-z]\w*)|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([\s,\uFEFF]+|#[^\n]*)|(.)/gy;

type Token = { kind: 'text' | 'mark' | 'name' | 'number' | 'end'; text: string };

function readTokens(source: string): Token[] {
  const tokens: Token[] = [];
  for (const match of source.matchAll(TOKEN)) {
    const [, block, text, mark, name, number, , stray] = match;
    if (block !== undefined) tokens.push({ kind: 'text', text: block });
    else if (text !== undefined) tokens.push({ kind: 'text', text: JSON.parse(`"${text}"`) as string });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (stray !== undefined) throw new GraphqlFailure(`Parse error on "${stray}"`, 'parseError');
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

/** Reads a GraphQL document without a schema; a malformed one is refused in the words of a parse error. */
export function parseDocument(source: string): DocumentNode {
  const reader = createReader(readTokens(source));
  const document: DocumentNode = { operations: [], fragments: new Map() };
  while (!reader.atEnd()) {
    if (reader.takeName('fragment')) {
      const name = reader.name();
      reader.expectName('on');
      const typeName = reader.name();
      document.fragments.set(name, { typeName, selections: readSelections(reader) });
    } else {
      document.operations.push(readOperation(reader));
    }
  }
  if (document.operations.length === 0) throw new GraphqlFailure('No query string was present', 'parseError');
  return document;
}

type Reader = ReturnType<typeof createReader>;

function createReader(tokens: Token[]) {
  let at = 0;
  const peek = () => tokens[at] ?? { kind: 'end' as const, text: '' };
  const fail = () => new GraphqlFailure(`Parse error on "${peek().text}" at token ${at + 1}`, 'parseError');
  const next = () => {
    const token = peek();
    at += 1;
    return token;
  };
  return {
    peek,
    next,
    fail,
    atEnd: () => peek().kind === 'end',
    isMark: (text: string) => peek().kind === 'mark' && peek().text === text,
    take(text: string) {
      const isThere = peek().kind === 'mark' && peek().text === text;
      if (isThere) at += 1;
      return isThere;
    },
    takeName(text: string) {
      const isThere = peek().kind === 'name' && peek().text === text;
      if (isThere) at += 1;
      return isThere;
    },
    expect(text: string) {
      if (!this.take(text)) throw fail();
    },
    expectName(text: string) {
      if (!this.takeName(text)) throw fail();
    },
    name() {
      if (peek().kind !== 'name') throw fail();
      return next().text;
    },
  };
}

function readOperation(reader: Reader): OperationNode {
  if (reader.isMark('{')) return { operation: 'query', name: null, variables: [], selections: readSelections(reader) };
  const operation = reader.name();
  if (operation !== 'query' && operation !== 'mutation') throw reader.fail();
  const name = reader.peek().kind === 'name' ? reader.name() : null;
  const variables: OperationNode['variables'] = [];
  if (reader.take('(')) {
    while (!reader.take(')')) {
      reader.expect('$');
      const variable = reader.name();
      reader.expect(':');
      const type = readType(reader);
      variables.push({ name: variable, type, fallback: reader.take('=') ? readValue(reader) : null });
    }
  }
  return { operation, name, variables, selections: readSelections(reader) };
}

function readType(reader: Reader): string {
  const isList = reader.take('[');
  let type = isList ? `[${readType(reader)}]` : reader.name();
  if (isList) reader.expect(']');
  if (reader.take('!')) type += '!';
  return type;
}

function readSelections(reader: Reader): SelectionNode[] {
  const selections: SelectionNode[] = [];
  reader.expect('{');
  while (!reader.take('}')) selections.push(readSelection(reader));
  if (selections.length === 0) throw reader.fail();
  return selections;
}

function readSelection(reader: Reader): SelectionNode {
  if (reader.take('...')) {
    if (reader.takeName('on')) return { kind: 'inline', typeName: reader.name(), selections: readSelections(reader) };
    if (reader.isMark('{')) return { kind: 'inline', typeName: null, selections: readSelections(reader) };
    return { kind: 'spread', name: reader.name() };
  }
  const first = reader.name();
  const name = reader.take(':') ? reader.name() : first;
  const args: Record<string, ValueNode> = {};
  if (reader.take('(')) {
    while (!reader.take(')')) {
      const argument = reader.name();
      reader.expect(':');
      args[argument] = readValue(reader);
    }
  }
  return { kind: 'field', alias: first, name, args, selections: reader.isMark('{') ? readSelections(reader) : null };
}

function readValue(reader: Reader): ValueNode {
  if (reader.take('$')) return { kind: 'variable', name: reader.name() };
  if (reader.take('[')) {
    const items: ValueNode[] = [];
    while (!reader.take(']')) items.push(readValue(reader));
    return { kind: 'list', items };
  }
  if (reader.take('{')) {
    const fields: Record<string, ValueNode> = {};
    while (!reader.take('}')) {
      const name = reader.name();
      reader.expect(':');
      fields[name] = readValue(reader);
    }
    return { kind: 'object', fields };
  }
  const token = reader.next();
  if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
  if (token.kind === 'text') return { kind: 'literal', value: token.text };
  if (token.kind !== 'name') throw reader.fail();
  const words: Record<string, unknown> = { true: true, false: false, null: null };
  return { kind: 'literal', value: token.text in words ? words[token.text] : token.text };
}
