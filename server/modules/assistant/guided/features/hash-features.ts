import type { Folded } from './fold-text.ts';
import { conceptsOf } from './concepts.ts';

/** Rows of the weight table that a feature may fall into: a power of two. */
export const bucketCount = 1 << 16;

/** A message as the classifier sees it: buckets without repeats, and their values, together of length 1. */
export interface Features {
  buckets: Int32Array;
  values: Float32Array;
}

/** A voice note of two minutes has about 300 words; what comes later adds nothing. */
const maxWords = 120;
const weights = { word: 0.8, pair: 0.7, skip: 0.4, piece: 0.3, concept: 1.6, conceptPair: 1.6, signal: 0.8, first: 0.5, length: 0.8 };

/** Words, pairs of words, pieces of words, concepts and signals, hashed. */
export function hashFeatures(folded: Folded): Features {
  const found = new Map<number, number>();
  const add = (hash: number, value: number) => {
    const bucket = hash & (bucketCount - 1);
    found.set(bucket, Math.max(found.get(bucket) ?? 0, value));
  };
  const words = folded.words.slice(0, maxWords).map(shapeOf);
  words.forEach((word, index) => {
    add(hashOf('w', word), weights.word);
    const next = words[index + 1];
    if (next !== undefined) add(hashOf('p', `${word} ${next}`), weights.pair);
    const overNext = words[index + 2];
    if (overNext !== undefined) add(hashOf('s', `${word} ${overNext}`), weights.skip);
    addPieces(word, add);
  });
  addConcepts(words, add);
  for (const signal of folded.signals) add(hashOf('e', signal), weights.signal);
  if (words[0] !== undefined) add(hashOf('f', words[0]), weights.first);
  add(hashOf('n', lengthClass(words.length)), weights.length);
  return normaliseFeatures(found);
}

function addPieces(word: string, add: (hash: number, value: number) => void): void {
  const framed = `<${word.slice(0, 24)}>`;
  for (const size of [3, 4, 5]) {
    for (let start = 0; start + size <= framed.length; start += 1) add(hashOf('c', framed.slice(start, start + size)), weights.piece);
  }
}

function addConcepts(words: string[], add: (hash: number, value: number) => void): void {
  const all = words.flatMap((word) => conceptsOf(word));
  const distinct = [...new Set(all)].toSorted();
  for (const concept of distinct) add(hashOf('k', concept), weights.concept);
  for (let left = 0; left < Math.min(distinct.length, 16); left += 1) {
    for (let right = left + 1; right < Math.min(distinct.length, 16); right += 1) {
      add(hashOf('q', `${distinct[left]}+${distinct[right]}`), weights.conceptPair);
    }
  }
}

/** Numbers differ without end and mean the same: only their kind and length stays. */
function shapeOf(word: string): string {
  if (!/\d/.test(word)) return word;
  if (word === '0email' || word === '0url') return word;
  if (/^[#$]?[\d.,]+$/.test(word)) return `0n${Math.min(word.replace(/\D/g, '').length, 6)}`;
  return word.replace(/\d+/g, '0');
}

function lengthClass(count: number): string {
  if (count <= 3) return String(count);
  if (count <= 6) return 'some';
  return count <= 14 ? 'many' : 'long';
}

export function normaliseFeatures(found: Map<number, number>): Features {
  const buckets = Int32Array.from(found.keys());
  const values = Float32Array.from(found.values());
  let sum = 0;
  for (const value of values) sum += value * value;
  const scale = sum > 0 ? 1 / Math.sqrt(sum) : 0;
  for (let index = 0; index < values.length; index += 1) values[index] = (values[index] ?? 0) * scale;
  return { buckets, values };
}

/** FNV-1a over the code units, then mixed, so that the low bits are good. */
export function hashOf(kind: string, text: string): number {
  let hash = 0x811c9dc5 ^ kind.charCodeAt(0);
  hash = Math.imul(hash, 0x01000193);
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  return hash >>> 0;
}
