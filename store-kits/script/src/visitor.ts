import { randomId, recall, remember } from './browser.ts';

const name = '_marchante';
const yearS = 31_536_000;

/** A random key of this browser. Before consent it lives in the session only; a cookie is set after it. */
export function visitorKey(): string {
  const known = readCookie() ?? recall(name);
  if (known) return known;
  const fresh = randomId();
  remember(name, fresh);
  return fresh;
}

/** Keeps the key for a year, or forgets the cookie when consent is taken back. */
export function setCookieConsent(isGranted: boolean): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  const value = isGranted ? visitorKey() : '';
  document.cookie = `${name}=${value}; Path=/; Max-Age=${isGranted ? yearS : 0}; SameSite=Lax${secure}`;
}

function readCookie(): string | null {
  return /(?:^|; )_marchante=([\w-]{8,100})/.exec(document.cookie)?.[1] ?? null;
}
