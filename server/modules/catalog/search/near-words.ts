import type { WordIndex } from './word-index.ts';

export interface NearWord {
  term: number;
  /** 0 to 1: how likely it was meant. */
  closeness: number;
}

/** Letters that are typed for each other because they sound alike in Spanish or Portuguese: half a mistake. */
const alike = new Set(['bv', 'vb', 'sz', 'zs', 'sc', 'cs', 'cz', 'zc', 'kc', 'ck', 'kq', 'qk', 'yi', 'iy', 'gj', 'jg', 'xs', 'sx', 'nm', 'mn', 'ou', 'uo', 'ei', 'ie']);

/** Words of the catalogue that one or two typing mistakes may have turned into this one, likeliest first. */
export function findNearWords(index: WordIndex, word: string, limit: number): NearWord[] {
  if (word.length < 4 || word.length > 30 || /\d/.test(word)) return [];
  const allowed = word.length >= 8 ? 2 : 1;
  const mask = maskOf(word);
  const found: (NearWord & { cost: number; frequency: number })[] = [];
  for (let term = 0; term < index.terms.length; term += 1) {
    const other = index.terms[term]!;
    if (Math.abs(other.length - word.length) > allowed || index.frequency(term) === 0 || other.charCodeAt(0) < 58 || other === word) continue;
    // Each mistake changes at most two letters of the set.
    if (bitCount(mask ^ maskOf(other)) > 2 * allowed) continue;
    const cost = editCost(word, other, allowed);
    if (cost <= allowed) found.push({ term, cost, closeness: 1 - cost / (2.2 * allowed + 0.6), frequency: index.frequency(term) });
  }
  const least = Math.min(...found.map(({ cost }) => cost));
  return found.filter(({ cost }) => cost <= least + 0.5).toSorted((a, b) => a.cost - b.cost || b.frequency - a.frequency).slice(0, limit);
}

function maskOf(word: string): number {
  let mask = 0;
  for (let at = 0; at < word.length; at += 1) mask |= 1 << (word.charCodeAt(at) % 32);
  return mask;
}

function bitCount(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

const rows = [new Float64Array(40), new Float64Array(40), new Float64Array(40)] as const;

/** Insertions, losses, swaps and replacements, a first letter counting half as much again; more than `allowed` is not told apart. */
export function editCost(word: string, other: string, allowed: number): number {
  let [before, last, current] = rows as unknown as [Float64Array, Float64Array, Float64Array];
  for (let column = 0; column <= other.length; column += 1) last[column] = column;
  for (let row = 1; row <= word.length; row += 1) {
    current[0] = row;
    let least = row;
    for (let column = 1; column <= other.length; column += 1) {
      const [left, right] = [word[row - 1]!, other[column - 1]!];
      let cost = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + replacement(left, right, row === 1 && column === 1));
      if (row > 1 && column > 1 && left === other[column - 2] && word[row - 2] === right) cost = Math.min(cost, before[column - 2]! + 1);
      current[column] = cost;
      if (cost < least) least = cost;
    }
    if (least > allowed) return allowed + 1;
    [before, last, current] = [last, current, before];
  }
  return last[other.length]!;
}

function replacement(left: string, right: string, isFirst: boolean): number {
  if (left === right) return 0;
  if (alike.has(left + right)) return 0.5;
  return isFirst ? 1.5 : 1;
}
