import { inBody, inBrand, inCategory, inFacts, inTitle, isDeniedThere } from './places.ts';
import type { Concept, QueryPlan } from './plan-query.ts';
import type { RankingSettings } from './settings.ts';
import type { WordIndex } from './word-index.ts';

/** What the words of a query say about each document; arrays are as long as the index has documents, and are used again by the next query. */
export interface Scores {
  /** Documents that have any word of the query, in no stated order. */
  touched: Uint32Array;
  count: number;
  isTouched: Uint8Array;
  total: Float32Array;
  /** Share of the query that the document has anywhere, and in the places that name it. */
  coverage: Float32Array;
  titleCoverage: Float32Array;
  /** Share of the query that is the document's brand. */
  brand: Float32Array;
}

interface Scratch extends Scores {
  amount: Float32Array;
  strong: Float32Array;
  /** The nearest way in which the concept is said. */
  nearest: Float32Array;
  inBrand: Uint8Array;
  isDenied: Uint8Array;
  seen: Uint32Array;
}

/** From this nearness on a concept counts as said: its other forms and its synonyms do, half a code does not. */
const fullyNear = 0.42;
const scratches = new WeakMap<WordIndex, Scratch>();

function scratchOf(index: WordIndex): Scratch {
  const length = index.postings.length;
  const known = scratches.get(index);
  if (known && known.total.length >= length) return known;
  const size = Math.ceil(length * 1.2) + 16;
  const floats = () => new Float32Array(size);
  const made: Scratch = {
    touched: new Uint32Array(size), count: 0, isTouched: new Uint8Array(size), total: floats(), coverage: floats(), titleCoverage: floats(), brand: floats(),
    amount: floats(), strong: floats(), nearest: floats(), inBrand: new Uint8Array(size), isDenied: new Uint8Array(size), seen: new Uint32Array(size),
  };
  scratches.set(index, made);
  return made;
}

/**
 * BM25F over each concept with all its ways of being said, and how much of the query each document covers.
 * @param isAllowed documents outside are left alone.
 */
export function scoreConcepts(index: WordIndex, plan: QueryPlan, settings: RankingSettings, isAllowed: ((documentNo: number) => boolean) | null): Scores {
  const scratch = scratchOf(index);
  clear(scratch);
  const wanted = plan.concepts.filter(({ isDenied }) => !isDenied);
  const whole = wanted.reduce((sum, { weight }) => sum + weight, 0) || 1;
  for (const concept of wanted) {
    const seen = gather(index, concept, settings, scratch, isAllowed);
    const share = concept.weight / whole;
    for (let at = 0; at < seen; at += 1) {
      const documentNo = scratch.seen[at]!;
      const amount = scratch.amount[documentNo]!;
      if (amount > 0) {
        touch(scratch, documentNo);
        scratch.total[documentNo]! += (share * amount * (settings.saturation + 1)) / (amount + settings.saturation);
        scratch.coverage[documentNo]! += share * Math.min(1, amount * 2, scratch.nearest[documentNo]! / fullyNear);
        scratch.titleCoverage[documentNo]! += share * scratch.strong[documentNo]!;
        if (scratch.inBrand[documentNo] === 1) scratch.brand[documentNo]! += share;
      }
      forget(scratch, documentNo);
    }
  }
  for (let at = 0; at < scratch.count; at += 1) {
    const documentNo = scratch.touched[at]!;
    scratch.total[documentNo]! += settings.coverage * scratch.coverage[documentNo]! ** 2 + settings.titleCoverage * scratch.titleCoverage[documentNo]!;
  }
  const denied = plan.concepts.filter(({ isDenied }) => isDenied);
  for (const concept of denied) {
    const seen = gather(index, concept, settings, scratch, isAllowed);
    for (let at = 0; at < seen; at += 1) {
      const documentNo = scratch.seen[at]!;
      if (scratch.isTouched[documentNo] === 1) scratch.total[documentNo]! += judgeDenied(scratch, documentNo, settings) / denied.length;
      forget(scratch, documentNo);
    }
  }
  return scratch;
}

export function touch(scores: Scores, documentNo: number): void {
  if (scores.isTouched[documentNo] === 1) return;
  scores.isTouched[documentNo] = 1;
  scores.touched[scores.count] = documentNo;
  scores.count += 1;
}

