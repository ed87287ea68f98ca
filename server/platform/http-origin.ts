/** What tells whether a page of our own made a request. Header names are lower case. */
export interface Caller {
  method: string;
  cookie: string | undefined;
  authorization: string | undefined;
  origin: string | undefined;
  secFetchSite: string | undefined;
  /** As the browser sees it: behind a proxy, the forwarded host. */
  host: string;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * False for a change that a browser might be sending with the member's cookies on behalf of another site. A program without cookies
 * or with a key of its own is never meant: no other site can make it call.
 */
export function isFromOurPages(caller: Caller, publicOrigin: string | null): boolean {
  if (safeMethods.has(caller.method) || caller.cookie === undefined || caller.authorization !== undefined) return true;
  if (caller.origin !== undefined) return caller.origin === publicOrigin || hostOf(caller.origin) === caller.host;
  return caller.secFetchSite === 'same-origin';
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
