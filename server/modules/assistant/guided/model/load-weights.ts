import { readFileSync } from 'node:fs';
import { unpackWeights } from './weights-file.ts';
import type { Weights } from './weights-file.ts';

export const weightsUrl = new URL('understanding.weights', import.meta.url);

let loaded: Weights | null = null;

/** Read at the first message and kept: about 3.3 MB of memory for the whole program. */
export function loadWeights(): Weights {
  loaded ??= unpackWeights(readFileSync(weightsUrl));
  return loaded;
}
