import { expect, test } from 'vitest';
import { findTwins } from './find-twins.ts';
import { readExamples } from './read-examples.ts';

test.each([
  ['examples', 'examples-test'],
  ['examples-blockers', 'examples-blockers-test'],
])('what the understanding is tested with was not what it learned from: %s', (learnt, apart) => {
  const [train, held] = [readExamples(learnt), readExamples(apart)];
  const twins = findTwins(train, held, 0.8);
  expect(twins.filter(({ likeness, test: { text } }) => likeness === 1 && text.split(/\s+/).length > 2).map(({ test: { text } }) => text)).toEqual([]);
  expect(twins.length / held.length).toBeLessThan(0.03);
});
