import { languages } from '#contract/language';
import type { Language } from '#contract/language';
import { understand } from '../../server/modules/assistant/guided/understand.ts';
import { intents } from '../../server/modules/assistant/guided/understanding.ts';
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

const nothing = 'nothing';

/** The whole reading, as the engine asks for it, on the test set: no language known, nothing asked before. */
export function evaluateUnderstanding(folder = 'examples-test'): LanguageResult[] {
  const examples = readExamples(folder);
  return languages.map((language) => {
    const own = examples.filter((example) => example.language === language);
    const read = own.map(({ label, text }) => {
      const said = understand(text, { language: null, country: 'AR', expects: null, now: new Date(0) });
      return { truth: label, answer: said.isOutOfScope ? outOfScope : (said.intent ?? nothing), text, confidence: said.confidence, language: said.language };
    });
    const inScope = read.filter(({ truth }) => truth !== outOfScope);
    const share = <Item>(items: Item[], isSo: (item: Item) => boolean) => items.filter(isSo).length / Math.max(1, items.length);
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
