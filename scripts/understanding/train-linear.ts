import { createRandom } from '../../simulator/kit/random.ts';
import type { Features } from '../../server/modules/assistant/guided/features/hash-features.ts';
import { softmax } from '../../server/modules/assistant/guided/model/linear-model.ts';
import type { LinearModel } from '../../server/modules/assistant/guided/model/linear-model.ts';

export interface Labelled {
  features: Features;
  label: string;
}

export interface TrainingOptions {
  /** A power of two; fewer than the features' buckets fold some together. */
  rows: number;
  epochs: number;
  rate: number;
  /** Pull towards zero, per epoch: the higher, the less a rare feature is believed. */
  decay: number;
  seed: number;
}

/** Weights before they are rounded to bytes. */
export interface RawModel {
  classes: readonly string[];
  table: Float32Array;
  bias: Float32Array;
}

const leastError = 0.002;

/** Multinomial logistic regression by AdaGrad over shuffled examples; the same seed gives the same weights. */
export function trainLinear(classes: readonly string[], examples: readonly Labelled[], { rows, epochs, rate, decay, seed }: TrainingOptions): RawModel {
  const count = classes.length;
  const model: RawModel = { classes, table: new Float32Array(rows * count), bias: new Float32Array(count) };
  const squares = new Float32Array(rows * count).fill(1e-4);
  const labels = Int32Array.from(examples, ({ label }) => classes.indexOf(label));
  const random = createRandom(seed).next;
  const order = Int32Array.from(examples, (_, index) => index);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, random);
    for (const index of order) {
      const example = examples[index];
      const label = labels[index] ?? -1;
      if (example && label >= 0) learnOne(model, squares, example.features, label, rate);
    }
    for (let at = 0; at < model.table.length; at += 1) model.table[at] = (model.table[at] ?? 0) * (1 - decay);
  }
  return model;
}

function learnOne(model: RawModel, squares: Float32Array, { buckets, values }: Features, label: number, rate: number): void {
  const count = model.classes.length;
  const mask = model.table.length / count - 1;
  const errors = softmax(scoreRaw(model, { buckets, values }), 1);
  errors[label] = (errors[label] ?? 0) - 1;
  // Most classes are far off in most examples: nothing is learnt from them.
  const active = Int32Array.from(errors.keys()).filter((at) => Math.abs(errors[at] ?? 0) > leastError);
  for (let index = 0; index < buckets.length; index += 1) {
    const start = ((buckets[index] ?? 0) & mask) * count;
    const value = values[index] ?? 0;
    for (let place = 0; place < active.length; place += 1) {
      const at = active[place] ?? 0;
      const gradient = (errors[at] ?? 0) * value;
      const square = (squares[start + at] ?? 0) + gradient * gradient;
      squares[start + at] = square;
      model.table[start + at] = (model.table[start + at] ?? 0) - (rate * gradient) / Math.sqrt(square);
    }
  }
  for (const at of active) model.bias[at] = (model.bias[at] ?? 0) - 0.01 * rate * (errors[at] ?? 0);
}

export function scoreRaw({ classes, table, bias }: RawModel, { buckets, values }: Features): Float32Array {
  const count = classes.length;
  const mask = table.length / count - 1;
  const scores = Float32Array.from(bias);
  for (let index = 0; index < buckets.length; index += 1) {
    const start = ((buckets[index] ?? 0) & mask) * count;
    const value = values[index] ?? 0;
    for (let at = 0; at < count; at += 1) scores[at] = (scores[at] ?? 0) + value * (table[start + at] ?? 0);
  }
  return scores;
}

/** Bytes instead of floats: each class has its own scale. */
export function quantise({ classes, table, bias }: RawModel, temperature: number): LinearModel {
  const count = classes.length;
  const scales = new Float32Array(count);
  for (let at = 0; at < table.length; at += 1) scales[at % count] = Math.max(scales[at % count] ?? 0, Math.abs(table[at] ?? 0));
  for (let at = 0; at < count; at += 1) scales[at] = (scales[at] ?? 0) / 127 || 1;
  const bytes = Int8Array.from(table, (weight, at) => Math.round(weight / (scales[at % count] ?? 1)));
  return { classes, table: bytes, scales, bias, temperature };
}

export function shuffle(order: Int32Array, random: () => number): void {
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const kept = order[index] ?? 0;
    order[index] = order[other] ?? 0;
    order[other] = kept;
  }
}
