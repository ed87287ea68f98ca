import { expect, test } from 'vitest';
import { drawOf, isHeldOut, pickArm } from './holdout.ts';

const people = Array.from({ length: 20_000 }, (_, index) => `person-${index}`);

test('a person is held out for ever or never, and a growing share only adds people', () => {
  const few = people.filter((person) => isHeldOut('salt', person, 0.05));
  const more = new Set(people.filter((person) => isHeldOut('salt', person, 0.1)));
  expect(few.every((person) => more.has(person))).toBe(true);
  expect(more.size / people.length).toBeGreaterThan(0.093);
  expect(more.size / people.length).toBeLessThan(0.107);
});

test('nobody is held out of a share of nothing', () => {
  expect(people.some((person) => isHeldOut('salt', person, 0))).toBe(false);
});

test('two shops hold out different people', () => {
  const both = people.filter((person) => isHeldOut('one', person, 0.1) && isHeldOut('other', person, 0.1));
  expect(both.length / people.length).toBeLessThan(0.015);
  expect(drawOf('one', 'a')).not.toBe(drawOf('other', 'a'));
});

test('arms get their shares', () => {
  const arms = [{ key: 'a', share: 20 }, { key: 'b', share: 80 }];
  const first = people.filter((person) => pickArm('split', person, arms).key === 'a').length / people.length;
  expect(first).toBeGreaterThan(0.19);
  expect(first).toBeLessThan(0.21);
});
