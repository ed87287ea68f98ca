import { z } from 'zod';

/** The part of JSON Schema that Zod writes and this form reads. `secret` comes from `.meta({ secret: true })`. */
export interface JsonSchema {
  type?: string | readonly string[];
  title?: string;
  description?: string;
  default?: unknown;
  secret?: boolean;
  multiline?: boolean;
  format?: string;
  enum?: readonly unknown[];
  const?: unknown;
  anyOf?: readonly JsonSchema[];
  oneOf?: readonly JsonSchema[];
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  items?: JsonSchema | boolean;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  [other: string]: unknown;
}

export interface Option {
  value: string;
  label: string;
  /** As the schema has it: options may be numbers. */
  raw: unknown;
}

interface FieldWords {
  /** Of the property, the last part of the path. */
  name: string;
  title: string;
  help: string | null;
  isRequired: boolean;
  schema: JsonSchema;
}

export type Field = FieldWords &
  (
    | { kind: 'text' | 'secret' | 'multiline' | 'boolean' | 'tags' | 'json' }
    | { kind: 'number'; isWhole: boolean }
    | { kind: 'choice' | 'choices'; options: Option[] }
    | { kind: 'group'; fields: Field[] }
    | { kind: 'rows'; row: Field }
    | { kind: 'variants'; by: string; variants: { option: Option; fields: Field[] }[] }
  );

export type FormValues = Record<string, unknown>;

/** The fields of an object schema, in its order. */
export function readFields(schema: JsonSchema): Field[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => readField(name, property, required.has(name)));
}

function readField(name: string, given: JsonSchema, isRequired: boolean): Field {
  const { schema, isNullable } = withoutNull(given);
  const words: FieldWords = {
    name,
    title: given.title ?? schema.title ?? wordsOf(name),
    help: given.description ?? schema.description ?? null,
    isRequired: isRequired && !isNullable && given.default === undefined,
    schema,
  };
  const options = readOptions(schema);
  if (options) return { ...words, kind: 'choice', options };
  const variants = readVariants(schema);
  if (variants) return { ...words, kind: 'variants', ...variants };
  switch (schema.type) {
    case 'boolean':
      return { ...words, kind: 'boolean' };
    case 'integer':
    case 'number':
      return { ...words, kind: 'number', isWhole: schema.type === 'integer' };
    case 'string':
      return { ...words, kind: schema.secret || given.secret ? 'secret' : isLong(schema) ? 'multiline' : 'text' };
    case 'object':
      return schema.properties ? { ...words, kind: 'group', fields: readFields(schema) } : { ...words, kind: 'json' };
    case 'array':
      return readArray(words, schema);
    default:
      return { ...words, kind: 'json' };
  }
}

function readArray(words: FieldWords, schema: JsonSchema): Field {
  const items = typeof schema.items === 'object' ? schema.items : {};
  const options = readOptions(items);
  if (options) return { ...words, kind: 'choices', options };
  if (items.type === 'string') return { ...words, kind: 'tags' };
  return { ...words, kind: 'rows', row: readField(words.name, { title: words.title, ...items }, true) };
}

function isLong(schema: JsonSchema): boolean {
  return schema.multiline === true || (schema.maxLength ?? 0) > 300;
}

function withoutNull(schema: JsonSchema): { schema: JsonSchema; isNullable: boolean } {
  const choices = schema.anyOf ?? [];
  const others = choices.filter(({ type }) => type !== 'null');
  const isNullable = others.length < choices.length;
  const [only] = others;
  return isNullable && others.length === 1 && only ? { schema: only, isNullable } : { schema, isNullable };
}

function readOptions(schema: JsonSchema): Option[] | null {
  if (schema.enum) return schema.enum.map((raw) => ({ value: String(raw), label: wordsOf(String(raw)), raw }));
  const literals = schema.oneOf ?? schema.anyOf;
  if (!literals?.length || !literals.every((one) => 'const' in one)) return null;
  return literals.map((one) => ({ value: String(one.const), label: one.title ?? wordsOf(String(one.const)), raw: one.const }));
}

