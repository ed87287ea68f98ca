import { z } from 'zod';
import { GraphqlFailure } from './graphql-failure.ts';

/** An argument in the shape that the platform's input type has; another shape fails the whole document. */
export function readInput<Output>(schema: z.ZodType<Output>, value: unknown, typeName: string): Output {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => ({ path: issue.path, explanation: issue.message }));
  const first = problems[0];
  throw new GraphqlFailure(
    `Variable of type ${typeName} was provided invalid value for ${first?.path.join('.') ?? ''} (${first?.explanation ?? ''})`,
    'INVALID_VARIABLE',
    { problems },
  );
}

export interface UserError {
  field: string[] | null;
  message: string;
  code?: string;
}

/** Decimal text or number, as the platform's `Decimal` and `Float` take it. */
export const decimal = z.union([z.string().regex(/^\d+(\.\d+)?$/), z.number().nonnegative()]).transform(String);
export const attributes = z.array(z.strictObject({ key: z.string(), value: z.string() }));
export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
