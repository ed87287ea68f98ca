import { languages } from '#contract/language';
import type { Language } from '#contract/language';
import type { Bench, Figure } from '../../bench/kit/bench.ts';
import { intentClasses, outOfScope, readExamples } from '../../scripts/understanding/read-examples.ts';
import { understand } from '../../server/modules/assistant/guided/understand.ts';

/** How well the built-in engine reads intents, on sentences that it was not taught with. */
export const understanding: Bench = {
  name: 'understanding',
  about: 'Intents of the built-in engine over its held-apart test set: mean of the F1 of every intent (macro-F1), and of sentences about something else the share that is recognised as such.',
  run: () => Promise.resolve(languages.flatMap(measureLanguage)),
};

const names: Record<Language, string> = { es: 'Spanish', pt: 'Portuguese', en: 'English' };

function measureLanguage(language: Language): Figure[] {
  const now = new Date();
  const read = readExamples('examples-test')
    .filter((example) => example.language === language && intentClasses.includes(example.label))
    .map(({ label, text }) => {
      const { intent, isOutOfScope } = understand(text, { language: null, country: 'AR', expects: null, now });
      return { label, told: isOutOfScope || intent === null ? outOfScope : intent };
    });
  const labels = [...new Set(read.map(({ label }) => label))].filter((label) => label !== outOfScope);
  const foreign = read.filter(({ label }) => label === outOfScope);
  return [
    { what: `intents, ${names[language]}: macro-F1`, value: labels.reduce((sum, label) => sum + f1(read, label), 0) / labels.length, unit: '', goal: { atLeast: 0.9 }, note: `${read.length} sentences, ${labels.length} intents` },
    { what: `out of scope recognised, ${names[language]}`, value: foreign.filter(({ told }) => told === outOfScope).length / foreign.length, unit: '', goal: { atLeast: 0.8 }, note: `${foreign.length} sentences` },
  ];
}

function f1(read: readonly { label: string; told: string }[], label: string): number {
  const right = read.filter((one) => one.label === label && one.told === label).length;
  const [wanted, told] = [read.filter((one) => one.label === label).length, read.filter((one) => one.told === label).length];
  return right === 0 ? 0 : (2 * right) / (wanted + told);
}
