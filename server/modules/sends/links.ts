import type { Keys } from '#platform/crypto';

/** The short link of a message: unique to it, signed, carrying nothing but who and which. */
export function linkToken(keys: Keys, workspaceId: string, sendId: string): string {
  const ids = Buffer.from((workspaceId + sendId).replaceAll('-', ''), 'hex').toString('base64url');
  return `${ids}.${keys.sign(`link ${ids}`)}`;
}

/** Whose link this is; null when it was not signed by us. */
export function readLinkToken(keys: Keys, token: string): { workspaceId: string; sendId: string } | null {
  const [ids, signature, ...rest] = token.split('.');
  if (!ids || !signature || rest.length > 0 || !keys.isSigned(`link ${ids}`, signature)) return null;
  const hex = Buffer.from(ids, 'base64url').toString('hex');
  return hex.length === 64 ? { workspaceId: toUuid(hex.slice(0, 32)), sendId: toUuid(hex.slice(32)) } : null;
}

const toUuid = (hex: string) => `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
