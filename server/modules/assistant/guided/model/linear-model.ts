import type { Features } from '../features/hash-features.ts';

/** One weight for each bucket and class, a byte each; a row for a bucket, so that a message touches few cache lines. */
export interface LinearModel {
  classes: readonly string[];
  table: Int8Array;
  /** What a byte of 1 is worth, by class. */
  scales: Float32Array;
  bias: Float32Array;
  /** Scores are divided by it before they become shares: found on examples that the model had not seen. */
  temperature: number;
}

export function scoreClasses(model: LinearModel, { buckets, values }: Features): Float32Array {
  const count = model.classes.length;
  const scores = new Float32Array(count);
  // Rows are a power of two: a smaller model folds buckets together.
  const mask = model.table.length / count - 1;
  for (let index = 0; index < buckets.length; index += 1) {
    const start = ((buckets[index] ?? 0) & mask) * count;
    const value = values[index] ?? 0;
    for (let at = 0; at < count; at += 1) scores[at] = (scores[at] ?? 0) + value * (model.table[start + at] ?? 0);
  }
  for (let at = 0; at < count; at += 1) scores[at] = (scores[at] ?? 0) * (model.scales[at] ?? 0) + (model.bias[at] ?? 0);
  return scores;
}

/** Shares that sum to 1. */
export function softmax(scores: ArrayLike<number>, temperature: number): Float32Array {
  const shares = new Float32Array(scores.length);
  let highest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < scores.length; at += 1) highest = Math.max(highest, scores[at] ?? 0);
  let sum = 0;
  for (let at = 0; at < scores.length; at += 1) {
    const share = Math.exp(((scores[at] ?? 0) - highest) / temperature);
    shares[at] = share;
    sum += share;
  }
  for (let at = 0; at < shares.length; at += 1) shares[at] = (shares[at] ?? 0) / sum;
  return shares;
}

export interface Ranked {
  name: string;
  confidence: number;
}

/** All classes, likeliest first. */
export function rankClasses(model: LinearModel, features: Features): Ranked[] {
  const shares = softmax(scoreClasses(model, features), model.temperature);
  return model.classes.map((name, at) => ({ name, confidence: shares[at] ?? 0 })).toSorted((left, right) => right.confidence - left.confidence);
}
