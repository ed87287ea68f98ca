import { createRandom } from '../../simulator/kit/random.ts';

export interface Dice {
  /** At least 0, below 1. */
  next(): number;
  chance(probability: number): boolean;
}

/** Chance that repeats itself for the same seed, of its own for each part, so that one does not shift another's. */
export const makeDice = (seed: number): Dice => createRandom(seed);
