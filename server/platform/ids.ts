import { randomBytes } from 'node:crypto';

/** Makes identifiers. Given to the application, so that a test can make them predictable. */
export interface Ids {
  /** UUID version 7: sorts by time of making, also within a millisecond of one process, so that new rows land at the end of an index. */
  next(): string;
}

// Random bytes are drawn in blocks: one system call for 256 ids.
const randomLength = 8;
const block = Buffer.alloc(256 * randomLength);
let used = block.length;
/** What its 12 bits hold. */
const maxCounter = 0xfff;

export function makeIds(nowMs: () => number = Date.now): Ids {
  let lastMs = 0;
  let counter = 0;
  return {
    next: () => {
      // A clock that was set back does not make a new row older than those before it, and a full count borrows from the next millisecond.
      const ms = Math.max(lastMs + (counter === maxCounter ? 1 : 0), Math.trunc(nowMs()));
      counter = ms === lastMs ? counter + 1 : randomStart();
      lastMs = ms;
      return uuidV7(ms, counter);
    },
  };
}

/** RFC 9562 §5.7, with the counter of its §6.2 method 1: 48 bits of milliseconds, version, 12 bits that count within one of them, 62 random bits. */
function uuidV7(ms: number, counter: number): string {
  const time = ms.toString(16).padStart(12, '0');
  const count = counter.toString(16).padStart(3, '0');
  const random = drawRandom().toString('hex');
  const variant = ((Number.parseInt(random[0] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${variant}${random.slice(1, 4)}-${random.slice(4, 16)}`;
}

function drawRandom(): Buffer {
  if (used === block.length) {
    randomBytes(block.length).copy(block);
    used = 0;
  }
  used += randomLength;
  return block.subarray(used - randomLength, used);
}

/** Leaves room for 3,072 ids of one millisecond. */
const randomStart = () => drawRandom().readUInt16BE() & 0x3ff;
