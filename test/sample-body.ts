import { z } from 'zod';

/** The parts of a JSON schema that a sample needs. */
const Part = z.object({
  type: z.string().optional(),
  const: z.unknown().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
});

const textByFormat: Record<string, string> = { 'date-time': '2090-03-02T12:00:00Z', date: '2090-03-02', email: 'stranger@example.com', uri: 'https://example.com/' };

/** A body that a route's schema likely accepts; every identifier in it is `id`. Undefined when there is no schema. */
export function sampleBody(schema: unknown, id: string): unknown {
  if (!(schema instanceof z.ZodType)) return undefined;
  return sample(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline', cycles: 'ref' }), id);
}

function sample(schema: unknown, id: string): unknown {
  const part = Part.safeParse(schema);
  if (!part.success) return null;
  const { type, enum: values, anyOf, oneOf, allOf, properties, items } = part.data;
  if (part.data.const !== undefined) return part.data.const;
  if (values) return values[0];
  const choice = (anyOf ?? oneOf ?? allOf)?.[0];
  if (choice !== undefined) return sample(choice, id);
  if (type === 'object') return Object.fromEntries(Object.entries(properties ?? {}).map(([name, field]) => [name, sample(field, id)]));
  if (type === 'array') return items === undefined ? [] : [sample(items, id)];
  if (type === 'integer' || type === 'number') return Math.max(part.data.minimum ?? 1, (part.data.exclusiveMinimum ?? 0) + 1);
  if (type === 'boolean') return true;
  if (type === 'string') return sampleText(part.data, id);
  return null;
}

function sampleText({ format, pattern, minLength }: z.infer<typeof Part>, id: string): string {
  if (format === 'uuid') return id;
  const known = format === undefined ? undefined : textByFormat[format];
  if (known !== undefined) return known;
  if (pattern?.includes('[A-Z]{2}')) return 'AR';
  if (pattern?.includes('[A-Z]{3}')) return 'ARS';
  return id.padEnd(minLength ?? 0, 'x');
}
