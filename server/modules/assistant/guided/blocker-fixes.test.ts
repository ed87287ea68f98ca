import { expect, test } from 'vitest';
import { blockerFixes, fixOf } from './blocker-fixes.ts';
import { jobs } from './jobs/index.ts';
import { blockers } from './understanding.ts';

test('every reason to leave a cart has its help, except the one that says nothing', () => {
  expect(blockers.filter((blocker) => fixOf(blocker) === null)).toEqual(['other']);
});

test('every help is a job that exists', () => {
  expect(blockerFixes.flatMap(({ jobs: names }) => names).filter((name) => !(name in jobs))).toEqual([]);
});

test('no reason has two helps', () => {
  const all = blockerFixes.flatMap(({ blockers: some }) => some);
  expect(new Set(all).size).toBe(all.length);
});
