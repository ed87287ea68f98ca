import { findNearWords } from './near-words.ts';
import { isDenial, readWords } from './read-words.ts';
import type { RankingSettings } from './settings.ts';
import { guessLanguage, isSmallWord } from './small-words.ts';
import { findKeys, isKind, narrowerKeys, sayingsOf } from './word-table.ts';
import { stemWord } from './stem-word.ts';
import type { WordIndex } from './word-index.ts';

/** One thing the shopper asks for, with every way the catalogue may say it. */
export interface Concept {
  word: string;
  position: number;
  /** It must be absent. */
  isDenied: boolean;
  /** Nearness by term, 1 for the word itself. */
  terms: Map<number, number>;
  /** Ways of several words, all of them needed. */
  compounds: { parts: number[][]; nearness: number }[];
  /** How much it tells things apart, by how rare it is here. */
  weight: number;
}

export interface QueryPlan {
  concepts: Concept[];
  /** Every word in order, small ones too, for titles that are quoted. */
  raw: string[];
  /** Keys of the word table that were said, without those denied. */
  keys: Set<string>;
  /** The concept that names the thing itself: "slippers" in "mens slippers"; null without any. */
  head: Concept | null;
  /** The kinds of things that the head may be, wider and narrower ones too; empty when the word table has none. */
  kinds: Set<string>;
}

/** Longer questions are nonsense or a whole story: the first words tell. */
const maxConcepts = 24;
const prepositions = new Set(['for', 'para', 'with', 'without', 'con', 'com', 'sin', 'sem', 'de', 'compatible', 'fits', 'in', 'en', 'em', 'que']);

export function planQuery(index: WordIndex, query: string, settings: RankingSettings): QueryPlan {
  const words = readWords(query, 400, index.languages().length === 1 ? index.mainLanguage() : null);
  const groups = [...Map.groupBy(words, ({ position }) => position).values()].map((group) => ({ ...group[0]!, spellings: group.map(({ text }) => text) }));
  const kept = groups.filter(({ text }) => !isDenial(text) && !isSmallWord(text)).slice(0, maxConcepts);
  const spoken = index.languages();
  const concepts = kept.map(({ text, position, isDenied, spellings }): Concept => {
    const terms = new Map<number, number>();
    for (const [place, spelling] of spellings.entries()) {
      const own = place === 0 ? 1 : isPart(spelling, text) ? 0.25 : 0.8;
      for (const term of index.family(spelling, spoken)) raise(terms, term, index.terms[term] === spelling ? own : own * settings.otherForm);
    }
    return { word: text, position, isDenied, terms, compounds: [], weight: 0 };
  });
  joinNeighbours(index, concepts, settings);
  for (const concept of concepts) mendSpelling(index, concept, settings);
  const keys = addSayings(index, concepts, settings);
  for (const concept of concepts) concept.weight = weigh(index, concept);
  const head = findHead(index, groups, concepts);
  easeUnknown(concepts, head);
  return { concepts, raw: groups.map(({ text }) => text), keys, head, kinds: findKinds(concepts, head) };
}

/** Half of a mixed word, such as the 12 of "iphone12". */
const isPart = (spelling: string, word: string) => spelling.length < word.length && word.includes(spelling) && /\d/.test(word);

function raise(terms: Map<number, number>, term: number, nearness: number) {
  if ((terms.get(term) ?? 0) < nearness) terms.set(term, nearness);
}

/** "T shirt" finds "tshirt". */
function joinNeighbours(index: WordIndex, concepts: Concept[], { joined }: RankingSettings) {
  for (const [at, concept] of concepts.entries()) {
    const next = concepts[at + 1];
    if (!next || next.position !== concept.position + 1) continue;
    const term = index.termId(concept.word + next.word);
    if (term === undefined || index.frequency(term) === 0) continue;
    raise(concept.terms, term, joined);
    raise(next.terms, term, joined);
  }
}

/**
 * A word that neither the catalogue nor the word table has is split ("waterbottle") or read as a near one. A rare one may be a near one too. A
 * word that is known and not sold here stays itself: a fridge is no "headband" mistyped.
 */
function mendSpelling(index: WordIndex, concept: Concept, settings: RankingSettings) {
  const { word } = concept;
  const spoken = index.languages();
  const known = Math.max(0, ...[...concept.terms.keys()].map((term) => index.frequency(term)));
  if (known === 0 && findKeys([word]).length === 0) {
    for (let cut = 2; cut <= word.length - 2; cut += 1) {
      const parts = [word.slice(0, cut), word.slice(cut)].map((part) => index.termId(part)).filter((term) => term !== undefined && index.frequency(term) > 1);
      if (parts.length === 2) concept.compounds.push({ parts: parts.map((term) => [term as number]), nearness: settings.joined });
    }
    const near = findNearWords(index, word, 3);
    for (const { word: other, closeness } of near) for (const term of index.family(other, spoken)) raise(concept.terms, term, closeness * settings.near);
    const meant = near.find(({ word: other }) => findKeys([other]).length > 0);
    if (meant) concept.word = meant.word;
  } else if (known > 0 && known <= index.documentCount / 2000) {
    for (const { word: other, closeness } of findNearWords(index, word, 2)) {
      const term = index.termId(other);
      if (term !== undefined && index.frequency(term) > 20 * known) raise(concept.terms, term, closeness * settings.rareNear);
    }
  }
}

