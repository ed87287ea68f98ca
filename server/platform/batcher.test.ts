import { expect, test } from 'vitest';
import { makeBatcher } from './batcher.ts';

/** A batcher whose batches end when the test says so. */
function makeHeld(options: { maxItems: number; parallel: number; patienceMs?: number }) {
  const batches: { items: number[]; finish: () => void }[] = [];
  const batcher = makeBatcher<number, number>({
    ...options,
    run: (items) => new Promise((settle) => batches.push({ items, finish: () => settle(items.map((item) => item * 10)) })),
  });
  return { batcher, batches };
}
const turn = () => new Promise((settle) => setImmediate(settle));

test('items of one turn share a batch, each with a result of its own', async () => {
  const { batcher, batches } = makeHeld({ maxItems: 10, parallel: 1 });
  const results = [1, 2, 3].map((item) => batcher.add(item));
  await turn();
  expect(batches.map(({ items }) => items)).toEqual([[1, 2, 3]]);
  batches[0]?.finish();
  expect(await Promise.all(results)).toEqual([10, 20, 30]);
});

test('what arrives while a batch is at work gathers until it ends', async () => {
  const { batcher, batches } = makeHeld({ maxItems: 10, parallel: 2, patienceMs: 60_000 });
  void batcher.add(1);
  await turn();
  void batcher.add(2);
  await turn();
  void batcher.add(3);
  await turn();
  expect(batches).toHaveLength(1);
  batches[0]?.finish();
  await turn();
  expect(batches[1]?.items).toEqual([2, 3]);
});

test('a full batch does not wait for the one at work', async () => {
  const { batcher, batches } = makeHeld({ maxItems: 2, parallel: 2, patienceMs: 60_000 });
  void batcher.add(1);
  await turn();
  void batcher.add(2);
  void batcher.add(3);
  await turn();
  expect(batches.map(({ items }) => items)).toEqual([[1], [2, 3]]);
});

test('behind a batch that is stuck an item waits no longer than the patience', async () => {
  const { batcher, batches } = makeHeld({ maxItems: 10, parallel: 2, patienceMs: 5 });
  void batcher.add(1);
  await turn();
  const second = batcher.add(2);
  await expect.poll(() => batches.length).toBe(2);
  batches[1]?.finish();
  expect(await second).toBe(20);
});

test('a batch that fails is tried one by one, so that a bad item fails alone', async () => {
  const batcher = makeBatcher<number, number>({
    maxItems: 10,
    parallel: 1,
    run: async (items) => {
      if (items.includes(2)) throw new Error('two');
      return items;
    },
  });
  const results = await Promise.allSettled([1, 2, 3].map((item) => batcher.add(item)));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('drains once nothing waits or is at work', async () => {
  const { batcher, batches } = makeHeld({ maxItems: 1, parallel: 2, patienceMs: 60_000 });
  for (const item of [1, 2, 3]) void batcher.add(item);
  let isDrained = false;
  const drained = batcher.drain().then(() => (isDrained = true));
  for (let done = 0; done < 3; done += 1) {
    await turn();
    expect(isDrained).toBe(false);
    batches[done]?.finish();
  }
  await drained;
});
