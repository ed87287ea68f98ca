import type { Language } from '#contract/language';
import type { Folded } from '../features/fold-text.ts';

/** A message as every reader of slots gets it. */
export interface Said {
  /** As sent; for what capitals and signs tell: addresses, codes. */
  raw: string;
  /** Folded. Readers speak of words by their place in it. */
  words: readonly string[];
  signals: Folded['signals'];
  language: Language;
  country: string;
  /** The slot that our last message asked for, or "yes_no"; null: nothing. */
  expects: string | null;
}

/** What a reader found, and which words say it, so that nobody else takes them for something. */
export interface Found<Value> {
  value: Value;
  from: number;
  /** The place after the last word. */
  to: number;
}

export const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ''));
