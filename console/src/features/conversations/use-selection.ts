import { useState } from 'react';

/** Conversations chosen to be changed together. Another list begins with none. */
export interface Selection {
  ids: readonly string[];
  has(id: string): boolean;
  toggle(id: string): void;
  choose(ids: readonly string[]): void;
  clear(): void;
}

export function useSelection(listName: string): Selection {
  const [chosen, setChosen] = useState<{ listName: string; ids: readonly string[] }>({ listName, ids: [] });
  const ids = chosen.listName === listName ? chosen.ids : [];
  const set = (next: readonly string[]) => setChosen({ listName, ids: next });
  return {
    ids,
    has: (id) => ids.includes(id),
    toggle: (id) => set(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]),
    choose: set,
    clear: () => set([]),
  };
}