function judgeDenied(scratch: Scratch, documentNo: number, settings: RankingSettings): number {
  if (scratch.isDenied[documentNo] === 1) return settings.denied;
  return scratch.strong[documentNo]! >= 0.7 ? -settings.presentInTitle : -settings.presentInText;
}

/** Adds up everywhere a concept stands. Gives how many documents `seen` now has. */
function gather(index: WordIndex, concept: Concept, settings: RankingSettings, scratch: Scratch, isAllowed: ((documentNo: number) => boolean) | null): number {
  let seen = 0;
  const note = (documentNo: number, places: number, nearness: number) => {
    if (isAllowed && !isAllowed(documentNo)) return;
    if (scratch.amount[documentNo] === 0 && scratch.isDenied[documentNo] === 0) {
      scratch.seen[seen] = documentNo;
      seen += 1;
    }
    if (isDeniedThere(places)) scratch.isDenied[documentNo] = 1;
    if ((places & 0x3fff) === 0) return;
    scratch.amount[documentNo]! += nearness * amountOf(index, documentNo, places, settings);
    if (nearness > scratch.nearest[documentNo]!) scratch.nearest[documentNo] = nearness;
    const strong = nearness * (inTitle(places) > 0 ? 1 : inBrand(places) + inFacts(places) > 0 ? 0.8 : inCategory(places) > 0 ? 0.6 : 0);
    if (strong > scratch.strong[documentNo]!) scratch.strong[documentNo] = strong;
    if (inBrand(places) > 0 && nearness > 0.5) scratch.inBrand[documentNo] = 1;
  };
  for (const [term, nearness] of concept.terms) index.postings.each(term, (documentNo, places) => note(documentNo, places, nearness));
  for (const { parts, nearness } of concept.compounds) for (const [documentNo, places] of intersect(index, parts)) note(documentNo, places, nearness);
  return seen;
}

function amountOf(index: WordIndex, documentNo: number, places: number, settings: RankingSettings): number {
  const titleLength = 1 - settings.titleLength + (settings.titleLength * index.titleLength(documentNo)) / index.averageTitle;
  const bodyLength = 1 - settings.bodyLength + (settings.bodyLength * (index.bodyLength(documentNo) + 20)) / (index.averageBody + 20);
  return (
    (settings.title * Math.min(2, inTitle(places))) / titleLength +
    settings.brand * inBrand(places) +
    settings.category * Math.min(1, inCategory(places)) +
    settings.facts * Math.min(1, inFacts(places)) +
    (settings.body * inBody(places)) / bodyLength
  );
}

/** Documents that have a word of every part; of their places the least. */
function intersect(index: WordIndex, parts: readonly (readonly number[])[]): Map<number, number> {
  let common: Map<number, number> | null = null;
  for (const part of parts.toSorted((a, b) => index.frequency(a[0] ?? 0) - index.frequency(b[0] ?? 0))) {
    const next = new Map<number, number>();
    const before: Map<number, number> | null = common;
    for (const term of part) {
      index.postings.each(term, (documentNo, places) => {
        const other = before === null ? places : before.get(documentNo);
        if (other !== undefined) next.set(documentNo, leastPlaces(places, other) | (next.get(documentNo) ?? 0));
      });
    }
    common = next;
  }
  return common ?? new Map();
}

/** Title with title counts as title, title with description as description. */
function leastPlaces(left: number, right: number): number {
  const both = left & right & 0x1f8;
  const title = Math.min(inTitle(left), inTitle(right));
  const body = Math.min(Math.max(inBody(left), inTitle(left)), Math.max(inBody(right), inTitle(right)), 31);
  return title | both | (title > 0 ? 0 : body << 9) | ((left | right) & 0x4000);
}

function forget(scratch: Scratch, documentNo: number) {
  scratch.amount[documentNo] = 0;
  scratch.strong[documentNo] = 0;
  scratch.nearest[documentNo] = 0;
  scratch.inBrand[documentNo] = 0;
  scratch.isDenied[documentNo] = 0;
}

function clear(scratch: Scratch) {
  for (let at = 0; at < scratch.count; at += 1) {
    const documentNo = scratch.touched[at]!;
    scratch.isTouched[documentNo] = 0;
    scratch.total[documentNo] = 0;
    scratch.coverage[documentNo] = 0;
    scratch.titleCoverage[documentNo] = 0;
    scratch.brand[documentNo] = 0;
  }
  scratch.count = 0;
}
