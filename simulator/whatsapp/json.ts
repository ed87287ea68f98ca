/** A JSON object whose members nobody has checked yet. */
export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as an object, an empty one when it is something else. */
export const asObject = (value: unknown): Json => (isObject(value) ? value : {});

/** The value as a list of objects, empty when it is something else. */
export const asObjects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** The value as text, empty when it is something else. */
export const asText = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** Length as the platform counts it: characters, not UTF-16 units. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _character of text) length += 1;
  return length;
}
