import { languages } from '#contract/language';
import { bucketCount } from '../../server/modules/assistant/guided/features/hash-features.ts';
import { languageBucketCount } from '../../server/modules/assistant/guided/features/language-features.ts';
import type { Weights } from '../../server/modules/assistant/guided/model/weights-file.ts';
import { digestOf, intentClasses, prepareExamples, readExamples } from './read-examples.ts';
import type { Prepared } from './read-examples.ts';
import { quantise, trainLinear } from './train-linear.ts';
import type { RawModel } from './train-linear.ts';

const seed = 20_260;

export function trainUnderstanding(): Weights {
  const prepared = prepareExamples(readExamples('examples'));
  return {
    digest: digestOf(prepared),
    rejectFrom: 0.5,
    models: { intent: quantise(trainIntents(prepared), 1), language: quantise(trainLanguages(prepared), 1) },
  };
}

export function trainIntents(prepared: readonly Prepared[]): RawModel {
  return trainLinear(intentClasses, prepared, { rows: bucketCount, epochs: 20, rate: 0.3, decay: 0.01, seed });
}

function trainLanguages(prepared: readonly Prepared[]): RawModel {
  const examples = prepared.map(({ languageFeatures, language }) => ({ features: languageFeatures, label: language }));
  return trainLinear(languages, examples, { rows: languageBucketCount, epochs: 15, rate: 0.2, decay: 0.01, seed });
}
