import type { PageKind } from '#contract/knowledge';
import type { Language } from '#contract/language';
import type { IndexedPassage, PassageIndex } from './build-index.ts';
import { aspects, conceptTerm, readQuestion, termsOfFeature } from './read-features.ts';
import type { Feature } from './read-features.ts';
import learned from './score-weights.json' with { type: 'json' };

export interface RankWish {
  question: string;
  kind?: PageKind | null | undefined;
  /** Of two alike passages the one in this language comes first. */
  language?: Language | null | undefined;
  limit: number;
}

export interface RankedPassage {
  passage: IndexedPassage;
  score: number;
}

/** How well a question and a passage fit, as numbers from 0 to 1; `score-weights.json` says what each is worth. */
export interface Fit {
  /** Share of what is asked, by rarity, that the passage speaks of. */
  coverage: number;
  /** The same in its headings and title alone. */
  headingCoverage: number;
  /** Share of its own heading or question that was asked for. */
  headingAsked: number;
  /** Both ways at once: its heading is what was asked, no more and no less. */
  sameQuestion: number;
  /** 1: it was asked what something costs and the heading says when, or the like. */
  otherAspect: number;
  /** The rarest thing asked for that the passage does not speak of, as a share of all that is asked. */
  largestMiss: number;
  /** Share of what is asked that no page speaks of. */
  unknown: number;
  /** Share of the whole question that lies outside the sentence that was looked at. */
  leftOut: number;
  /** BM25 over stems and concepts, against the best of this question. */
  relevance: number;
  /** How much is asked at all: one word says little. */
  substance: number;
}

/** What each sign is worth, and what is taken off before any. */
export type Weights = Fit & { base: number };

export const fitNames = ['coverage', 'headingCoverage', 'headingAsked', 'sameQuestion', 'otherAspect', 'largestMiss', 'unknown', 'leftOut', 'relevance', 'substance'] as const satisfies readonly (keyof Fit)[];

/** Best first; those without anything in common are left out. Scores do not depend on what else was found. */
export function rankPassages(index: PassageIndex, wish: RankWish): RankedPassage[] {
  return fitPassages(index, wish)
    .map(({ passage, fit }) => ({ passage, score: scoreOf(fit), tie: Number(passage.language === wish.language) }))
    .toSorted((left, right) => right.score + right.tie * sameLanguageBonus - (left.score + left.tie * sameLanguageBonus))
    .slice(0, wish.limit)
    .map(({ passage, score }) => ({ passage, score }));
}

/** Decides between an original and its translation, never between an answer and none. */
const sameLanguageBonus = 0.03;

/** Each passage with the best it makes of the question or of one of its sentences: people say why before they ask. */
export function fitPassages(index: PassageIndex, wish: RankWish, weights: Weights = learned): { passage: IndexedPassage; fit: Fit }[] {
  const best = new Map<string, { passage: IndexedPassage; fit: Fit }>();
  const whole = worthOf(index, readQuestion(wish.question));
  for (const { passage, fit } of sentencesOf(wish.question).flatMap((features) => fitQuestion(index, features, whole, wish.kind ?? null))) {
    const known = best.get(passage.passageId);
    if (!known || scoreOf(fit, weights) > scoreOf(known.fit, weights)) best.set(passage.passageId, { passage, fit });
  }
  return [...best.values()];
}

/** The whole question, and each of its sentences that names something of the trade. */
function sentencesOf(question: string): Feature[][] {
  const whole = readQuestion(question);
  const parts = question.split(/[.,;:!?¿¡\n]+/).map(readQuestion).filter((features) => features.some(({ concepts }) => concepts.length > 0 && !concepts.every((concept) => aspects.has(concept))));
  return parts.length > 1 || (parts[0]?.length ?? 0) < whole.length ? [whole, ...parts] : [whole];
}

const worthOf = (index: PassageIndex, features: readonly Feature[]) => weigh(index, features).reduce((sum, { value }) => sum + value, 0);

