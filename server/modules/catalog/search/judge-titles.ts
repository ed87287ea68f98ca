import type { Concept, QueryPlan } from './plan-query.ts';
import type { RankingSettings } from './settings.ts';
import { goesWithWords } from './small-words.ts';
import { clauseMark } from './word-index.ts';
import type { WordIndex } from './word-index.ts';

/** Makes the judge of titles for one query: how well a title's words stand together, whether the thing itself is named, and whether it is only something that goes with it. */
export function makeTitleJudge(index: WordIndex, plan: QueryPlan, settings: RankingSettings): (documentNo: number) => number {
  const wanted = plan.concepts.filter(({ isDenied }) => !isDenied);
  const head = plan.head === null ? -1 : wanted.indexOf(plan.head);
  const goesWithTerms = new Set([...goesWithWords].map((word) => index.termId(word)));
  const raw = plan.raw.map((word) => index.termId(word) ?? -1);
  return (documentNo) => {
    const title = index.title(documentNo);
    const { first, pairs } = readTitle(title, wanted);
    let score = wanted.length > 1 ? (settings.phrase * pairs) / (wanted.length - 1) : 0;
    const run = raw.length >= 4 ? longestRun(title, raw) : 0;
    if (run >= 4) score += (settings.quoted * run) / raw.length;
    const at = head < 0 ? -1 : first[head]!;
    if (at >= 0) {
      const from = title.findIndex((term) => goesWithTerms.has(term));
      score += from < 0 || at < from ? settings.head : -settings.accessory;
      score += settings.headEarly / (1 + at / 4);
    }
    return score;
  };
}

/** Where each concept stands first (−1: nowhere), and how many neighbours of the query are neighbours here; one word between them counts half. */
function readTitle(title: Uint32Array, wanted: readonly Concept[]) {
  const first = wanted.map(() => -1);
  let pairs = 0;
  for (let place = 0; place < wanted.length; place += 1) {
    let best = 0;
    for (let at = 0; at < title.length; at += 1) {
      if (!wanted[place]!.terms.has(title[at]!)) continue;
      if (first[place]! < 0) first[place] = at;
      const next = wanted[place + 1];
      if (!next || best === 1) continue;
      if (next.terms.has(title[at + 1] ?? clauseMark)) best = 1;
      else if (title[at + 1] !== clauseMark && next.terms.has(title[at + 2] ?? clauseMark)) best = Math.max(best, 0.5);
    }
    pairs += best;
  }
  return { first, pairs };
}

/** The longest stretch of the query that stands in the title word by word. */
function longestRun(title: Uint32Array, raw: readonly number[]): number {
  let longest = 0;
  for (let start = 0; start < title.length; start += 1) {
    for (let from = 0; from < raw.length; from += 1) {
      let length = 0;
      while (raw[from + length] !== undefined && raw[from + length] === title[start + length] && raw[from + length] !== -1) length += 1;
      if (length > longest) longest = length;
    }
  }
  return longest;
}
