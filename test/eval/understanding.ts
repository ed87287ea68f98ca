import type { Language } from '#contract/language';
import type { Bench, Figure } from '../../bench/kit/bench.ts';
import { evaluateBlockers, evaluateUnderstanding, understandingGoals } from '../../scripts/understanding/evaluate.ts';
import { outOfScope } from '../../scripts/understanding/read-examples.ts';

/** How well the built-in engine reads what is wanted and what is in the way, on sentences that it was not taught with. */
export const understanding: Bench = {
  name: 'understanding',
  about: 'The built-in engine over its held-apart test sets: mean of the F1 of every intent (macro-F1), of sentences about something else the share that is recognised as such, and the macro-F1 of the reasons for leaving a cart.',
  run: () => Promise.resolve([...evaluateUnderstanding().flatMap(figuresOf), ...evaluateBlockers().map(blockerFigure)]),
};

const names: Record<Language, string> = { es: 'Spanish', pt: 'Portuguese', en: 'English' };

function figuresOf({ language, judged, macroF1, outOfScopeRecall }: ReturnType<typeof evaluateUnderstanding>[number]): Figure[] {
  const foreign = judged.filter(({ truth }) => truth === outOfScope);
  return [
    { what: `intents, ${names[language]}: macro-F1`, value: macroF1, unit: '', goal: { atLeast: understandingGoals.macroF1 }, note: `${judged.length} sentences` },
    { what: `out of scope recognised, ${names[language]}`, value: outOfScopeRecall, unit: '', goal: { atLeast: understandingGoals.outOfScopeRecall }, note: `${foreign.length} sentences` },
  ];
}

const blockerFigure = ({ language, judged, macroF1 }: ReturnType<typeof evaluateBlockers>[number]): Figure => ({ what: `reasons for leaving a cart, ${names[language]}: macro-F1`, value: macroF1, unit: '', note: `${judged.length} sentences` });
