import { addFeedback } from './feedback.ts';
import { makeTitleJudge } from './judge-titles.ts';
import { addKinship } from './kinship.ts';
import type { Categories } from './kinship.ts';
import type { QueryPlan } from './plan-query.ts';
import { scoreConcepts } from './score-concepts.ts';
import type { Scores } from './score-concepts.ts';
import type { RankingSettings } from './settings.ts';
import { topOf } from './top-of.ts';
import type { WordIndex } from './word-index.ts';

export interface Ranked {
  documentNo: number;
  score: number;
  /** Share of the query's weight that it has anywhere, 0 to 1. */
  coverage: number;
}

export interface RankingOptions {
  settings: RankingSettings;
  count: number;
  /** Documents outside are not looked at; null: all. */
  isAllowed: ((documentNo: number) => boolean) | null;
  /** Of equals the newer comes first. */
  isOlder: (left: number, right: number) => boolean;
  /** Added to a document's score: what the words cannot tell, such as whether it can be bought. Null: nothing. */
  bonus: ((documentNo: number) => number) | null;
}

export interface Ranking {
  ranked: Ranked[];
  /** How many documents cover about as much of the query as the best one does. */
  fitting: number;
}

/** Titles are read for this many of the best by words; from them come those whose likeness finds others. */
const judged = 400;
const leaderCount = 20;
/** A document covers the query when it has this share of it, and nearly as much as the best. */
export const leastCoverage = 0.4;
const shareOfBest = 0.8;

/** Documents that answer the query, best first. */
export function rankDocuments(index: WordIndex, categories: Categories, plan: QueryPlan, { settings, count, isAllowed, isOlder, bonus }: RankingOptions): Ranking {
  const scores = scoreConcepts(index, plan, settings, isAllowed);
  if (scores.count === 0) return { ranked: [], fitting: 0 };
  const { total } = scores;
  const byScore = { scores: total, isOlder };
  if (bonus) for (let at = 0; at < scores.count; at += 1) total[scores.touched[at]!]! += bonus(scores.touched[at]!);
  const top = topOf(scores.touched, scores.count, judged, byScore);
  const judge = makeTitleJudge(index, plan, settings);
  for (const documentNo of top) total[documentNo]! += judge(documentNo);
  judgeBrands(scores, top, settings);
  const fitting = countFitting(scores);
  addKinship(categories, scores, leadersOf(top, total).slice(0, leaderCount), settings.kinship);
  const leaders = leadersOf(top, total);
  if (settings.feedback > 0) addFeedback(index, plan, scores, { leaders, least: count <= leaders.length ? total[leaders[count - 1]!]! : -Infinity, settings, isAllowed });
  return { ranked: topOf(scores.touched, scores.count, count, byScore).map((documentNo) => ({ documentNo, score: total[documentNo]!, coverage: scores.coverage[documentNo]! })), fitting };
}

const leadersOf = (top: readonly number[], total: Float32Array) => top.toSorted((left, right) => total[right]! - total[left]!);

export const coverageToFit = (best: number): number => Math.max(leastCoverage, shareOfBest * best);

function countFitting({ touched, count, coverage }: Scores): number {
  let best = 0;
  for (let at = 0; at < count; at += 1) best = Math.max(best, coverage[touched[at]!]!);
  const least = coverageToFit(best);
  let fitting = 0;
  for (let at = 0; at < count; at += 1) if (coverage[touched[at]!]! >= least) fitting += 1;
  return fitting;
}

/** A brand that was named: its products gain, others lose. */
function judgeBrands(scores: Scores, top: readonly number[], { brandMatch, brandMismatch }: RankingSettings) {
  let named = 0;
  for (const documentNo of top.slice(0, 50)) named = Math.max(named, scores.brand[documentNo]!);
  if (named < 0.2) return;
  for (const documentNo of top) scores.total[documentNo]! += scores.brand[documentNo]! >= named * 0.8 ? brandMatch * named : -brandMismatch * named;
}
