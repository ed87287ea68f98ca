import { aspects, conceptTerm, readQuestion } from '../retrieval/read-features.ts';

/** What a question asks for, as stems and concepts in order: two questions of one group share most of it, in whichever language they were asked. */
export function questionTerms(question: string): string[] {
  const terms = readQuestion(question).flatMap(({ stem, concepts }) => (concepts.length > 0 ? concepts.map(conceptTerm) : stem === null || /\d/.test(stem) ? [] : [stem]));
  return [...new Set(terms)].toSorted();
}

const aspectTerms = new Set([...aspects].map(conceptTerm));
/** A concept of the trade says more than a word, and "when" or "how much" less. */
const weightOf = (term: string) => (aspectTerms.has(term) ? 0.3 : term.startsWith('#') ? 1 : 0.6);
const weigh = (terms: readonly string[]) => terms.reduce((sum, term) => sum + weightOf(term), 0);

/** From this on two questions ask the same. */
export const sameQuestion = 0.55;

/** 0: nothing in common, 1: the same. */
export function likeness(left: readonly string[], right: readonly string[]): number {
  const all = weigh([...new Set([...left, ...right])]);
  return all === 0 ? 0 : weigh(left.filter((term) => right.includes(term))) / all;
}

/** Addresses and long numbers of a person have no place in a list of questions. */
export function hidePersonal(question: string): string {
  return question
    .replaceAll(/[\w.+-]{1,64}@[\w-]{1,64}(\.[\w-]{1,64}){1,4}/g, '…')
    .replaceAll(/\+?\d[\d\s().-]{5,20}\d/g, '…')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 500);
}
