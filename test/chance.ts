import { createRandom } from '../simulator/kit/random.ts';

/** Seeded chance, at least 0 and below 1: the same seed gives the same numbers. */
export const makeChance = (seed: number): (() => number) => createRandom(seed).next;
