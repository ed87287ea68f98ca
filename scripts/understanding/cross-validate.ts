import type { Features } from '../../server/modules/assistant/guided/features/hash-features.ts';
import { softmax } from '../../server/modules/assistant/guided/model/linear-model.ts';
import { outOfScope } from './read-examples.ts';
import { createRandom } from '../../simulator/kit/random.ts';
import { scoreRaw, shuffle } from './train-linear.ts';
import type { RawModel } from './train-linear.ts';

/** Scores of one example by a model that had not seen it. */
export interface Unseen {
  label: string;
  scores: Float32Array;
}

export interface Calibration {
  temperature: number;
  rejectFrom: number;
}

/** Scores every example by a model trained on the other folds. */
export function scoreUnseen<Example extends { label: string; features: Features }>(examples: readonly Example[], train: (some: readonly Example[]) => RawModel, folds: number, seed: number): Unseen[] {
  const order = Int32Array.from(examples, (_, index) => index);
  shuffle(order, createRandom(seed).next);
  const shuffled = Array.from(order, (index) => examples[index]).filter((example) => example !== undefined);
  return Array.from({ length: folds }, (_, fold) => {
    const model = train(shuffled.filter((_example, index) => index % folds !== fold));
    return shuffled.filter((_example, index) => index % folds === fold).map(({ label, features }) => ({ label, scores: scoreRaw(model, features) }));
  }).flat();
}

/** The temperature under which shares come closest to how often they are right (least log loss). */
export function fitTemperature(unseen: readonly Unseen[], classes: readonly string[]): number {
  const loss = (temperature: number) =>
    unseen.reduce((sum, { label, scores }) => sum - Math.log(Math.max(1e-9, softmax(scores, temperature)[classes.indexOf(label)] ?? 0)), 0);
  const candidates = Array.from({ length: 46 }, (_, index) => 0.5 + index * 0.05);
  return candidates.toSorted((left, right) => loss(left) - loss(right))[0] ?? 1;
}

/** The share from which "out of scope" is believed: the highest at which this part of what was out of scope is recognised. */
export function fitRejection(unseen: readonly Unseen[], classes: readonly string[], temperature: number, recall: number): number {
  const at = classes.indexOf(outOfScope);
  const shares = unseen.filter(({ label }) => label === outOfScope).map(({ scores }) => softmax(scores, temperature)[at] ?? 0).toSorted((left, right) => right - left);
  return shares[Math.min(shares.length - 1, Math.floor(shares.length * recall))] ?? 0.5;
}
