import { readFileSync } from 'node:fs';
import { languages } from '#contract/language';
import type { Language } from '#contract/language';
import { readWords } from './read-words.ts';
import { stemWord } from './stem-word.ts';

/** One way to say a thing: its folded words in order. */
export interface Saying {
  language: Language;
  words: readonly string[];
}

export interface FoundKey {
  key: string;
  language: Language;
  /** The words from `start` to before `end` say it. */
  start: number;
  end: number;
}

const maxParts = 3;

interface Table {
  sayings: Map<string, Saying[]>;
  names: Map<string, Partial<Record<Language, string>>>;
  /** Key and language by stemmed words. */
  lookup: Map<string, { key: string; language: Language }[]>;
  narrower: Map<string, string[]>;
  partners: Map<string, string[]>;
}

const table = readTable();

/** What the words say, longest first, in every language that knows them; stretches do not overlap. */
export function findKeys(words: readonly string[], spoken: readonly Language[] = languages): FoundKey[] {
  const found: FoundKey[] = [];
  for (let start = 0; start < words.length; ) {
    const step = longestAt(words, start, spoken);
    for (const { key, language } of step.keys) found.push({ key, language, start, end: start + step.length });
    start += Math.max(1, step.length);
  }
  return found;
}

function longestAt(words: readonly string[], start: number, spoken: readonly Language[]) {
  for (let length = Math.min(maxParts, words.length - start); length >= 1; length -= 1) {
    const part = words.slice(start, start + length);
    const keys = spoken.flatMap((language) => (table.lookup.get(lookupKey(part, language)) ?? []).filter((entry) => entry.language === language));
    if (keys.length > 0) return { keys, length };
  }
  return { keys: [], length: 0 };
}

/** Other ways to say a key, with how near they are: the same thing, a narrower one ("shoe" takes in sneakers), a wider one. */
export function sayingsOf(key: string): { saying: Saying; nearness: 'same' | 'narrower' | 'wider' }[] {
  const wider = key.includes('.') && !/^(colour|use|whom)\.[a-z]+$/.test(key) ? [key.slice(0, key.lastIndexOf('.'))] : [];
  return [
    ...listSayings(key, 'same'),
    ...narrowerKeys(key).flatMap((narrower) => listSayings(narrower, 'narrower')),
    ...wider.flatMap((parent) => listSayings(parent, 'wider')),
  ];
}

export const narrowerKeys = (key: string): readonly string[] => table.narrower.get(key) ?? [];

/** Kinds of things that are bought to go with this kind, likeliest first. */
export const partnersOf = (key: string): readonly string[] => table.partners.get(key) ?? table.partners.get(key.slice(0, Math.max(0, key.lastIndexOf('.')))) ?? [];

/** The commonest name of a key in a language; the key's own last part when there is none. */
export function nameOfKey(key: string, language: Language): string {
  const names = table.names.get(key);
  return names?.[language] ?? names?.en ?? key.slice(key.lastIndexOf('.') + 1);
}

/** Every key that begins with this, such as "colour.". */
export const keysUnder = (prefix: string): string[] => [...table.sayings.keys()].filter((key) => key.startsWith(prefix));

function listSayings(key: string, nearness: 'same' | 'narrower' | 'wider') {
  return (table.sayings.get(key) ?? []).map((saying) => ({ saying, nearness }));
}

function lookupKey(words: readonly string[], language: Language) {
  return `${language}:${words.map((word) => stemWord(word, language)).join(' ')}`;
}

function readTable(): Table {
  const read: Table = { sayings: new Map(), names: new Map(), lookup: new Map(), narrower: new Map(), partners: new Map() };
  for (const language of languages) for (const { key, values } of readLines(language)) for (const [place, text] of values.entries()) addSaying(read, { key, language, text, isFirst: place === 0 });
  for (const { key, values } of readLines('kinds')) read.narrower.set(key, values);
  for (const { key, values } of readLines('goes-with')) read.partners.set(key, values);
  for (const [key, values] of [...read.narrower, ...read.partners]) {
    const unknown = [key, ...values].find((name) => !read.sayings.has(name));
    if (unknown) throw new Error(`A list of words/ names "${unknown}", which no language has.`);
  }
  return read;
}

function addSaying(read: Table, { key, language, text, isFirst }: { key: string; language: Language; text: string; isFirst: boolean }) {
  const words = readWords(text).filter((word, index, all) => word.position !== all[index - 1]?.position).map((word) => word.text);
  if (isFirst) read.names.set(key, { ...read.names.get(key), [language]: text });
  read.sayings.set(key, [...(read.sayings.get(key) ?? []), { language, words }]);
  // "T-shirt" is found as two words and as one.
  for (const spelling of new Set([words.join(' '), text.includes('-') ? words.join('') : words.join(' ')])) {
    const at = lookupKey(spelling.split(' '), language);
    const entries = read.lookup.get(at) ?? [];
    if (!entries.some((entry) => entry.key === key)) read.lookup.set(at, [...entries, { key, language }]);
  }
}

function readLines(name: string): { key: string; values: string[] }[] {
  const text = readFileSync(new URL(`./words/${name}.txt`, import.meta.url), 'utf8');
  return text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#')).map((line) => {
    const colon = line.indexOf(':');
    return { key: line.slice(0, colon).trim(), values: line.slice(colon + 1).split(',').map((value) => value.trim()).filter((value) => value !== '') };
  });
}
