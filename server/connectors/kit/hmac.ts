import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export type SignatureEncoding = 'hex' | 'base64';

/** HMAC-SHA256 over the bytes, in the vendor's spelling. */
export function signHmac(secret: string, bytes: Uint8Array | string, encoding: SignatureEncoding): string {
  return createHmac('sha256', secret).update(bytes).digest(encoding);
}

/**
 * Whether `signature` is the HMAC-SHA256 of the bytes, in constant time. An empty or missing signature and an
 * empty secret are never genuine. Hexadecimal is read in either case.
 */
export function isSignedBy(
  secret: string,
  bytes: Uint8Array | string,
  signature: string | null | undefined,
  encoding: SignatureEncoding,
): boolean {
  if (!secret || !signature) return false;
  const given = encoding === 'hex' ? signature.toLowerCase() : signature;
  return isSameText(signHmac(secret, bytes, encoding), given);
}

/** Compares two texts in constant time; a different length is told at once, which a secret of known length allows. */
export function isSameText(one: string, other: string): boolean {
  const left = Buffer.from(one);
  const right = Buffer.from(other);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A short stable name for some bytes: the first 32 hexadecimal digits of their SHA-256. */
export function fingerprint(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}
