import { randomBytes } from 'node:crypto';

/** Makes identifiers. Given to the application, so that a test can make them predictable. */
export interface Ids {
  /** UUID version 7: sorts by time of making, so that new rows land at the end of an index. */
  next(): string;
}

// Random bytes are drawn in blocks: one system call for 256 ids.
const block = Buffer.alloc(256 * 10);
let used = block.length;

export function makeIds(nowMs: () => number = Date.now): Ids {
  return { next: () => uuidV7(nowMs()) };
}

/** RFC 9562 §5.7: 48 bits of milliseconds, version, 74 random bits. */
function uuidV7(ms: number): string {
  if (used === block.length) {
    randomBytes(block.length).copy(block);
    used = 0;
  }
  const time = Math.trunc(ms).toString(16).padStart(12, '0');
  const random = block.subarray(used, used + 10).toString('hex');
  used += 10;
  const variant = ((Number.parseInt(random[3] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`;
}
