import type { Language } from '#contract/language';
import { languages } from '#contract/language';
import { Column } from './column.ts';
import { packPlaces } from './places.ts';
import type { Places } from './places.ts';
import { Postings } from './postings.ts';
import { readWords } from './read-words.ts';
import { guessLanguage } from './small-words.ts';
import { maskOf, soundOf } from './sound-of.ts';
import { stemWord } from './stem-word.ts';

/** What can be searched of one product. */
export interface ProductText {
  title: string;
  brand: string | null;
  category: string | null;
  /** Tags, attributes, options, codes. */
  facts: readonly string[];
  description: string | null;
}

const maxTitleWords = 60;
/** Stands between the clauses of a title. */
export const clauseMark = 0xffffffff;
/** A catalogue speaks a language when at least this share of its products does. */
const spokenShare = 0.04;

/** The words of products. Documents are numbered as they are added and never change: news of a product is a new document. */
export class WordIndex {
  readonly postings = new Postings();
  readonly terms: string[] = [];
  /** Which letters and which sounds each term has, to find near ones without comparing all. */
  readonly letters = new Column(Uint32Array);
  readonly sounds = new Column(Uint32Array);
  readonly #ids = new Map<string, number>();
  readonly #families = new Map<string, number | number[]>();
  readonly #languageCounts: Record<Language, number> = { en: 0, es: 0, pt: 0 };
  readonly #titleWords = new Column(Uint32Array);
  readonly #titleEnds = new Column(Uint32Array);
  readonly #titleLengths = new Column(Uint8Array);
  readonly #bodyLengths = new Column(Uint16Array);
  #aliveCount = 0;
  #titleSum = 0;
  #bodySum = 0;
  #termBytes = 0;

  get documentCount(): number {
    return this.#aliveCount;
  }
  get averageTitle(): number {
    return this.#titleSum / Math.max(1, this.#aliveCount);
  }
  get averageBody(): number {
    return this.#bodySum / Math.max(1, this.#aliveCount);
  }

  add(text: ProductText): number {
    const found = new Map<number, Places>();
    const titleWords = this.#readField(found, text.title, 'title');
    this.#readField(found, text.brand, 'brand');
    this.#readField(found, text.category, 'category');
    for (const fact of text.facts) this.#readField(found, fact, 'facts');
    const bodyWords = this.#readField(found, text.description, 'body');
    let lastPosition = -1;
    for (const word of titleWords) {
      if (word.position === lastPosition || word.position >= maxTitleWords) continue;
      if (word.startsClause && lastPosition >= 0) this.#titleWords.push(clauseMark);
      this.#titleWords.push(this.#intern(word.text));
      lastPosition = word.position;
    }
    this.#titleEnds.push(this.#titleWords.length);
    this.#titleLengths.push(Math.min(255, lastPosition + 1));
    this.#bodyLengths.push(Math.min(65_535, (bodyWords.at(-1)?.position ?? -1) + 1));
    const documentNo = this.postings.add(new Map([...found].map(([term, places]) => [term, packPlaces(places)])));
    this.#count(documentNo, 1);
    const language = guessLanguage(titleWords, bodyWords);
    if (language) this.#languageCounts[language] += 1;
    return documentNo;
  }

  remove(documentNo: number): void {
    if (!this.postings.isAlive(documentNo)) return;
    this.postings.remove(documentNo);
    this.#count(documentNo, -1);
  }

  termId(word: string): number | undefined {
    return this.#ids.get(word);
  }

  /** How many products have the word. */
  frequency(term: number): number {
    return this.postings.frequencies.values[term] ?? 0;
  }

  /** Terms of the title in order, `clauseMark` between clauses. */
  title(documentNo: number): Uint32Array {
    return this.#titleWords.values.subarray(documentNo === 0 ? 0 : this.#titleEnds.values[documentNo - 1]!, this.#titleEnds.values[documentNo]);
  }
  titleLength(documentNo: number): number {
    return this.#titleLengths.values[documentNo]!;
  }
  bodyLength(documentNo: number): number {
    return this.#bodyLengths.values[documentNo]!;
  }

  /** Spellings that share the word's stem in a language, the word itself among them. */
  family(word: string, spoken: readonly Language[]): number[] {
    const members = new Set<number>();
    for (const language of spoken) {
      const family = this.#families.get(`${language}:${stemWord(word, language)}`);
      if (typeof family === 'number') members.add(family);
      else if (family) for (const term of family) members.add(term);
    }
    return [...members];
  }

  /** The languages that this catalogue is written in; all while that cannot be told. */
  languages(): readonly Language[] {
    const { en, es, pt } = this.#languageCounts;
    return en + es + pt === 0 ? languages : languages.filter((language) => this.#languageCounts[language] >= (en + es + pt) * spokenShare);
  }

  /** The one that most of it is written in; Spanish while that cannot be told. */
  mainLanguage(): Language {
    let main: Language = 'es';
    for (const language of languages) if (this.#languageCounts[language] > this.#languageCounts[main]) main = language;
    return main;
  }

  get bytes(): number {
    return this.postings.bytes + this.#titleWords.bytes + this.#titleEnds.bytes + this.#titleLengths.bytes + this.#bodyLengths.bytes + this.letters.bytes + this.sounds.bytes + this.#termBytes;
  }

  #readField(found: Map<number, Places>, text: string | null, field: Exclude<keyof Places, 'isDenied'>) {
    if (!text) return [];
    const words = readWords(text);
    for (const word of words) {
      const term = this.#intern(word.text);
      let places = found.get(term);
      if (!places) found.set(term, (places = { title: 0, brand: 0, category: 0, facts: 0, body: 0, isDenied: false }));
      if (word.isDenied) places.isDenied = true;
      else places[field] += 1;
    }
    return words;
  }

  #intern(word: string): number {
    const known = this.#ids.get(word);
    if (known !== undefined) return known;
    const term = this.terms.length;
    this.terms.push(word);
    // Numbers and codes are near nothing.
    const isWord = word.charCodeAt(0) >= 65 && !/\d/.test(word);
    this.letters.push(isWord ? maskOf(word) : 0xffffffff);
    this.sounds.push(isWord ? maskOf(soundOf(word)) : 0xffffffff);
    this.#ids.set(word, term);
    // The text, its entry in two tables and its families: measured at about this much.
    this.#termBytes += 330 + word.length;
    for (const language of languages) {
      const key = `${language}:${stemWord(word, language)}`;
      const family = this.#families.get(key);
      if (family === undefined) this.#families.set(key, term);
      else if (typeof family === 'number') this.#families.set(key, [family, term]);
      else family.push(term);
    }
    return term;
  }

  #count(documentNo: number, by: 1 | -1) {
    this.#aliveCount += by;
    this.#titleSum += by * this.titleLength(documentNo);
    this.#bodySum += by * this.bodyLength(documentNo);
  }
}
