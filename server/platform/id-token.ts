import type { Keys } from './crypto.ts';

/** A short text for a public address: ids and our signature, made for one purpose and good for no other. Carries nothing else. */
export function writeIdToken(keys: Keys, purpose: string, ids: readonly string[]): string {
  const text = Buffer.from(ids.join('').replaceAll('-', ''), 'hex').toString('base64url');
  return `${text}.${keys.sign(`${purpose} ${text}`)}`;
}

/** The ids in the order written; null when it was not signed by us for this purpose. */
export function readIdToken(keys: Keys, purpose: string, token: string): string[] | null {
  const [text, signature, ...rest] = token.split('.');
  if (!text || !signature || rest.length > 0 || !keys.isSigned(`${purpose} ${text}`, signature)) return null;
  const hex = Buffer.from(text, 'base64url').toString('hex');
  return (hex.match(/.{32}/g) ?? []).map(toUuid);
}

const toUuid = (hex: string) => `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
