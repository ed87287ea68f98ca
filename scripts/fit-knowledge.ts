import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { answerThreshold } from '../contract/knowledge.ts';
import { fitNames, fitPassages } from '../server/modules/knowledge/retrieval/rank-passages.ts';
import type { Weights } from '../server/modules/knowledge/retrieval/rank-passages.ts';
import { labelledShops, readLabelled } from '../server/modules/knowledge/retrieval/testing.ts';

/**
 * Learns what each sign that a passage answers a question is worth, from the labelled questions kept for tuning, and writes
 * `score-weights.json`. Every question is a choice between its nearest passages and "none of them" (a softmax), learned by plain gradient descent:
 * the same questions give the same weights. Run it again after the lexicon or the signs changed.
 */
interface Question {
  candidates: { values: number[]; isRight: boolean }[];
  isAnswerable: boolean;
}

const shops = labelledShops();
const labelled = readLabelled('dev');
const named = (values: readonly number[]) => Object.fromEntries([['base', values[0] ?? 0] as const, ...fitNames.map((name, index) => [name, values[index + 1] ?? 0] as const)].map(([name, value]) => [name, Math.round(value * 100) / 100])) as unknown as Weights;

// A question is looked at whole and by its sentences, and the weights choose between them: learned, looked at again, learned again.
let weights: number[] = [-6, ...fitNames.map((name) => (name === 'leftOut' || name === 'largestMiss' || name === 'otherAspect' || name === 'unknown' ? -1 : 2))];
for (let round = 0; round < 4; round += 1) {
  const questions = lookAt(weights);
  weights = descend(questions);
  // The softmax says 0.5 where an answer and none are as likely; the product's threshold lies lower.
  weights[0] = (weights[0] ?? 0) + bestShift(questions, weights);
}
writeFileSync(fileURLToPath(new URL('../server/modules/knowledge/retrieval/score-weights.json', import.meta.url)), `${JSON.stringify(named(weights), null, 2)}\n`);
console.log(named(weights));

function lookAt(known: readonly number[]): Question[] {
  return labelled.map(({ shop, question, answers, language }) => {
    const near = fitPassages(shops[shop], { question, language, limit: 0 }, named(known))
      .map(({ passage, fit }) => ({ values: fitNames.map((name) => fit[name]), isRight: answers.includes(passage.headings.at(-1) ?? passage.title), strength: fit.coverage + fit.headingAsked + fit.relevance }))
      .toSorted((left, right) => right.strength - left.strength);
    return { candidates: near.filter(({ isRight }, place) => isRight || place < 12), isAnswerable: answers.length > 0 };
  });
}

function sumOf(learned: readonly number[], values: readonly number[]): number {
  return values.reduce((sum, value, index) => sum + value * (learned[index + 1] ?? 0), learned[0] ?? 0);
}

function descend(questions: readonly Question[]): number[] {
  const learned = [0, ...fitNames.map(() => 0)];
  for (let round = 0; round < 4000; round += 1) {
    const slope = learned.map((value, index) => (index === 0 ? 0 : 0.0015 * value));
    for (const { candidates, isAnswerable } of questions) {
      const strengths = candidates.map(({ values }) => Math.exp(sumOf(learned, values)));
      const all = strengths.reduce((sum, value) => sum + value, 1);
      const right = candidates.reduce((sum, { isRight }, place) => sum + (isRight ? (strengths[place] ?? 0) : 0), isAnswerable ? 1e-9 : 1);
      for (const [place, { values, isRight }] of candidates.entries()) {
        const push = (strengths[place] ?? 0) / all - (isRight ? (strengths[place] ?? 0) / right : 0);
        slope[0] = (slope[0] ?? 0) + push / questions.length;
        for (const [index, value] of values.entries()) slope[index + 1] = (slope[index + 1] ?? 0) + (push * value) / questions.length;
      }
    }
    for (const [index, value] of slope.entries()) learned[index] = (learned[index] ?? 0) - 2 * value;
  }
  return learned;
}

/** Moves the curve so that the tuning set is settled best at the product's threshold: a right answer and a rightly kept silence count 1, a wrong passage −0.5, an answer where there is none −1. */
function bestShift(questions: readonly Question[], learned: readonly number[]): number {
  const tops = questions.map(({ candidates, isAnswerable }) => {
    const best = candidates.map(({ values, isRight }) => ({ isRight, sum: sumOf(learned, values) })).toSorted((left, right) => right.sum - left.sum)[0];
    return { sum: best?.sum ?? -20, isRight: best?.isRight ?? false, isAnswerable };
  });
  const line = Math.log(answerThreshold / (1 - answerThreshold));
  const gain = (shift: number) => tops.reduce((sum, { sum: own, isRight, isAnswerable }) => sum + (own + shift >= line ? (isRight ? 1 : isAnswerable ? -0.5 : -1) : isAnswerable ? 0 : 1), 0);
  const shifts = Array.from({ length: 241 }, (_, index) => (index - 120) / 30);
  const best = Math.max(...shifts.map(gain));
  const good = shifts.filter((shift) => gain(shift) >= best - 1e-9);
  return good[Math.floor(good.length / 2)] ?? 0;
}