/** Adds what the word table knows to mean the same. Gives the keys that were said. */
function addSayings(index: WordIndex, concepts: Concept[], settings: RankingSettings): Set<string> {
  const keys = new Set<string>();
  const spoken = index.languages();
  const nearnessOf = { same: settings.synonym, narrower: settings.narrower, wider: settings.wider };
  const words = concepts.map(({ word }) => word);
  const found = findKeys(words);
  // "Rain jacket" is one thing, and still a jacket.
  const inner = found.filter(({ start, end }) => end - start > 1).flatMap(({ start, end }) => words.slice(start, end).flatMap((word, at) => findKeys([word]).map((each) => ({ ...each, start: start + at, end: start + at + 1 }))));
  for (const { key, language, start, end } of [...found, ...inner]) {
    const targets = concepts.slice(start, end);
    const said = new Set(targets.map(({ word }) => stemWord(word, language)));
    if (!targets.some(({ isDenied }) => isDenied) && !inner.some((each) => each.key === key)) keys.add(key);
    for (const { saying, nearness } of sayingsOf(key)) {
      // Of "rain jacket", "jacket" alone is not the same.
      if (targets.length > 1 && (nearness === 'wider' || saying.words.every((word) => said.has(stemWord(word, language))))) continue;
      const value = nearnessOf[nearness] * (saying.language === language || spoken.length === 1 ? 1 : settings.foreign);
      const parts = saying.words.map((word) => index.family(word, [saying.language]).filter((term) => index.frequency(term) > 0));
      if (parts.some((part) => part.length === 0)) continue;
      for (const target of targets) {
        if (parts.length === 1) for (const term of parts[0]!) raise(target.terms, term, value);
        else target.compounds.push({ parts, nearness: value });
      }
    }
  }
  return keys;
}

/** Inverse document frequency of the word and its near ways. */
function weigh(index: WordIndex, { terms, compounds }: Concept): number {
  const count = index.documentCount;
  let frequency = 0;
  for (const [term, nearness] of terms) frequency = Math.max(frequency, index.frequency(term) * (nearness >= 0.5 ? 1 : nearness));
  for (const { parts, nearness } of compounds) frequency = Math.max(frequency, nearness * Math.min(...parts.map((part) => Math.max(...part.map((term) => index.frequency(term)))))); 
  return Math.log(1 + (count - frequency + 0.5) / (frequency + 0.5));
}

/** A word that nobody here sells anything by weighs no more than the best that is known, unless it names the thing itself. */
function easeUnknown(concepts: readonly Concept[], head: Concept | null) {
  const isUnknown = ({ terms, compounds }: Concept) => terms.size === 0 && compounds.length === 0;
  const most = Math.max(0, ...concepts.filter((concept) => !isUnknown(concept)).map(({ weight }) => weight));
  for (const concept of concepts) if (concept !== head && isUnknown(concept)) concept.weight = Math.min(concept.weight, most);
}

/** The word that names the thing: before any preposition the last one in English, the first one in Spanish and Portuguese. */
function findHead(index: WordIndex, groups: readonly { text: string; position: number; isDenied: boolean }[], concepts: readonly Concept[]): Concept | null {
  const wanted = concepts.filter(({ isDenied }) => !isDenied);
  const first = wanted[0]?.position ?? 0;
  const end = groups.find(({ text, position, isDenied }) => position > first && (isDenied || isDenial(text) || prepositions.has(text)))?.position ?? Number.POSITIVE_INFINITY;
  const candidates = wanted.filter(({ position }) => position < end);
  return (isEnglish(index, groups) ? candidates.at(-1) : candidates[0]) ?? null;
}

function isEnglish(index: WordIndex, groups: readonly { text: string }[]): boolean {
  const spoken = index.languages();
  if (spoken.length === 1) return spoken[0] === 'en';
  const guess = guessLanguage(groups);
  if (guess) return guess === 'en';
  const counts = { en: 0, es: 0, pt: 0 };
  for (const { language } of findKeys(groups.map(({ text }) => text))) counts[language] += 1;
  return counts.en > Math.max(counts.es, counts.pt);
}

function findKinds(concepts: readonly Concept[], head: Concept | null): Set<string> {
  const at = head === null ? -1 : concepts.indexOf(head);
  const own = findKeys(concepts.map(({ word }) => word)).filter(({ key, start, end }) => start <= at && at < end && isKind(key)).map(({ key }) => key);
  const wider = own.map((key) => key.slice(0, Math.max(0, key.lastIndexOf('.')))).filter((key) => key !== '');
  return new Set([...own, ...wider, ...own.flatMap((key) => narrowerKeys(key))]);
}
