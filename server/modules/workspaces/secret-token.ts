import { createHash } from 'node:crypto';
import { randomSecret } from '#platform/crypto';

/** A text that opens something in one workspace. Only its hash is stored: the secret has 230 random bits, so that needs no salt. */
export interface SecretToken {
  text: string;
  hash: string;
}

type Prefix = 'mk' | 'mi';

/** @param prefix `mk` an API key, `mi` an invitation. */
export function makeToken(prefix: Prefix, workspaceId: string): SecretToken {
  const secret = randomSecret();
  return { text: `${prefix}_${workspaceId.replaceAll('-', '')}_${secret}`, hash: hashSecret(secret) };
}

/** The workspace that the token names and the hash to look for there; null for a text of another shape. */
export function readToken(prefix: Prefix, text: string): { workspaceId: string; hash: string } | null {
  const match = /^(m[ki])_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_([A-Za-z0-9]{40})$/.exec(text);
  if (!match || match[1] !== prefix) return null;
  return { workspaceId: match.slice(2, 7).join('-'), hash: hashSecret(match[7] ?? '') };
}

function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
