/** What is wrong with one field of a message: "buttons[1].title" "is longer than 20 characters". */
export interface Fault {
  field: string;
  rule: string;
}

/** Limits count characters as people see code points, not UTF-16 units. */
export function limitText(field: string, text: string, maxCharacters: number): Fault | null {
  if (text.trim() === '') return { field, rule: 'is empty' };
  // A text has never more characters than units, so that counting is rarely needed.
  const isTooLong = text.length > maxCharacters && [...text].length > maxCharacters;
  return isTooLong ? { field, rule: `is longer than ${maxCharacters} characters` } : null;
}

export function limitOptionalText(field: string, text: string | null, maxCharacters: number): Fault | null {
  return text === null || text === '' ? null : limitText(field, text, maxCharacters);
}

export function findRepeated(field: string, values: string[]): Fault | null {
  return new Set(values).size === values.length ? null : { field, rule: 'must all be different' };
}

export function limitCount(field: string, count: number, min: number, max: number): Fault | null {
  return count >= min && count <= max ? null : { field, rule: `must be ${min} to ${max}, not ${count}` };
}

/** Runs checks in order and stops at the first that objects. */
export function firstFault(...checks: (() => Fault | null)[]): Fault | null {
  for (const check of checks) {
    const fault = check();
    if (fault) return fault;
  }
  return null;
}