function fitQuestion(index: PassageIndex, features: readonly Feature[], whole: number, kind: PageKind | null): { passage: IndexedPassage; fit: Fit }[] {
  const asked = weigh(index, features);
  const total = asked.reduce((sum, { value }) => sum + value, 0);
  if (total === 0) return [];
  const unknown = asked.filter(({ isKnown }) => !isKnown).reduce((sum, { value }) => sum + value, 0) / total;
  const candidates = index.passages
    .filter((passage) => kind === null || passage.kind === kind)
    .map((passage) => ({ passage, relevance: relevanceOf(index, passage, asked) }))
    .filter(({ relevance }) => relevance > 0);
  return candidates.map(({ passage, relevance }) => ({ passage, fit: { ...measure(index, passage, asked, total), unknown, leftOut: Math.max(0, 1 - total / whole), relevance: relevance / (relevance + total), substance: total / (total + 6) } }));
}

const scoreOf = (fit: Fit, weights: Weights = learned) => {
  const sum = fitNames.reduce((so, name) => so + weights[name] * fit[name], weights.base);
  return 1 / (1 + Math.exp(-sum));
};

interface Asked {
  terms: readonly string[];
  value: number;
  isKnown: boolean;
}

/** A word that no page knows and that is no concept of the trade weighs less: it may be a name, or a way to say something. */
const strangerShare = 0.8;

function weigh(index: PassageIndex, features: readonly Feature[]): Asked[] {
  return features.map((feature) => {
    const terms = termsOfFeature(feature);
    const count = Math.max(0, ...terms.map((term) => index.documentCounts.get(term) ?? 0));
    const isKnown = count > 0;
    const stranger = !isKnown && feature.concepts.length === 0 ? strangerShare : 1;
    return { terms, isKnown, value: feature.weight * rarityOf(index, count) * stranger };
  });
}

const rarityOf = (index: PassageIndex, count: number) => Math.log(1 + (index.passages.length - count + 0.5) / (count + 0.5));

/** BM25F: a heading counts as much as several mentions. */
function relevanceOf(index: PassageIndex, passage: IndexedPassage, asked: readonly Asked[]): number {
  const norm = 0.4 + 0.6 * (passage.bodyLength / Math.max(1, index.meanLength));
  return asked.reduce((sum, { terms, value }) => {
    const frequency = Math.max(...terms.map((term) => (passage.bodyTerms.get(term) ?? 0) / norm + (passage.headingTerms.has(term) ? 3 : 0) + (passage.titleTerms.has(term) ? 1 : 0)));
    return sum + (value * 2.2 * frequency) / (frequency + 1.2);
  }, 0);
}

function measure(index: PassageIndex, passage: IndexedPassage, asked: readonly Asked[], total: number): Omit<Fit, 'unknown' | 'leftOut' | 'relevance' | 'substance'> {
  let [covered, inHeading, largestMiss] = [0, 0, 0];
  for (const { terms, value } of asked) {
    const heading = terms.some((term) => passage.headingTerms.has(term));
    const title = terms.some((term) => passage.titleTerms.has(term));
    const body = Math.max(...terms.map((term) => passage.bodyTerms.get(term) ?? 0));
    const hit = heading ? 1 : title || body > 1 ? 0.9 : body > 0 ? 0.8 : 0;
    covered += value * hit;
    inHeading += value * (heading ? 1 : title ? 0.7 : 0);
    if (hit === 0) largestMiss = Math.max(largestMiss, value);
  }
  const headingAsked = askedShare(index, passage, asked);
  const headingCoverage = inHeading / total;
  return { coverage: covered / total, headingCoverage, headingAsked, sameQuestion: headingCoverage * headingAsked, otherAspect: otherAspect(passage, asked), largestMiss: largestMiss / total };
}

function askedShare(index: PassageIndex, passage: IndexedPassage, asked: readonly Asked[]): number {
  const terms = new Set(asked.flatMap((one) => one.terms));
  const own = weigh(index, passage.asked);
  const total = own.reduce((sum, { value }) => sum + value, 0);
  return total === 0 ? 0 : own.filter((one) => one.terms.some((term) => terms.has(term))).reduce((sum, { value }) => sum + value, 0) / total;
}

const aspectTerms = [...aspects].filter((aspect) => aspect !== 'order').map(conceptTerm);

function otherAspect(passage: IndexedPassage, asked: readonly Asked[]): number {
  const own = aspectTerms.filter((term) => passage.headingTerms.has(term));
  const wished = aspectTerms.filter((term) => asked.some(({ terms }) => terms.includes(term)));
  return own.length > 0 && wished.length > 0 && !own.some((term) => wished.includes(term)) ? 1 : 0;
}
