import { describe, expect, test } from 'vitest';
import { languages } from '#contract/language';
import { loadWeights } from '../../server/modules/assistant/guided/model/load-weights.ts';
import { blockers, intents } from '../../server/modules/assistant/guided/understanding.ts';
import { evaluateBlockers, evaluateUnderstanding, understandingGoals } from './evaluate.ts';
import { macroF1 } from './measure.ts';
import { blockerClasses, intentClasses, outOfScope, readExamples } from './read-examples.ts';
import { digestOfExamples } from './train-understanding.ts';

const results = evaluateUnderstanding();

describe.each(languages)('%s, on sentences that were held apart', (language) => {
  const result = results.find((one) => one.language === language);

  test('intents are read with a macro-F1 of at least 0.90', () => expect(result?.macroF1).toBeGreaterThanOrEqual(understandingGoals.macroF1));
  test('of what is about something else at least 80 in 100 are recognised', () => expect(result?.outOfScopeRecall).toBeGreaterThanOrEqual(understandingGoals.outOfScopeRecall));
  test('of what the shop does deal with at most 5 in 100 are turned down', () => expect(result?.falseRejections).toBeLessThanOrEqual(0.05));
  test('confidence is near to how often it is right', () => expect(result?.calibrationError).toBeLessThanOrEqual(0.05));
  test('its language is read without being told', () => expect(result?.languageAccuracy).toBeGreaterThanOrEqual(0.97));

  test('the reason for leaving a cart is read with a macro-F1 of at least 0.80', () => {
    expect(evaluateBlockers().find((one) => one.language === language)?.macroF1).toBeGreaterThanOrEqual(0.8);
  });
});

test('a reader that says the same of everything, or nothing, reaches none of it', () => {
  for (const answer of ['find_product', outOfScope, 'nothing']) {
    expect(macroF1(readExamples('examples-test').map(({ label }) => ({ truth: label, answer })), intents)).toBeLessThan(0.05);
  }
});

test('every intent and every reason has sentences to learn from and others to be tested with, in each language', () => {
  const missing = (folder: string, labels: readonly string[]) => {
    const has = new Set(readExamples(folder).map(({ language, label }) => `${language}/${label}`));
    return languages.flatMap((language) => labels.map((label) => `${language}/${label}`)).filter((name) => !has.has(name));
  };
  expect({ learn: missing('examples', intentClasses), test: missing('examples-test', intentClasses) }).toEqual({ learn: [], test: [] });
  expect({ learn: missing('examples-blockers', blockers), test: missing('examples-blockers-test', blockers) }).toEqual({ learn: [], test: [] });
});

test('the weights were learnt from these very examples and features; if not: run npm run train', () => {
  const { digest, models } = loadWeights();
  expect(digest, 'The examples or features changed since the weights were learnt: run npm run train').toBe(digestOfExamples());
  expect([models.intent.classes, models.blocker.classes, models.language.classes], 'The classes changed since the weights were learnt: run npm run train').toEqual([intentClasses, blockerClasses, [...languages]]);
});
