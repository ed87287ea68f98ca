import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** What the address holds after its question mark: one text, or several under one name. */
export type UrlSearch = Record<string, string | string[] | undefined>;

/** `?q=mate&tag=a&tag=b` as plain words, not as JSON, so that an address can be read and typed. */
export function parseUrlSearch(text: string): UrlSearch {
  const search: UrlSearch = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const known = Object.hasOwn(search, name) ? search[name] : undefined;
    search[name] = known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value];
  }
  return search;
}

export function writeUrlSearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === 'string' && one !== '') params.append(name, one);
      else if (typeof one === 'number' || typeof one === 'boolean') params.append(name, String(one));
    }
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

export type UrlChange = Record<string, string | string[] | null>;

/**
 * The state that lives in the address: filters, search, the open tab. `set` changes the names given, null removes one;
 * it replaces the entry in the history unless told to `push`.
 */
export function useUrlState() {
  const search = useSearch({ strict: false }) as UrlSearch;
  const navigate = useNavigate();
  const set = useCallback(
    (change: UrlChange, options: { push?: boolean } = {}) =>
      void navigate({
        to: '.',
        search: (before: UrlSearch) => applyChange(before, change),
        replace: !options.push,
        resetScroll: false,
      } as Parameters<typeof navigate>[0]),
    [navigate],
  );
  const one = (name: string): string => [search[name]].flat()[0] ?? '';
  const many = (name: string): string[] => [search[name] ?? []].flat();
  return { search, one, many, set };
}

export function applyChange(before: UrlSearch, change: UrlChange): UrlSearch {
  const after: UrlSearch = { ...before };
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value.length === 0) delete after[name];
    else after[name] = value;
  }
  return after;
}
