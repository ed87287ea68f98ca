import type { z } from 'zod';
import { InboundEvent } from '#contract/inbound-event';
import { ConnectorError } from '#ports/connector';

/** The JSON in a webhook's body, read with the schema. What cannot be read is kept and shown by the caller, never lost. */
export function readJsonBody<Value>(body: Uint8Array, schema: z.ZodType<Value>): Value {
  return readWith(schema, parseJson(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')));
}

/** Reads a value that came from outside; the error names the field, never the value. */
export function readWith<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ConnectorError('unexpected', describeIssues(result.error));
}

/** Checks one event of ours and fills its defaults, so that a shop's nonsense is refused here with the field named. */
export function readEvent(input: z.input<typeof InboundEvent>): InboundEvent {
  return readWith(InboundEvent, input);
}

/** Parses JSON; whole numbers too long for a double (some vendors' ids) arrive as text, digit for digit. */
export function parseJson(text: string): unknown {
  try {
    return hasLongInteger.test(text) ? JSON.parse(text, keepLongInteger) : JSON.parse(text);
  } catch {
    throw new ConnectorError('unexpected', `The body is not JSON, or too deeply nested (${text.length} characters).`);
  }
}

const hasLongInteger = /[:[,]\s*-?\d{16,}/;

function keepLongInteger(this: unknown, _name: string, value: unknown, context?: { source?: string }): unknown {
  const isRounded = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isRounded && context?.source && /^-?\d+$/.test(context.source) ? context.source : value;
}

/** "lines.0.price: Expected string; total: Too big" without any of the values. */
export function describeIssues(error: z.ZodError): string {
  const shown = error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  const more = error.issues.length - shown.length;
  return shown.join('; ') + (more > 0 ? `; and ${more} more` : '');
}
