/** `npm run eval:understanding [--all]`: how well the guided engine understands its held-apart test set, language by language. */
import { parseArgs } from 'node:util';
import { intents } from '../server/modules/assistant/guided/understanding.ts';
import { evaluateBlockers, evaluateUnderstanding } from './understanding/evaluate.ts';
import { confusionsOf, figuresOf } from './understanding/measure.ts';

const { values } = parseArgs({ options: { all: { type: 'boolean', default: false } } });
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const print = (line: string) => process.stdout.write(`${line}\n`);

print('language  messages  macro-F1  right   out of scope recognised  in scope rejected  calibration error  language read');
const results = evaluateUnderstanding();
for (const result of results) {
  print(
    [
      result.language.padEnd(9), String(result.judged.length).padStart(8), result.macroF1.toFixed(3).padStart(9), percent(result.accuracy).padStart(8),
      percent(result.outOfScopeRecall).padStart(23), percent(result.falseRejections).padStart(18), result.calibrationError.toFixed(3).padStart(18), percent(result.languageAccuracy).padStart(14),
    ].join(' '),
  );
}
for (const { language, judged } of results) {
  const figures = intents.map((intent) => figuresOf(judged, intent)).toSorted((left, right) => left.f1 - right.f1);
  print(`\n${language}: weakest  ${(values.all ? figures : figures.slice(0, 8)).map(({ name, f1 }) => `${name} ${f1.toFixed(2)}`).join(', ')}`);
  print(`${language}: mistaken ${confusionsOf(judged).slice(0, values.all ? 60 : 10).map(({ truth, answer, count }) => `${truth} for ${answer} ${count}`).join(', ')}`);
}

print('\nreasons   messages  macro-F1  right');
for (const { language, judged, macroF1, accuracy } of evaluateBlockers()) print([language.padEnd(9), String(judged.length).padStart(8), macroF1.toFixed(3).padStart(9), percent(accuracy).padStart(8)].join(' '));
