import { findConcepts } from './concepts.ts';
import { stemOf, wordsOf } from './fold-words.ts';
import { stopWords } from './stop-words.ts';

/** One thing that a question asks for: met by its stem or by any of its concepts. */
export interface Feature {
  stem: string | null;
  concepts: readonly string[];
  weight: number;
}

/** Marks concepts among stems: both are terms of one index. */
export const conceptTerm = (concept: string) => `#${concept}`;
export const termsOfFeature = ({ stem, concepts }: Feature): string[] => [...(stem === null ? [] : [stem]), ...concepts.map(conceptTerm)];

const wordWeight = 0.7;
const coveredWeight = 0.5;
/** What these say of a thing matters less than the thing. */
export const aspects: ReadonlySet<string> = new Set(['how_to', 'when', 'where', 'price_cost', 'order']);
const aspectWeight = 0.5;

/** What a question asks for, each thing once. Words that only say how it is asked are left out. */
export function readQuestion(question: string): Feature[] {
  const words = wordsOf(question).slice(0, 120);
  const found = findConcepts(words);
  const phrases = found.filter(({ length }) => length > 1);
  const isCovered = (at: number) => phrases.some((phrase) => at >= phrase.at && at < phrase.at + phrase.length);
  const features = new Map<string, Feature>();
  const add = (feature: Feature) => {
    const key = termsOfFeature(feature).join(' ');
    if ((features.get(key)?.weight ?? 0) < feature.weight) features.set(key, feature);
  };
  for (const [concept] of Map.groupBy(phrases, (phrase) => phrase.concept)) add({ stem: null, concepts: [concept], weight: aspects.has(concept) ? aspectWeight : 1 });
  for (const [at, word] of words.entries()) {
    const concepts = [...new Set(found.filter((one) => one.length === 1 && one.at === at).map((one) => one.concept))];
    if (concepts.length === 0 && (stopWords.has(word) || word.length < 2)) continue;
    const own = concepts.length === 0 ? wordWeight : concepts.every((concept) => aspects.has(concept)) ? aspectWeight : 1;
    add({ stem: stemOf(word), concepts, weight: own * (isCovered(at) ? coveredWeight : 1) });
  }
  return [...features.values()];
}

/** How often each stem and concept stands in a text. */
export function countTerms(text: string): Map<string, number> {
  const words = wordsOf(text);
  const counts = new Map<string, number>();
  const add = (term: string) => counts.set(term, (counts.get(term) ?? 0) + 1);
  for (const word of words) if (!stopWords.has(word) && word.length > 1) add(stemOf(word));
  for (const { concept } of findConcepts(words)) add(conceptTerm(concept));
  return counts;
}
