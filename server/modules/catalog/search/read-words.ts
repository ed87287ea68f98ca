import type { Language } from '#contract/language';
import { foldText } from './fold-text.ts';
import { isPlaceNo } from './portuguese-no.ts';
import { readQuantity } from './quantities.ts';
import { scanText } from './scan-text.ts';
import type { Piece } from './scan-text.ts';

/** One word of a text, folded. Words at one `position` are spellings of the same thing. */
export interface Word {
  text: string;
  position: number;
  /** Said to be absent: "sin cordones", "without lids", "lid-free", "sleeveless". */
  isDenied: boolean;
  /** A clause ended before it: phrases do not reach across. */
  startsClause: boolean;
}

const denials = new Set(['without', 'no', 'non', 'sin', 'sem', 'excluding', 'excludes']);
const endsDenial = new Set(['with', 'con', 'com', 'for', 'para', 'but', 'pero', 'mas', 'just', 'solo', 'only', 'que', 'is', 'are', 'es']);
/** How many words after "without" it covers. */
const reach = 3;
const fractions = /^\d+$/;

/** True for a word that says that what follows is absent. */
export const isDenial = (word: string) => denials.has(word);

/**
 * The words of a text in their order. "T-shirt" gives t, shirt and tshirt; "1 1/2 inch" and `1.5"` give one and the same length; "men's" gives men.
 * @param maxWords a longer text is read so far.
 * @param usual the language of a text whose own words do not tell it; null: it may be any.
 */
export function readWords(text: string, maxWords = 4000, usual: Language | null = null): Word[] {
  const folded = foldText(text);
  const reader = new Reader(isPlaceNo(text, folded, usual));
  for (const piece of scanText(folded)) {
    if (reader.words.length >= maxWords) break;
    reader.read(piece);
  }
  return reader.words;
}

class Reader {
  readonly words: Word[] = [];
  readonly #noIsPlace: boolean;
  #position = 0;
  #deniedUntil = -1;
  #startsClause = true;
  #isJoined = false;
  /** Parts of a word with hyphens so far. */
  #parts: string[] = [];
  /** Where the words of the last position begin in `words`. */
  #lastGroup = 0;

  constructor(noIsPlace: boolean) {
    this.#noIsPlace = noIsPlace;
  }

  read({ kind, text }: Piece): void {
    if (kind === 'gap') this.#isJoined = false;
    else if (kind === 'joiner') this.#isJoined = true;
    else if (kind === 'end') this.#endClause();
    else if (kind === 'inch') this.#addUnit('in');
    else if (kind === 'number') this.#addNumber(text);
    else this.#addWord(text);
  }

  #endClause() {
    this.#startsClause = true;
    this.#deniedUntil = -1;
    this.#isJoined = false;
    this.#parts = [];
  }

  #push(text: string) {
    this.#lastGroup = this.words.length;
    this.words.push({ text, position: this.#position, isDenied: this.#position < this.#deniedUntil, startsClause: this.#startsClause });
    this.#position += 1;
    this.#startsClause = false;
  }

  /** Another spelling of the last word. */
  #pushBeside(text: string, isDenied = this.#position - 1 < this.#deniedUntil) {
    if (this.#position > 0) this.words.push({ text, position: this.#position - 1, isDenied, startsClause: false });
  }

  #addWord(word: string) {
    const isPlace = word === 'no' && this.#noIsPlace;
    if (denials.has(word) && !isPlace) {
      this.#deniedUntil = -1;
      this.#push(word);
      this.#deniedUntil = this.#position + reach;
      this.#parts = [];
      this.#isJoined = false;
      return;
    }
    if (isPlace || endsDenial.has(word)) this.#deniedUntil = -1;
    if (word === 'free' && this.#isJoined) for (let at = this.#lastGroup; at < this.words.length; at += 1) this.words[at]!.isDenied = true;
    if (this.#addUnit(word)) return;
    this.#push(word);
    this.#addJoined(word);
    const bare = word.length > 6 && word.endsWith('less') ? word.slice(0, -4) : null;
    if (bare) this.#pushBeside(bare, true);
    this.#splitMixed(word);
  }

  /** "5m" is a quantity, "iphone12" two words as well. */
  #splitMixed(word: string) {
    const mixed = /^(?:(\d+)(\p{L}+)|(\p{L}+)(\d+))$/u.exec(word);
    if (!mixed) return;
    const [, number, unit, letters, digits] = mixed;
    const quantity = number && unit ? readQuantity(number, unit) : null;
    if (quantity) this.#pushBeside(quantity);
    for (const part of [number ?? letters ?? '', unit ?? digits ?? '']) if (part.length > 1 || /\d/.test(part)) this.#pushBeside(part);
  }

  /** "T-shirt" also as one word. */
  #addJoined(word: string) {
    if (this.#isJoined) this.#parts.push(word);
    else this.#parts = [word];
    this.#isJoined = false;
    if (this.#parts.length === 2 || this.#parts.length === 3) this.#pushBeside(this.#parts.join(''));
  }

  #addNumber(raw: string) {
    const value = readNumber(raw);
    const before = this.words.at(-1);
    // "1 1/2" and "1-1/2" are one number.
    if (raw.includes('/') && before && fractions.test(before.text) && !this.#startsClause) before.text = writeNumber(Number(before.text) + value);
    else {
      // "No. 38" and "nº 38" count, they deny nothing.
      if (before?.text === 'no') this.#deniedUntil = -1;
      this.#push(Number.isFinite(value) ? writeNumber(value) : raw);
    }
    if (this.#isJoined && this.#parts.length === 1 && /\p{L}/u.test(this.#parts[0] ?? '')) this.#pushBeside(`${this.#parts[0]}${raw}`);
    this.#parts = [raw];
    this.#isJoined = false;
  }

  /** A unit right after a number makes both a quantity; false when there is none. */
  #addUnit(unit: string): boolean {
    const before = this.words[this.#lastGroup];
    if (!before || this.#startsClause || !isNumber(before.text)) return false;
    const quantity = readQuantity(before.text, unit);
    if (!quantity) return false;
    this.#pushBeside(quantity);
    if (unit.length > 2) this.#pushBeside(unit);
    return true;
  }
}

const isNumber = (text: string) => text.charCodeAt(0) <= 57 && /^\d+(\.\d+)?$/.test(text);

function readNumber(raw: string): number {
  const [whole = '', divisor] = raw.split('/');
  const plain = /^\d{1,3}(,\d{3})+$/.test(whole) ? whole.replaceAll(',', '') : whole.replace(',', '.');
  return divisor ? Number(plain) / Number(divisor) : Number(plain);
}

const writeNumber = (value: number) => String(Number(value.toFixed(4)));
