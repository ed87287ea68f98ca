import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** Seals secrets, signs links and hashes addresses, all from one key of the environment. */
export interface Keys {
  /** AES-256-GCM; the result names its key, so that old ones stay readable after a rotation. */
  seal(text: string): Buffer;
  open(sealed: Buffer): string;
  /** Short URL-safe signature of a text, for links. */
  sign(text: string): string;
  isSigned(text: string, signature: string): boolean;
  /** Keyed hash of an address, for lists that must outlive the address itself. */
  hash(text: string): string;
}

const ivBytes = 12;
const tagBytes = 16;
const keyIdBytes = 4;

/** @param current 64 hex digits. @param previous older keys that may still open and verify. */
export function makeKeys(current: string, previous: string[] = []): Keys {
  const all = [current, ...previous].map(deriveKeys);
  const [first] = all;
  if (!first) throw new Error('SECRET_KEY is missing.');
  return {
    seal: (text) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', first.sealing, iv);
      return Buffer.concat([first.id, iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    open: (sealed) => {
      const id = sealed.subarray(0, keyIdBytes);
      const key = all.find((candidate) => candidate.id.equals(id));
      if (!key) throw new Error('This secret was sealed with a key that is not configured. Add it to PREVIOUS_SECRET_KEYS.');
      const iv = sealed.subarray(keyIdBytes, keyIdBytes + ivBytes);
      const decipher = createDecipheriv('aes-256-gcm', key.sealing, iv);
      decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
      const text = decipher.update(sealed.subarray(keyIdBytes + ivBytes, sealed.length - tagBytes));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    },
    sign: (text) => signWith(first.signing, text),
    isSigned: (text, signature) => all.some((key) => isEqualText(signWith(key.signing, text), signature)),
    // Addresses hash with the oldest key: a rotation must not make the suppression list forget anybody.
    hash: (text) => createHmac('sha256', (all.at(-1) ?? first).hashing).update(text).digest('base64url'),
  };
}

function deriveKeys(hex: string) {
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw new Error('SECRET_KEY must be 64 hex digits, such as the output of "openssl rand -hex 32".');
  const secret = Buffer.from(hex, 'hex');
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', secret, '', `marchante ${use}`, 32));
  return { id: derive('id').subarray(0, keyIdBytes), sealing: derive('sealing'), signing: derive('signing'), hashing: derive('hashing') };
}

function signWith(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url').slice(0, 22);
}

/** Constant time; a different length is a different text. */
export function isEqualText(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A random secret of letters and digits only, safe in any form field. */
export function randomSecret(length = 40): string {
  const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
}
