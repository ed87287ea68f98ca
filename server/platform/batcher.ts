/** Gathers single items into batches while earlier batches are at work: under load many share one transaction, alone one waits for nothing. */
export interface Batcher<Item, Result> {
  /** Settles with this item's own result or failure. */
  add(item: Item): Promise<Result>;
  /** Settles once nothing is waiting or at work. */
  drain(): Promise<void>;
  size(): number;
}

/**
 * @param run gives one result for each item, in order. When it throws, the items of the batch are tried one by one, so that a
 * bad one never spoils its neighbours.
 */
export function makeBatcher<Item, Result>(options: {
  maxItems: number;
  parallel: number;
  run: (items: Item[]) => Promise<Result[]>;
}): Batcher<Item, Result> {
  interface Waiting {
    item: Item;
    settle: (result: Result) => void;
    fail: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let active = 0;
  let onIdle: (() => void)[] = [];

  const work = async () => {
    active += 1;
    try {
      while (waiting.length > 0) {
        const batch = waiting.slice(0, options.maxItems);
        waiting = waiting.slice(options.maxItems);
        await runBatch(batch);
      }
    } finally {
      active -= 1;
      if (active === 0) {
        for (const settle of onIdle) settle();
        onIdle = [];
      }
    }
  };

  const runBatch = async (batch: Waiting[]) => {
    try {
      const results = await options.run(batch.map((entry) => entry.item));
      batch.forEach((entry, index) => entry.settle(results[index] as Result));
    } catch (error) {
      if (batch.length === 1) batch[0]?.fail(error);
      else for (const entry of batch) await runBatch([entry]);
    }
  };

  return {
    add: (item) =>
      new Promise((settle, fail) => {
        waiting.push({ item, settle, fail });
        // Items of the same turn of the event loop go together.
        if (active < options.parallel) queueMicrotask(() => active < options.parallel && waiting.length > 0 && void work());
      }),
    drain: () => (active === 0 && waiting.length === 0 ? Promise.resolve() : new Promise((settle) => onIdle.push(settle))),
    size: () => waiting.length,
  };
}
