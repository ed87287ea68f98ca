/** Keeps the latest `capacity` items and forgets the oldest. */
export interface Ring<T> {
  push(item: T): void;
  /** The item that the last push made room for, or null. */
  evicted(): T | null;
  /** Oldest first. */
  all(): T[];
  size(): number;
  clear(): void;
}

export function createRing<T>(capacity: number): Ring<T> {
  let items: T[] = [];
  let next = 0;
  let evicted: T | null = null;
  return {
    push(item) {
      evicted = items[next] ?? null;
      if (items.length < capacity) items.push(item);
      else items[next] = item;
      next = (next + 1) % capacity;
    },
    evicted: () => evicted,
    all: () => (items.length < capacity ? items.slice() : [...items.slice(next), ...items.slice(0, next)]),
    size: () => items.length,
    clear() {
      items = [];
      next = 0;
    },
  };
}
