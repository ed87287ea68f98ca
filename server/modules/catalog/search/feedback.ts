import { inBody, inBrand, inCategory, inFacts, inTitle } from './places.ts';
import type { QueryPlan } from './plan-query.ts';
import { touch } from './score-concepts.ts';
import type { Scores } from './score-concepts.ts';
import type { RankingSettings } from './settings.ts';
import { isSmallWord } from './small-words.ts';
import type { WordIndex } from './word-index.ts';

export interface FeedbackOptions {
  /** The best finds so far, best first. */
  leaders: readonly number[];
  /** Who ends below this score is of no interest. */
  least: number;
  settings: RankingSettings;
  isAllowed: ((documentNo: number) => boolean) | null;
}

/**
 * What the best finds have in common tells what is meant (a relevance model after Lavrenko and Croft): words that stand in many of them and in few
 * others are searched too, at a lower weight. Finds what the shopper's own words miss.
 */
export function addFeedback(index: WordIndex, plan: QueryPlan, scores: Scores, { leaders, least, settings, isAllowed }: FeedbackOptions): void {
  const terms = commonTerms(index, plan, scores, leaders.slice(0, settings.feedbackDocuments), settings);
  const whole = terms.reduce((sum, [, weight]) => sum + weight, 0);
  if (whole === 0) return;
  const most = settings.feedback * 2;
  const { total } = scores;
  for (const [term, weight] of terms) {
    const share = (most * weight) / whole;
    index.postings.each(term, (documentNo, places) => {
      if (total[documentNo]! + most < least) return;
      const strength = strengths[places & 0x3fff]!;
      if (strength === 0 || (isAllowed && !isAllowed(documentNo))) return;
      touch(scores, documentNo);
      total[documentNo]! += share * strength;
    });
  }
}

/** How much a word tells of a document by where it stands there, 0 to 1, for every way to stand. */
const strengths = Float32Array.from({ length: 2 ** 14 }, (_, places) => {
  const amount = 2 * inTitle(places) + inBrand(places) + inCategory(places) + inFacts(places) + 0.4 * inBody(places);
  return amount / (amount + 1.2);
});

function commonTerms(index: WordIndex, plan: QueryPlan, scores: Scores, leaders: readonly number[], { feedbackTerms }: RankingSettings): [number, number][] {
  const best = scores.total[leaders[0] ?? 0]!;
  const weights = new Map<number, number>();
  for (const documentNo of leaders) {
    const weight = Math.exp((scores.total[documentNo]! - best) * 1.5);
    index.postings.eachTerm(documentNo, (term, places) => {
      const presence = Math.min(1, inTitle(places)) + 0.5 * Math.min(1, inCategory(places)) + 0.3 * inBrand(places) + 0.3 * Math.min(1, inFacts(places)) + 0.08 * Math.min(3, inBody(places));
      if (presence > 0) weights.set(term, (weights.get(term) ?? 0) + weight * presence);
    });
  }
  const own = new Set(plan.concepts.flatMap(({ terms }) => [...terms.keys()]));
  const count = index.documentCount;
  return [...weights]
    .filter(([term]) => {
      const frequency = index.frequency(term);
      return frequency > 1 && frequency < Math.max(2, count * 0.2) && !own.has(term) && index.terms[term]!.length > 1 && !isSmallWord(index.terms[term]!);
    })
    .map(([term, weight]): [number, number] => [term, weight * Math.log(count / index.frequency(term))])
    .toSorted((left, right) => right[1] - left[1])
    .slice(0, feedbackTerms);
}