/** A discriminated union: objects that differ by one property with a fixed value. */
function readVariants(schema: JsonSchema) {
  const objects = schema.oneOf ?? schema.anyOf;
  const first = objects?.[0]?.properties;
  if (!objects || !first) return null;
  const by = Object.keys(first).find((name) => objects.every((one) => one.properties?.[name] && 'const' in one.properties[name]));
  if (!by) return null;
  const variants = objects.map((one) => {
    const raw = one.properties?.[by]?.const;
    const option = { value: String(raw), label: one.title ?? one.properties?.[by]?.title ?? wordsOf(String(raw)), raw };
    return { option, fields: readFields(one).filter(({ name }) => name !== by) };
  });
  return { by, variants };
}

/** `accessToken` becomes "Access token"; only for schemas without a title. */
function wordsOf(name: string): string {
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/[_-]+/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What an untouched form holds: the schema's defaults. Secrets are always empty. */
export function startingValues(fields: readonly Field[], given: FormValues = {}): FormValues {
  const values: FormValues = { ...given };
  for (const field of fields) {
    const value = given[field.name] ?? field.schema.default;
    if (field.kind === 'group') values[field.name] = startingValues(field.fields, asValues(value));
    else if (field.kind === 'boolean') values[field.name] = value ?? false;
    else if (value !== undefined && value !== null) values[field.name] = value;
  }
  return values;
}

export function asValues(value: unknown): FormValues {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as FormValues) : {};
}

/** Leaves out what was left empty, at every depth; an untouched secret is not sent, so that the stored one stays. */
export function withoutEmpty(values: FormValues): FormValues {
  const kept: FormValues = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null || value === '') continue;
    if (Array.isArray(value)) kept[name] = value.map((one: unknown) => (isPlainObject(one) ? withoutEmpty(one) : one));
    else kept[name] = isPlainObject(value) ? withoutEmpty(value) : value;
  }
  return kept;
}

function isPlainObject(value: unknown): value is FormValues {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** One thing to mend: a key under `ui:form.problem` and the limit that it names. */
export interface Problem {
  key: 'required' | 'number' | 'tooSmall' | 'tooBig' | 'tooShort' | 'tooLong' | 'tooFew' | 'tooMany' | 'email' | 'url' | 'invalid';
  limit?: number;
}

/** What is wrong with the values, by path (`address.street`, `rows.0.name`). Stored secrets may be left empty. */
export function findProblems(schema: JsonSchema, values: FormValues, storedSecrets: readonly string[] = []): Map<string, Problem> {
  const required = (schema.required ?? []).filter((name) => !(storedSecrets.includes(name) && values[name] === undefined));
  const check = z.fromJSONSchema({ ...schema, required } as Parameters<typeof z.fromJSONSchema>[0]);
  const result = check.safeParse(values);
  const problems = new Map<string, Problem>();
  if (result.success) return problems;
  for (const issue of result.error.issues) {
    const path = issue.path.join('.');
    if (!problems.has(path)) problems.set(path, describeIssue(issue, valueAt(values, issue.path)));
  }
  return problems;
}

function valueAt(values: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => (value as Record<PropertyKey, unknown> | undefined)?.[part], values);
}

function describeIssue(issue: z.core.$ZodIssue, value: unknown): Problem {
  if (value === undefined) return { key: 'required' };
  if (issue.code === 'too_small') return { key: limitKey(issue.origin, 'tooShort', 'tooFew', 'tooSmall'), limit: Number(issue.minimum) };
  if (issue.code === 'too_big') return { key: limitKey(issue.origin, 'tooLong', 'tooMany', 'tooBig'), limit: Number(issue.maximum) };
  if (issue.code === 'invalid_type') return { key: issue.expected === 'number' || issue.expected === 'int' ? 'number' : 'invalid' };
  if (issue.code === 'invalid_format' && issue.format === 'email') return { key: 'email' };
  if (issue.code === 'invalid_format' && issue.format === 'url') return { key: 'url' };
  return { key: 'invalid' };
}

function limitKey(origin: string, ofText: Problem['key'], ofList: Problem['key'], ofNumber: Problem['key']): Problem['key'] {
  if (origin === 'string') return ofText;
  return origin === 'array' || origin === 'set' ? ofList : ofNumber;
}
