import type { Saying } from './line.ts';

export interface Unsent {
  id: string;
  said: Saying;
}

/**
 * This visitor's secret. Nothing is stored before they write: whoever only reads a page leaves no trace. From the first message on it lives in the
 * tab, because an answer could not reach them otherwise; for longer only where the shop's consent banner granted it.
 */
const name = '_marchante_chat';
const unsentName = '_marchante_chat_unsent';
let inMemory: string | null = null;

export const knownKey = (): string | null => inMemory ?? read('localStorage') ?? read('sessionStorage');

export function keepKey(): string {
  const key = knownKey() ?? randomKey();
  inMemory = key;
  write(hasConsent() ? 'localStorage' : 'sessionStorage', key);
  return key;
}

/** What the visitor said and the server has not confirmed, for as long as the tab lives. */
export function unsent(): Unsent[] {
  try {
    return JSON.parse(read('sessionStorage', unsentName) ?? '[]') as Unsent[];
  } catch {
    return [];
  }
}

export const keepUnsent = (list: Unsent[]): void => write('sessionStorage', list.length > 0 ? JSON.stringify(list) : null, unsentName);

/** `marchante('consent', true)` of the storefront script sets its cookie; that is the shop's word that longer storage was granted. */
const hasConsent = () => /(?:^|; )_marchante=[\w-]{8,}/.test(document.cookie);

/** The same browser as the storefront script knows it; null without that script. */
export function shopVisitor(): string | null {
  const cookie = /(?:^|; )_marchante=([\w-]{8,100})/.exec(document.cookie)?.[1];
  if (cookie) return cookie;
  try {
    return sessionStorage.getItem('_marchante');
  } catch {
    return null;
  }
}

function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(30));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_');
}

export const randomId = (): string => crypto.randomUUID?.() ?? randomKey().slice(0, 36);

// A private window or a sandboxed frame may forbid storage: the chat then lasts as long as the page.
function read(store: 'localStorage' | 'sessionStorage', key = name): string | null {
  try {
    return window[store].getItem(key);
  } catch {
    return null;
  }
}

function write(store: 'localStorage' | 'sessionStorage', value: string | null, key = name): void {
  try {
    if (value === null) window[store].removeItem(key);
    else window[store].setItem(key, value);
  } catch {
    // Nothing to do: `inMemory` has it.
  }
}
