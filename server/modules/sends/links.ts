import type { Keys } from '#platform/crypto';
import { readIdToken, writeIdToken } from '#platform/id-token';

/** The short link of a message: unique to it, signed, carrying nothing but who and which. */
export const linkToken = (keys: Keys, workspaceId: string, sendId: string): string => writeIdToken(keys, 'link', [workspaceId, sendId]);

/** The short link to a cart from an answer of the assistant, which has no message yet when the link is made: it names its turn instead. */
export const cartLinkToken = (keys: Keys, workspaceId: string, cartId: string, turnId: string): string => writeIdToken(keys, 'link', [workspaceId, cartId, turnId]);

export type LinkIds = { workspaceId: string; sendId: string } | { workspaceId: string; cartId: string; turnId: string };

/** What this link names; null when it was not signed by us. */
export function readLinkToken(keys: Keys, token: string): LinkIds | null {
  const [workspaceId, second, third, ...rest] = readIdToken(keys, 'link', token) ?? [];
  if (!workspaceId || !second || rest.length > 0) return null;
  return third === undefined ? { workspaceId, sendId: second } : { workspaceId, cartId: second, turnId: third };
}
