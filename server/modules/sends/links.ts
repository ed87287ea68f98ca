import type { Keys } from '#platform/crypto';

/** The short link of a message: unique to it, signed, carrying nothing but who and which. */
export function linkToken(keys: Keys, workspaceId: string, sendId: string): string {
  const ids = Buffer.from((workspaceId + sendId).replaceAll('-', ''), 'hex').toString('base64url');
  return `${ids}.${keys.sign(`link ${ids}`)}`;
}

/** The short link to a cart from an answer of the assistant, which has no message yet when the link is made: it names its turn instead. */
export function cartLinkToken(keys: Keys, workspaceId: string, cartId: string, turnId: string): string {
  return linkToken(keys, workspaceId, cartId + turnId);
}

export type LinkIds = { workspaceId: string; sendId: string } | { workspaceId: string; cartId: string; turnId: string };

/** What this link names; null when it was not signed by us. */
export function readLinkToken(keys: Keys, token: string): LinkIds | null {
  const [ids, signature, ...rest] = token.split('.');
  if (!ids || !signature || rest.length > 0 || !keys.isSigned(`link ${ids}`, signature)) return null;
  const hex = Buffer.from(ids, 'base64url').toString('hex');
  const [workspaceId = '', second = '', third = ''] = [0, 32, 64].map((start) => toUuid(hex.slice(start, start + 32)));
  if (hex.length === 64) return { workspaceId, sendId: second };
  return hex.length === 96 ? { workspaceId, cartId: second, turnId: third } : null;
}

const toUuid = (hex: string) => `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
