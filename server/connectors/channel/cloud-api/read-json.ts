import { clip } from '#kit';

/**
 * Readers for what Meta sends: tolerant of anything, silent about what is missing. A value of the wrong shape reads as
 * absent, so that one strange field never spoils the fact around it.
 */

export type JsonRecord = Record<string, unknown>;

/**
 * Parses a body and keeps the text of numbers that a float would spoil: prices, and ids beyond 2^53. Those become strings.
 * The slow way is taken only when the body names such a field. Throws SyntaxError (not JSON) or RangeError (nested too deep).
 */
export function parseKeepingNumbers(body: Buffer): unknown {
  const text = body.toString('utf8');
  if (!body.includes('"item_price"') && !body.includes('_template_id"')) return JSON.parse(text);
  return JSON.parse(text, keepNumberText);
}

function keepNumberText(this: unknown, key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value;
  return key === 'item_price' || !Number.isSafeInteger(value) && Number.isInteger(value) ? context.source : value;
}

export function readRecord(value: unknown): JsonRecord | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRecord) : null;
}

export function readList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Records of a list; other elements are left out. */
export function readRecords(value: unknown): JsonRecord[] {
  return readList(value).map(readRecord).filter((element) => element !== null);
}

/** Text that a database can store: no NUL, no half of a surrogate pair, at most `maxLength` units. Empty reads as null. */
export function readText(value: unknown, maxLength = 100_000): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string' || value === '') return null;
  const cut = clip(value, maxLength);
  const clean = cut.includes('\u0000') ? cut.replaceAll('\u0000', '') : cut;
  return (clean.isWellFormed() ? clean : clean.toWellFormed()) || null;
}

/** An id that is used as a key: given up when it is too long to be stored whole. */
export function readKey(value: unknown): string | null {
  const key = readText(value);
  return key !== null && key.length <= 200 ? key : null;
}

export function readNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

const latestSeconds = 253_402_300_799; // The last second of the year 9999.

/** An instant given as Unix seconds (text or number), milliseconds, or ISO text; null when it is none of these. */
export function readInstant(value: unknown): string | null {
  const number = readNumber(value);
  if (number !== null) {
    const seconds = number > 100_000_000_000 ? number / 1000 : number;
    return seconds > 0 && seconds <= latestSeconds ? new Date(seconds * 1000).toISOString() : null;
  }
  const text = readText(value, 60);
  const atMs = text === null ? Number.NaN : Date.parse(text);
  return atMs > 0 && atMs <= latestSeconds * 1000 ? new Date(atMs).toISOString() : null;
}

const maxFormDepth = 8;

/** A copy of any JSON that is safe to store: clean text, and nothing nested deeper than a form ever is. */
export function copyJson(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return readText(value) ?? '';
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= maxFormDepth) return null;
  if (Array.isArray(value)) return value.map((element) => copyJson(element, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [readText(name, 200) ?? '', copyJson(inner, depth + 1)]),
  );
}
