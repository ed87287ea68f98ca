/** The bytes `from` to `to`, both included. */
export interface ByteRange {
  from: number;
  to: number;
}

/**
 * What a `Range` header asks of a file of this size: one range; `all` when there is none, several, or one that cannot be read (RFC 9110
 * §14.2 lets those be ignored); `none` when the file has no such bytes.
 */
export function readRange(header: string | undefined, sizeBytes: number): ByteRange | 'all' | 'none' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  if (!match) return 'all';
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return 'all';
  if (first === '') return last === '0' || sizeBytes === 0 ? 'none' : { from: Math.max(0, sizeBytes - Number(last)), to: sizeBytes - 1 };
  const [from, to] = [Number(first), last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1)];
  if (last !== '' && Number(last) < from) return 'all';
  return from >= sizeBytes ? 'none' : { from, to };
}
