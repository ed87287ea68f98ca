import { readNumber, readText } from './read-json.ts';

/**
 * How many people may be written to in 24 hours outside a window, from "TIER_2K", "TIER_UNLIMITED" or a number.
 * Null when there is no limit or it cannot be read.
 */
export function readDailyLimit(value: unknown): number | null {
  const number = readNumber(value);
  if (number !== null) return number > 0 && Number.isSafeInteger(number) ? number : null;
  const match = /^TIER_(\d+)(K?)$/.exec(readText(value, 40) ?? '');
  return match ? Number(match[1]) * (match[2] === 'K' ? 1000 : 1) : null;
}
