/** Keeps the latest `capacity` items and forgets the oldest. */
export interface Ring<T> {
  push(item: T): void;
  /** Oldest first. */
  all(): T[];
  size(): number;
  clear(): void;
}

export function createRing<T>(capacity: number): Ring<T> {
  let items: T[] = [];
  let next = 0;
  return {
    push(item) {
      if (items.length < capacity) items.push(item);
      else items[next] = item;
      next = (next + 1) % capacity;
    },
    all: () => (items.length < capacity ? items.slice() : [...items.slice(next), ...items.slice(0, next)]),
    size: () => items.length,
    clear() {
      items = [];
      next = 0;
    },
  };
}
