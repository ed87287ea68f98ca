import { languages } from '#contract/language';
import { bucketCount } from '../../server/modules/assistant/guided/features/hash-features.ts';
import { languageBucketCount } from '../../server/modules/assistant/guided/features/language-features.ts';
import type { Weights } from '../../server/modules/assistant/guided/model/weights-file.ts';
import { fitRejection, fitTemperature, scoreUnseen } from './cross-validate.ts';
import { asBlockerExamples, blockerClasses, digestOf, intentClasses, prepareExamples, readExamples } from './read-examples.ts';
import type { Prepared } from './read-examples.ts';
import { quantise, trainLinear } from './train-linear.ts';
import type { RawModel } from './train-linear.ts';

const seed = 20_260;
/** Part of the out-of-scope examples that must be recognised unseen; what this costs is printed by `npm run eval:understanding`. */
const recognisedOutOfScope = 0.86;
const folds = 3;

/** Learns everything from `examples/`; scores on unseen parts of it, never the test set, settle confidence and rejection. */
export function trainUnderstanding(): Weights {
  const { prepared, reasons } = prepareAll();
  const unseen = scoreUnseen(prepared, trainIntents, folds, seed);
  const temperature = fitTemperature(unseen, intentClasses);
  const languageModel = trainLanguages(prepared);
  return {
    digest: digestOf([...prepared, ...reasons]),
    rejectFrom: fitRejection(unseen, intentClasses, temperature, recognisedOutOfScope),
    models: { intent: quantise(trainIntents(prepared), temperature), language: quantise(languageModel, languageTemperature), blocker: quantise(trainBlockers(reasons), 1) },
  };
}

/** Of the examples as the features see them now; weights with another one were learnt from something else. */
export function digestOfExamples(): string {
  const { prepared, reasons } = prepareAll();
  return digestOf([...prepared, ...reasons]);
}

function prepareAll(): { prepared: Prepared[]; reasons: Prepared[] } {
  const examples = readExamples('examples');
  return { prepared: prepareExamples(examples), reasons: prepareExamples([...asBlockerExamples(examples), ...repeat(readExamples('examples-blockers'), 4)]) };
}

/** Whole messages are mostly certain; the share of a word or two must not pretend to be. */
const languageTemperature = 1;

function trainIntents(prepared: readonly Prepared[]): RawModel {
  return trainLinear(intentClasses, prepared, { rows: bucketCount, epochs: 20, rate: 0.3, decay: 0.01, seed });
}

function trainBlockers(prepared: readonly Prepared[]): RawModel {
  return trainLinear(blockerClasses, prepared, { rows: bucketCount / 4, epochs: 15, rate: 0.3, decay: 0.01, seed });
}

/** A reason said in so many words tells more than a question that implies one, and there are fewer of them. */
const repeat = <Item>(items: readonly Item[], times: number): Item[] => Array.from({ length: times }, () => items).flat();

function trainLanguages(prepared: readonly Prepared[]): RawModel {
  const examples = prepared.map(({ languageFeatures, language }) => ({ features: languageFeatures, label: language }));
  return trainLinear(languages, examples, { rows: languageBucketCount, epochs: 15, rate: 0.2, decay: 0.01, seed });
}
