/** `npm run train`: learns the guided engine's understanding from its examples and writes `understanding.weights`. The same examples give the same file. */
import { writeFileSync } from 'node:fs';
import { packWeights } from '../server/modules/assistant/guided/model/weights-file.ts';
import { weightsUrl } from '../server/modules/assistant/guided/model/load-weights.ts';
import { trainUnderstanding } from './understanding/train-understanding.ts';

const startMs = performance.now();
const weights = trainUnderstanding();
const file = packWeights(weights);
writeFileSync(weightsUrl, file);
process.stdout.write(`Wrote ${(file.length / 1024).toFixed(0)} KB in ${((performance.now() - startMs) / 1000).toFixed(1)} s.\n`);
