import type { Language } from '#contract/language';
import type { Expected } from '../understanding.ts';

/** A message as every reader of slots gets it. */
export interface Said {
  /** As sent; for what capitals and signs tell: addresses, codes. */
  raw: string;
  /** Folded. Readers speak of words by their place in it. */
  words: readonly string[];
  language: Language;
  country: string;
  /** What our last message asked for; null: nothing. */
  expects: Expected | null;
}

/** What a reader found, and which words say it, so that nobody else takes them for something. */
export interface Found<Value> {
  value: Value;
  from: number;
  /** The place after the last word. */
  to: number;
}

export const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ''));
