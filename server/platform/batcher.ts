/** Gathers single items into batches while earlier batches are at work: under load many share one transaction, alone one waits for nothing. */
export interface Batcher<Item, Result> {
  /** Settles with this item's own result or failure. */
  add(item: Item): Promise<Result>;
  /** Settles once nothing is waiting or at work. */
  drain(): Promise<void>;
  size(): number;
}

/**
 * @param parallel most batches at work at once. The first starts at once; another beside it only when it is full or its oldest item has waited
 * `patienceMs`: few large batches cost far less than many small ones, and one that is stuck must not hold up the others for long.
 * @param run gives one result for each item, in order. When it throws, the items of the batch are tried one by one, so that a
 * bad one never spoils its neighbours.
 */
export function makeBatcher<Item, Result>(options: {
  maxItems: number;
  parallel: number;
  /** 0 when absent. */
  patienceMs?: number;
  run: (items: Item[]) => Promise<Result[]>;
}): Batcher<Item, Result> {
  interface Waiting {
    item: Item;
    sinceMs: number;
    settle: (result: Result) => void;
    fail: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let active = 0;
  let timer: NodeJS.Timeout | null = null;
  let onIdle: (() => void)[] = [];
  const patienceMs = options.patienceMs ?? 0;

  const isTimeForAnother = () => active === 0 || waiting.length >= options.maxItems || performance.now() - (waiting[0]?.sinceMs ?? 0) >= patienceMs;

  const start = () => {
    if (active >= options.parallel || waiting.length === 0) return;
    if (isTimeForAnother()) void work();
    else
      timer ??= setTimeout(() => {
        timer = null;
        start();
      }, patienceMs);
  };

  const work = async () => {
    active += 1;
    try {
      // One batch stays at work while there is anything; those beside it give way once the rush is over.
      for (let isFirst = true; waiting.length > 0 && (isFirst || active === 1 || isTimeForAnother()); isFirst = false) {
        const batch = waiting.slice(0, options.maxItems);
        waiting = waiting.slice(options.maxItems);
        await runBatch(batch);
      }
    } finally {
      active -= 1;
      if (active === 0) {
        for (const settle of onIdle) settle();
        onIdle = [];
      } else start();
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
        waiting.push({ item, sinceMs: performance.now(), settle, fail });
        // Items of the same turn of the event loop go together.
        if (active < options.parallel) queueMicrotask(start);
      }),
    drain: () => (active === 0 && waiting.length === 0 ? Promise.resolve() : new Promise((settle) => onIdle.push(settle))),
    size: () => waiting.length,
  };
}
