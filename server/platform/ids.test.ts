import { expect, test } from 'vitest';
import { makeIds } from './ids.ts';

test('ids sort in the order they were made in, also within one millisecond', () => {
  let ms = 1_795_000_000_000;
  const ids = makeIds(() => ms);
  const made: string[] = [];
  for (let step = 0; step < 50; step += 1) {
    for (let n = 0; n < 200; n += 1) made.push(ids.next());
    ms += 1;
  }
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});

test('a clock that is set back, however long, does not turn their order', () => {
  let ms = 1_795_000_000_000;
  const ids = makeIds(() => ms);
  const made = [ids.next()];
  ms -= 60_000;
  for (let n = 0; n < 10_000; n += 1) made.push(ids.next());
  expect(made.toSorted()).toEqual(made);
});

test('an id is a UUID of version 7 that carries its millisecond', () => {
  const id = makeIds(() => 1_795_000_000_123).next();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(1_795_000_000_123);
});
