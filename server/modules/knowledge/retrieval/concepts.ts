import { z } from 'zod';
import lexicon from './concepts.json' with { type: 'json' };
import { wordsOf } from './fold-words.ts';
import { stopWords } from './stop-words.ts';

/**
 * What shoppers ask shops about, in the words of three languages: through a concept a question in Portuguese finds a page in Spanish. A pattern is
 * one or more words; a star ends a beginning ("cambi*"); words after an exclamation mark mean nothing else when they stand together ("!gift card").
 */
const patterns = Object.entries(z.record(z.string(), z.string()).parse(lexicon)).flatMap(([concept, list]) =>
  list.split(',').map((pattern) => ({ concept, isAlone: pattern.trim().startsWith('!'), words: pattern.replace('!', '').trim().split(' ').flatMap(splitPattern) })).filter(({ words }) => words.length > 0),
);

/** Folded like any text, its star kept. */
function splitPattern(word: string): string[] {
  const star = word.endsWith('*') ? '*' : '';
  const folded = wordsOf(word.replaceAll('*', ''));
  return folded.map((part, index) => (index === folded.length - 1 ? part + star : part));
}

type Pattern = (typeof patterns)[number];
const keyLength = 3;
/** By the first letters of its first word: a text looks at a handful of patterns for each of its words. */
const byStart = Map.groupBy(patterns, ({ words }) => (words[0] ?? '').replace('*', '').slice(0, keyLength));

const fits = (pattern: string, word: string | undefined) => word !== undefined && (pattern.endsWith('*') ? word.startsWith(pattern.slice(0, -1)) : pattern === word);

/** How many words of the text the pattern takes from here; 0: it does not fit. Small words may stand between its own ("el envío *es* gratis"). */
function lengthAt({ words }: Pattern, text: readonly string[], at: number): number {
  let place = at;
  for (const [index, pattern] of words.entries()) {
    for (let skipped = 0; index > 0 && skipped < 2 && !fits(pattern, text[place]) && stopWords.has(text[place] ?? ''); skipped += 1) place += 1;
    if (!fits(pattern, text[place])) return 0;
    place += 1;
  }
  return place - at;
}

export interface FoundConcept {
  concept: string;
  /** Place of its first word, and how many words said it. */
  at: number;
  length: number;
}

/** Every concept that a text of folded words speaks of, at each place where it does. */
export function findConcepts(words: readonly string[]): FoundConcept[] {
  const found = words.flatMap((word, at) => candidatesOf(word).map((pattern) => ({ concept: pattern.concept, at, length: lengthAt(pattern, words, at), isAlone: pattern.isAlone }))).filter(({ length }) => length > 0);
  const alone = found.filter(({ isAlone }) => isAlone);
  return alone.length === 0 ? found : found.filter((one) => one.isAlone || !alone.some(({ at, length }) => one.at < at + length && one.at + one.length > at));
}

/** Patterns that may begin with this word; one that begins with a shorter word stands under that word. */
function candidatesOf(word: string): Pattern[] {
  const starts = Array.from({ length: Math.min(keyLength, word.length) }, (_, index) => word.slice(0, index + 1));
  return starts.flatMap((start) => byStart.get(start) ?? []);
}
