import { languages } from '#contract/language';
import type { Language } from '#contract/language';
import { understand } from '../../server/modules/assistant/guided/understand.ts';
import { blockers, intents } from '../../server/modules/assistant/guided/understanding.ts';
import { calibrationError, macroF1 } from './measure.ts';
import type { Judged } from './measure.ts';
import { outOfScope, readExamples } from './read-examples.ts';

export interface LanguageResult {
  language: Language;
  judged: (Judged & { text: string; confidence: number })[];
  accuracy: number;
  macroF1: number;
  /** Part of the out-of-scope messages that were recognised. */
  outOfScopeRecall: number;
  /** Part of the messages in scope that were taken to be out of it. */
  falseRejections: number;
  calibrationError: number;
  /** Part of the messages whose language was read rightly without knowing the conversation's. */
  languageAccuracy: number;
}

/** What must hold in each language. */
export const understandingGoals = { macroF1: 0.9, outOfScopeRecall: 0.8 };

const nothing = 'nothing';
const share = <Item>(items: Item[], isSo: (item: Item) => boolean) => items.filter(isSo).length / Math.max(1, items.length);

/** The whole reading, as the engine asks for it, on the test set: no language known, nothing asked before. A message of which nothing was made counts as no rejection. */
export function evaluateUnderstanding(): LanguageResult[] {
  const examples = readExamples('examples-test');
  return languages.map((language) => {
    const own = examples.filter((example) => example.language === language);
    const read = own.map(({ label, text }) => {
      const said = understand(text, { language: null, country: 'AR', expects: null });
      return { truth: label, answer: said.isOutOfScope ? outOfScope : (said.intent ?? nothing), text, confidence: said.confidence, language: said.language };
    });
    const inScope = read.filter(({ truth }) => truth !== outOfScope);
    return {
      language,
      judged: read,
      accuracy: share(read, ({ truth, answer }) => truth === answer),
      macroF1: macroF1(read, intents),
      outOfScopeRecall: share(read.filter(({ truth }) => truth === outOfScope), ({ answer }) => answer === outOfScope),
      falseRejections: share(inScope, ({ answer }) => answer === outOfScope),
      calibrationError: calibrationError(read.filter(({ answer }) => answer !== outOfScope && answer !== nothing).map(({ truth, answer, confidence }) => ({ confidence, isRight: truth === answer }))),
      languageAccuracy: share(read, (item) => item.language === language),
    };
  });
}

export interface BlockerResult {
  language: Language;
  judged: Judged[];
  macroF1: number;
  accuracy: number;
}

/** Why a cart was left, on the test set of the reasons: read as the answer to our question what kept them. */
export function evaluateBlockers(): BlockerResult[] {
  const examples = readExamples('examples-blockers-test');
  return languages.map((language) => {
    const judged = examples
      .filter((example) => example.language === language)
      .map(({ label, text }) => ({ truth: label, answer: understand(text, { language: null, country: 'AR', expects: 'blocker' }).blocker ?? nothing }));
    return { language, judged, macroF1: macroF1(judged, blockers), accuracy: share(judged, ({ truth, answer }) => truth === answer) };
  });
}
