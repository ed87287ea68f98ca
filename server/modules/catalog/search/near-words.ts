import type { WordIndex } from './word-index.ts';
import { maskOf, soundOf } from './sound-of.ts';
import { tableWords } from './word-table.ts';

export interface NearWord {
  word: string;
  /** 0 to 1: how likely it was meant. */
  closeness: number;
}

/** Letters that are typed for each other because they sound alike in Spanish or Portuguese: half a mistake. */
const alike = new Uint8Array(128 * 128);
for (const pair of ['bv', 'sz', 'sc', 'cz', 'kc', 'kq', 'yi', 'gj', 'xs', 'nm', 'ou', 'ei']) {
  const [left, right] = [pair.charCodeAt(0), pair.charCodeAt(1)];
  alike[left * 128 + right] = alike[right * 128 + left] = 1;
}

/** Words of the catalogue and of the word table that one or two mistakes of typing or of hearing may have turned into this one, likeliest first. */
export function findNearWords(index: WordIndex, word: string, limit: number): NearWord[] {
  if (word.length < 4 || word.length > 30 || /\d/.test(word)) return [];
  const search = makeSearch(word);
  const { letters, sounds } = index;
  for (let term = 0; term < index.terms.length; term += 1) {
    if (search.mayBe(letters.values[term]!, sounds.values[term]!) && index.frequency(term) > 0) search.look(index.terms[term]!, index.frequency(term));
  }
  for (const other of wordsOfTable) if (search.mayBe(other.letters, other.sounds)) search.look(other.word, 1);
  return search.best(limit);
}

const wordsOfTable = [...tableWords()].map((word) => ({ word, letters: maskOf(word), sounds: maskOf(soundOf(word)) }));

function makeSearch(word: string) {
  const allowed = word.length >= 8 ? 2 : 1;
  const sound = soundOf(word);
  const [letters, sounds] = [maskOf(word), maskOf(sound)];
  const found = new Map<string, { cost: number; frequency: number }>();
  // Each mistake changes at most two letters of the set.
  const mayBe = (otherLetters: number, otherSounds: number) => bitCount(letters ^ otherLetters) <= 2 * allowed || bitCount(sounds ^ otherSounds) <= 2 * (allowed - 1);
  const look = (other: string, frequency: number) => {
    if (Math.abs(other.length - word.length) > allowed + 1 || other.length < 3 || other.length > 32 || other.charCodeAt(0) < 65 || other === word) return;
    const heard = soundOf(other);
    const cost = Math.min(editCost(word, other, allowed), heard === sound ? 0.6 : 0.5 + editCost(sound, heard, allowed));
    const known = found.get(other);
    if (cost <= allowed) found.set(other, { cost, frequency: Math.max(frequency, known?.frequency ?? 0) });
  };
  const best = (limit: number): NearWord[] => {
    const all = [...found];
    const least = Math.min(...all.map(([, { cost }]) => cost));
    const near = all.filter(([, { cost }]) => cost <= least + 0.4).toSorted(([, left], [, right]) => left.cost - right.cost || right.frequency - left.frequency);
    return near.slice(0, limit).map(([other, { cost }]) => ({ word: other, closeness: 1 - cost / (2.2 * allowed + 0.6) }));
  };
  return { mayBe, look, best };
}

function bitCount(value: number): number {
  let count = value - ((value >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const rows = [new Float64Array(40), new Float64Array(40), new Float64Array(40)] as const;

/** Insertions, losses, swaps and replacements, a first letter counting half as much again. What costs more than `allowed` is given as more, not exactly. */
export function editCost(word: string, other: string, allowed: number): number {
  let [before, last, current] = rows as unknown as [Float64Array, Float64Array, Float64Array];
  for (let column = 0; column <= other.length; column += 1) last[column] = column;
  for (let row = 1; row <= word.length; row += 1) {
    current[0] = row;
    let least = row;
    const left = word.charCodeAt(row - 1);
    for (let column = 1; column <= other.length; column += 1) {
      const right = other.charCodeAt(column - 1);
      let cost = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + replacement(left, right, row === 1 && column === 1));
      if (row > 1 && column > 1 && left === other.charCodeAt(column - 2) && word.charCodeAt(row - 2) === right) cost = Math.min(cost, before[column - 2]! + 1);
      current[column] = cost;
      if (cost < least) least = cost;
    }
    if (least > allowed) return allowed + 1;
    [before, last, current] = [last, current, before];
  }
  return last[other.length]!;
}

function replacement(left: number, right: number, isFirst: boolean): number {
  if (left === right) return 0;
  if (left < 128 && right < 128 && alike[left * 128 + right] === 1) return 0.5;
  return isFirst ? 1.5 : 1;
}
