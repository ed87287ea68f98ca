import type { CutPassage } from './cut-passages.ts';
import { countTerms, readQuestion } from './read-features.ts';
import type { Feature } from './read-features.ts';

/** A passage with what it speaks of, by field. */
export interface IndexedPassage extends CutPassage {
  titleTerms: ReadonlySet<string>;
  headingTerms: ReadonlySet<string>;
  bodyTerms: ReadonlyMap<string, number>;
  bodyLength: number;
  /** The last heading as a question: what it asks for. */
  asked: readonly Feature[];
}

export interface PassageIndex {
  passages: readonly IndexedPassage[];
  /** In how many passages each term stands. */
  documentCounts: ReadonlyMap<string, number>;
  meanLength: number;
}

export function buildIndex(cut: readonly CutPassage[]): PassageIndex {
  const passages = cut.map(indexPassage);
  const documentCounts = new Map<string, number>();
  for (const { titleTerms, headingTerms, bodyTerms } of passages) {
    for (const term of new Set([...titleTerms, ...headingTerms, ...bodyTerms.keys()])) documentCounts.set(term, (documentCounts.get(term) ?? 0) + 1);
  }
  const meanLength = passages.reduce((sum, { bodyLength }) => sum + bodyLength, 0) / Math.max(1, passages.length);
  return { passages, documentCounts, meanLength };
}

function indexPassage(passage: CutPassage): IndexedPassage {
  const bodyTerms = countTerms(passage.text);
  return {
    ...passage,
    titleTerms: new Set(countTerms(passage.title).keys()),
    headingTerms: new Set(countTerms(passage.headings.join('\n')).keys()),
    bodyTerms,
    bodyLength: [...bodyTerms.values()].reduce((sum, count) => sum + count, 0),
    asked: readQuestion(passage.headings.at(-1) ?? passage.title),
  };
}
