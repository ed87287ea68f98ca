import { readFileSync } from 'node:fs';
import { languages } from '#contract/language';
import type { Language } from '#contract/language';
import { readWords } from './read-words.ts';
import { isSmallWord } from './small-words.ts';
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

interface Entry {
  key: string;
  language: Language;
  stems: readonly string[];
}

interface Table {
  sayings: Map<string, Saying[]>;
  names: Map<string, Partial<Record<Language, string>>>;
  /** What begins with a stem, by language. */
  entries: Record<Language, Map<string, Entry[]>>;
  recent: Map<string, readonly Entry[]>;
  narrower: Map<string, string[]>;
  partners: Map<string, string[]>;
  words: Set<string>;
}

const table = readTable();

/** What the words say, longest first, in every language that knows them; stretches do not overlap. */
export function findKeys(words: readonly string[], spoken: readonly Language[] = languages): FoundKey[] {
  const found: FoundKey[] = [];
  for (let start = 0; start < words.length; ) {
    let longest = 0;
    let matches: Entry[] = [];
    for (const entry of entriesOf(words[start]!)) {
      if (entry.stems.length < longest || !spoken.includes(entry.language) || !startsHere(words, start, entry)) continue;
      if (entry.stems.length > longest) matches = [];
      longest = entry.stems.length;
      matches.push(entry);
    }
    for (const { key, language } of matches) found.push({ key, language, start, end: start + longest });
    start += Math.max(1, longest);
  }
  return found;
}

function startsHere(words: readonly string[], start: number, { stems, language }: Entry): boolean {
  return stems.every((stem, at) => at === 0 || (words[start + at] !== undefined && stemWord(words[start + at]!, language) === stem));
}

/** What may begin with a word. Kept for the words met lately: the same few thousand come again and again. */
function entriesOf(word: string): readonly Entry[] {
  const known = table.recent.get(word);
  if (known) return known;
  if (table.recent.size > 50_000) table.recent.clear();
  const entries = languages.flatMap((language) => table.entries[language].get(stemWord(word, language)) ?? []);
  table.recent.set(word, entries.length === 0 ? none : entries);
  return entries;
}
const none: readonly Entry[] = [];

/** Other ways to say a key, with how near they are: the same thing, a narrower one ("shoe" takes in sneakers), a wider one. */
export function sayingsOf(key: string): { saying: Saying; nearness: 'same' | 'narrower' | 'wider' }[] {
  const parent = key.slice(0, Math.max(0, key.lastIndexOf('.')));
  const wider = table.sayings.has(parent) ? [parent] : [];
  return [
    ...listSayings(key, 'same'),
    ...narrowerKeys(key).flatMap((narrower) => listSayings(narrower, 'narrower')),
    ...wider.flatMap((parent) => listSayings(parent, 'wider')),
  ];
}

/** Whether a key names a kind of thing, rather than telling something of one. */
export const isKind = (key: string): boolean => !/^(is|use|whom|colour|part)\./.test(key);

export const narrowerKeys = (key: string): readonly string[] => table.narrower.get(key) ?? [];

/** Kinds of things that are bought to go with this kind, likeliest first. */
export const partnersOf = (key: string): readonly string[] => table.partners.get(key) ?? table.partners.get(key.slice(0, Math.max(0, key.lastIndexOf('.')))) ?? [];

/** The commonest name of a key in a language; the key's own last part when there is none. */
export function nameOfKey(key: string, language: Language): string {
  const names = table.names.get(key);
  return names?.[language] ?? names?.en ?? key.slice(key.lastIndexOf('.') + 1);
}

/** Every single word of the table, folded. */
export const tableWords = (): ReadonlySet<string> => table.words;

/** Every key that begins with this, such as "colour.". */
export const keysUnder = (prefix: string): string[] => [...table.sayings.keys()].filter((key) => key.startsWith(prefix));

function listSayings(key: string, nearness: 'same' | 'narrower' | 'wider') {
  return (table.sayings.get(key) ?? []).map((saying) => ({ saying, nearness }));
}

function readTable(): Table {
  const read: Table = { sayings: new Map(), names: new Map(), entries: { en: new Map(), es: new Map(), pt: new Map() }, recent: new Map(), narrower: new Map(), partners: new Map(), words: new Set() };
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
  if (words.length === 1) read.words.add(words[0]!);
  if (isFirst) read.names.set(key, { ...read.names.get(key), [language]: text });
  const telling = words.filter((word) => !isSmallWord(word));
  read.sayings.set(key, [...(read.sayings.get(key) ?? []), { language, words: telling.length > 0 ? telling : words }]);
  // "T-shirt" is found as two words and as one, "traje de baño" also when its small word was left out.
  for (const spelling of new Set([words.join(' '), text.includes('-') ? words.join('') : words.join(' '), telling.join(' ')].filter((each) => each !== ''))) {
    const stems = spelling.split(' ').map((word) => stemWord(word, language));
    const entries = read.entries[language].get(stems[0]!) ?? [];
    if (!entries.some((entry) => entry.key === key && entry.stems.join(' ') === stems.join(' '))) read.entries[language].set(stems[0]!, [...entries, { stems, key, language }]);
  }
}

function readLines(name: string): { key: string; values: string[] }[] {
  const text = readFileSync(new URL(`./words/${name}.txt`, import.meta.url), 'utf8');
  return text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#')).map((line) => {
    const colon = line.indexOf(':');
    return { key: line.slice(0, colon).trim(), values: line.slice(colon + 1).split(',').map((value) => value.trim()).filter((value) => value !== '') };
  });
}
